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
  const start = trials.find((t) => confirm(sides, t.model)?.kind !== 'agree');
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
    values: [...trial.model.drawn].map(([key, value]) => ({ symbol: formatKey(key), value: formatNumber(value) })),
    left: formatValue(trial.left),
    right: formatValue(trial.right),
  };
}

function fails(sides: Sides, model: Model): Failing | undefined {
  const values = sides.evaluate(model);
  if (values === undefined || values.left instanceof Stuck || values.right instanceof Stuck) return undefined;
  if (!isFiniteValue(values.left) || !isFiniteValue(values.right)) return undefined;
  return compareValues(values.left, values.right, false).kind === 'differ' ? { model, left: values.left, right: values.right } : undefined;
}
