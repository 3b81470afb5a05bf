import { svg } from '../dom';

export interface MiniLine {
  readonly className: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A small chart in a square or a strip, coloured by the style sheet. Coordinates run from 0 to 1. */
export function miniChart(
  lines: readonly MiniLine[],
  options: { readonly label: string; readonly xLabel: string; readonly yLabel: string; readonly height?: number },
): SVGSVGElement {
  const width = 220;
  const height = options.height ?? 200;
  const box = { left: 26, top: 6, width: width - 34, height: height - 32 };
  const px = (x: number) => box.left + x * box.width;
  const py = (y: number) => box.top + (1 - y) * box.height;
  const paths = lines.map(({ className, x, y }) => {
    const points = Array.from(x, (value, k) => `${px(value).toFixed(1)},${py(y[k]!).toFixed(1)}`);
    return svg('polyline', { class: className, points: points.join(' ') });
  });
  const xLabel = svg('text', { x: box.left + box.width / 2, y: height - 6, 'text-anchor': 'middle' });
  xLabel.textContent = options.xLabel;
  const yLabel = svg('text', {
    transform: `translate(14 ${box.top + box.height / 2}) rotate(-90)`,
    'text-anchor': 'middle',
  });
  yLabel.textContent = options.yLabel;
  return svg(
    'svg',
    { viewBox: `0 0 ${width} ${height}`, class: 'mini-chart', role: 'img', 'aria-label': options.label },
    svg('rect', { class: 'frame', x: box.left, y: box.top, width: box.width, height: box.height }),
    ...paths,
    xLabel,
    yLabel,
  );
}
