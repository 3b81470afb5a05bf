import { contourLevels, isolines } from '../../../trainer/plot/isolines';
import type { TrainerApp } from '../app';
import { h, select, setAttribute, setText } from '../dom';
import { short } from '../format';
import { t } from '../strings';
import type { Frame } from './canvas';
import {
  clipped,
  drawAxes,
  fitCanvas,
  fromPixel,
  innerFrame,
  onResize,
  parseColour,
  toPixel,
  visibility,
} from './canvas';
import { card, dataTable } from './card';
import { dashOf } from './series';

const RESOLUTION = 44;

interface Range {
  low: [number, number];
  high: [number, number];
}

/** The loss over two parameters with the path of every run; the start can be dragged. */
export function contourPlot(app: TrainerApp): HTMLElement {
  const canvas = h('canvas', { class: 'plot square editable' });
  const surface = h(
    'div',
    { class: 'surface', tabindex: 0, role: 'application', 'data-keys': true, 'data-action': 'start' },
    canvas,
  );
  const hint = h('p', { class: 'hint' }, t('contourHint'));
  const axesRow = h('div', { class: 'row axes' });
  /** The contours themselves, drawn once per answer of the engine. */
  const background = h('canvas', {});
  let range: Range | undefined;
  let frame: Frame | undefined;
  let asked = '';
  let askedAt = 0;
  let dragging: [number, number] | undefined;
  let stale = true;
  let featureSizes: readonly number[] = [];

  const element = card(app, {
    title: t('plotContour'),
    key: 'contour',
    content: [axesRow, surface, hint],
    png: () => ({ name: 'contours', canvas }),
    table: () => {
      const [x, y] = axes();
      const rows = (app.selectedRun?.trace.sample(60) ?? []).map((record) => [
        String(record.step),
        short(record.theta[x]!, 6),
        short(record.theta[y]!, 6),
        short(record.loss, 6),
      ]);
      return dataTable([t('stepAxis'), app.parameterName(x), app.parameterName(y), t('lossAxis')], rows);
    },
  });
  const isVisible = visibility(element, draw);

  function axes(): [number, number] {
    const last = app.loaded?.transform.outputs ?? 2;
    const [x, y] = app.state.view.contour;
    const first = Math.min(x, last);
    const second = Math.min(y, last);
    return first === second ? [0, last === 0 ? 0 : 1] : [first, second];
  }

  function start(): [number, number] {
    const [x, y] = axes();
    const { start: given } = app.selectedPlan.settings;
    return dragging ?? [given[x] ?? 0, given[y] ?? 0];
  }

  /** Wide enough for the start, a change of the scores by a few units, and all that the paths have visited. */
  function wantedRange(): Range {
    const pair = axes();
    const from = start();
    const low: [number, number] = [0, 0];
    const high: [number, number] = [0, 0];
    pair.forEach((j, k) => {
      const half = 4 / (featureSizes[j] ?? 1);
      low[k] = from[k]! - half;
      high[k] = from[k]! + half;
      for (const run of app.runs) {
        for (const record of run.trace.sample(200)) {
          const value = record.theta[j]!;
          if (!Number.isFinite(value)) continue;
          low[k] = Math.min(low[k]!, value);
          high[k] = Math.max(high[k]!, value);
        }
      }
      const margin = 0.12 * (high[k]! - low[k]!);
      low[k]! -= margin;
      high[k]! += margin;
    });
    return { low, high };
  }

  /** Whether the present range still serves: holds all of the wanted one but is not much too wide. */
  function serves(wanted: Range): boolean {
    if (!range) return false;
    return [0, 1].every((k) => {
      const width = range!.high[k]! - range!.low[k]!;
      const need = wanted.high[k]! - wanted.low[k]!;
      const slack = 0.1 * need;
      return range!.low[k]! <= wanted.low[k]! + slack && range!.high[k]! >= wanted.high[k]! - slack && width < 4 * need;
    });
  }

  /** Asks for contours when the view has changed, or the other parameters have moved. */
  function ask(): void {
    const run = app.selectedRun;
    if (!app.loaded || !run || !isVisible()) return;
    const wanted = wantedRange();
    if (!serves(wanted)) range = wanted;
    const pair = axes();
    const others = run.state
      ? [...run.state.theta].filter((_, j) => !pair.includes(j)).map((v) => v.toPrecision(2))
      : [];
    const key = JSON.stringify([run.plan.id, pair, range, app.loaded.serial, others]);
    const now = performance.now();
    if (key === asked || (app.playing && now - askedAt < 400)) return;
    asked = key;
    askedAt = now;
    app.send({
      type: 'contour',
      run: run.plan.id,
      axes: pair,
      low: range!.low,
      high: range!.high,
      resolution: RESOLUTION,
    });
  }

  /** Fills the bands between the levels and draws their lines. */
  function paintBackground(size: { width: number; height: number }): void {
    const answer = app.contour!;
    const ratio = window.devicePixelRatio || 1;
    background.width = Math.round(size.width * ratio);
    background.height = Math.round(size.height * ratio);
    const context = background.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const box = innerFrame(size, answer.low, answer.high);
    const levels = contourLevels(answer.losses);
    const image = new ImageData(RESOLUTION, RESOLUTION);
    const [r, g, b] = parseColour(app.theme.series[0]!);
    for (let row = 0; row < RESOLUTION; row++) {
      for (let column = 0; column < RESOLUTION; column++) {
        const value = answer.losses[(RESOLUTION - 1 - row) * RESOLUTION + column]!;
        const rank = levels.filter((level) => value > level).length / Math.max(1, levels.length);
        const k = 4 * (row * RESOLUTION + column);
        image.data.set([r, g, b, Math.round((1 - rank) * 90)], k);
      }
    }
    const small = new OffscreenCanvas(RESOLUTION, RESOLUTION);
    small.getContext('2d')!.putImageData(image, 0, 0);
    context.drawImage(small, box.left, box.top, box.width, box.height);
    context.strokeStyle = app.theme.muted;
    context.lineWidth = 0.75;
    const scale = (value: number, span: number) => (value / (RESOLUTION - 1)) * span;
    for (const level of levels) {
      context.beginPath();
      for (const [x1, y1, x2, y2] of isolines(answer.losses, RESOLUTION, level)) {
        context.moveTo(box.left + scale(x1, box.width), box.top + box.height - scale(y1, box.height));
        context.lineTo(box.left + scale(x2, box.width), box.top + box.height - scale(y2, box.height));
      }
      context.stroke();
    }
    stale = false;
  }

  function draw(): void {
    ask();
    if (!app.loaded || !isVisible()) return;
    const size = fitCanvas(canvas);
    if (!size || !range) return;
    const context = canvas.getContext('2d')!;
    const answer = app.contour;
    const shownRange = answer ? { low: answer.low, high: answer.high } : range;
    const box = innerFrame(size, shownRange.low, shownRange.high);
    frame = box;
    if (answer) {
      const ratio = window.devicePixelRatio || 1;
      if (stale || background.width !== Math.round(size.width * ratio)) paintBackground(size);
      clipped(context, box, () => context.drawImage(background, 0, 0, size.width, size.height));
    }
    clipped(context, box, () => {
      for (const run of app.runs) drawPath(context, box, run);
      drawArrow(context, box);
      drawStart(context, box);
    });
    const [x, y] = axes();
    drawAxes(context, box, app.theme, app.parameterName(x), app.parameterName(y));
    describe();
  }

  function drawPath(context: CanvasRenderingContext2D, box: Frame, run: (typeof app.runs)[number]): void {
    const [x, y] = axes();
    const records = run.trace.sample(600);
    if (run.state) records.push({ ...records.at(-1)!, theta: run.state.theta });
    // A halo of the background keeps the path legible over the contours.
    for (const [colour, width] of [
      [app.theme.background, 4.5],
      [app.colourOf(run), 2],
    ] as const) {
      context.beginPath();
      records.forEach(({ theta }, k) => {
        const [px, py] = toPixel(box, theta[x]!, theta[y]!);
        if (k === 0) context.moveTo(px, py);
        else context.lineTo(px, py);
      });
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.setLineDash(colour === app.theme.background ? [] : dashOf(run.place));
      context.stroke();
    }
    context.setLineDash([]);
    if (records.length <= 80) {
      context.fillStyle = app.colourOf(run);
      for (const { theta } of records) dot(context, toPixel(box, theta[x]!, theta[y]!), 2.25);
    }
    if (run.state) {
      context.fillStyle = app.colourOf(run);
      context.strokeStyle = app.theme.background;
      context.lineWidth = 1.5;
      dot(context, toPixel(box, run.state.theta[x]!, run.state.theta[y]!), 5);
      context.stroke();
    }
  }

  /** −∇J at the present point: its direction, with a length that can be seen. */
  function drawArrow(context: CanvasRenderingContext2D, box: Frame): void {
    const state = app.selectedRun?.state;
    if (!state || dragging) return;
    const [x, y] = axes();
    const [px, py] = toPixel(box, state.theta[x]!, state.theta[y]!);
    const [qx, qy] = toPixel(box, state.theta[x]! - state.gradient[x]!, state.theta[y]! - state.gradient[y]!);
    const length = Math.hypot(qx - px, qy - py);
    if (!(length > 0.5)) return;
    const shown = Math.min(70, Math.max(16, length));
    const [ux, uy] = [(qx - px) / length, (qy - py) / length];
    const [ex, ey] = [px + ux * shown, py + uy * shown];
    context.strokeStyle = app.theme.foreground;
    context.fillStyle = app.theme.foreground;
    context.lineWidth = 1.75;
    context.beginPath();
    context.moveTo(px, py);
    context.lineTo(ex - ux * 6, ey - uy * 6);
    context.stroke();
    context.beginPath();
    context.moveTo(ex, ey);
    context.lineTo(ex - ux * 8 - uy * 4, ey - uy * 8 + ux * 4);
    context.lineTo(ex - ux * 8 + uy * 4, ey - uy * 8 - ux * 4);
    context.fill();
  }

  function drawStart(context: CanvasRenderingContext2D, box: Frame): void {
    const [px, py] = toPixel(box, ...start());
    context.beginPath();
    context.moveTo(px, py - 7);
    context.lineTo(px + 7, py);
    context.lineTo(px, py + 7);
    context.lineTo(px - 7, py);
    context.closePath();
    context.fillStyle = app.theme.background;
    context.strokeStyle = document.activeElement === surface ? app.theme.focus : app.theme.foreground;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }

  function describe(): void {
    const [x, y] = axes();
    const theta = app.selectedRun?.state?.theta;
    const pair = (values: ArrayLike<number>) => `(${short(values[0]!, 3)}, ${short(values[1]!, 3)})`;
    const label = t('contourLabel', {
      x: app.parameterName(x),
      y: app.parameterName(y),
      from: pair(start()),
      to: theta ? pair([theta[x]!, theta[y]!]) : '–',
    });
    if (surface.getAttribute('aria-label') !== label) setAttribute(surface, 'aria-label', label);
  }

  function moveStart(to: [number, number]): void {
    const d = app.loaded!.transform.outputs;
    const next = Array.from({ length: d + 1 }, (_, j) => app.selectedPlan.settings.start[j] ?? 0);
    axes().forEach((j, k) => (next[j] = Number(to[k]!.toPrecision(3))));
    app.change({ runs: app.state.runs.map((run) => ({ ...run, settings: { ...run.settings, start: next } })) });
  }

  const pixel = (event: PointerEvent): [number, number] => {
    const { left, top } = canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (!frame || event.button !== 0) return;
    const [px, py] = pixel(event);
    const [sx, sy] = toPixel(frame, ...start());
    if (Math.hypot(px - sx, py - sy) > 14) return;
    dragging = start();
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!dragging || !frame) return;
    dragging = fromPixel(frame, ...pixel(event));
    app.changed('theme');
  });
  canvas.addEventListener('pointerup', () => {
    if (!dragging) return;
    const to = dragging;
    dragging = undefined;
    moveStart(to);
  });
  canvas.addEventListener('pointercancel', () => (dragging = undefined));
  surface.addEventListener('focus', () => app.changed('theme'));
  surface.addEventListener('blur', () => app.changed('theme'));
  surface.addEventListener('keydown', (event) => {
    if (!frame || event.ctrlKey || event.metaKey) return;
    const share = event.shiftKey ? 0.1 : 0.025;
    const [dx, dy] = [share * (frame.high[0] - frame.low[0]), share * (frame.high[1] - frame.low[1])];
    const arrows: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-dx, 0],
      ArrowRight: [dx, 0],
      ArrowUp: [0, dy],
      ArrowDown: [0, -dy],
    };
    const arrow = arrows[event.key];
    if (!arrow) return;
    event.preventDefault();
    const [x, y] = start();
    moveStart([x + arrow[0], y + arrow[1]]);
  });

  function refresh(): void {
    if (!app.loaded) return;
    range = undefined;
    asked = '';
    featureSizes = typicalSizes(app.loaded);
    const outputs = app.loaded.transform.outputs;
    const choices = Array.from({ length: outputs + 1 }, (_, j) => [String(j), app.parameterName(j)] as const);
    const pair = axes();
    const choose = (k: 0 | 1, label: string) => {
      const control = select(choices, String(pair[k]), (value) => {
        const next: [number, number] = [...pair];
        const chosen = Number(value);
        if (next[1 - k] === chosen) next[1 - k] = pair[k];
        next[k] = chosen;
        range = undefined;
        app.changeView({ contour: next });
        requestAnimationFrame(refresh);
      });
      control.setAttribute('aria-label', label);
      return control;
    };
    axesRow.replaceChildren(choose(0, t('axisX')), h('span', { 'aria-hidden': 'true' }, '×'), choose(1, t('axisY')));
    setText(hint, outputs > 1 ? `${t('contourHint')} ${t('contourSlice')}` : t('contourHint'));
    draw();
  }
  app.on('loaded', refresh);
  app.on('contour', () => {
    stale = true;
    draw();
  });
  app.on('theme', () => {
    stale ||= !dragging;
    draw();
  });
  app.on(['progress', 'state', 'playing'], draw);
  onResize(canvas, () => {
    stale = true;
    draw();
  });
  return element;
}

/** How large each feature of the model typically is, judged by the first raw feature that it is made from. */
function typicalSizes({ transform, shown }: NonNullable<TrainerApp['loaded']>): number[] {
  return transform.powers.map((powers) => {
    const raw = powers.findIndex((power) => power > 0);
    let squares = 0;
    for (let i = 0; i < shown.n; i++) {
      squares += ((shown.x[i * shown.d + raw]! - transform.mean[raw]!) / transform.scale[raw]!) ** 2;
    }
    return Math.sqrt(squares / Math.max(1, shown.n)) || 1;
  });
}

function dot(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
