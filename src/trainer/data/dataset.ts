/**
 * Samples of a two-class problem.
 *
 * `x` holds the n × d features row by row (`x[i * d + j]` is feature j of sample i), `y` the n labels, 0 or 1.
 */
export interface Dataset {
  readonly n: number;
  readonly d: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** One name per feature. */
  readonly names: readonly string[];
}

/** The default feature names x1 … xd. */
export function defaultNames(d: number): string[] {
  return Array.from({ length: d }, (_, j) => (d === 1 ? 'x' : `x${j + 1}`));
}

/** A data set from rows of features and their labels. The rows must be equally long. */
export function datasetFromRows(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  names?: readonly string[],
): Dataset {
  const n = rows.length;
  const d = rows[0]?.length ?? names?.length ?? 0;
  if (labels.length !== n) throw new RangeError(`${n} rows but ${labels.length} labels`);
  const x = new Float64Array(n * d);
  rows.forEach((row, i) => {
    if (row.length !== d) throw new RangeError(`row ${i} has ${row.length} features, not ${d}`);
    x.set(row, i * d);
  });
  return { n, d, x, y: Float64Array.from(labels), names: names ?? defaultNames(d) };
}

/** The samples at the given positions, in that order, copied. */
export function takeSamples(data: Dataset, positions: ArrayLike<number>): Dataset {
  const n = positions.length;
  const x = new Float64Array(n * data.d);
  const y = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const i = positions[k]!;
    for (let j = 0; j < data.d; j++) x[k * data.d + j] = data.x[i * data.d + j]!;
    y[k] = data.y[i]!;
  }
  return { n, d: data.d, x, y, names: data.names };
}

/** How many samples carry the label 1. */
export function countPositives(data: Dataset): number {
  let count = 0;
  for (let i = 0; i < data.n; i++) if (data.y[i]! >= 0.5) count++;
  return count;
}
