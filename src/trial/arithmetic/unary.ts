import type { BigNumber } from './mathjs';
import { Complex, Dual, mul, type Scalar } from './scalar';

/** How a function of one variable is computed in each kind of number. */
export interface UnaryDefinition {
  float(x: number): number;
  big(x: BigNumber): BigNumber | number;
  /** Left out where complex arguments make no sense: the result is then NaN. */
  complex?(z: Complex): Scalar;
  /** f′(x), from `x` and `y = f(x)`, by operations that work on every kind of number. */
  derivative(x: Scalar, y: Scalar): Scalar;
}

/** A function on every kind of number. Derivatives follow by the chain rule, to every order. */
export function unary(definition: UnaryDefinition): (x: Scalar) => Scalar {
  const { float, complex } = definition;
  return function apply(x: Scalar): Scalar {
    if (typeof x === 'number') return float(x);
    if (x instanceof Dual) {
      const y = apply(x.primal);
      return new Dual(x.tag, y, mul(definition.derivative(x.primal, y), x.tangent));
    }
    if (x instanceof Complex) return complex ? complex(x) : NaN;
    return x.isNaN() ? x : definition.big(x);
  };
}
