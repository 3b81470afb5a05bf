// The numbers that expressions are evaluated in. Operations on scalars have their plain names (`add`, `mul`, `pow`); those on
// scalars, vectors and matrices alike stand in `linear` and in the elimination family.
export * from './combinatorial';
export * from './constants';
export * from './elementary';
export * from './elimination';
export * from './error-function';
export * from './functions';
export * from './gamma';
export * from './hyperbolic';
export * as linear from './linear';
export { BigNumber, DIGITS } from './mathjs';
export * from './parts';
export * from './polygamma';
export * from './power';
export * from './rounding';
export * from './scalar';
export * from './special';
export * from './stuck';
export * from './trigonometric';
export * from './value';
