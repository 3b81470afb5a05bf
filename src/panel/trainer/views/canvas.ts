import { niceTicks } from '../../../trainer/export/svg-chart';
import { short } from '../format';
import type { Theme } from '../theme';

/** From numbers to pixels and back, in a box of a canvas. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
}

export function toPixel(frame: Frame, x: number, y: number): [number, number] {
  return [
    frame.left + ((x - frame.low[0]) / (frame.high[0] - frame.low[0])) * frame.width,
    frame.top + frame.height - ((y - frame.low[1]) / (frame.high[1] - frame.low[1])) * frame.height,
  ];
}

export function fromPixel(frame: Frame, px: number, py: number): [number, number] {
  return [
    frame.low[0] + ((px - frame.left) / frame.width) * (frame.high[0] - frame.low[0]),
    frame.low[1] + ((frame.top + frame.height - py) / frame.height) * (frame.high[1] - frame.low[1]),
  ];
}

/** Sizes as observed: asking an element in the middle of drawing would make the browser lay out the page at once. */
const sizes = new WeakMap<Element, { readonly width: number; readonly height: number }>();

/** Fits the canvas to its place on the screen. Returns its size in CSS pixels, or undefined while it is hidden. */
export function fitCanvas(canvas: HTMLCanvasElement): { width: number; height: number } | undefined {
  const { width, height } = sizes.get(canvas) ?? { width: canvas.clientWidth, height: canvas.clientHeight };
  if (width < 20 || height < 20) return undefined;
  const ratio = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { width, height };
}

/** The box inside the axes' labels. */
export function innerFrame(
  size: { width: number; height: number },
  low: readonly [number, number],
  high: readonly [number, number],
): Frame {
  return { left: 42, top: 8, width: size.width - 52, height: size.height - 44, low, high };
}

/** Box, ticks, labels. */
export function drawAxes(
  context: CanvasRenderingContext2D,
  frame: Frame,
  theme: Theme,
  xLabel: string,
  yLabel: string,
): void {
  const { left, top, width, height, low, high } = frame;
  context.save();
  context.font = theme.font;
  context.lineWidth = 1;
  context.strokeStyle = theme.grid;
  context.fillStyle = theme.muted;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const tick of niceTicks(low[0], high[0], Math.max(2, Math.round(width / 70)))) {
    const [x] = toPixel(frame, tick, 0);
    if (x < left - 0.5 || x > left + width + 0.5) continue;
    line(context, x, top + height, x, top + height + 4);
    context.fillText(short(tick), x, top + height + 6);
  }
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of niceTicks(low[1], high[1], Math.max(2, Math.round(height / 50)))) {
    const [, y] = toPixel(frame, 0, tick);
    if (y < top - 0.5 || y > top + height + 0.5) continue;
    line(context, left - 4, y, left, y);
    context.fillText(short(tick), left - 6, y);
  }
  context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  context.fillStyle = theme.foreground;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(xLabel, left + width / 2, top + height + 35);
  context.translate(10, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.textBaseline = 'middle';
  context.fillText(yLabel, 0, 0);
  context.restore();
}

export function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** Draws only inside the frame. */
export function clipped(context: CanvasRenderingContext2D, frame: Frame, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.width, frame.height);
  context.clip();
  draw();
  context.restore();
}

/** A colour `#rgb`, `#rrggbb`, `#rrggbbaa` or `rgb(…)` as numbers 0 … 255; grey if it is written otherwise. */
export function parseColour(text: string): [number, number, number] {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text)?.[1];
  if (hex && hex.length < 6) return [0, 1, 2].map((k) => parseInt(hex[k]! + hex[k]!, 16)) as [number, number, number];
  if (hex) return [0, 2, 4].map((k) => parseInt(hex.slice(k, k + 2), 16)) as [number, number, number];
  const numbers = /^rgba?\(([^)]*)\)$/
    .exec(text)?.[1]
    ?.split(/[,\s/]+/)
    .map(Number);
  return numbers && numbers.length >= 3 ? [numbers[0]!, numbers[1]!, numbers[2]!] : [128, 128, 128];
}

/** Calls back when an element gets another size. */
export function onResize(element: Element, changed: () => void): void {
  new ResizeObserver((entries) => {
    const { width, height } = entries.at(-1)!.contentRect;
    sizes.set(element, { width: Math.round(width), height: Math.round(height) });
    requestAnimationFrame(changed);
  }).observe(element);
}

/** Whether an element is at least partly on the screen; true until the observer has spoken. */
export function visibility(element: Element, appeared: () => void): () => boolean {
  let visible = true;
  new IntersectionObserver(
    (entries) => {
      const next = entries.at(-1)!.isIntersecting;
      if (next && !visible) requestAnimationFrame(appeared);
      visible = next;
    },
    { rootMargin: '150px' },
  ).observe(element);
  return () => visible;
}
