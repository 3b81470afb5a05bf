import { presetById } from '../../trainer/data/presets';
import { drawSource } from '../../trainer/engine/engine';
import type { EngineAnswer, EngineRequest, ExportKind } from '../../trainer/engine/messages';
import { readState } from '../../trainer/export/share';
import type { FormulaCompiler, NoteFormula } from '../../trainer/formula/note-formula';
import type { RunState } from '../../trainer/run/run';
import type { RunSettings } from '../../trainer/run/settings';
import type { DataSource, RunPlan, TrainerState, ViewState } from '../../trainer/state';
import { stateForPreset } from '../../trainer/state';
import type { EngineLink } from './engine-link';
import { startEngine } from './engine-link';
import type { HostMessage, PageMessage, VsCodeApi } from './protocol';
import { RunTrace } from './run-trace';
import { setLocale, t } from './strings';
import type { Theme } from './theme';
import { onThemeChange, readTheme, wantsLittleMotion } from './theme';

type Answer<T extends EngineAnswer['type']> = Extract<EngineAnswer, { type: T }>;

/** A run as the page sees it. */
export interface LiveRun {
  readonly plan: RunPlan;
  /** Position among the runs; chooses colour and dash. */
  readonly place: number;
  readonly trace: RunTrace;
  /** 2/L, or NaN. */
  readonly limit: number;
  state: RunState | undefined;
  /** The state at step 0. */
  first: RunState | undefined;
}

/** What can change, for views to listen to. */
export type Change =
  /** Settings, data, runs or formulas: the controls. */
  | 'state'
  | 'loaded'
  /** Steps were made or taken back; at most once per frame. */
  | 'progress'
  | 'playing'
  | 'metrics'
  | 'checked'
  | 'contour'
  | 'theme'
  | 'csv'
  | 'locale';

const STORE_LIMIT = 400_000;
/** Milliseconds that views may draw per frame while training goes on. */
const FRAME_BUDGET = 6;

/**
 * The page's state and its two partners: the engine that trains and the host (the extension). Views read from here, ask
 * for changes here, and listen.
 */
export class TrainerApp {
  state: TrainerState;
  formulas: readonly NoteFormula[] = [];
  runs: LiveRun[] = [];
  loaded: Answer<'loaded'> | undefined;
  metrics: Answer<'metrics'> | undefined;
  contour: Answer<'contour'> | undefined;
  readonly checks = new Map<string, Answer<'checked'>>();
  /** The formula shown. */
  formula: string | undefined;
  /** A CSV file that came from the host and waits for its columns to be chosen. */
  csv: { readonly name: string; readonly text: string } | undefined;
  playing = false;
  theme: Theme;

  private readonly engine: EngineLink;
  private readonly listeners = new Map<Change, (() => void)[]>();
  private readonly pending = new Set<Change>();
  private readonly waiting = new Set<() => void>();
  private framed = false;
  private serial = 0;
  private loadTimer: ReturnType<typeof setTimeout> | undefined;
  private storeTimer: ReturnType<typeof setTimeout> | undefined;
  private metricsAt = 0;
  private drawnAt = 0;
  private awaitsDraw = false;

  constructor(
    private readonly api: VsCodeApi,
    workerCode: string,
    compile: FormulaCompiler,
    private readonly tell: (message: string, kind: 'polite' | 'error') => void,
  ) {
    const stored = readState(api.getState());
    this.state = stored ?? stateForPreset('four-points');
    this.theme = readTheme();
    this.engine = startEngine(
      workerCode,
      compile,
      (answer) => this.receive(answer),
      (message) => this.tell(t('engineBroken', { message }), 'error'),
    );
    onThemeChange(() => {
      this.theme = readTheme();
      this.changed('theme');
    });
    this.hasStoredState = stored !== undefined;
  }

  private readonly hasStoredState: boolean;

  // --- listening

  on(changes: Change | readonly Change[], listener: () => void): void {
    for (const change of typeof changes === 'string' ? [changes] : changes) {
      const held = this.listeners.get(change) ?? [];
      held.push(listener);
      this.listeners.set(change, held);
    }
  }

  /** Tells the listeners at the next frame; many changes in between are told once. */
  changed(change: Change): void {
    this.pending.add(change);
    if (this.framed) return;
    this.framed = true;
    requestAnimationFrame((now) => this.frame(now));
  }

  private frame(now: number): void {
    this.framed = false;
    const isOnlyProgress =
      this.waiting.size === 0 && this.pending.size === 1 && this.pending.has('progress') && this.playing;
    if (isOnlyProgress && wantsLittleMotion() && now - this.drawnAt < 250) {
      this.framed = true;
      requestAnimationFrame((later) => this.frame(later));
      return;
    }
    const changes = [...this.pending];
    this.pending.clear();
    for (const change of changes) for (const listener of this.listeners.get(change) ?? []) this.waiting.add(listener);
    // While it plays, views that find no room in this frame are drawn in the next, each in its turn.
    const until = this.playing ? performance.now() + FRAME_BUDGET : Infinity;
    for (const listener of this.waiting) {
      this.waiting.delete(listener);
      listener();
      if (performance.now() > until) break;
    }
    this.drawnAt = now;
    if (this.waiting.size > 0 && !this.framed) {
      this.framed = true;
      requestAnimationFrame((later) => this.frame(later));
    }
    if (this.awaitsDraw) {
      this.awaitsDraw = false;
      this.engine.send({ type: 'drawn' });
    }
  }

  /** Says something to the reader: in the status region, or as an error. */
  say(message: string, kind: 'polite' | 'error' = 'polite'): void {
    this.tell(message, kind);
  }

  // --- the host

  post(message: PageMessage): void {
    this.api.postMessage(message);
  }

  hear(message: HostMessage): void {
    switch (message.type) {
      case 'init':
        setLocale(message.locale);

        if (message.state && !this.hasStoredState) this.open(message.state);
        this.takeFormulas(message.formulas, message.open);
        break;
      case 'formulas':
        this.takeFormulas(message.formulas, message.open);
        break;
      case 'csv':
        this.csv = { name: message.name, text: message.text };
        this.changed('csv');
        break;
      case 'setState': {
        const state = readState(message.state);
        if (state) this.open(state);
        break;
      }
      case 'saved':
        this.say(t('saved', { name: message.name }));
        break;
      case 'failed':
        this.say(message.message, 'error');
        break;
    }
  }

  private takeFormulas(formulas: readonly NoteFormula[], open: string | undefined): void {
    this.formulas = formulas;
    this.checks.clear();
    if (open !== undefined) this.formula = open;
    else if (!formulas.some(({ id }) => id === this.formula)) {
      const trained = this.state.runs.find((plan) => formulas.some(({ id }) => id === plan.formula));
      this.formula = trained?.formula ?? formulas[0]?.id;
    }
    const known = this.state.runs.some((plan) => plan.formula !== undefined);
    if (open !== undefined) {
      requestAnimationFrame(() => document.querySelector('[data-card=formula]')?.scrollIntoView({ block: 'nearest' }));
    }
    if (open !== undefined && this.shownFormula?.unbound.length === 0) this.trainWith(open);
    else if (known || formulas.length > 0) this.load(this.state.steps);
    this.changed('state');
  }

  get shownFormula(): NoteFormula | undefined {
    return this.formulas.find(({ id }) => id === this.formula);
  }

  showFormula(id: string): void {
    this.formula = id;
    this.check();
    this.changed('state');
  }

  // --- changes of the state

  /** Opens a stored or shared state. */
  open(state: TrainerState): void {
    this.state = state;
    this.load(state.steps);
    this.changed('state');
  }

  usePreset(id: string): void {
    const preset = presetById(id);
    if (!preset) return;
    const fresh = stateForPreset(preset.id);
    const lasting = this.state.runs.map((plan) => ({
      ...plan,
      settings: {
        ...plan.settings,
        ...fresh.runs[0]!.settings,
        optimiser: plan.settings.optimiser,
        bias: plan.settings.bias,
      },
    }));
    this.change({ ...fresh, runs: lasting, view: { ...this.state.view, contour: [0, 1] } });
  }

  /** Changes what is trained on or how, and starts again. */
  change(changes: Partial<TrainerState>): void {
    this.state = { ...this.state, ...changes, steps: 0 };
    this.changed('state');
    // Sliders and dragging change things many times a second: the engine gets the last of them.
    clearTimeout(this.loadTimer);
    this.loadTimer = setTimeout(() => this.load(), 30);
  }

  changeSource(changes: Partial<Extract<DataSource, { kind: 'preset' }>>): void {
    const { source } = this.state;
    if (source.kind === 'preset') this.change({ source: { ...source, ...changes } });
  }

  changeView(changes: Partial<ViewState>): void {
    this.state = { ...this.state, view: { ...this.state.view, ...changes } };
    this.changed('state');
    this.store();
  }

  changeRun(id: string, changes: Partial<RunSettings>): void {
    this.change({
      runs: this.state.runs.map((plan) =>
        plan.id === id ? { ...plan, settings: { ...plan.settings, ...changes } } : plan,
      ),
    });
  }

  setRunFormula(id: string, formula: string | undefined): void {
    this.change({
      runs: this.state.runs.map(({ id: other, settings, formula: held }) => {
        const next = other === id ? formula : held;
        return { id: other, settings, ...(next === undefined ? {} : { formula: next }) };
      }),
    });
  }

  addRun(): void {
    if (this.state.runs.length >= 8) return;
    const id = 'abcdefghijklmnop'.split('').find((letter) => !this.state.runs.some((plan) => plan.id === letter))!;
    const copied = this.selectedPlan;
    const runs = [...this.state.runs, { ...copied, id }];
    this.change({ runs, view: { ...this.state.view, selected: id } });
  }

  removeRun(id: string): void {
    if (this.state.runs.length < 2) return;
    const runs = this.state.runs.filter((plan) => plan.id !== id);
    const selected = runs.some((plan) => plan.id === this.state.view.selected) ? this.state.view.selected : runs[0]!.id;
    this.change({ runs, view: { ...this.state.view, selected } });
  }

  select(id: string): void {
    this.changeView({ selected: id });
    this.askMetrics(true);
    this.changed('progress');
  }

  /** Two runs side by side: the exact gradient and the formula's, all else equal. */
  trainWith(id: string): void {
    const formula = this.formulas.find((candidate) => candidate.id === id);
    if (!formula) return;
    this.formula = id;
    const d = this.loaded?.shown.d ?? drawSource(this.state.source).d;
    if (formula.singleWeight && d !== 1) {
      const fresh = stateForPreset('one-feature');
      this.state = { ...fresh, view: { ...fresh.view, speed: this.state.view.speed } };
    }
    const settings = { ...this.selectedPlan.settings, bias: formula.hasBias };
    this.change({
      runs: [
        { id: 'a', settings },
        { id: 'b', settings, formula: id },
      ],
      view: { ...this.state.view, selected: 'b' },
    });
  }

  // --- reading

  get selectedPlan(): RunPlan {
    return this.state.runs.find((plan) => plan.id === this.state.view.selected) ?? this.state.runs[0]!;
  }

  get selectedRun(): LiveRun | undefined {
    return this.runs.find(({ plan }) => plan.id === this.selectedPlan.id) ?? this.runs[0];
  }

  /** `Run A`, with what sets it apart from the others. */
  nameOf(plan: RunPlan): string {
    const base = t('runName', { letter: plan.id.toUpperCase() });
    const others = this.state.runs.filter((other) => other.id !== plan.id);
    const marks: string[] = [];
    if (others.some((other) => other.settings.optimiser !== plan.settings.optimiser)) {
      marks.push(t(`optimiser.${plan.settings.optimiser}`));
    }
    if (others.some((other) => other.settings.rate !== plan.settings.rate)) marks.push(`η = ${plan.settings.rate}`);
    if (others.some((other) => other.settings.lambda !== plan.settings.lambda))
      marks.push(`λ = ${plan.settings.lambda}`);
    if (others.some((other) => other.formula !== plan.formula)) marks.push(this.gradientName(plan));
    return marks.length > 0 ? `${base}: ${marks.join(', ')}` : base;
  }

  gradientName(plan: RunPlan): string {
    const formula = this.formulas.find(({ id }) => id === plan.formula);
    return formula ? t('runFormula', { line: formula.place.line }) : t('gradientExact');
  }

  /** `w₁` …, `b`: names of the parameters for labels. */
  parameterName(j: number): string {
    const d = this.loaded?.transform.outputs ?? 0;
    if (j >= d) return 'b';
    const digits = d === 1 ? '' : String(j + 1).replace(/\d/g, (c) => '₀₁₂₃₄₅₆₇₈₉'[Number(c)]!);
    return `w${digits}`;
  }

  colourOf(run: { readonly place: number }): string {
    return this.theme.series[run.place % this.theme.series.length]!;
  }

  /** The samples of the present source, for editing. */
  points(): { names: readonly string[]; x: number[]; y: number[] } {
    const data = drawSource(this.state.source);
    return { names: data.names, x: [...data.x], y: [...data.y] };
  }

  setPoints(points: { names: readonly string[]; x: readonly number[]; y: readonly number[] }, name?: string): void {
    const { source } = this.state;
    const title = name ?? (source.kind === 'points' ? source.name : t('drawn'));
    this.change({ source: { kind: 'points', name: title, ...points } });
  }

  // --- the engine

  send(request: EngineRequest): void {
    // What was just changed comes first.
    if (this.loadTimer !== undefined) this.load();
    this.engine.send(request);
  }

  play(): void {
    if (this.loadTimer === undefined && this.runs.every(({ state }) => state?.stopped)) this.send({ type: 'reset' });
    this.send({ type: 'play', speed: this.state.view.speed });
    this.playing = true;
    this.changed('playing');
  }

  pause(): void {
    this.playing = false;
    this.changed('playing');
    this.send({ type: 'pause' });
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.changeView({ speed });
    if (this.playing) this.send({ type: 'play', speed });
  }

  export(kind: ExportKind): void {
    this.send({ type: 'export', kind, run: this.selectedPlan.id });
  }

  check(): void {
    const formula = this.shownFormula;
    const run = this.selectedRun;
    if (!formula || !run || formula.unbound.length > 0) return;
    if (formula.singleWeight && this.loaded?.transform.outputs !== 1) return;
    this.send({ type: 'check', formula: formula.id, run: run.plan.id, seed: 1 });
  }

  private load(steps = 0): void {
    clearTimeout(this.loadTimer);
    this.loadTimer = undefined;
    this.serial++;
    this.playing = false;
    const { source, standardise, degree, testShare, splitSeed, runs } = this.state;
    this.engine.send({
      type: 'load',
      serial: this.serial,
      problem: { source, standardise, degree, testShare, splitSeed, runs, formulas: this.formulas },
      steps,
    });
    this.changed('playing');
    this.store();
  }

  start(): void {
    this.load(this.state.steps);
    this.post({ type: 'ready' });
  }

  private receive(answer: EngineAnswer): void {
    if ('serial' in answer && answer.serial !== this.serial) return;
    switch (answer.type) {
      case 'loaded':
        this.loaded = answer;
        this.metrics = undefined;
        this.contour = undefined;
        this.checks.clear();
        this.runs = answer.runs.map(({ id, width, limit }, place) => ({
          plan: this.state.runs.find((plan) => plan.id === id)!,
          place,
          trace: new RunTrace(width),
          limit,
          state: undefined,
          first: undefined,
        }));
        this.changed('loaded');
        break;
      case 'progress':
        this.takeProgress(answer);
        break;
      case 'metrics':
        this.metrics = answer;
        this.changed('metrics');
        break;
      case 'checked':
        this.checks.set(answer.formula, answer);
        this.changed('checked');
        break;
      case 'contour':
        this.contour = answer;
        this.changed('contour');
        break;
      case 'exported':
        this.saveExport(answer);
        break;
    }
  }

  private takeProgress(answer: Answer<'progress'>): void {
    let isFirst = false;
    for (const { id, state, from, rows } of answer.runs) {
      const run = this.runs.find(({ plan }) => plan.id === id);
      if (!run) continue;
      isFirst ||= run.state === undefined;
      run.trace.put(from, rows);
      run.state = state;
      if (state.step === 0) run.first = state;
    }
    const wasPlaying = this.playing;
    this.playing = answer.playing;
    if (wasPlaying !== answer.playing) this.changed('playing');
    this.awaitsDraw = true;
    this.changed('progress');
    if (isFirst) this.check();
    this.askMetrics(!answer.playing);
    if (!answer.playing) {
      this.state = { ...this.state, steps: Math.max(0, ...this.runs.map(({ state }) => state?.step ?? 0)) };
      this.store();
    }
  }

  private askMetrics(now: boolean): void {
    const time = performance.now();
    if (!now && time - this.metricsAt < 400) return;
    this.metricsAt = time;
    this.send({ type: 'metrics', run: this.selectedPlan.id });
  }

  private saveExport({ kind, text }: Answer<'exported'>): void {
    const names = { history: 'run.csv', data: 'data.csv', parameters: 'parameters.json', numpy: 'train.py' };
    if (text === undefined) this.say(t('noNumpy'), 'error');
    else this.post({ type: 'saveFile', name: names[kind], encoding: 'utf8', content: text });
  }

  private store(): void {
    clearTimeout(this.storeTimer);
    this.storeTimer = setTimeout(() => {
      const { source } = this.state;
      // A very large file is not copied into the editor's storage; the panel then opens with its settings only.
      if (source.kind === 'points' && source.x.length > STORE_LIMIT) return;
      this.api.setState(this.state);
    }, 200);
  }
}
