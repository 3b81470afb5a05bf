/** A piece of an isoline, in grid coordinates (0 … resolution − 1). */
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/**
 * The lines on which a function given on a square grid has a level, by marching squares with linear interpolation.
 *
 * @param values resolution² values, x fastest
 */
export function isolines(values: Float64Array, resolution: number, level: number): Segment[] {
  const segments: Segment[] = [];
  for (let y = 0; y + 1 < resolution; y++) {
    for (let x = 0; x + 1 < resolution; x++) {
      const [a, b, c, d] = [
        values[y * resolution + x]!,
        values[y * resolution + x + 1]!,
        values[(y + 1) * resolution + x + 1]!,
        values[(y + 1) * resolution + x]!,
      ];
      if (!Number.isFinite(a + b + c + d)) continue;
      const crossings: [number, number][] = [];
      const share = (from: number, to: number) => (level - from) / (to - from);
      if (a < level !== b < level) crossings.push([x + share(a, b), y]);
      if (b < level !== c < level) crossings.push([x + 1, y + share(b, c)]);
      if (c < level !== d < level) crossings.push([x + 1 - share(c, d), y + 1]);
      if (d < level !== a < level) crossings.push([x, y + 1 - share(d, a)]);
      // Four crossings are a saddle: joining neighbours is one of the two ways, and at this size either will do.
      for (let k = 0; k + 1 < crossings.length; k += 2) segments.push([...crossings[k]!, ...crossings[k + 1]!]);
    }
  }
  return segments;
}

/** Levels for `isolines`: denser towards the minimum, where a descent ends. */
export function contourLevels(values: Float64Array, count = 12): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(high > low)) return [];
  return Array.from({ length: count }, (_, k) => low + (high - low) * ((k + 1) / (count + 1)) ** 2);
}
