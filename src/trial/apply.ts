import type { Definition } from '../context/context';
import type { Expression, ExpressionOf } from '../expression/expression';
import { print } from '../expression/print';
import { asScalar, Dual, functions, map, newTag, Stuck, tangentAt, type Scalar, type Value } from './arithmetic';
import { indexValue, stuck, type Closure, type Compiler } from './compile';
import { compileDensity } from './densities';
import type { Environment } from './environment';

/** A function of the note, applied: by its definition, by a convention (σ is the sigmoid), or as an unknown smooth function. */
export function compileApply(compiler: Compiler, e: ExpressionOf<'apply'>): Closure {
  const { context, usualArguments } = compiler.scope;
  const indices = e.indices.map((i) => compiler.compile(i));
  const usual = usualArguments.get(e.name);
  const asUsual =
    usual !== undefined &&
    e.args.length === usual.length &&
    e.args.every((a, k) => print(a) === print(usual[k] as Expression));

  if (e.args.length === 0) return primedName(compiler, e);
  const density = compileDensity(compiler, e);
  if (density !== undefined) return density;
  const args = e.args.map((a) => compiler.compile(a));
  const definitions = context.definitions(e.name, e.indices.length);
  const named = definitions[0];
  const apply = (values: readonly Value[], env: Environment): Value => {
    if (named !== undefined)
      return applyDefinition(
        compiler,
        e,
        named,
        indices.map((i) => indexValue(i(env))),
        values,
        env,
      );
    const convention = context.conventions.get(e.name);
    const known = functions.get(convention ?? (e.indices.length === 0 ? e.name : ''));
    if (known !== undefined && (known.arity === values.length || known.arity === 'many'))
      return values.length === 1 ? map(values[0] as Value, (x) => known.apply([x])) : known.apply(values.map(asScalar));
    return compiler.abstract(
      e.name,
      indices.map((i) => indexValue(i(env))),
      values,
      env,
    );
  };

  if (e.primes === 0)
    return (env) => {
      env.model.step();
      if (asUsual) {
        const bound = env.find(
          e.name,
          indices.map((i) => indexValue(i(env))),
        );
        if (bound !== undefined) return bound;
      }
      return apply(
        args.map((a) => a(env)),
        env,
      );
    };
  if (e.args.length !== 1) return stuck('type', `${e.name}' of several variables`);
  return (env) => differentiate((x) => apply([x], env), asScalar((args[0] as Closure)(env)), e.primes, env);
}

/** The n-th derivative of a function of one number, by nested dual numbers. */
export function differentiate(f: (x: Scalar) => Value, at: Scalar, order: number, env: Environment): Value {
  if (order === 0) return f(at);
  return env.model.differentiating(() => {
    const tag = newTag();
    return map(differentiate(f, new Dual(tag, at, 1), order - 1, env), (y) => tangentAt(y, tag));
  });
}

function applyDefinition(
  compiler: Compiler,
  e: ExpressionOf<'apply'>,
  definition: Definition,
  indices: readonly number[],
  values: readonly Value[],
  env: Environment,
): Value {
  const matched = compiler.matchIndices(definition, indices, env);
  if (matched === undefined) throw new Stuck('type', `no definition fits ${print(e)}`);
  const params = definition.args;
  if (params === undefined) {
    // `C(w)` where only `C = …` was said: the arguments name what it depends on.
    const depends = compiler.dependenciesOf(definition);
    // `y(t)` of a `y` that speaks of no t is another quantity.
    const known = e.args.some((a) => a.kind === 'symbol' && (depends.has(a.name) || a.indices.length > 0));
    if (known && e.args.every((a) => a.kind === 'symbol')) {
      // `f'(x)` differentiates by the x that the definition speaks of.
      let inner = matched;
      if (e.primes > 0)
        e.args.forEach(
          (a, k) =>
            a.kind === 'symbol' && a.indices.length === 0 && (inner = inner.bind(a.name, [], values[k] as Value)),
        );
      return compiler.definitionValue(definition, inner, e.primes === 0);
    }
    throw new Stuck('type', `${e.name} was defined without arguments`);
  }
  if (params.length !== values.length) {
    if (e.args.every((a) => a.kind === 'symbol')) return compiler.definitionValue(definition, matched, true);
    throw new Stuck('type', `${e.name} takes ${params.length} arguments`);
  }
  let inner = matched;
  let bound = false;
  for (let k = 0; k < params.length; k++) {
    const param = params[k] as Expression;
    const arg = e.args[k] as Expression;
    // `L(w, b)` called as `L(w, b)`: nothing to bind, and what is bound for a component of w stays seen.
    if (print(param) === print(arg) && e.primes === 0) continue;
    if (param.kind !== 'symbol') throw new Stuck('type', `the argument ${print(param)} of ${e.name} is no symbol`);
    inner = inner.bind(
      param.name,
      param.indices.map((i) => indexValue(compiler.compile(i)(inner))),
      values[k] as Value,
    );
    bound = true;
  }
  return compiler.definitionValue(definition, inner, !bound);
}

/** `f'`, `y''` without an argument: the derivative by the variable that the function was defined with. */
function primedName(compiler: Compiler, e: ExpressionOf<'apply'>): Closure {
  const { context, usualArguments } = compiler.scope;
  const definition = context.definitions(e.name, e.indices.length)[0];
  const args = definition?.args ?? usualArguments.get(e.name);
  if (args?.length !== 1 || args[0]?.kind !== 'symbol')
    return stuck('type', `the variable of ${e.name}${"'".repeat(e.primes)} is not known`);
  const applied: Expression = { ...e, args };
  return compileApply(compiler, applied as ExpressionOf<'apply'>);
}
