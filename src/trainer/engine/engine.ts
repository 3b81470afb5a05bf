import { checkGradient } from '../check/gradient-check';
import type { Dataset } from '../data/dataset';
import { defaultNames, takeSamples } from '../data/dataset';
import type { PreparedData } from '../data/prepare';
import { prepareData } from '../data/prepare';
import { presetById } from '../data/presets';
import { datasetCsv } from '../export/dataset-csv';
import { historyCsv } from '../export/history-csv';
import { numpyCode } from '../export/numpy';
import { parametersJson } from '../export/parameters-json';
import { claimedGradient, trainingGradient } from '../formula/formula-gradient';
import type { FormulaCompiler, NoteFormula } from '../formula/note-formula';
import { confusion } from '../metrics/confusion';
import { roc } from '../metrics/roc';
import type { Objective } from '../model/logistic';
import { logLoss, loss, probabilities } from '../model/logistic';
import { Run } from '../run/run';
import type { DataSource, RunPlan } from '../state';
import type { EngineAnswer, EngineRequest, ExportKind, Problem, RunProgress, ScoredPart } from './messages';

/** What the engine needs of the thread that it lives in. */
export interface EngineHost {
  readonly post: (answer: EngineAnswer) => void;
  /** Runs the function soon, after waiting messages. */
  readonly defer: (work: () => void) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** Milliseconds that the thread may be held at a time. */
  readonly slice: number;
  readonly compile: FormulaCompiler;
}

interface LiveRun {
  readonly plan: RunPlan;
  readonly run: Run;
  /** What of the history has been posted. */
  generation: number;
  posted: number;
}

/** Long work in pieces: each `next()` is short. */
type Job = Iterator<void, void>;

const SHOWN_SAMPLES = 4000;
const CHECKED_SAMPLES = 1000;
const CONTOUR_SAMPLES = 2000;
const SCORED_SAMPLES = 20_000;
const POST_EVERY = 15;

/**
 * Trains: owns the data and the runs, works in short slices, and reports as fast as the page can draw. Knows nothing of
 * the thread that it runs in, so the same code serves in a worker and, where workers are forbidden, in the page.
 */
export class Engine {
  private serial = 0;
  private prepared: PreparedData | undefined;
  private formulas = new Map<string, NoteFormula>();
  private runs: LiveRun[] = [];
  private playing = false;
  private speed = 0;
  private playedSince = 0;
  private stepsPlayed = 0;
  private stepsLeft = 0;
  private jobs = new Map<string, Job>();
  private looping = false;
  private pageIsReady = true;
  private dirty = false;
  private postedAt = -Infinity;

  constructor(private readonly host: EngineHost) {}

  handle(request: EngineRequest): void {
    switch (request.type) {
      case 'load':
        this.load(request.serial, request.problem, request.steps);
        break;
      case 'play':
        this.playing = true;
        this.speed = request.speed;
        this.playedSince = this.host.now();
        this.stepsPlayed = 0;
        this.loop();
        break;
      case 'pause':
        this.playing = false;
        this.stepsLeft = 0;
        this.progress();
        break;
      case 'step':
        this.playing = false;
        this.stepsLeft += Math.max(1, Math.round(request.count));
        this.loop();
        break;
      case 'back':
        this.playing = false;
        this.stepsLeft = 0;
        this.back();
        this.progress();
        break;
      case 'reset':
        this.playing = false;
        this.stepsLeft = 0;
        for (const { run } of this.runs) run.reset();
        this.progress();
        break;
      case 'drawn':
        this.pageIsReady = true;
        if (this.dirty) this.loop();
        break;
      case 'metrics':
        this.start('metrics', this.metrics(request.run));
        break;
      case 'check':
        this.start(`check ${request.formula}`, this.check(request.formula, request.run, request.seed));
        break;
      case 'contour':
        this.start('contour', this.contour(request));
        break;
      case 'export':
        this.export(request.kind, request.run);
        break;
    }
  }

  private load(serial: number, problem: Problem, steps: number): void {
    this.serial = serial;
    this.playing = false;
    this.jobs.clear();
    const prepared = prepareData(drawSource(problem.source), {
      standardise: problem.standardise,
      degree: problem.degree,
      testShare: problem.testShare,
      seed: problem.splitSeed,
    });
    this.prepared = prepared;
    this.formulas = new Map(problem.formulas.map((formula) => [formula.id, formula]));
    const data = { train: prepared.train, ...(prepared.test ? { test: prepared.test } : {}) };
    this.runs = problem.runs.map((plan) => ({
      plan,
      run: new Run(data, plan.settings, this.gradientFor(plan)),
      generation: -1,
      posted: 0,
    }));
    const every = Math.max(1, Math.ceil(prepared.raw.n / SHOWN_SAMPLES));
    const positions = Uint32Array.from({ length: Math.ceil(prepared.raw.n / every) }, (_, k) => k * every);
    const isTest = new Uint8Array(prepared.raw.n);
    for (const i of prepared.testPositions) isTest[i] = 1;
    this.host.post({
      type: 'loaded',
      serial,
      shown: { ...takeSamples(prepared.raw, positions), isTest: Uint8Array.from(positions, (i) => isTest[i]!) },
      total: prepared.raw.n,
      train: prepared.train.n,
      test: prepared.test?.n ?? 0,
      transform: prepared.transform,
      runs: this.runs.map(({ plan, run }) => ({ id: plan.id, width: run.history.width, limit: run.limit() })),
    });
    this.stepsLeft = Math.max(0, Math.round(steps));
    this.progress();
    if (this.stepsLeft > 0) this.loop();
  }

  private gradientFor(plan: RunPlan) {
    const formula = plan.formula === undefined ? undefined : this.formulas.get(plan.formula);
    if (!formula || formula.unbound.length > 0) return undefined;
    return trainingGradient(formula, this.host.compile(formula));
  }

  private loop(): void {
    if (this.looping) return;
    this.looping = true;
    this.host.defer(() => {
      this.looping = false;
      this.work(this.host.now() + this.host.slice);
      if (this.playing || this.stepsLeft > 0 || this.jobs.size > 0) this.loop();
    });
  }

  /** One slice. Training and other jobs share it. */
  private work(until: number): void {
    const trainUntil = this.jobs.size > 0 ? (this.host.now() + until) / 2 : until;
    while (this.stepsDue() > 0 && this.host.now() < trainUntil) {
      if (!this.stepAll()) {
        this.playing = false;
        this.stepsLeft = 0;
      }
    }
    for (const [name, job] of this.jobs) {
      while (this.host.now() < until) {
        if (!job.next().done) continue;
        this.jobs.delete(name);
        break;
      }
    }
    if (this.dirty && this.pageIsReady && (!this.training || this.host.now() - this.postedAt >= POST_EVERY)) {
      this.progress();
    }
  }

  private get training(): boolean {
    return this.playing || this.stepsLeft > 0;
  }

  private stepsDue(): number {
    if (this.stepsLeft > 0) return this.stepsLeft;
    if (!this.playing) return 0;
    if (this.speed === 0) return 1;
    return Math.floor(((this.host.now() - this.playedSince) / 1000) * this.speed) + 1 - this.stepsPlayed;
  }

  /** One step of every run that goes on; false when none does. */
  private stepAll(): boolean {
    let moved = false;
    for (const { run } of this.runs) moved = run.step() || moved;
    if (this.stepsLeft > 0) this.stepsLeft--;
    this.stepsPlayed++;
    this.dirty = true;
    return moved && this.runs.some(({ run }) => !run.isOver);
  }

  /** Takes back the last step of those runs that have made the most. */
  private back(): void {
    const most = Math.max(0, ...this.runs.map(({ run }) => run.state.step));
    for (const { run } of this.runs) if (run.state.step === most) run.back();
  }

  private progress(): void {
    const runs: RunProgress[] = this.runs.map((live) => {
      const { history } = live.run;
      if (live.generation !== history.generation) live.posted = 0;
      live.generation = history.generation;
      const from = live.posted;
      live.posted = history.length;
      return { id: live.plan.id, state: live.run.state, from, rows: history.rowsFrom(from) };
    });
    this.dirty = false;
    this.pageIsReady = false;
    this.postedAt = this.host.now();
    this.host.post({ type: 'progress', serial: this.serial, playing: this.training, runs });
  }

  private start(name: string, job: Job): void {
    this.jobs.set(name, job);
    this.loop();
  }

  private liveRun(id: string): LiveRun | undefined {
    return this.runs.find(({ plan }) => plan.id === id);
  }

  private *metrics(id: string): Job {
    const live = this.liveRun(id);
    if (!live) return;
    const theta = live.run.state.theta;
    const { train, test } = live.run.data;
    const ofTrain = scored(train, theta);
    yield;
    const ofTest = test ? scored(test, theta) : undefined;
    const { serial } = this;
    this.host.post({ type: 'metrics', serial, run: id, train: ofTrain, ...(ofTest ? { test: ofTest } : {}) });
  }

  private *check(id: string, runId: string, seed: number): Job {
    const formula = this.formulas.get(id);
    const live = this.liveRun(runId);
    if (!formula || !live || formula.unbound.length > 0) return;
    const data = evenly(live.run.data.train, CHECKED_SAMPLES);
    const lambda = formula.regularised ? live.run.settings.lambda : 0;
    const objective: Objective = { data, lambda, bias: formula.hasBias };
    yield;
    const claimed = claimedGradient(formula, this.host.compile(formula));
    const check = checkGradient(objective, claimed, live.run.state.theta, seed);
    this.host.post({ type: 'checked', serial: this.serial, formula: id, check, lambda, samples: data.n });
  }

  private *contour(request: Extract<EngineRequest, { type: 'contour' }>): Job {
    const live = this.liveRun(request.run);
    if (!live) return;
    const { axes, low, high, resolution } = request;
    const { settings, data } = live.run;
    const objective = { data: evenly(data.train, CONTOUR_SAMPLES), lambda: settings.lambda, bias: settings.bias };
    const theta = live.run.state.theta;
    const losses = new Float64Array(resolution * resolution);
    const at = (k: number, i: number) => low[k]! + ((high[k]! - low[k]!) * i) / (resolution - 1);
    for (let row = 0; row < resolution; row++) {
      theta[axes[1]] = at(1, row);
      for (let column = 0; column < resolution; column++) {
        theta[axes[0]] = at(0, column);
        losses[row * resolution + column] = loss(objective, theta);
        if (column % 8 === 7) yield;
      }
    }
    const { serial } = this;
    this.host.post({ type: 'contour', serial, run: request.run, axes, low, high, resolution, losses });
  }

  private export(kind: ExportKind, id: string): void {
    const live = this.liveRun(id) ?? this.runs[0];
    if (!live || !this.prepared) return;
    const text = this.exported(kind, live, this.prepared);
    this.host.post({ type: 'exported', kind, ...(text === undefined ? {} : { text }) });
  }

  private exported(kind: ExportKind, { plan, run }: LiveRun, { train, transform }: PreparedData): string | undefined {
    switch (kind) {
      case 'history':
        return historyCsv(
          this.runs.map((live) => ({
            name: live.plan.id,
            records: Array.from({ length: live.run.history.length }, (_, k) => live.run.history.at(k)),
          })),
          train.names,
        );
      case 'data':
        return datasetCsv(train);
      case 'parameters':
        return parametersJson(plan.id, run.state, run.settings, transform);
      case 'numpy': {
        const formula = plan.formula === undefined ? undefined : this.formulas.get(plan.formula);
        return numpyCode({ train, settings: run.settings, steps: run.state.step, ...(formula ? { formula } : {}) });
      }
    }
  }
}

/** The samples of a source. Points by value are taken as they are. */
export function drawSource(source: DataSource): Dataset {
  if (source.kind === 'preset') return presetById(source.preset)!.draw(source);
  const d = Math.max(1, source.names.length);
  return {
    n: source.y.length,
    d,
    x: Float64Array.from(source.x),
    y: Float64Array.from(source.y),
    names: source.names.length > 0 ? source.names : defaultNames(d),
  };
}

/** An even choice of at most `most` samples. */
function evenly(data: Dataset, most: number): Dataset {
  if (data.n <= most) return data;
  return takeSamples(
    data,
    Uint32Array.from({ length: most }, (_, k) => Math.floor((k * data.n) / most)),
  );
}

function scored(data: Dataset, theta: Float64Array): ScoredPart {
  const some = evenly(data, SCORED_SAMPLES);
  const scores = probabilities(some, theta);
  return { confusion: confusion(some.y, scores), logLoss: logLoss(data, theta), roc: roc(some.y, scores) };
}
