import type { Counterexample } from '../report/report';
import { isFiniteValue, Stuck, type Value } from '../trial/arithmetic';
import type { Model } from '../trial/model';
import { compareValues } from './compare';
import { formatKey, formatNumber, formatValue } from './numbers';
import { confirm, type Sides, type Trial } from './trials';

/** Simple values, the simplest first. Zero and one come late: they sit on too many special cases. */
const SIMPLE = [2, 3, 0.5, -1, 1, -2, 0.25, 0];
/** How many evaluations simplifying may take. */
const BUDGET = 160;

interface Failing {
  readonly model: Model;
  readonly left: Value;
  readonly right: Value;
}

/**
 * The simplest model found in which the sides differ: each value in turn is replaced by the simplest that keeps the failure,
 * confirmed with 64 digits. Undefined when not even the first trial can be confirmed.
 */
export function simplestCounterexample(sides: Sides, trials: readonly Trial[]): Counterexample | undefined {
  // The fewest values first: small sizes are easier to follow.
  const bySize = [...trials].sort((a, b) => a.model.drawn.size - b.model.drawn.size);
  const start = bySize.find((t) => confirm(sides, t.model)?.kind === 'differ');
  if (start === undefined) return undefined;
  let best: Failing = start;
  let fixed: ReadonlyMap<string, number> = new Map(start.model.drawn);
  let spent = 0;
  for (const key of start.model.drawn.keys()) {
    const present = fixed.get(key) as number;
    if (Number.isInteger(present)) continue;
    for (const value of SIMPLE) {
      if (spent++ > BUDGET) break;
      const attempt = new Map(fixed).set(key, value);
      const failing = fails(sides, start.model.with({ fixed: attempt }));
      if (failing === undefined) continue;
      best = failing;
      fixed = attempt;
      break;
    }
  }
  if (best !== start && confirm(sides, best.model)?.kind !== 'differ') best = start;
  return describe(best);
}

/** Values, left and right side of one model, as shown. */
export function describe(trial: Failing): Counterexample {
  return {
    values: gathered(trial.model.drawn),
    left: formatValue(trial.left),
    right: formatValue(trial.right),
  };
}

/** The values as shown: the components of a vector or matrix together, `y = [1, 2, 3]`. */
function gathered(drawn: ReadonlyMap<string, number>): { symbol: string; value: string }[] {
  const families = new Map<string, Map<string, number>>();
  const shown: { symbol: string; value: string }[] = [];
  for (const [key, value] of drawn) {
    const at = key.lastIndexOf('_');
    const indices = key.slice(at + 1);
    if (at <= 0 || !/^[\d,]+$/.test(indices)) continue;
    const name = key.slice(0, at);
    families.set(name, (families.get(name) ?? new Map<string, number>()).set(indices, value));
  }
  const done = new Set<string>();
  for (const [key, value] of drawn) {
    const name = key.slice(0, key.lastIndexOf('_'));
    const family = /_[\d,]+$/.test(key) ? families.get(name) : undefined;
    const array = family && arrayText(family);
    if (array === undefined) shown.push({ symbol: formatKey(key), value: formatNumber(value) });
    else if (!done.has(name)) {
      done.add(name);
      shown.push({ symbol: formatKey(name), value: array });
    }
  }
  return shown;
}

/** `[1, 2, 3]` or `[1, 2; 3, 4]` when the entries fill a vector or a matrix of at least two. */
function arrayText(entries: ReadonlyMap<string, number>): string | undefined {
  const places = [...entries.keys()].map((k) => k.split(',').map(Number));
  const rank = places[0]?.length ?? 0;
  if (entries.size < 2 || rank > 2 || places.some((p) => p.length !== rank)) return undefined;
  const size = (axis: number): number => Math.max(...places.map((p) => p[axis] as number));
  const columns = rank === 2 ? size(1) : size(0);
  const rows = rank === 2 ? size(0) : 1;
  if (rows * columns !== entries.size) return undefined;
  const row = (r: number): string =>
    Array.from({ length: columns }, (_, c) =>
      formatNumber(entries.get(rank === 2 ? `${r + 1},${c + 1}` : `${c + 1}`) ?? NaN),
    ).join(', ');
  return `[${Array.from({ length: rows }, (_, r) => row(r)).join('; ')}]`;
}

function fails(sides: Sides, model: Model): Failing | undefined {
  const values = sides.evaluate(model);
  if (values === undefined || values.left instanceof Stuck || values.right instanceof Stuck) return undefined;
  if (!isFiniteValue(values.left) || !isFiniteValue(values.right)) return undefined;
  return compareValues(values.left, values.right, false).kind === 'differ'
    ? { model, left: values.left, right: values.right }
    : undefined;
}
