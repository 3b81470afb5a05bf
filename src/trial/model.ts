import { BigNumber, Stuck, type Scalar } from './arithmetic';
import { hash } from './random';
import type { Shapes } from './shapes';

/** From where the real numbers of a trial are drawn: both signs, positive ones, or between 0 and 1. */
export type Profile = 'signed' | 'positive' | 'unit';

/** What is known of a number: that it is whole, that it has a sign, that it lies between bounds. */
export interface Sort {
  readonly integer?: boolean;
  readonly lower?: number;
  readonly upper?: number;
}

const DEEPEST_DERIVATIVE = 6;

/** The work that may still be spent on a relation, in evaluated nodes; shared by all its trials. */
export interface Budget {
  left: number;
  /** The same for evaluations with 64 digits, which are a thousand times dearer. */
  precise: number;
}

/**
 * Values for everything that the note leaves open, in one trial. A value depends only on the seed, the trial and its key
 * (`x_3,2`), never on the order in which values are asked for; all are short decimals, so that the same model can be
 * evaluated in float64 and with 64 digits.
 */
export class Model {
  /** Values drawn so far, by key: what a counterexample shows. */
  readonly drawn = new Map<string, number>();
  /** Keys of the values that are whole numbers. */
  readonly whole = new Set<string>();
  private readonly coefficients = new Map<string, number>();
  private derivatives = 0;
  /** Numbers that one number is made of at present. */
  private weight = 1;

  constructor(
    readonly seed: number,
    readonly trial: number,
    readonly profile: Profile,
    readonly shapes: Shapes,
    /** Numbers are BigNumbers of 64 digits instead of floats. */
    readonly precise: boolean,
    private readonly budget: Budget,
    /** Values that are fixed instead of drawn: simplified ones, and those that assumptions determine. */
    private readonly fixed: ReadonlyMap<string, number> = new Map(),
    /** Keys among the fixed ones whose values solve the constraints. */
    readonly solvedFor: ReadonlySet<string> = new Set(),
    /** The same values with 64 digits. */
    private readonly exact: ReadonlyMap<string, BigNumber> = new Map(),
  ) {}

  /** The same model in the other arithmetic, or with other fixed values. */
  with(change: {
    readonly precise?: boolean;
    readonly fixed?: ReadonlyMap<string, number>;
    readonly solvedFor?: ReadonlySet<string>;
    readonly exact?: ReadonlyMap<string, BigNumber>;
  }): Model {
    return new Model(
      this.seed,
      this.trial,
      this.profile,
      this.shapes,
      change.precise ?? this.precise,
      this.budget,
      change.fixed ?? this.fixed,
      change.solvedFor ?? this.solvedFor,
      change.exact ?? this.exact,
    );
  }

  fixedEntries(): Iterable<readonly [string, number]> {
    return this.fixed;
  }

  fixedValue(key: string): number | undefined {
    return this.fixed.get(key);
  }

  /** Every value that is fixed or was drawn. */
  drawnOrFixed(): Iterable<readonly [string, number]> {
    return [...this.drawn, ...this.fixed];
  }

  /** Counts work; a trial that takes too much is given up. */
  step(cost = 1): void {
    cost *= this.weight;
    if (this.precise) this.budget.precise -= cost;
    else this.budget.left -= cost;
    if (this.budget.left < 0 || this.budget.precise < 0) throw new Stuck('cost', 'the evaluation takes too many steps');
  }

  /** Runs a computation with one dual number more. Nested ones double the size of every number, so their depth is bounded. */
  differentiating<T>(compute: () => T): T {
    if (this.derivatives >= DEEPEST_DERIVATIVE)
      throw new Stuck('cost', `derivatives nested more than ${DEEPEST_DERIVATIVE} deep`);
    this.derivatives++;
    // A dual number of depth n has 2ⁿ parts: the work grows with them.
    this.weight *= 2;
    try {
      return compute();
    } finally {
      this.derivatives--;
      this.weight /= 2;
    }
  }

  /** The number of a base quantity. `key` tells it from all others; `sort` is what the note says of it. */
  number(key: string, sort: Sort): Scalar {
    let value = this.drawn.get(key);
    if (value === undefined) {
      value = this.fixed.get(key) ?? this.draw(key, sort);
      this.drawn.set(key, value);
      if (sort.integer) this.whole.add(key);
    }
    return this.precise ? (this.exact.get(key) ?? new BigNumber(value)) : value;
  }

  /** A number from the model's own arithmetic. */
  literal(value: number): Scalar {
    return this.precise ? new BigNumber(value) : value;
  }

  /** A coefficient of a random function: three decimals between two bounds, the same whenever it is asked for. */
  coefficient(id: string, part: string, low: number, high: number): number {
    const key = `${id}|${part}`;
    let value = this.coefficients.get(key);
    if (value === undefined) {
      value = Math.round((low + (high - low) * this.uniform('function', id, part)) * 1000) / 1000;
      this.coefficients.set(key, value);
    }
    return value;
  }

  /** A uniform number in (0, 1) for a purpose of its own, such as the coefficients of a random function. */
  uniform(...keys: readonly (string | number)[]): number {
    return hash(this.seed, this.trial, ...keys);
  }

  private draw(key: string, sort: Sort): number {
    const u = this.uniform('value', key);
    if (sort.integer) {
      const low = sort.lower ?? 1;
      const high = sort.upper ?? Math.max(low, 4);
      return low + Math.floor(u * (high - low + 1));
    }
    let low: number;
    let high: number;
    if (this.profile === 'unit') [low, high] = [0.04, 0.96];
    else [low, high] = [0.2, 3.2];
    const hasBounds = sort.lower !== undefined || sort.upper !== undefined;
    if (hasBounds) {
      const from = sort.lower ?? Math.min(-3.2, (sort.upper as number) - 3);
      const to = sort.upper ?? Math.max(3.2, from + 3);
      const margin = (to - from) * 0.02;
      return decimals(from + margin + u * (to - from - 2 * margin));
    }
    const size = decimals(low + u * (high - low));
    return this.profile === 'signed' && this.uniform('sign', key) < 0.5 ? -size : size;
  }
}

/** Three decimals, and never one of the special values that sit on singular points. */
function decimals(x: number): number {
  const rounded = Math.round(x * 1000) / 1000;
  return Number.isInteger(rounded * 2) ? rounded + 0.013 : rounded;
}
