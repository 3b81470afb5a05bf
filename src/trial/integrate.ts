import type { Expression, ExpressionOf } from '../expression/expression';
import { asScalar, isBig, linear, Stuck, toFloat, type Scalar } from './arithmetic';
import { limit } from './analysis/limits';
import { integrate } from './analysis/quadrature';
import { stuck, type Closure, type Compiler } from './compile';

/** A definite integral by quadrature; an antiderivative is the integral from a fixed point of the model, so it is known up to a constant. */
export function compileIntegral(compiler: Compiler, e: ExpressionOf<'integral'>): Closure {
  const body = compiler.compile(e.body);
  const lower = e.lower && compiler.compile(e.lower);
  const upper = compiler.compile(e.upper ?? { kind: 'symbol', name: e.variable, indices: [] });
  return (env) => {
    const from: Scalar = lower === undefined ? env.model.literal(startOf(e.variable)) : asScalar(lower(env));
    const to = asScalar(upper(env));
    const result = integrate(
      (x) => {
        // Near a singular end the quadrature takes its nodes with 64 digits.
        env.model.step(env.model.precise ? 20 : isBig(x) ? 400 : 4);
        return asScalar(body(env.bind(e.variable, [], x)));
      },
      from,
      to,
      env.model.precise ? { precise: true, tolerance: 1e-24, maxEvaluations: 400 } : {},
    );
    if ('failed' in result) throw new Stuck(result.failed === 'too-costly' ? 'cost' : 'domain', `the integral ${result.failed}`);
    return result.value;
  };
}

/** Where antiderivatives begin: a generic positive number, so that logarithms and roots are defined there. */
function startOf(variable: string): number {
  return 0.731 + (variable.length % 3) * 0.117;
}

export function compileLimit(compiler: Compiler, e: ExpressionOf<'limit'>): Closure {
  const body = compiler.compile(e.body);
  const to = compiler.compile(e.to);
  return (env) => {
    const found = limit((x) => asScalar(body(env.bind(e.variable, [], x))), toFloat(asScalar(to(env))), e.side, { precise: env.model.precise });
    if ('value' in found) return found.value;
    throw new Stuck('domain', 'the limit does not exist');
  };
}

/** `[F]_a^b`. */
export function compileBetween(compiler: Compiler, e: ExpressionOf<'between'>): Closure {
  const variable = e.variable ?? onlySymbol(e.body);
  if (variable === undefined) return stuck('type', 'the variable of [F]_a^b is not clear');
  const [body, lower, upper] = [e.body, e.lower, e.upper].map((x) => compiler.compile(x)) as [Closure, Closure, Closure];
  return (env) => linear.sub(body(env.bind(variable, [], upper(env))), body(env.bind(variable, [], lower(env))));
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
