import type { DerivativeVariable, Expression, ExpressionOf } from '../expression/expression';
import { print } from '../expression/print';
import { asScalar, div, Dual, map, newTag, Stuck, tangentAt, Tensor, type Scalar, type Value } from './arithmetic';
import { indexValue, stuck, type Closure, type Compiler } from './compile';
import type { Environment } from './environment';

/**
 * A derivative in any notation, exact by dual numbers. The variable is bound as an independent quantity at its own value: a
 * definition of it is out of force inside, one of what is differentiated is in force. So `∂L/∂ŷ` treats ŷ as independent,
 * and `∂L/∂w` goes through the definitions.
 */
export function compileDerivative(compiler: Compiler, e: ExpressionOf<'derivative'>): Closure {
  const known = compiler.scope.context.factFor(e);
  if (known !== undefined) {
    // Facts may lead to one another in a circle: compiled when needed, so that the depth of the evaluation bounds them.
    let compiled: Closure | undefined;
    const body: Closure = (env) => (compiled ??= compiler.compile(known.fact.body))(env);
    const bindings = [...known.bindings].map(([name, to]) => ({ name, to: compiler.compile(to) }));
    return (env) => {
      // The values are those of the place of use; all are taken before any is bound.
      const values = bindings.map(({ to }) => indexValue(to(env)));
      return body(bindings.reduce((inner, { name }, k) => compiler.bindIndex(inner, name, values[k] as number), env));
    };
  }
  const doubt = unrelated(compiler, e);
  const of = doubt === undefined ? compiler.compile(e.of) : throughEquivalent(compiler, e);
  if (of === undefined) return throughCompound(compiler, e) ?? stuck('type', doubt as string);
  return e.by.reduceRight<Closure>((closure, variable) => byVariable(compiler, closure, variable), of);
}

/** The quantity by another statement of it that does speak of the variable: `y = e^{-ax}`, then `y = e^u`. */
function throughEquivalent(compiler: Compiler, e: ExpressionOf<'derivative'>): Closure | undefined {
  if (e.of.kind !== 'symbol') return undefined;
  const { name, indices } = e.of;
  const places = indices.map((i) => compiler.compile(i));
  for (const definition of compiler.scope.context.equivalents(name, indices.length)) {
    const names = compiler.namesIn(definition.body);
    if (!e.by.every(({ target }) => target.kind === 'symbol' && names.has(target.name))) continue;
    const body = compiler.compile(definition.body);
    return (env) => {
      const inner = compiler.matchIndices(
        definition,
        places.map((i) => indexValue(i(env))),
        env,
      );
      if (inner === undefined) throw new Stuck('type', print(e.of));
      return body(inner);
    };
  }
  return undefined;
}

/** `v = \\sigma^2`, then `∂ℓ/∂v` of a quantity that is given in σ: the chain rule backwards. */
function throughCompound(compiler: Compiler, e: ExpressionOf<'derivative'>): Closure | undefined {
  const [variable] = e.by;
  if (e.by.length !== 1 || variable?.target.kind !== 'symbol' || variable.order !== 1) return undefined;
  const [definition] = compiler.scope.context.definitions(variable.target.name, variable.target.indices.length);
  const inner = definition === undefined || definition.args !== undefined ? undefined : innerSymbol(definition.body);
  if (
    definition === undefined ||
    inner === undefined ||
    definition.body.kind === 'symbol' ||
    !compiler.namesIn(e.of).has(inner.name)
  )
    return undefined;
  return compiler.compile({ ...e, by: [{ target: definition.body, order: 1 }] });
}

/** Why a derivative would only be zero because the note never ties the two quantities. */
function unrelated(compiler: Compiler, e: ExpressionOf<'derivative'>): string | undefined {
  if (e.of.kind !== 'symbol' && e.of.kind !== 'apply') return undefined;
  const names = compiler.namesIn(e.of);
  for (const { target } of e.by) {
    const own = target.kind === 'symbol' ? target.name : innerSymbol(target)?.name;
    if (own === undefined || !names.has(own)) return `nothing ties ${print(e.of)} to ${print(target)}`;
  }
  return undefined;
}

function byVariable(compiler: Compiler, of: Closure, variable: DerivativeVariable): Closure {
  let closure = of;
  for (let k = 0; k < variable.order; k++) closure = once(compiler, closure, variable.target);
  return closure;
}

function once(compiler: Compiler, of: Closure, target: Expression): Closure {
  if (target.kind === 'symbol') return bySymbol(compiler, of, target);
  // By a compound of one quantity (`∂C/∂σ(z)`, `∂ℓ/∂σ²`): the chain rule backwards.
  const inner = innerSymbol(target);
  if (inner === undefined) return stuck('type', `the derivative by ${print(target)}`);
  const above = bySymbol(compiler, of, inner);
  const below = bySymbol(compiler, compiler.compile(target), inner);
  return (env) => {
    const change = asScalar(below(env));
    return map(above(env), (x) => div(x, change));
  };
}

/** The one symbol that a compound is a function of. */
function innerSymbol(e: Expression): ExpressionOf<'symbol'> | undefined {
  const found = new Map<string, ExpressionOf<'symbol'>>();
  const visit = (part: Expression): void => {
    switch (part.kind) {
      case 'symbol':
        found.set(print(part), part);
        return;
      case 'apply':
      case 'call':
        part.args.forEach(visit);
        return;
      case 'negate':
        visit(part.of);
        return;
      case 'power':
        visit(part.base);
        visit(part.exponent);
        return;
      case 'add':
        part.terms.forEach(visit);
        return;
      case 'multiply':
        part.factors.forEach(visit);
        return;
      case 'divide':
        visit(part.numerator);
        visit(part.denominator);
        return;
      default:
    }
  };
  visit(e);
  return found.size === 1 ? [...found.values()][0] : undefined;
}

function bySymbol(compiler: Compiler, of: Closure, target: ExpressionOf<'symbol'>): Closure {
  const at = compiler.compile(target);
  const indices = target.indices.map((i) => compiler.compile(i));
  return (env) => {
    env.model.step();
    const value = at(env);
    const place = indices.map((i) => indexValue(i(env)));
    if (value instanceof Tensor) return byArray(of, target.name, place, value, env);
    return tangent(of, env, target.name, place, value, (x) => x);
  };
}

/** The derivative of `of` when `name` is bound to `wrap` of a dual number at `value`. */
function tangent(
  of: Closure,
  env: Environment,
  name: string,
  place: readonly number[],
  value: Scalar,
  wrap: (x: Scalar) => Value,
): Value {
  return env.model.differentiating(() => {
    const tag = newTag();
    const result = of(env.bind(name, place, wrap(new Dual(tag, value, 1))));
    return map(result, (y) => tangentAt(y, tag));
  });
}

/** By a whole array: a number gives an array of the same shape, a vector of m by one of n gives the m×n Jacobian. */
function byArray(of: Closure, name: string, place: readonly number[], value: Tensor, env: Environment): Value {
  const parts = value.data.map((x, k) =>
    tangent(
      of,
      env,
      name,
      place,
      x,
      (dual) =>
        new Tensor(
          value.shape,
          value.data.map((other, j) => (j === k ? dual : other)),
        ),
    ),
  );
  const [first] = parts;
  if (first instanceof Tensor) {
    if (first.rank !== 1 || value.rank !== 1) throw new Stuck('shape', 'the derivative of an array by an array');
    const data: Scalar[] = [];
    for (let row = 0; row < first.data.length; row++)
      for (const part of parts) data.push((part as Tensor).data[row] as Scalar);
    return new Tensor([first.data.length, parts.length], data);
  }
  return new Tensor(value.shape, parts.map(asScalar));
}
