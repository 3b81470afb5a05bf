import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { print } from '../expression/print';
import { some } from '../expression/traverse';
import { reach } from '../trial/reach';
import type { Reading } from './decide';

/**
 * Whether a difference may come from notation that has more meanings than the one that was read: a letter that may be the
 * imaginary unit, cycles of a permutation, a convolution, a generalised function. None of them is an accusation.
 */
export function hasDoubtfulNotation(reading: Reading, place: number, context: Context): boolean {
  const sides = [reading.left, reading.right];
  const any = (test: (e: Expression) => boolean): boolean => sides.some((side) => some(side, test));
  const { base } = reach(sides, context);

  // `e^{jωt}`: a letter that is drawn as a number although it may be the imaginary unit.
  if (
    any((e) => e.kind === 'symbol' && (e.name === 'i' || e.name === 'j') && e.indices.length === 0) &&
    (base.has('i') || base.has('j')) &&
    !any(isIndexOrBound)
  )
    return true;
  if (any((e) => e.kind === 'call' && DOMAIN_SPECIFIC.has(e.name)) && base.size > 0) return true;
  if (
    any(isCycle) ||
    any(isConvolution) ||
    any(isGeneralised) ||
    any(isArrangement) ||
    any(isBinary) ||
    any(isBlock) ||
    any(isProductOfAntiderivative)
  )
    return true;
  if (
    any(
      (e) =>
        e.kind === 'cases' &&
        e.branches.some(
          (b) => b.condition !== undefined && some(b.condition, (c) => c.kind === 'compare' && c.sign === '='),
        ),
    )
  )
    return true;
  if (swapsIndices(sides) || startsAtZero(sides) || starredTwins(sides)) return true;
  return place === 0 && isDifferentialEquation(reading, context);
}

/** Whole-number functions, complex parts of arrays, inner products of functions. */
const DOMAIN_SPECIFIC = new Set(['floor', 'ceil', 'mod', 'gcd', 'lcm', 're', 'im', 'arg', 'inner']);

function isIndexOrBound(e: Expression): boolean {
  const isLetter = (x: Expression | undefined): boolean => x?.kind === 'symbol' && (x.name === 'i' || x.name === 'j');
  return (
    (e.kind === 'symbol' && e.indices.some((index) => some(index, isLetter))) ||
    (e.kind === 'fold' && (e.index === 'i' || e.index === 'j'))
  );
}

/** `(123)(45)`: numbers side by side. */
function isCycle(e: Expression): boolean {
  return (
    e.kind === 'multiply' &&
    e.factors.some(
      (f, k) => k > 0 && f.kind === 'number' && e.factors[k - 1]?.kind === 'number' && e.signs[k - 1] === 'implicit',
    )
  );
}

/** `f * g` of things that are functions. */
function isConvolution(e: Expression): boolean {
  return (
    e.kind === 'multiply' &&
    e.signs.includes('star') &&
    e.factors.some((f) =>
      some(f, (p) => p.kind === 'apply' || p.kind === 'call' || (p.kind === 'power' && p.base.kind === 'constant')),
    )
  );
}

/** `δ(t)`, `ε[k]`: no functions of numbers. */
function isGeneralised(e: Expression): boolean {
  return (
    e.kind === 'apply' && /^\\(delta|epsilon|varepsilon|Lambda|mathcal\{[LFZ]\}|mathrm\{(rect|sinc)\})/.test(e.name)
  );
}

/** `A_n^r`: an upper index that looks like a power. */
function isArrangement(e: Expression): boolean {
  return (
    e.kind === 'power' &&
    e.base.kind === 'symbol' &&
    /^[A-Z]$/.test(e.base.name) &&
    e.base.indices.length > 0 &&
    e.exponent.kind === 'symbol'
  );
}

/** `01100100`: digits that are no decimal number. */
function isBinary(e: Expression): boolean {
  return e.kind === 'number' && /^0\d/.test(e.text);
}

/** Capitals inside an explicit matrix: blocks, perhaps. */
function isBlock(e: Expression): boolean {
  return e.kind === 'matrix' && e.rows.flat().filter((x) => x.kind === 'symbol' && /^[A-Z]$/.test(x.name)).length >= 2;
}

/** `e^{-2t}\int …\,dt`: the constant of integration is multiplied as well. */
function isProductOfAntiderivative(e: Expression): boolean {
  return (
    e.kind === 'multiply' &&
    e.factors.some((f) => f.kind === 'integral' && f.lower === undefined) &&
    e.factors.some((f) => f.kind !== 'number' && f.kind !== 'integral')
  );
}

/** `m_{ij}` beside `m_{ji}`: a family that may be symmetric. */
function swapsIndices(sides: readonly Expression[]): boolean {
  const seen = new Set<string>();
  let found = false;
  for (const side of sides)
    some(side, (e) => {
      if (e.kind !== 'symbol' || e.indices.length !== 2) return false;
      const [a, b] = e.indices.map(print);
      if (a !== b && seen.has(`${e.name}:${b},${a}`)) found = true;
      seen.add(`${e.name}:${a},${b}`);
      return false;
    });
  return found;
}

/** `\sum_{i=0}^n θ_i x_i` beside `θ^T x`: a vector whose components begin at 0. */
function startsAtZero(sides: readonly Expression[]): boolean {
  const whole = sides.some((side) =>
    some(side, (e) => e.kind === 'call' && (e.name === 'transpose' || e.name === 'norm')),
  );
  return (
    whole &&
    sides.some((side) => some(side, (e) => e.kind === 'fold' && e.lower?.kind === 'number' && e.lower.text === '0'))
  );
}

/** `x x^*`: a star beside the plain letter may be the conjugate. */
function starredTwins(sides: readonly Expression[]): boolean {
  const names = new Set<string>();
  for (const side of sides) some(side, (e) => (e.kind === 'symbol' && names.add(e.name), false));
  return [...names].some((name) => name.endsWith('^{*}') && names.has(name.slice(0, -4)));
}

/** `x'' + x = \cos t`, `x'(0) = 0`: what is asked of a function, not what its derivative comes to. */
function isDifferentialEquation({ left }: Reading, context: Context): boolean {
  const isPrimed = (e: Expression): boolean => e.kind === 'apply' && e.primes > 0;
  if (left.kind === 'add' && left.terms.length > 1 && some(left, isPrimed)) return true;
  return (
    left.kind === 'apply' &&
    left.args.length > 0 &&
    left.args.every((a) => a.kind === 'number') &&
    !context.definesFunction(left.name)
  );
}
