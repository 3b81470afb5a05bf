import uPlot from 'uplot';
import type { TrainerApp } from '../app';
import { h } from '../dom';
import { short } from '../format';
import { t } from '../strings';
import { onResize, visibility } from './canvas';

/** A line over steps. */
export interface PlotLine {
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width?: number;
  readonly steps: Float64Array;
  readonly values: Float64Array;
}

export interface LinePlotOptions {
  readonly yLabel: string;
  readonly logX: () => boolean;
  readonly logY: () => boolean;
  /** What a screen reader says instead of the picture. */
  readonly label: () => string;
}

/** Curves over steps by uPlot, with values under the pointer or, with the arrow keys, under a line moved by hand. */
export class LinePlot {
  readonly element: HTMLElement;
  private readonly place: HTMLElement;
  private plot: uPlot | undefined;
  private shape = '';
  private lines: readonly PlotLine[] = [];
  private readonly isVisible: () => boolean;
  private stale = true;

  constructor(
    private readonly app: TrainerApp,
    private readonly options: LinePlotOptions,
  ) {
    this.place = h('div', { class: 'plot lines', tabindex: 0, role: 'group', 'data-keys': true });
    this.element = h('div', { class: 'lines-holder' }, this.place);
    this.place.addEventListener('keydown', (event) => this.moveCursor(event));
    onResize(this.place, () => this.resize());
    this.isVisible = visibility(this.place, () => this.stale && this.render());
    app.on('theme', () => {
      this.shape = '';
      this.render();
    });
  }

  /** The canvas with the present picture. */
  get canvas(): HTMLCanvasElement | undefined {
    return this.plot?.ctx.canvas;
  }

  get present(): readonly PlotLine[] {
    return this.lines;
  }

  show(lines: readonly PlotLine[]): void {
    this.lines = lines;
    this.stale = true;
    if (this.isVisible()) this.render();
  }

  private render(): void {
    this.stale = false;
    const data = aligned(this.lines, this.options.logX(), this.options.logY());
    const shape = JSON.stringify([
      this.options.logX(),
      this.options.logY(),
      this.lines.map(({ name, colour, dash }) => [name, colour, dash]),
    ]);
    if (this.plot && shape === this.shape) {
      this.plot.setData(data);
      // Nothing under the pointer: the legend tells the latest values.
      queueMicrotask(() => (this.plot?.cursor.idx ?? null) === null && this.showLatest());
    } else {
      this.plot?.destroy();
      this.shape = shape;
      this.plot = new uPlot(this.plotOptions(), data, this.place);
      this.showLatest();
    }
    this.place.setAttribute('aria-label', this.options.label());
  }

  private showLatest(): void {
    const last = (this.plot?.data[0].length ?? 0) - 1;
    if (last >= 0) this.plot!.setLegend({ idx: last });
  }

  private size(): { width: number; height: number } {
    return { width: Math.max(160, this.place.clientWidth), height: 250 };
  }

  private resize(): void {
    const size = this.size();
    if (this.plot && this.plot.width !== size.width) this.plot.setSize(size);
  }

  private plotOptions(): uPlot.Options {
    const { theme } = this.app;
    const axis: uPlot.Axis = {
      stroke: theme.muted,
      font: theme.font,
      labelFont: theme.font,
      labelSize: 18,
      grid: { stroke: theme.grid, width: 1 },
      ticks: { stroke: theme.grid, width: 1, size: 4 },
    };
    const value = (plot: uPlot, raw: number | null, place: number) => {
      // Runs that stopped early have no value at the last step of the others: each tells its own last one.
      const isIdle = (plot.cursor.idx ?? null) === null;
      const shown = raw ?? (isIdle ? lastNumber(plot.data[place]) : undefined);
      return shown === undefined ? '–' : short(shown);
    };
    const log = (isLog: boolean): uPlot.Scale => (isLog ? { distr: 3 as uPlot.Scale.Distr } : {});
    return {
      ...this.size(),
      scales: { x: { time: false, ...log(this.options.logX()) }, y: log(this.options.logY()) },
      padding: [8, 12, 0, 0],
      hooks: { setCursor: [(plot) => plot.cursor.idx === null && this.showLatest()] },
      cursor: { y: false, points: { size: 6 } },
      legend: {
        live: true,
        markers: { width: 1.5, dash: (_, place) => (this.lines[place - 1]?.dash.length ? 'dashed' : 'solid') },
      },
      axes: [
        { ...axis, size: 34, space: 60, values: (_, splits) => splits.map((s) => (s === null ? '' : short(s))) },
        {
          ...axis,
          size: 54,
          label: this.options.yLabel,
          values: (_, splits) => splits.map((s) => (s === null ? '' : short(s, 3))),
        },
      ],
      series: [
        { label: this.stepName(), value: (_: uPlot, raw: number | null) => (raw === null ? '–' : String(raw)) },
        ...this.lines.map(({ name, colour, dash, width }) => ({
          label: name,
          stroke: colour,
          width: width ?? 2,
          dash: [...dash],
          spanGaps: true,
          value,
          points: { show: false },
        })),
      ],
    };
  }

  private stepName(): string {
    return this.options.logX() ? `${t('stepAxis')} + 1` : t('stepAxis');
  }

  private moveCursor(event: KeyboardEvent): void {
    const { plot } = this;
    const moves: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -1e9, End: 1e9 };
    const move = moves[event.key];
    if (!plot || move === undefined) return;
    event.preventDefault();
    const last = plot.data[0].length - 1;
    const at = plot.cursor.idx ?? last;
    const next = Math.min(last, Math.max(0, at + move * (event.shiftKey ? 10 : 1)));
    const left = plot.valToPos(plot.data[0][next]!, 'x');
    plot.setCursor({ left, top: plot.bbox.height / 2 / (window.devicePixelRatio || 1) });
    const values = this.lines.map(({ name }, k) => `${name} ${short(plot.data[k + 1]?.[next] ?? NaN)}`);
    this.app.say(`${this.stepName()} ${plot.data[0][next]}: ${values.join(', ')}`);
  }
}

/** All lines over one common list of steps, as uPlot wants it; step 0 has a place on a logarithmic axis as 1. */
function aligned(lines: readonly PlotLine[], logX: boolean, logY: boolean): uPlot.AlignedData {
  const clean = (value: number) => (Number.isFinite(value) && (!logY || value > 0) ? value : null);
  const shared = lines[0]?.steps;
  if (shared && lines.every(({ steps }) => steps === shared)) {
    const xs = Array.from(shared, (step) => (logX ? step + 1 : step));
    return [xs, ...lines.map(({ values }) => Array.from(values, clean))] as uPlot.AlignedData;
  }
  const all = new Set<number>();
  for (const { steps } of lines) for (const step of steps) all.add(step);
  const xs = [...all].sort((a, b) => a - b);
  const positions = lines.map(() => 0);
  const columns = lines.map(() => new Array<number | null>(xs.length).fill(null));
  xs.forEach((step, row) => {
    lines.forEach(({ steps, values }, k) => {
      const at = positions[k]!;
      if (steps[at] !== step) return;
      positions[k] = at + 1;
      columns[k]![row] = clean(values[at]!);
    });
  });
  return [logX ? xs.map((x) => x + 1) : xs, ...columns] as uPlot.AlignedData;
}

function lastNumber(values: ArrayLike<number | null | undefined> | undefined): number | undefined {
  for (let k = (values?.length ?? 0) - 1; k >= 0; k--) {
    const value = values![k];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}
