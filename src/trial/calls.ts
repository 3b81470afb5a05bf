import { isChance } from '../context/chance';
import type { ExpressionOf } from '../expression/expression';
import {
  asScalar,
  column,
  determinant,
  exponential,
  functions,
  linear,
  map,
  row,
  Stuck,
  Tensor,
  toFloat,
  type Value,
} from './arithmetic';
import { compileTotal } from './densities';
import { compileChance } from './probability';
import { stuck, type Closure, type Compiler } from './compile';
import { compileNabla } from './vector-calculus';

/** How many steps a function of a 64-digit number is worth. */
const TRANSCENDENTAL = 4;

/** Functions with a fixed meaning on numbers and arrays. */
export function compileCall(compiler: Compiler, e: ExpressionOf<'call'>): Closure {
  if (e.name === 'total') return compileTotal(compiler, e);
  if (isChance(e)) return compileChance(compiler, e) ?? stuck('type', e.name);
  const nabla = compileNabla(compiler, e);
  if (nabla !== undefined) return nabla;
  const args = e.args.map((a) => compiler.compile(a));
  const [first, second] = args as [Closure, Closure];
  switch (e.name) {
    case 'commutator':
      return (env) => linear.commutator(first(env), second(env));
    case 'anticommutator':
      return (env) => {
        const [a, b] = [first(env), second(env)];
        return linear.add(linear.multiply(a, b), linear.multiply(b, a));
      };
    case 'row':
    case 'column': {
      const at = e.name === 'row' ? row : column;
      return (env) => {
        const whole = first(env);
        if (!(whole instanceof Tensor)) throw new Stuck('type', 'a sample of a number');
        return at(whole, toFloat(asScalar(second(env))) - 1);
      };
    }
    case 'transpose':
      return (env) => linear.transpose(first(env));
    case 'adjoint':
      return (env) => linear.conjugateTranspose(first(env));
    case 'trace':
      return (env) => linear.trace(first(env));
    case 'det':
      return (env) => determinant(first(env));
    case 'conj':
      return (env) => linear.conj(first(env));
    case 'diag':
      return (env) => linear.diag(first(env));
    case 'norm':
      return (env) => linear.norm(first(env));
    case 'inner':
      return (env) => {
        const [a, b] = [first(env), second(env)];
        return a instanceof Tensor || b instanceof Tensor ? linear.dot(a, b) : linear.multiply(a, b);
      };
    case 'bars':
      return (env) => {
        const value = first(env);
        if (!(value instanceof Tensor)) return abs(value);
        return value.rank === 2 && value.shape[0] !== 1 ? determinant(value) : linear.norm(value);
      };
    case 'unit': {
      const [axis] = e.args;
      const k = axis?.kind === 'number' ? Number(axis.text) - 1 : 0;
      return (env) =>
        new Tensor(
          [3],
          [0, 1, 2].map((j) => env.model.literal(j === k ? 1 : 0)),
        );
    }
    case 'zeros':
      return (env) => env.model.literal(toFloat(asScalar(first(env))));
  }
  const f = functions.get(e.name);
  if (f === undefined) return stuck('type', e.name);
  if (f.arity !== 'many' && f.arity !== args.length) return stuck('type', `${e.name} with ${args.length} arguments`);
  if (args.length === 1)
    return (env) => {
      env.model.step(env.model.precise ? TRANSCENDENTAL : 1);
      const value = first(env);
      // `\\max(o_k)` is over k, which only the reader knows.
      if (!(value instanceof Tensor) && (e.name === 'max' || e.name === 'min'))
        throw new Stuck('type', `${e.name} of one number`);
      if (!(value instanceof Tensor)) return f.apply([value]);
      if (e.name === 'max' || e.name === 'min') return f.apply(value.data);
      if (value.rank === 2 && value.shape[0] === value.shape[1]) {
        if (e.name === 'exp') return exponential(value);
        throw new Stuck('type', `${e.name} of a matrix`);
      }
      return map(value, (x) => f.apply([x]));
    };
  return (env) => {
    env.model.step();
    return f.apply(args.map((a) => asScalar(a(env))));
  };
}

function abs(value: Value): Value {
  return (functions.get('abs') as { apply(args: readonly Value[]): Value }).apply([asScalar(value)]);
}
