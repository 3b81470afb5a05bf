import * as elementary from './elementary';
import * as combinatorial from './combinatorial';
import * as errors from './error-function';
import * as gammas from './gamma';
import * as hyperbolic from './hyperbolic';
import * as parts from './parts';
import { pow } from './power';
import * as polygammas from './polygamma';
import * as rounding from './rounding';
import type { Scalar } from './scalar';
import * as special from './special';
import * as trigonometric from './trigonometric';

/** A named function of scalars. */
export interface ScalarFunction {
  /** Number of arguments; `many` takes any number from one. */
  readonly arity: number | 'many';
  /** The value; NaN outside the real domain. Never throws when the number of arguments fits. */
  apply(args: readonly Scalar[]): Scalar;
}

type Unary = (x: Scalar) => Scalar;
type Binary = (x: Scalar, y: Scalar) => Scalar;
type Many = (...xs: readonly Scalar[]) => Scalar;

const table = new Map<string, ScalarFunction>();

function unaries(family: Readonly<Record<string, Unary>>): void {
  for (const [name, f] of Object.entries(family)) table.set(name, { arity: 1, apply: (args) => f(args[0]!) });
}

function binaries(family: Readonly<Record<string, Binary>>): void {
  for (const [name, f] of Object.entries(family)) table.set(name, { arity: 2, apply: (args) => f(args[0]!, args[1]!) });
}

function variadics(family: Readonly<Record<string, Many>>): void {
  for (const [name, f] of Object.entries(family)) table.set(name, { arity: 'many', apply: (args) => f(...args) });
}

const { exp, expm1, log, log1p, log2, log10, sqrt, cbrt, atan2 } = elementary;
unaries({ exp, expm1, log, log1p, log2, log10, sqrt, cbrt });
const { sin, cos, tan, sec, csc, cot, asin, acos, atan, acot, asec, acsc } = trigonometric;
unaries({ sin, cos, tan, sec, csc, cot, asin, acos, atan, acot, asec, acsc });
const { sinh, cosh, tanh, sech, csch, coth, asinh, acosh, atanh } = hyperbolic;
unaries({ sinh, cosh, tanh, sech, csch, coth, asinh, acosh, atanh });
const { re, im, conj, abs, sign, arg, hypot } = parts;
unaries({ re, im, conj, abs, sign, arg });
const { floor, ceil, round, truncate, frac, heaviside, relu, sigmoid, softplus } = rounding;
unaries({ floor, ceil, round, truncate, frac, heaviside, relu, sigmoid, softplus });
const { gamma, lgamma } = gammas;
const { digamma, trigamma } = polygammas;
const { factorial, doubleFactorial, beta, binomial, fallingFactorial, risingFactorial } = combinatorial;
unaries({ gamma, lgamma, digamma, trigamma, factorial, doubleFactorial });
binaries({ beta, binomial, fallingFactorial, risingFactorial });
const { erf, erfc, erfinv, normalCdf, normalPdf, normalQuantile } = errors;
unaries({ erf, erfc, erfinv, normalCdf, normalPdf, normalQuantile });
const { zeta, lambertW, sinc, besselJ, besselI } = special;
unaries({ zeta, lambertW, sinc });
binaries({ besselJ, besselI });
binaries({ atan2, mod: rounding.mod, pow });
variadics({ min: rounding.min, max: rounding.max, gcd: rounding.gcd, lcm: rounding.lcm, hypot });

/** Every function by its name. A Map, so that no name from a note reaches an object's prototype. */
export const functions: ReadonlyMap<string, ScalarFunction> = table;
