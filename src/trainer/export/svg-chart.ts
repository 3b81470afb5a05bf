/** A line of a chart; points with a coordinate that is not finite interrupt it. */
export interface ChartSeries {
  readonly name: string;
  readonly colour: string;
  readonly dashed?: boolean;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface ChartOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly logX?: boolean;
  readonly logY?: boolean;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** A line chart as a stand-alone SVG file, dark lines on white, for papers and slides. */
export function svgChart(series: readonly ChartSeries[], options: ChartOptions): string {
  const { width = 720, height = 440 } = options;
  const box = { left: 70, right: width - 20, top: 40, bottom: height - 55 };
  const usable = (value: number, log: boolean | undefined) => Number.isFinite(value) && (!log || value > 0);
  const all = series.flatMap((line) =>
    Array.from(line.x, (x, k) => [x, line.y[k]!] as const).filter(
      ([x, y]) => usable(x, options.logX) && usable(y, options.logY),
    ),
  );
  const xs = axis(
    all.map(([x]) => x),
    options.logX ?? false,
  );
  const ys = axis(
    all.map(([, y]) => y),
    options.logY ?? false,
  );
  const px = (x: number) => round(box.left + xs.place(x) * (box.right - box.left));
  const py = (y: number) => round(box.bottom - ys.place(y) * (box.bottom - box.top));

  const parts: string[] = [];
  for (const tick of xs.ticks) {
    parts.push(`<line x1="${px(tick)}" y1="${box.top}" x2="${px(tick)}" y2="${box.bottom}" stroke="#ddd"/>`);
    parts.push(`<text x="${px(tick)}" y="${box.bottom + 18}" text-anchor="middle">${label(tick)}</text>`);
  }
  for (const tick of ys.ticks) {
    parts.push(`<line x1="${box.left}" y1="${py(tick)}" x2="${box.right}" y2="${py(tick)}" stroke="#ddd"/>`);
    parts.push(`<text x="${box.left - 8}" y="${py(tick) + 4}" text-anchor="end">${label(tick)}</text>`);
  }
  for (const line of series) {
    let d = '';
    let pen = 'M';
    for (let k = 0; k < line.x.length; k++) {
      const [x, y] = [line.x[k]!, line.y[k]!];
      if (!usable(x, options.logX) || !usable(y, options.logY)) {
        pen = 'M';
        continue;
      }
      d += `${pen}${px(x)} ${py(y)}`;
      pen = 'L';
    }
    const dash = line.dashed ? ' stroke-dasharray="6 4"' : '';
    parts.push(`<path d="${d}" fill="none" stroke="${escapeXml(line.colour)}" stroke-width="2"${dash}/>`);
  }
  series.forEach((line, k) => {
    const y = box.top + 10 + 18 * k;
    const dash = line.dashed ? ' stroke-dasharray="6 4"' : '';
    const stroke = `stroke="${escapeXml(line.colour)}" stroke-width="2"${dash}`;
    parts.push(`<line x1="${box.right - 150}" y1="${y}" x2="${box.right - 120}" y2="${y}" ${stroke}/>`);
    parts.push(`<text x="${box.right - 112}" y="${y + 4}">${escapeXml(line.name)}</text>`);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    `<text x="${width / 2}" y="22" text-anchor="middle" font-size="15">${escapeXml(options.title)}</text>`,
    ...parts,
    `<rect x="${box.left}" y="${box.top}" width="${box.right - box.left}" height="${box.bottom - box.top}" fill="none" stroke="#333"/>`,
    `<text x="${(box.left + box.right) / 2}" y="${height - 14}" text-anchor="middle">${escapeXml(options.xLabel)}</text>`,
    `<text transform="translate(18 ${(box.top + box.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeXml(options.yLabel)}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

interface Axis {
  /** 0 … 1 along the axis. */
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

function axis(values: readonly number[], log: boolean): Axis {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) [low, high] = log ? [0.1, 1] : [0, 1];
  if (low === high) [low, high] = log ? [low / 2, high * 2] : [low - 0.5, high + 0.5];
  if (log) {
    const [from, to] = [Math.log10(low), Math.log10(high)];
    const ticks: number[] = [];
    for (let k = Math.ceil(from); k <= Math.floor(to); k++) ticks.push(10 ** k);
    return {
      place: (value) => (Math.log10(value) - from) / (to - from),
      ticks: ticks.length >= 2 ? ticks : [low, high],
    };
  }
  return { place: (value) => (value - low) / (high - low), ticks: niceTicks(low, high) };
}

/** About five round numbers between two values. */
export function niceTicks(low: number, high: number, wanted = 5): number[] {
  const rough = (high - low) / wanted;
  if (!(rough > 0) || !Number.isFinite(rough)) return [low];
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5].find((factor) => unit * factor >= rough) ?? 10);
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return ticks;
}

function label(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size >= 1e5 || size < 1e-3)) return value.toExponential(0).replace('e+', 'e');
  return String(Number(value.toPrecision(4)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}
