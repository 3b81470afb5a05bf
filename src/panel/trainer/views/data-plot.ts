import { transformRow } from '../../../trainer/data/transform';
import { score, sigmoid } from '../../../trainer/model/logistic';
import { isolines } from '../../../trainer/plot/isolines';
import type { TrainerApp } from '../app';
import { button, h, numberInput, select, setAttribute, setText, uniqueId } from '../dom';
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

const GRID = 56;
const EDIT_LIMIT = 2000;
const TABLE_ROWS = 100;
const REACH = 9;

/** The samples, the probability as shading, the boundary of every run; points are added, moved and removed here. */
export function dataPlot(app: TrainerApp): HTMLElement {
  const canvas = h('canvas', { class: 'plot square' });
  const shading = h('canvas', { width: GRID, height: GRID });
  /** The samples, drawn once: thousands of them would take most of a frame. */
  const points = h('canvas', {});
  let pointsAreDrawn = false;
  let bounds: { low: [number, number]; high: [number, number] } | undefined;
  let means: readonly number[] = [];
  const helpId = uniqueId('help');
  const help = h('p', { id: helpId, class: 'visually-hidden' }, t('plotDataHelp'));
  const surface = h(
    'div',
    {
      class: 'surface',
      tabindex: 0,
      role: 'application',
      'aria-label': t('plotData'),
      'aria-describedby': helpId,
      'data-keys': true,
      'data-action': 'points',
    },
    canvas,
  );
  const hint = h('p', { class: 'hint' });
  const live = h('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const axes = h('div', { class: 'row axes' });
  let frame: Frame | undefined;
  let axisX = 0;
  let axisY = 1;
  let newClass = 0;
  let cursor: [number, number] | undefined;
  /** The point that is being moved, and where to: the engine hears of it when it is put down. */
  let moving: { index: number; x: number; y: number } | undefined;
  let keyboardMoves = false;
  let chosen = -1;

  const classChoice = h(
    'div',
    { class: 'row classes', role: 'radiogroup', 'aria-label': t('addClass') },
    h('span', { class: 'hint' }, t('addClass')),
    ...[0, 1].map((label) => {
      const radio = h('input', { type: 'radio', name: `${helpId}-class`, id: uniqueId('class') });
      radio.checked = label === newClass;
      radio.addEventListener('change', () => (newClass = label));
      const mark = h('span', { class: `mark class-${label}`, 'aria-hidden': 'true' });
      return h('span', { class: 'check' }, radio, h('label', { for: radio.id }, mark, t('class', { label })));
    }),
  );
  const clear = button({ name: t('clearPoints'), label: t('clearPoints'), kind: 'ghost' }, () => {
    const { names } = app.points();
    app.setPoints({ names, x: [], y: [] }, t('drawn'));
  });
  clear.dataset['action'] = 'clear-points';

  const element = card(app, {
    title: t('plotData'),
    key: 'data',
    content: [
      help,
      h('div', { class: 'row spread' }, classChoice, clear),
      axes,
      surface,
      h('div', { class: 'row spread' }, hint, probabilityScale(app)),
      live,
    ],
    png: () => ({ name: 'decision-boundary', canvas }),
    table: () => pointsTable(app),
  });
  const isVisible = visibility(element, draw);

  // --- what is shown where

  function isOneFeature(): boolean {
    return app.loaded?.shown.d === 1;
  }

  function editable(): boolean {
    return app.loaded !== undefined && app.loaded.total <= EDIT_LIMIT && app.loaded.shown.d <= 2;
  }

  function place(i: number): [number, number] {
    const { x, y, d } = app.loaded!.shown;
    if (moving?.index === i) return [moving.x, moving.y];
    return d === 1 ? [x[i]!, y[i]!] : [x[i * d + axisX]!, x[i * d + axisY]!];
  }

  function extent(): { low: [number, number]; high: [number, number] } {
    const { n, x, d } = app.loaded!.shown;
    const low: [number, number] = [Infinity, Infinity];
    const high: [number, number] = [-Infinity, -Infinity];
    const axesShown = d === 1 ? [0] : [axisX, axisY];
    axesShown.forEach((axis, k) => {
      for (let i = 0; i < n; i++) {
        low[k] = Math.min(low[k]!, x[i * d + axis]!);
        high[k] = Math.max(high[k]!, x[i * d + axis]!);
      }
      if (!(low[k]! <= high[k]!)) [low[k], high[k]] = [-2, 2];
      const margin = Math.max(0.12 * (high[k]! - low[k]!), 0.5);
      low[k]! -= margin;
      high[k]! += margin;
    });
    if (d === 1) [low[1], high[1]] = [-0.15, 1.15];
    return { low, high };
  }

  /** z of a run at a place of the plot; features that are not shown are at their mean. */
  function scorer(theta: Float64Array): (x: number, y: number) => number {
    const { transform, shown } = app.loaded!;
    const raw = Float64Array.from(means);
    const features = new Float64Array(transform.outputs);
    return (x, y) => {
      raw[axisX] = x;
      if (shown.d > 1) raw[axisY] = y;
      transformRow(transform, raw, 0, features, 0);
      return score(theta, features, 0);
    };
  }

  // --- drawing

  function draw(): void {
    if (!app.loaded || !isVisible()) return;
    const size = fitCanvas(canvas);
    if (!size) return;
    const context = canvas.getContext('2d')!;
    if (!moving || !frame) {
      bounds ??= extent();
      frame = innerFrame(size, bounds.low, bounds.high);
    }
    const box = frame;
    const { names } = app.loaded.shown;
    clipped(context, box, () => {
      if (isOneFeature()) drawCurves(context, box);
      else {
        drawShading(context, box);
        drawBoundaries(context, box);
      }
      const ratio = window.devicePixelRatio || 1;
      if (moving || !pointsAreDrawn || points.width !== Math.round(size.width * ratio)) {
        points.width = Math.round(size.width * ratio);
        points.height = Math.round(size.height * ratio);
        const layer = points.getContext('2d')!;
        layer.setTransform(ratio, 0, 0, ratio, 0, 0);
        drawPoints(layer, box);
        pointsAreDrawn = !moving;
      }
      context.drawImage(points, 0, 0, size.width, size.height);
      drawCursor(context, box);
    });
    const yLabel = isOneFeature() ? t('probability') : (names[axisY] ?? '');
    drawAxes(context, box, app.theme, names[axisX] ?? '', yLabel);
  }

  function drawShading(context: CanvasRenderingContext2D, box: Frame): void {
    const theta = app.selectedRun?.state?.theta;
    if (!theta) return;
    const at = scorer(theta);
    const image = new ImageData(GRID, GRID);
    const [zero, one] = [parseColour(app.theme.classes[0]), parseColour(app.theme.classes[1])];
    for (let row = 0; row < GRID; row++) {
      const y = box.high[1] - ((row + 0.5) / GRID) * (box.high[1] - box.low[1]);
      for (let column = 0; column < GRID; column++) {
        const x = box.low[0] + ((column + 0.5) / GRID) * (box.high[0] - box.low[0]);
        const p = sigmoid(at(x, y));
        const colour = p >= 0.5 ? one : zero;
        const k = 4 * (row * GRID + column);
        for (let c = 0; c < 3; c++) image.data[k + c] = colour[c]!;
        image.data[k + 3] = Math.round(Math.abs(p - 0.5) * 2 * 0.42 * 255);
      }
    }
    shading.getContext('2d')!.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = true;
    context.drawImage(shading, box.left, box.top, box.width, box.height);
  }

  function drawBoundaries(context: CanvasRenderingContext2D, box: Frame): void {
    const values = new Float64Array(GRID * GRID);
    for (const run of app.runs) {
      if (!run.state) continue;
      const at = scorer(run.state.theta);
      for (let row = 0; row < GRID; row++) {
        const y = box.low[1] + (row / (GRID - 1)) * (box.high[1] - box.low[1]);
        for (let column = 0; column < GRID; column++) {
          values[row * GRID + column] = at(box.low[0] + (column / (GRID - 1)) * (box.high[0] - box.low[0]), y);
        }
      }
      context.beginPath();
      for (const [x1, y1, x2, y2] of isolines(values, GRID, 0)) {
        context.moveTo(box.left + (x1 / (GRID - 1)) * box.width, box.top + box.height * (1 - y1 / (GRID - 1)));
        context.lineTo(box.left + (x2 / (GRID - 1)) * box.width, box.top + box.height * (1 - y2 / (GRID - 1)));
      }
      strokeRun(context, run);
    }
  }

  function drawCurves(context: CanvasRenderingContext2D, box: Frame): void {
    context.strokeStyle = app.theme.grid;
    for (const level of [0, 0.5, 1]) {
      const [, y] = toPixel(box, 0, level);
      context.beginPath();
      context.moveTo(box.left, y);
      context.lineTo(box.left + box.width, y);
      context.stroke();
    }
    for (const run of app.runs) {
      if (!run.state) continue;
      const at = scorer(run.state.theta);
      context.beginPath();
      for (let k = 0; k <= 160; k++) {
        const x = box.low[0] + (k / 160) * (box.high[0] - box.low[0]);
        const [px, py] = toPixel(box, x, sigmoid(at(x, 0)));
        if (k === 0) context.moveTo(px, py);
        else context.lineTo(px, py);
      }
      strokeRun(context, run);
    }
  }

  function strokeRun(context: CanvasRenderingContext2D, run: { readonly place: number }): void {
    context.lineWidth = 2;
    context.strokeStyle = app.runs.length > 1 ? app.colourOf(run) : app.theme.foreground;
    context.setLineDash(dashOf(run.place));
    context.stroke();
    context.setLineDash([]);
  }

  function drawPoints(context: CanvasRenderingContext2D, box: Frame): void {
    const { n, y, isTest } = app.loaded!.shown;
    const radius = n > 1500 ? 2 : n > 400 ? 3 : 4.5;
    for (let i = 0; i < n; i++) {
      const label = y[i]! >= 0.5 ? 1 : 0;
      const [px, py] = toPixel(box, ...place(i));
      context.beginPath();
      if (label === 0) context.arc(px, py, radius, 0, 2 * Math.PI);
      else {
        // Class 1 is a diamond: shape tells the classes apart where colour can't.
        const r = radius * 1.25;
        context.moveTo(px, py - r);
        context.lineTo(px + r, py);
        context.lineTo(px, py + r);
        context.lineTo(px - r, py);
        context.closePath();
      }
      const colour = app.theme.classes[label]!;
      context.lineWidth = 1.5;
      if (isTest[i]) {
        context.fillStyle = app.theme.background;
        context.strokeStyle = colour;
      } else {
        context.fillStyle = colour;
        context.strokeStyle = app.theme.background;
      }
      context.fill();
      if (radius > 2 || isTest[i]) context.stroke();
    }
  }

  function drawCursor(context: CanvasRenderingContext2D, box: Frame): void {
    if (document.activeElement !== surface || !cursor) return;
    const [px, py] = toPixel(box, ...cursor);
    context.strokeStyle = app.theme.focus;
    context.lineWidth = 2;
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.beginPath();
      context.moveTo(px + 4 * dx, py + 4 * dy);
      context.lineTo(px + 11 * dx, py + 11 * dy);
      context.stroke();
    }
    if (chosen >= 0 && chosen < app.loaded!.shown.n) {
      const [cx, cy] = toPixel(box, ...place(chosen));
      context.beginPath();
      context.arc(cx, cy, 8, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  // --- editing

  function nearest(px: number, py: number, within: number): number {
    let best = -1;
    let least = within * within;
    for (let i = 0; i < app.loaded!.shown.n; i++) {
      const [x, y] = toPixel(frame!, ...place(i));
      const distance = (x - px) ** 2 + (y - py) ** 2;
      if (distance <= least) [best, least] = [i, distance];
    }
    return best;
  }

  function add(x: number, y: number, label: number): void {
    const points = app.points();
    if (points.y.length >= EDIT_LIMIT) return;
    const value = isOneFeature() ? (y >= 0.5 ? 1 : 0) : label;
    points.x.push(...(isOneFeature() ? [round(x)] : [round(x), round(y)]));
    points.y.push(value);
    app.setPoints(points, t('drawn'));
    setText(live, t('pointAdded', { label: value, x: short(x, 3), y: short(y, 3) }));
  }

  function remove(i: number): void {
    if (i < 0) return;
    const points = app.points();
    const d = points.names.length;
    const label = points.y[i]!;
    points.x.splice(i * d, d);
    points.y.splice(i, 1);
    app.setPoints(points, t('drawn'));
    chosen = -1;
    setText(live, t('pointRemoved', { label }));
  }

  function putDown(): void {
    if (!moving) return;
    const { index, x, y } = moving;
    const points = app.points();
    const d = points.names.length;
    points.x[index * d] = round(x);
    if (d > 1) points.x[index * d + 1] = round(y);
    else points.y[index] = y >= 0.5 ? 1 : 0;
    // The dragged point stays drawn where it is until the engine has the new data.
    app.setPoints(points, t('drawn'));
    setText(live, t('pointPut', { x: short(x, 3), y: short(y, 3) }));
  }

  const pixel = (event: PointerEvent | MouseEvent): [number, number] => {
    const { left, top } = canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  let pressed: { px: number; py: number; index: number; moved: boolean } | undefined;
  canvas.addEventListener('pointerdown', (event) => {
    if (!frame || !editable() || event.button !== 0) return;
    const [px, py] = pixel(event);
    pressed = { px, py, index: nearest(px, py, REACH), moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!pressed || pressed.index < 0 || !frame) return;
    const [px, py] = pixel(event);
    if (!pressed.moved && Math.hypot(px - pressed.px, py - pressed.py) < 3) return;
    pressed.moved = true;
    const [x, y] = fromPixel(frame, px, py);
    moving = { index: pressed.index, x, y: isOneFeature() ? (y >= 0.5 ? 1 : 0) : y };
    app.changed('theme');
  });
  canvas.addEventListener('pointerup', (event) => {
    const press = pressed;
    pressed = undefined;
    if (!press || !frame) return;
    if (press.moved) {
      putDown();
      return;
    }
    const [px, py] = pixel(event);
    if (event.ctrlKey || event.metaKey) {
      remove(press.index);
      return;
    }
    if (press.index >= 0) {
      chosen = press.index;
      cursor = place(chosen);
      app.changed('theme');
      return;
    }
    const [x, y] = fromPixel(frame, px, py);
    add(x, y, event.shiftKey ? 1 - newClass : newClass);
  });
  canvas.addEventListener('pointercancel', () => {
    pressed = undefined;
    moving = undefined;
  });

  surface.addEventListener('focus', () => {
    if (frame) cursor ??= [(frame.low[0] + frame.high[0]) / 2, (frame.low[1] + frame.high[1]) / 2];
    app.changed('theme');
  });
  surface.addEventListener('blur', () => app.changed('theme'));
  surface.addEventListener('keydown', (event) => {
    if (!frame || !cursor || !editable() || event.ctrlKey || event.metaKey) return;
    const step = (event.shiftKey ? 0.1 : 0.02) * (frame.high[0] - frame.low[0]);
    const stepY = isOneFeature() ? 1 : (event.shiftKey ? 0.1 : 0.02) * (frame.high[1] - frame.low[1]);
    const arrows: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, stepY],
      ArrowDown: [0, -stepY],
    };
    const arrow = arrows[event.key];
    if (arrow) {
      const clamp = (value: number, k: 0 | 1) => Math.min(frame!.high[k], Math.max(frame!.low[k], value));
      cursor = [clamp(cursor[0] + arrow[0], 0), clamp(cursor[1] + arrow[1], 1)];
      if (isOneFeature()) cursor[1] = cursor[1] >= 0.5 ? 1 : 0;
      if (moving && keyboardMoves) moving = { index: moving.index, x: cursor[0], y: cursor[1] };
      chosen = moving ? moving.index : -1;
      setText(live, t('cursorAt', { x: short(cursor[0], 3), y: short(cursor[1], 3) }));
    } else if (event.key === 'Enter') add(cursor[0], cursor[1], event.shiftKey ? 1 - newClass : newClass);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      remove(chosen >= 0 ? chosen : nearest(...toPixel(frame, ...cursor), Infinity));
    } else if (event.key === ' ') {
      if (moving && keyboardMoves) {
        keyboardMoves = false;
        putDown();
      } else {
        const index = chosen >= 0 ? chosen : nearest(...toPixel(frame, ...cursor), Infinity);
        if (index < 0) return;
        [cursor[0], cursor[1]] = place(index);
        moving = { index, x: cursor[0], y: cursor[1] };
        keyboardMoves = true;
        chosen = index;
        setText(live, t('pointPicked'));
      }
    } else if (event.key === 'Escape' && moving) {
      moving = undefined;
      keyboardMoves = false;
    } else if (/^[np]$/i.test(event.key)) {
      const { n, y } = app.loaded!.shown;
      if (n === 0) return;
      chosen = (chosen + (event.key.toLowerCase() === 'n' ? 1 : -1) + n) % n;
      if (chosen < 0) chosen = n - 1;
      cursor = place(chosen);
      const values = {
        number: chosen + 1,
        total: n,
        label: y[chosen]!,
        x: short(cursor[0], 3),
        y: short(cursor[1], 3),
      };
      setText(live, t('pointAt', values));
    } else return;
    event.preventDefault();
    app.changed('theme');
  });

  // --- keeping up

  function refresh(): void {
    if (!app.loaded) return;
    moving = undefined;
    keyboardMoves = false;
    bounds = undefined;
    pointsAreDrawn = false;
    const { names, d, n, x } = app.loaded.shown;
    means = names.map((_, j) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += x[i * d + j]!;
      return sum / Math.max(1, n);
    });
    if (axisX >= d) axisX = 0;
    if (axisY >= d || axisY === axisX) axisY = Math.min(1, d - 1);
    axes.hidden = d <= 2;
    if (d > 2) {
      const choices = names.map((name, j) => [String(j), name] as const);
      const choose = (label: string, value: number, set: (j: number) => void) => {
        const control = select(choices, String(value), (chosenAxis) => {
          set(Number(chosenAxis));
          bounds = undefined;
          app.changed('theme');
        });
        control.setAttribute('aria-label', label);
        return control;
      };
      axes.replaceChildren(
        choose(t('axisX'), axisX, (j) => (axisX = j)),
        choose(t('axisY'), axisY, (j) => (axisY = j)),
      );
    }
    const canEdit = editable();
    setText(
      hint,
      canEdit ? t('plotDataHint') : t('plotDataTooMany', { total: app.loaded.total, shown: n, limit: EDIT_LIMIT }),
    );
    classChoice.hidden = !canEdit;
    clear.hidden = !canEdit;
    setAttribute(canvas, 'class', canEdit ? 'plot square editable' : 'plot square');
    draw();
  }
  app.on('loaded', refresh);
  app.on(['progress', 'state'], draw);
  app.on('theme', () => {
    pointsAreDrawn = false;
    draw();
  });
  onResize(canvas, () => {
    pointsAreDrawn = false;
    draw();
  });
  return element;
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}

/** What the shading means. */
function probabilityScale(app: TrainerApp): HTMLElement {
  const scale = h('span', { class: 'scale', 'aria-hidden': 'true' });
  app.on('loaded', () => (element.hidden = app.loaded?.shown.d === 1));
  const element = h('div', { class: 'legend' }, h('span', {}, 'ŷ = 0'), scale, h('span', {}, '1'));
  return element;
}

/** The samples as a table that can be edited. */
function pointsTable(app: TrainerApp): HTMLElement {
  const { loaded } = app;
  if (!loaded) return h('p', {});
  const { shown, total } = loaded;
  const rows = Math.min(TABLE_ROWS, shown.n);
  const canEdit = total <= EDIT_LIMIT;
  const edit = (change: (points: ReturnType<TrainerApp['points']>) => void) => {
    const points = app.points();
    change(points);
    app.setPoints(points, t('drawn'));
  };
  const body = Array.from({ length: rows }, (_, i) => {
    const cells: (string | Node)[] = [String(i + 1)];
    for (let j = 0; j < shown.d; j++) {
      const value = shown.x[i * shown.d + j]!;
      const label = `${shown.names[j]} ${i + 1}`;
      cells.push(
        canEdit
          ? numberInput(Number(value.toPrecision(6)), { label }, (next) =>
              edit((points) => (points.x[i * shown.d + j] = next)),
            )
          : short(value),
      );
    }
    const label = shown.y[i]!;
    if (canEdit) {
      const choice = select([['0', '0'] as const, ['1', '1'] as const], String(label), (next) =>
        edit((points) => (points.y[i] = Number(next))),
      );
      choice.setAttribute('aria-label', `${t('label')} ${i + 1}`);
      cells.push(choice);
    } else cells.push(String(label));
    cells.push(shown.isTest[i] ? t('test') : t('train'));
    if (canEdit) {
      cells.push(
        button({ name: `${t('remove')} ${i + 1}`, icon: 'close', kind: 'ghost' }, () =>
          edit((points) => {
            points.x.splice(i * shown.d, shown.d);
            points.y.splice(i, 1);
          }),
        ),
      );
    }
    return cells;
  });
  const head = ['#', ...shown.names, t('label'), t('part'), ...(canEdit ? [t('remove')] : [])];
  const table = dataTable(head, body);
  return h(
    'div',
    {},
    table,
    rows < total ? h('p', { class: 'hint' }, t('firstRows', { count: rows, total })) : undefined,
  );
}
