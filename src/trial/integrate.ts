import type { Expression, ExpressionOf } from '../expression/expression';
import { asScalar, isBig, isFiniteValue, linear, Stuck, Tensor, toFloat, type Scalar, type Value } from './arithmetic';
import { kronrodAdaptive } from './analysis/gauss-kronrod';
import { limit } from './analysis/limits';
import { integrate } from './analysis/quadrature';
import { stuck, type Closure, type Compiler } from './compile';
import type { Environment } from './environment';

/** A definite integral by quadrature; an antiderivative is the integral from a fixed point of the model, so it is known up to a constant. */
export function compileIntegral(compiler: Compiler, e: ExpressionOf<'integral'>): Closure {
  const body = compiler.compile(e.body);
  const lower = e.lower && compiler.compile(e.lower);
  const upper = compiler.compile(e.upper ?? { kind: 'symbol', name: e.variable, indices: [] });
  return (env) => {
    const from: Scalar = lower === undefined ? env.model.literal(startOf(e.variable)) : asScalar(lower(env));
    const to = asScalar(upper(env));
    const value = (x: Scalar): Scalar => {
      // Near a singular end the quadrature takes its nodes with 64 digits.
      env.model.step(env.model.precise ? 2 : isBig(x) ? 400 : 8);
      return asScalar(body(env.bind(e.variable, [], x)));
    };
    const result = env.model.precise ? precisely(value, from, to) : integrate(value, from, to);
    if ('failed' in result)
      throw new Stuck(result.failed === 'too-costly' ? 'cost' : 'domain', `the integral ${result.failed}`);
    return result.value;
  };
}

/** With 64-digit numbers, but only to so many digits as confirm a difference: nested integrals would cost too much otherwise. */
function precisely(f: (x: Scalar) => Scalar, from: Scalar, to: Scalar): ReturnType<typeof integrate> {
  const isFiniteRange = Number.isFinite(toFloat(from)) && Number.isFinite(toFloat(to));
  const smooth = isFiniteRange ? kronrodAdaptive(f, from, to, 1e-12, 4) : undefined;
  return smooth ?? integrate(f, from, to, { precise: true, tolerance: 1e-13, maxEvaluations: 400 });
}

/** Where antiderivatives begin: a generic positive number, so that logarithms and roots are defined there. */
function startOf(variable: string): number {
  return 0.731 + (variable.length % 3) * 0.117;
}

export function compileLimit(compiler: Compiler, e: ExpressionOf<'limit'>): Closure {
  const body = compiler.compile(e.body);
  const to = compiler.compile(e.to);
  const isWhole = /^[nNmkijM]$/.test(e.variable) || compiler.scope.shapes.integers.has(e.variable);
  return (env) => {
    const place = toFloat(asScalar(to(env)));
    return limitOf((x) => body(env.bind(e.variable, [], x)), place, e.side, env, !Number.isFinite(place) && isWhole);
  };
}

function limitOf(
  f: (x: Scalar) => Value,
  place: number,
  side: 'both' | 'left' | 'right',
  env: Environment,
  whole = false,
): Scalar {
  const found = limit(
    (x) => {
      env.model.step(env.model.precise ? 4 : 2);
      return asScalar(f(x));
    },
    place,
    side,
    { precise: env.model.precise, whole },
  );
  if ('value' in found) return found.value;
  throw new Stuck('domain', 'the limit does not exist');
}

/** `[F]_a^b`. Where F has no value at an end, as `x e^{-x}` at infinity and `x \ln x` at 0, its limit is meant. */
export function compileBetween(compiler: Compiler, e: ExpressionOf<'between'>): Closure {
  const variable = e.variable ?? onlySymbol(e.body);
  if (variable === undefined) return stuck('type', 'the variable of [F]_a^b is not clear');
  const [body, lower, upper] = [e.body, e.lower, e.upper].map((x) => compiler.compile(x)) as [
    Closure,
    Closure,
    Closure,
  ];
  return (env) => {
    const [from, to] = [lower(env), upper(env)];
    const [a, b] = [toFloat(asScalar(from)), toFloat(asScalar(to))];
    const at = (end: Value, place: number, side: 'left' | 'right'): Value => {
      const value = body(env.bind(variable, [], end));
      if (isFiniteValue(value) || value instanceof Tensor) return value;
      return limitOf((x) => body(env.bind(variable, [], x)), place, side, env);
    };
    return linear.sub(at(to, b, b > a ? 'left' : 'right'), at(from, a, b > a ? 'right' : 'left'));
  };
}

function onlySymbol(e: Expression): string | undefined {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (part.kind === 'symbol' && part.indices.length === 0) names.add(part.name);
    else if (part.kind === 'add') part.terms.forEach(visit);
    else if (part.kind === 'multiply') part.factors.forEach(visit);
    else if (part.kind === 'negate') visit(part.of);
    else if (part.kind === 'divide') [part.numerator, part.denominator].forEach(visit);
    else if (part.kind === 'power') [part.base, part.exponent].forEach(visit);
    else if (part.kind === 'call') part.args.forEach(visit);
  };
  visit(e);
  return names.size === 1 ? [...names][0] : undefined;
}
