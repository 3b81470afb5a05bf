import {
  BigNumber,
  components,
  isBigNumber,
  linear,
  primal,
  Stuck,
  Tensor,
  type Scalar,
  type Value,
} from './arithmetic';
import { Environment } from './environment';
import type { Model } from './model';

/** The two sides of an equality that every model has to satisfy, ready to be evaluated. */
export interface CompiledEquation {
  readonly left: (env: Environment) => Value;
  readonly right: (env: Environment) => Value;
}

/** A residual counts as zero in float64 up to this part of the sizes of its sides. */
const SOLVED = 1e-11;
/** A model that was changed by hand still satisfies the constraints up to this. */
const SATISFIED = 1e-8;
const MOST_STEPS = 40;
const MOST_STARTS = 6;
const MOST_UNKNOWNS = 40;
/** By what the drawn value of an unknown is multiplied to begin elsewhere: solutions far apart are all found. */
const STARTS = [1, 3, -2, 0.3, -6, 9, -0.7, 20];

/**
 * Equalities that a note supposes (`Σ p_i = 1`, `‖w‖ = 1`, an equation to be solved), solved for some of the numbers of a
 * model. As many numbers as there are equations are moved, chosen by pivoting on the Jacobian; the rest stays as drawn. The
 * method is Levenberg–Marquardt (Levenberg 1944, Marquardt 1963) with a Jacobian by central differences, then
 * Newton steps in 64 digits with the same Jacobian.
 */
export class Constraints {
  constructor(
    private readonly equations: readonly CompiledEquation[],
    /** Names whose values are moved before any others. */
    private readonly preferred: ReadonlySet<string> = new Set(),
    /** Names whose values are never moved. */
    private readonly kept: ReadonlySet<string> = new Set(),
  ) {}

  /** The model with some values changed so that all equations hold; undefined when no solution was found from any start. */
  solve(model: Model): Model | undefined {
    const first = this.residual(model);
    const keys = [...model.drawn.keys()].filter(
      (k) => !model.whole.has(k) && !this.kept.has(k) && !this.kept.has(nameOfKey(k)),
    );
    if (keys.length === 0 || keys.length > MOST_UNKNOWNS)
      return first !== undefined && isSolved(first) ? model : undefined;
    for (let start = 0; start < MOST_STARTS; start++) {
      const scale = STARTS[(model.trial + start) % STARTS.length] as number;
      const preferred = keys.some((k) => this.preferred.has(nameOfKey(k)));
      const movable = (key: string): boolean => (preferred ? this.preferred.has(nameOfKey(key)) : true);
      const values = new Map(keys.map((k) => [k, (model.drawn.get(k) as number) * (movable(k) ? scale : 1)]));
      const solved = this.fromStart(model, values);
      if (solved !== undefined) return solved;
    }
    return undefined;
  }

  /** Whether the equations hold in a model, as far as float64 tells. */
  areSatisfied(model: Model): boolean {
    const r = this.residual(model);
    return r !== undefined && r.values.every((v, k) => Math.abs(v) <= SATISFIED * (r.sizes[k] as number));
  }

  /** The model with the moved values improved to 64 digits. The model itself when that does not succeed. */
  refine(model: Model): Model {
    const keys = [...model.solvedFor];
    if (keys.length === 0) return model;
    const float = model.with({ precise: false });
    const jacobian = this.jacobian(float, keys, new Map(model.drawnOrFixed()));
    if (jacobian === undefined) return model;
    let exact = new Map(keys.map((k) => [k, new BigNumber(float.fixedValue(k) as number)]));
    for (let step = 0; step < 7; step++) {
      const here = model.with({ precise: true, exact });
      const r = this.preciseResidual(here);
      if (r === undefined) return model;
      const size = Math.max(...r.map((x) => Math.abs(x)), 0);
      if (size < 1e-48) break;
      const move = leastSquares(jacobian, r, 0);
      if (move === undefined || !move.every(Number.isFinite)) return model;
      exact = new Map(keys.map((k, i) => [k, (exact.get(k) as BigNumber).minus(new BigNumber(move[i] as number))]));
    }
    return model.with({ precise: true, exact });
  }

  private fromStart(model: Model, start: ReadonlyMap<string, number>): Model | undefined {
    const keys = [...start.keys()];
    const all = this.jacobian(model, keys, start);
    const r0 = this.residual(model.with({ fixed: new Map([...model.fixedEntries(), ...start]) }));
    if (r0 === undefined || all === undefined) return undefined;
    if (isSolved(r0)) return model.with({ fixed: new Map([...model.fixedEntries(), ...start]) });
    const moved = this.pivots(all, keys);
    const few = this.iterate(model, start, moved);
    if (few !== undefined) return few;
    return moved.length < keys.length ? this.iterate(model, start, keys) : undefined;
  }

  /** As many unknowns as there are independent equations: those that the equations depend on most, preferred names first. */
  private pivots(jacobian: readonly (readonly number[])[], keys: readonly string[]): string[] {
    const columns = keys.map((_, j) => jacobian.map((row) => row[j] as number));
    const left = columns.map((c) => [...c]);
    const norm = (c: readonly number[]): number => Math.hypot(...c);
    const chosen: number[] = [];
    const weight = (j: number): number =>
      norm(left[j] as number[]) * (this.preferred.has(nameOfKey(keys[j] as string)) ? 1e6 : 1);
    const scale = Math.max(...columns.map(norm), 1e-300);
    while (chosen.length < jacobian.length) {
      let best = -1;
      for (let j = 0; j < keys.length; j++)
        if (!chosen.includes(j) && (best < 0 || weight(j) > weight(best) * (1 + 1e-9))) best = j;
      if (best < 0 || norm(left[best] as number[]) < 1e-9 * scale) break;
      chosen.push(best);
      const pivot = left[best] as number[];
      const q = pivot.map((x) => x / norm(pivot));
      for (const column of left) {
        const along = column.reduce((s, x, i) => s + x * (q[i] as number), 0);
        column.forEach((_, i) => (column[i] = (column[i] as number) - along * (q[i] as number)));
      }
    }
    return chosen.map((j) => keys[j] as string);
  }

  private iterate(model: Model, start: ReadonlyMap<string, number>, keys: readonly string[]): Model | undefined {
    if (keys.length === 0) return undefined;
    let values = new Map(start);
    const at = (v: ReadonlyMap<string, number>): Model =>
      model.with({ fixed: new Map([...model.fixedEntries(), ...v]), solvedFor: new Set(keys) });
    let r = this.residual(at(values));
    let damping = 0;
    for (let step = 0; step < MOST_STEPS && r !== undefined; step++) {
      if (isSolved(r)) return this.rounded(at, values, keys);
      const jacobian = this.jacobian(model, keys, values);
      if (jacobian === undefined) return undefined;
      let next: Map<string, number> | undefined;
      let better: Residual | undefined;
      for (let attempt = 0; attempt < 12 && better === undefined; attempt++) {
        const move = leastSquares(jacobian, r.values, damping);
        if (move === undefined || !move.every(Number.isFinite)) {
          damping = damping === 0 ? 1e-6 : damping * 10;
          continue;
        }
        next = new Map(values);
        keys.forEach((k, i) => next?.set(k, (values.get(k) as number) - (move[i] as number)));
        const there = this.residual(at(next));
        if (there !== undefined && size(there) < size(r)) better = there;
        else damping = damping === 0 ? 1e-4 : damping * 10;
      }
      if (better === undefined || next === undefined) break;
      values = next;
      r = better;
      damping = damping < 1e-8 ? 0 : damping / 30;
    }
    // At a double root float64 stops early; simple numbers are tried there.
    return r !== undefined && r.values.every((v, k) => Math.abs(v) < 1e-7 * (r?.sizes[k] as number))
      ? this.rounded(at, values, keys, true)
      : undefined;
  }

  /** The solution with its values replaced by simple fractions where they are as good: `2.9999999999` is 3. */
  private rounded(
    at: (v: ReadonlyMap<string, number>) => Model,
    values: ReadonlyMap<string, number>,
    keys: readonly string[],
    needed = false,
  ): Model | undefined {
    const simple = new Map(values);
    for (const k of keys) simple.set(k, nearFraction(values.get(k) as number, needed ? 1e-3 : 1e-7));
    const there = this.residual(at(simple));
    if (there !== undefined && isSolved(there)) return at(simple);
    return needed ? undefined : at(values);
  }

  private residual(model: Model): Residual | undefined {
    const env = Environment.root(model);
    const values: number[] = [];
    const sizes: number[] = [];
    try {
      for (const { left, right } of this.equations) {
        const [a, b] = matched(left(env), right(env));
        const [xs, ys] = [components(a), components(b)];
        if (xs.length !== ys.length) return undefined;
        for (let k = 0; k < xs.length; k++) {
          const [x, y] = [real(xs[k] as Scalar), real(ys[k] as Scalar)];
          if (x === undefined || y === undefined) return undefined;
          values.push(x - y);
          sizes.push(Math.max(Math.abs(x), Math.abs(y), 1e-3));
        }
      }
    } catch (reason) {
      if (reason instanceof Stuck && reason.code !== 'cost') return undefined;
      throw reason;
    }
    return { values, sizes };
  }

  /** Left minus right in 64 digits, then as floats: what matters is their size, far below that of float64's rounding. */
  private preciseResidual(model: Model): number[] | undefined {
    const env = Environment.root(model);
    const result: number[] = [];
    for (const { left, right } of this.equations) {
      const [a, b] = matched(left(env), right(env));
      const [xs, ys] = [components(a), components(b)];
      if (xs.length !== ys.length) return undefined;
      for (let k = 0; k < xs.length; k++) {
        const difference = primal(linear.sub(xs[k] as Scalar, ys[k] as Scalar) as Scalar);
        const value = isBigNumber(difference)
          ? difference.toNumber()
          : typeof difference === 'number'
            ? difference
            : NaN;
        if (!Number.isFinite(value)) return undefined;
        result.push(value);
      }
    }
    return result;
  }

  private jacobian(model: Model, keys: readonly string[], values: ReadonlyMap<string, number>): number[][] | undefined {
    const columns: number[][] = [];
    for (const key of keys) {
      const x = values.get(key);
      if (x === undefined) return undefined;
      const h = 1e-5 * Math.max(Math.abs(x), 1e-2);
      const there = (shift: number): readonly number[] | undefined =>
        this.residual(
          model.with({ precise: false, fixed: new Map([...model.fixedEntries(), ...values, [key, x + shift]]) }),
        )?.values;
      const [up, down] = [there(h), there(-h)];
      if (up === undefined || down === undefined || up.length !== down.length) return undefined;
      columns.push(up.map((u, i) => (u - (down[i] as number)) / (2 * h)));
    }
    const rows = columns[0]?.length ?? 0;
    return Array.from({ length: rows }, (_, i) => columns.map((c) => c[i] as number));
  }
}

interface Residual {
  readonly values: readonly number[];
  readonly sizes: readonly number[];
}

const size = (r: Residual): number => Math.hypot(...r.values);
const isSolved = (r: Residual): boolean =>
  r.values.length > 0 && r.values.every((v, k) => Math.abs(v) <= SOLVED * (r.sizes[k] as number));

/** The name behind the key of a drawn value: `x` of `x_3,2@1`. */
export const nameOfKey = (key: string): string => key.replace(/@\d+$/, '').replace(/_[\d,-]+$/, '');

/** The number 0 stands for a zero array. */
function matched(a: Value, b: Value): [Value, Value] {
  if (a instanceof Tensor && !(b instanceof Tensor))
    return [a, linear.scale(0, a)].map((v, k) => (k === 1 && !isNought(b) ? b : v)) as [Value, Value];
  if (b instanceof Tensor && !(a instanceof Tensor)) return isNought(a) ? [linear.scale(0, b), b] : [a, b];
  return [a, b];
}

const isNought = (v: Value): boolean => !(v instanceof Tensor) && real(v) === 0;

function real(x: Scalar): number | undefined {
  const value = primal(x);
  const float = typeof value === 'number' ? value : isBigNumber(value) ? value.toNumber() : NaN;
  return Number.isFinite(float) ? float : undefined;
}

/** The fraction with a small denominator next to a number, if one is near. */
function nearFraction(x: number, tolerance: number): number {
  for (let q = 1; q <= 12; q++) {
    const p = Math.round(x * q);
    if (Math.abs(x - p / q) <= tolerance * Math.max(1, Math.abs(x))) return p / q;
  }
  return x;
}

/** The smallest move that solves J·move = r in the sense of least squares, damped. Solves with JJᵀ or JᵀJ, whichever is smaller. */
function leastSquares(
  jacobian: readonly (readonly number[])[],
  r: readonly number[],
  damping: number,
): number[] | undefined {
  const [m, n] = [jacobian.length, jacobian[0]?.length ?? 0];
  const wide = m <= n;
  const dimension = wide ? m : n;
  const product = (i: number, j: number): number => {
    let sum = 0;
    if (wide) for (let k = 0; k < n; k++) sum += (jacobian[i]?.[k] as number) * (jacobian[j]?.[k] as number);
    else for (let k = 0; k < m; k++) sum += (jacobian[k]?.[i] as number) * (jacobian[k]?.[j] as number);
    return sum;
  };
  const a = Array.from({ length: dimension }, (_, i) => Array.from({ length: dimension }, (_, j) => product(i, j)));
  const trace = a.reduce((s, row, i) => s + (row[i] as number), 0) / Math.max(1, dimension);
  a.forEach((row, i) => (row[i] = (row[i] as number) + (damping + 1e-15) * trace));
  const b = wide
    ? [...r]
    : Array.from({ length: n }, (_, j) => jacobian.reduce((s, row, i) => s + (row[j] as number) * (r[i] as number), 0));
  const solved = eliminate(a, b);
  if (solved === undefined || !wide) return solved;
  return Array.from({ length: n }, (_, j) =>
    jacobian.reduce((s, row, i) => s + (row[j] as number) * (solved[i] as number), 0),
  );
}

/** Gaussian elimination with partial pivoting. */
function eliminate(a: number[][], b: number[]): number[] | undefined {
  const n = b.length;
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let i = c + 1; i < n; i++) if (Math.abs(a[i]?.[c] as number) > Math.abs(a[pivot]?.[c] as number)) pivot = i;
    const row = a[pivot] as number[];
    if (!(Math.abs(row[c] as number) > 0)) return undefined;
    [a[c], a[pivot]] = [row, a[c] as number[]];
    [b[c], b[pivot]] = [b[pivot] as number, b[c] as number];
    for (let i = c + 1; i < n; i++) {
      const other = a[i] as number[];
      const factor = (other[c] as number) / (row[c] as number);
      for (let j = c; j < n; j++) other[j] = (other[j] as number) - factor * (row[j] as number);
      b[i] = (b[i] as number) - factor * (b[c] as number);
    }
  }
  for (let c = n - 1; c >= 0; c--) {
    let sum = b[c] as number;
    for (let j = c + 1; j < n; j++) sum -= (a[c]?.[j] as number) * (b[j] as number);
    b[c] = sum / (a[c]?.[c] as number);
  }
  return b;
}
