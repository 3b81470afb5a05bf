import type { Dataset } from '../data/dataset';
import { takeSamples } from '../data/dataset';
import { Random, streamSeed } from '../data/random';
import type { GradientFunction } from '../formula/note-formula';
import { curvatureAt, curvatureBound } from '../model/curvature';
import type { Objective } from '../model/logistic';
import { dot, logLoss, lossAndGradient, norm } from '../model/logistic';
import { optimiserById } from '../optimise/all';
import type { Memory, Optimiser } from '../optimise/optimiser';
import { copyMemory } from '../optimise/optimiser';
import type { Trouble } from './divergence';
import { explainRising, RiseWatch, stabilityLimit } from './divergence';
import { History } from './history';
import type { RunSettings } from './settings';

export type StopReason = 'gradient-norm' | 'loss-change' | 'epochs' | 'precision' | 'uphill' | 'not-finite';

export interface RunData {
  readonly train: Dataset;
  readonly test?: Dataset;
}

/** The state of a run after some step, by value. */
export interface RunState {
  readonly step: number;
  readonly epoch: number;
  readonly theta: Float64Array;
  readonly loss: number;
  readonly testLoss: number;
  /** The gradient that drives the run, on all training data, at θ. */
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
  /** Length of the last step. */
  readonly rate: number;
  readonly stopped?: StopReason;
  readonly trouble?: Trouble;
}

interface Snapshot {
  readonly step: number;
  readonly theta: Float64Array;
  readonly memory: Memory;
  readonly rate: number;
}

const RECENT = 200;
const CHECKPOINT_EVERY = 1000;

/**
 * One training run: a fixed start, data and settings, and as many steps as are asked for. Deterministic: the same
 * settings give the same numbers, also after going back or starting again.
 */
export class Run {
  readonly history: History;
  private readonly objective: Objective;
  private readonly optimiser: Optimiser;
  private readonly batchSize: number;
  private readonly stepsPerEpoch: number;
  private readonly evaluateEvery: number;
  private readonly watch: RiseWatch;
  private readonly theta: Float64Array;
  private readonly gradient: Float64Array;
  private memory: Memory = {};
  private steps = 0;
  private loss = NaN;
  private testLoss = NaN;
  private rate = 0;
  private evaluatedAt = -1;
  private stopped: StopReason | undefined;
  private trouble: Trouble | undefined;
  private bound: number | undefined;
  private order: Uint32Array | undefined;
  private orderOfEpoch = -1;
  private recent: Snapshot[] = [];
  private checkpoints: Snapshot[] = [];

  /** @param formula gradient to train with instead of the exact one */
  constructor(
    readonly data: RunData,
    readonly settings: RunSettings,
    private readonly formula?: GradientFunction,
  ) {
    const { train } = data;
    this.objective = { data: train, lambda: settings.lambda, bias: settings.bias };
    this.optimiser = optimiserById(settings.optimiser);
    const wanted = this.optimiser.usesBatches ? Math.round(settings.batch) : 0;
    this.batchSize = wanted > 0 && wanted < train.n ? wanted : train.n;
    this.stepsPerEpoch = Math.max(1, Math.ceil(train.n / this.batchSize));
    // Looking at all data after each small batch would cost more than the training itself.
    this.evaluateEvery = this.isFullBatch || train.n <= 1000 ? 1 : Math.max(1, Math.floor(this.stepsPerEpoch / 2));
    this.watch = new RiseWatch(!['gradient-descent', 'line-search', 'newton', 'l-bfgs'].includes(settings.optimiser));
    this.theta = new Float64Array(train.d + 1);
    this.gradient = new Float64Array(train.d + 1);
    this.history = new History(train.d + 1);
    this.reset();
  }

  get isFullBatch(): boolean {
    return this.batchSize === this.data.train.n;
  }

  /** Whether a stop rule has ended it. */
  get isOver(): boolean {
    return this.stopped !== undefined;
  }

  get state(): RunState {
    return {
      step: this.steps,
      epoch: this.steps / this.stepsPerEpoch,
      theta: this.theta.slice(),
      loss: this.loss,
      testLoss: this.testLoss,
      gradient: this.gradient.slice(),
      gradientNorm: norm(this.gradient),
      rate: this.rate,
      ...(this.stopped ? { stopped: this.stopped } : {}),
      ...(this.trouble ? { trouble: this.trouble } : {}),
    };
  }

  /** Back to the start. */
  reset(): void {
    this.theta.fill(0);
    this.settings.start.slice(0, this.theta.length).forEach((value, j) => (this.theta[j] = value));
    if (!this.settings.bias) this.theta[this.theta.length - 1] = 0;
    this.memory = {};
    this.steps = 0;
    this.rate = 0;
    this.recent = [];
    this.checkpoints = [];
    this.history.clear();
    this.arrive();
    this.keep();
  }

  /** One step. Returns false when the run had stopped already. */
  step(): boolean {
    if (this.stopped) return false;
    const before = this.keep();
    const result = this.isFullBatch ? this.stepOn(this.objective) : this.stepOn(this.nextBatch());
    if (result.kind === 'stuck') {
      this.stopped = result.why === 'uphill' ? 'uphill' : 'precision';
      if (result.why === 'uphill') this.trouble = { code: 'uphill', cosine: this.cosine() };
      this.recent.pop();
      return true;
    }
    const lossBefore = this.loss;
    this.rate = result.rate;
    this.steps++;
    if (!this.theta.every(Number.isFinite) || !this.evaluates()) {
      this.theta.set(before.theta);
      this.memory = copyMemory(before.memory);
      this.steps--;
      this.recent.pop();
      this.evaluate(true);
      this.stopped = 'not-finite';
      this.trouble = { code: 'not-finite', rate: this.settings.rate, limit: this.limit() };
      return true;
    }
    this.judge(lossBefore);
    this.record();
    return true;
  }

  /** Undoes the last step. Returns false at the start. */
  back(): boolean {
    if (this.steps === 0) return false;
    const target = this.steps - 1;
    const near = this.recent.at(-1);
    if (near?.step === target) {
      this.recent.pop();
      this.restore(near);
    } else {
      // Further back than is kept: repeat the steps from the last checkpoint, which gives the same numbers.
      const checkpoint = [...this.checkpoints].reverse().find((held) => held.step <= target);
      if (!checkpoint) return false;
      this.checkpoints = this.checkpoints.filter((held) => held.step <= checkpoint.step);
      this.restore(checkpoint);
      while (this.steps < target && this.step());
    }
    this.history.truncate(this.steps);
    return true;
  }

  /** The longest safe step for these data, 2/L (or its like for momentum); NaN where there is none. */
  limit(): number {
    this.bound ??= curvatureBound(this.objective);
    return stabilityLimit(this.settings.optimiser, this.settings.momentum, this.bound) ?? NaN;
  }

  private restore(snapshot: Snapshot): void {
    this.theta.set(snapshot.theta);
    this.memory = copyMemory(snapshot.memory);
    this.steps = snapshot.step;
    this.rate = snapshot.rate;
    this.history.truncate(this.steps);
    this.arrive();
  }

  /** Evaluates and records a state reached by no step of its own (start, return). */
  private arrive(): void {
    this.stopped = undefined;
    this.trouble = undefined;
    this.watch.reset();
    this.evaluate(true);
    if (this.steps === 0 || this.history.length === 0) this.record();
    if (!Number.isFinite(this.loss)) {
      this.stopped = 'not-finite';
      this.trouble = { code: 'not-finite', rate: this.settings.rate, limit: this.limit() };
    } else if (this.steps === 0) {
      this.judge(NaN);
    }
  }

  /** Remembers the present state for going back. */
  private keep(): Snapshot {
    const last = this.recent.at(-1);
    if (last?.step === this.steps) return last;
    const snapshot = { step: this.steps, theta: this.theta.slice(), memory: copyMemory(this.memory), rate: this.rate };
    if (this.steps % CHECKPOINT_EVERY === 0 && (this.checkpoints.at(-1)?.step ?? -1) < this.steps) {
      this.checkpoints.push(snapshot);
    }
    this.recent.push(snapshot);
    if (this.recent.length > RECENT) this.recent.shift();
    return snapshot;
  }

  private stepOn(objective: Objective) {
    const full = objective === this.objective;
    const gradient = full ? this.gradient.slice() : new Float64Array(this.theta.length);
    const at = full ? this.loss : this.evaluateOn(objective, this.theta, gradient);
    return this.optimiser.step({
      theta: this.theta,
      loss: at,
      gradient,
      evaluate: (theta, out) => this.evaluateOn(objective, theta, out),
      objective,
      settings: this.settings,
      memory: this.memory,
    });
  }

  /** Exact loss, driving gradient. */
  private evaluateOn(objective: Objective, theta: Float64Array, gradient: Float64Array): number {
    if (!this.formula) return lossAndGradient(objective, theta, gradient);
    const d = theta.length - 1;
    const parts = this.formula(theta.slice(0, d), theta[d]!, objective.data, objective.lambda);
    for (let j = 0; j < d; j++) gradient[j] = parts.w[j] ?? NaN;
    gradient[d] = objective.bias ? parts.b : 0;
    return lossAndGradient(objective, theta);
  }

  /** Brings loss and gradient up to date when it is time; false when they are not finite. */
  private evaluates(): boolean {
    if (this.steps % this.evaluateEvery !== 0) return true;
    this.evaluate(false);
    return Number.isFinite(this.loss) && this.gradient.every(Number.isFinite);
  }

  private evaluate(force: boolean): void {
    if (!force && this.evaluatedAt === this.steps) return;
    this.loss = this.evaluateOn(this.objective, this.theta, this.gradient);
    const { test } = this.data;
    // Test losses are for looking at: only the steps that the history keeps need them.
    if (test && (force || this.steps % this.history.stride === 0)) this.testLoss = logLoss(test, this.theta);
    this.evaluatedAt = this.steps;
  }

  private record(): void {
    if (this.evaluatedAt !== this.steps) return;
    const { step, epoch, loss, testLoss, gradientNorm, rate } = this.state;
    this.history.push({ step, epoch, loss, testLoss, gradientNorm, rate, theta: this.theta });
  }

  /** Applies the stop rules and watches for a rising loss. */
  private judge(lossBefore: number): void {
    const { stop } = this.settings;
    if (this.evaluatedAt === this.steps) {
      if (stop.gradientNorm > 0 && norm(this.gradient) <= stop.gradientNorm) this.stopped = 'gradient-norm';
      else if (this.isFullBatch && stop.lossChange > 0 && Math.abs(this.loss - lossBefore) <= stop.lossChange) {
        this.stopped = 'loss-change';
      }
      if (this.isFullBatch) {
        if (!this.watch.observe(this.loss)) this.trouble = undefined;
        else this.trouble ??= this.explain();
      }
    }
    if (!this.stopped && stop.epochs > 0 && this.steps >= stop.epochs * this.stepsPerEpoch) this.stopped = 'epochs';
  }

  private explain(): Trouble {
    this.bound ??= curvatureBound(this.objective);
    return explainRising({
      optimiser: this.settings.optimiser,
      rate: this.settings.rate,
      momentum: this.settings.momentum,
      curvatureBound: this.bound,
      curvatureHere: curvatureAt(this.objective, this.theta),
      cosine: this.cosine(),
    });
  }

  /** cos of the angle between the driving and the exact gradient; 1 without a formula. */
  private cosine(): number {
    if (!this.formula) return 1;
    const exact = new Float64Array(this.theta.length);
    lossAndGradient(this.objective, this.theta, exact);
    const lengths = norm(exact) * norm(this.gradient);
    return lengths > 0 ? dot(exact, this.gradient) / lengths : 1;
  }

  /** The samples of the next step: each epoch goes once through all of them in an order of its own. */
  private nextBatch(): Objective {
    const { train } = this.data;
    const epoch = Math.floor(this.steps / this.stepsPerEpoch);
    if (!this.order || this.orderOfEpoch !== epoch) {
      this.order = new Random(streamSeed(this.settings.seed, epoch)).permutation(train.n);
      this.orderOfEpoch = epoch;
    }
    const from = (this.steps % this.stepsPerEpoch) * this.batchSize;
    const positions = this.order.subarray(from, Math.min(train.n, from + this.batchSize));
    return { ...this.objective, data: takeSamples(train, positions) };
  }
}
