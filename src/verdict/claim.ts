import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { some } from '../expression/traverse';
import { reach } from '../trial/reach';

/** Calls whose value is worked out: what stands on the other side is their result. */
const WORKED_OUT = new Set([
  'gradient',
  'divergence',
  'curl',
  'laplacian',
  'det',
  'trace',
  'commutator',
  'anticommutator',
  'binomial',
  'expectation',
  'variance',
  'covariance',
  'correlation',
  'entropy',
  'information',
  'log',
]);

/** Words that announce a calculation. */
const CALCULATES =
  /(expand|simplif|identit|factori[sz]|cancel|collect (the )?terms|multiply out|rewrit|展开|化简|简化|恒等|因式分解|合并同类|通分|配方)[^.。;；]{0,80}$/i;

/**
 * Whether a relation that begins a statement says what something comes to, rather than what is demanded of it (a law, a
 * balance, an equation): its left side is a computation, is known from the note, or the words around it announce one. Within a
 * chain every relation after the first rewrites the side before it.
 */
export function isClaim(left: Expression, right: Expression, place: number, words: string, context: Context): boolean {
  if (place > 0) return true;
  if (some(left, isComputation) || CALCULATES.test(words)) return true;
  const reached = reach([left], context);
  // Only numbers, or a name with a meaning: a restatement.
  if (!some(left, (e) => e.kind === 'symbol' || e.kind === 'apply')) return true;
  const bare = left.kind === 'negate' ? left.of : left;
  if (bare.kind === 'symbol' || bare.kind === 'apply') return reached.definitions.length > 0;
  // An identity stands for itself when its right side is built from the same pieces, none of which is alone on either side.
  return isPolynomialIn(left, right);
}

function isComputation(e: Expression): boolean {
  return (
    e.kind === 'derivative' ||
    e.kind === 'fold' ||
    e.kind === 'integral' ||
    e.kind === 'limit' ||
    e.kind === 'between' ||
    e.kind === 'matrix' ||
    (e.kind === 'apply' && e.primes > 0) ||
    (e.kind === 'call' && WORKED_OUT.has(e.name)) ||
    isWorkedProbability(e)
  );
}

/** The probability of a combination or under a condition. One of an event alone may be supposed. */
function isWorkedProbability(e: Expression): boolean {
  return e.kind === 'call' && e.name === 'probability' && (e.args.length > 1 || e.args[0]?.kind === 'logic');
}

/** `(a+b)^2 = a^2 + b^2`: a power or product of sums written out. A balance of forces has neither. */
function isPolynomialIn(left: Expression, right: Expression): boolean {
  const isSum = (e: Expression): boolean => e.kind === 'add';
  const writtenOut = (e: Expression): boolean =>
    some(
      e,
      (p) =>
        (p.kind === 'power' && isSum(p.base)) ||
        (p.kind === 'multiply' && p.factors.filter(isSum).length >= 2) ||
        (p.kind === 'divide' && isSum(p.numerator) && isSum(p.denominator)),
    );
  return writtenOut(left) && !writtenOut(right) && right.kind !== 'symbol' && right.kind !== 'number';
}
