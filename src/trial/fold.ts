import type { Expression, ExpressionOf } from '../expression/expression';
import { asScalar, functions, linear, Stuck, toFloat, type Scalar, type Value } from './arithmetic';
import { series } from './analysis/series';
import type { Closure, Compiler } from './compile';
import type { Environment } from './environment';
import { supportOf } from './probability';

/** The most terms that are added one by one. */
const LARGEST = 20_000;
/** The index of a sum that names none. */
export const HIDDEN = '#';

/** Σ and ∏. */
export function compileFold(compiler: Compiler, e: ExpressionOf<'fold'>): Closure {
  const { context, shapes } = compiler.scope;
  // A bare Σ has the range of the last sum that had one.
  const last = e.index === undefined ? context.lastRange() : undefined;
  const index = e.index ?? last?.index ?? HIDDEN;
  const usual = context.rangeOf(index) ?? last?.range;
  const bound = (given: Expression | undefined, custom: Expression | undefined): Closure | undefined => {
    const chosen = given ?? (e.lower === undefined && e.upper === undefined ? custom : undefined);
    return chosen && compiler.compile(chosen);
  };
  const lower = bound(e.lower, usual?.lower);
  const upper = bound(e.upper, usual?.upper);
  const condition = e.condition && compiler.truth(e.condition);
  const body = compiler.compile(e.body);
  const combine =
    e.operation === 'sum' ? linear.add : e.operation === 'product' ? linear.multiply : extreme(e.operation);

  // `\sum_x … P(X = x)`: over all values of X.
  const variable = lower === undefined && upper === undefined ? compiler.scope.chance.valueOf.get(index) : undefined;
  if (variable !== undefined && compiler.scope.chance.random.has(variable))
    return (env) =>
      supportOf(compiler, variable, env)
        .map((x) => env.bind(index, [], x))
        .filter((inner) => condition === undefined || condition(inner))
        .map((inner) => body(inner))
        .reduce((total, value) => combine(total, value));

  return (env) => {
    const from = lower === undefined ? 1 : whole(lower(env));
    const to = upper === undefined ? shapes.sizeOfIndex(index, env.model.trial) : whole(upper(env));
    const term = (k: number): Value => body(bind(compiler, env, index, k));
    if (to === Infinity) {
      if (e.operation !== 'sum' || condition !== undefined) throw new Stuck('cost', 'an infinite product');
      const sum = series((k) => asScalar(term(k)), from);
      if ('failed' in sum) throw new Stuck('domain', 'the series does not converge');
      return sum.value;
    }
    if (to - from >= LARGEST) throw new Stuck('cost', `a sum of ${to - from + 1} terms`);
    let total: Value | undefined;
    for (let k = from; k <= to; k++) {
      env.model.step();
      if (condition !== undefined && !condition(bind(compiler, env, index, k))) continue;
      const value = term(k);
      total = total === undefined ? value : combine(total, value);
    }
    return total ?? env.model.literal(e.operation === 'sum' ? 0 : e.operation === 'product' ? 1 : NaN);
  };
}

function bind(compiler: Compiler, env: Environment, index: string, k: number): Environment {
  return compiler.bindIndex(env, index, k);
}

function whole(value: Value): number {
  const n = toFloat(asScalar(value));
  if (n === Infinity) return n;
  if (!Number.isInteger(n)) throw new Stuck('domain', 'a bound that is not whole');
  return n;
}

function extreme(operation: 'max' | 'min'): (a: Value, b: Value) => Value {
  const f = functions.get(operation) as { apply(args: readonly Scalar[]): Scalar };
  return (a, b) => f.apply([asScalar(a), asScalar(b)]);
}
