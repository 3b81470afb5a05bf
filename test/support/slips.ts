import { multiply, add, isNumber, negate, number, partsOf, withParts, type Term } from './terms';

/** A term with one slip in it. */
export interface Slip {
  readonly kind: 'sign' | 'number' | 'exponent' | 'index' | 'function' | 'factor' | 'term' | 'transpose';
  readonly term: Term;
}

/** Every term that one slip of the pen makes of a term. */
export function slipsOf(t: Term): Slip[] {
  const inner = partsOf(t).flatMap((part, k) => {
    const isExponent = t.op === 'power' && k === 1;
    return slipsOf(part).map((slip): Slip => ({
      kind: isExponent && slip.kind === 'number' ? 'exponent' : slip.kind,
      term: withParts(
        t,
        partsOf(t).map((old, other) => (other === k ? slip.term : old)),
      ),
    }));
  });
  return [...ownSlips(t), ...inner];
}

function ownSlips(t: Term): Slip[] {
  const without = (k: number): Term[] => partsOf(t).filter((_, other) => other !== k);
  switch (t.op) {
    case 'number':
      return [{ kind: 'number', term: number(t.value + 1) }];
    case 'item':
      return [{ kind: 'index', term: { ...t, index: t.index === 'i' ? 'j' : 'i' } }];
    case 'negate':
      return [{ kind: 'sign', term: t.of[0] }];
    case 'add':
      return t.of.flatMap((term, k): Slip[] => [
        ...(k > 0 && term.op !== 'negate'
          ? [{ kind: 'sign', term: add(...t.of.slice(0, k), negate(term), ...t.of.slice(k + 1)) } as const]
          : []),
        { kind: 'term', term: add(...without(k)) },
      ]);
    case 'multiply':
      return t.of.flatMap((factor, k): Slip[] =>
        isNumber(factor) && t.of.length === 2 && k === 1 ? [] : [{ kind: 'factor', term: multiply(...without(k)) }],
      );
    case 'power':
      return isNumber(t.of[1], 2) ? [{ kind: 'exponent', term: t.of[0] }] : [];
    case 'call':
      if (t.name === 'sin') return [{ kind: 'function', term: { ...t, name: 'cos' } }];
      return t.name === 'cos' ? [{ kind: 'function', term: { ...t, name: 'sin' } }] : [];
    case 'transpose':
      return [{ kind: 'transpose', term: t.of[0] }];
    default:
      return [];
  }
}

/** Whether a term speaks of an index that no sum around it binds: a free index means something else to a reader. */
export function hasFreeIndex(t: Term, bound: readonly string[] = []): boolean {
  if (t.op === 'item') return !bound.includes(t.index);
  const inside = t.op === 'sum' ? [...bound, t.index] : bound;
  return partsOf(t).some((part) => hasFreeIndex(part, inside));
}
