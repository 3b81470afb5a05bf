import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { add, multiply, negate, number, symbol } from '../expression/expression';
import { print } from '../expression/print';
import { children, some, symbolNames } from '../expression/traverse';
import { reach } from '../trial/reach';
import type { Reading } from './decide';

/** Letters of a constant of integration. */
const CONSTANT = /^(C|c|K|k|D|\\mathcal\{C\})$/;

/**
 * The derivatives of two sides that hold antiderivatives: these are known up to a constant, so the derivatives are compared, and
 * a free `+ C` falls away. `undefined` where no antiderivative stands; `'untied'` where the sides have them by variables
 * that nothing ties.
 */
export function withoutAntiderivatives(reading: Reading, context: Context): Reading | 'untied' | undefined {
  const variables = new Set<string>();
  const collect = (e: Expression): void => {
    if (e.kind === 'integral' && e.lower === undefined) variables.add(e.variable);
    // What is differentiated by its variable is known wholly.
    if (
      e.kind === 'derivative' &&
      e.of.kind === 'integral' &&
      e.of.lower === undefined &&
      e.by.every((v) => v.target.kind === 'symbol' && v.target.name === (e.of as { variable: string }).variable)
    ) {
      collect(e.of.body);
      return;
    }
    children(e).forEach(collect);
  };
  const reached = reach([reading.left, reading.right], context);
  reached.expressions.forEach(collect);
  if (variables.size === 0) return undefined;
  const free = [...variables].filter((v) => context.definitions(v, 0).length === 0);
  const variable =
    free[0] ?? (variables.size === 1 ? behind([...variables][0] as string, reading, context) : undefined);
  if (variable === undefined || free.length > 1) return 'untied';
  for (const v of variables) if (v !== variable && !speaksOf(symbol(v), variable, context)) return 'untied';
  const side = (e: Expression): Expression => derivative(withoutConstant(e, context, variable), variable, context, 0);
  return { left: side(reading.left), right: side(reading.right) };
}

/** The variable behind a defined one: what its definition rests on and the relation writes; itself, where the relation does not. */
function behind(v: string, reading: Reading, context: Context): string | undefined {
  const { base } = reach([symbol(v)], context);
  const written = new Set([...symbolNames(reading.left), ...symbolNames(reading.right)]);
  const candidates = [...base].filter((n) => written.has(n));
  return candidates.length === 0 ? v : candidates.length === 1 ? candidates[0] : undefined;
}

/** Whether an expression depends on a name, through definitions too. */
function speaksOf(e: Expression, name: string, context: Context): boolean {
  return reach([e], context).expressions.some((x) =>
    some(
      x,
      (p) =>
        (p.kind === 'symbol' && p.name === name) ||
        (p.kind === 'integral' && p.lower === undefined && p.variable === name),
    ),
  );
}

const holdsAntiderivative = (e: Expression, context: Context): boolean =>
  reach([e], context).expressions.some((x) => some(x, (p) => p.kind === 'integral' && p.lower === undefined));

/** d/dx, exact where the antiderivatives stand linearly. */
function derivative(e: Expression, x: string, context: Context, depth: number): Expression {
  const plain = (): Expression => ({
    kind: 'derivative',
    style: 'total',
    of: e,
    by: [{ target: symbol(x), order: 1 }],
  });
  if (depth > 12 || !holdsAntiderivative(e, context)) return speaksOf(e, x, context) ? plain() : number(0);
  const inner = (part: Expression): Expression => derivative(part, x, context, depth + 1);
  switch (e.kind) {
    case 'integral': {
      if (e.lower !== undefined) return plain();
      if (e.variable === x) return e.body;
      return multiply([
        e.body,
        { kind: 'derivative', style: 'total', of: symbol(e.variable), by: [{ target: symbol(x), order: 1 }] },
      ]);
    }
    case 'add':
      return add(e.terms.map(inner));
    case 'negate':
      return negate(inner(e.of));
    case 'divide':
      return speaksOf(e.denominator, x, context) ? plain() : { ...e, numerator: inner(e.numerator) };
    case 'multiply': {
      const varying = e.factors.filter((f) => speaksOf(f, x, context));
      return varying.length === 1
        ? { ...e, factors: e.factors.map((f) => (f === varying[0] ? inner(f) : f)) }
        : plain();
    }
    case 'symbol': {
      const definition = context.definitions(e.name, e.indices.length)[0];
      return definition !== undefined && e.indices.length === 0 ? inner(definition.body) : plain();
    }
    case 'apply': {
      const definition = context.definitions(e.name, e.indices.length)[0];
      const same =
        definition?.args !== undefined &&
        e.primes === 0 &&
        e.indices.length === 0 &&
        definition.args.map(print).join() === e.args.map(print).join();
      return same ? inner(definition.body) : plain();
    }
    default:
      return plain();
  }
}

/** The expression without its free additive constants of integration. */
function withoutConstant(e: Expression, context: Context, variable: string): Expression {
  const isConstant = (t: Expression): boolean => {
    if (t.kind === 'negate') return isConstant(t.of);
    if (t.kind === 'call' && (t.name === 'log' || t.name === 'bars')) return isConstant(t.args[0] as Expression);
    return (
      t.kind === 'symbol' &&
      t.name !== variable &&
      CONSTANT.test(t.name) &&
      t.indices.every((i) => i.kind === 'number') &&
      context.definitions(t.name, t.indices.length).length === 0
    );
  };
  const inner = (part: Expression): Expression => withoutConstant(part, context, variable);
  switch (e.kind) {
    case 'add': {
      const terms = e.terms.filter((t) => !isConstant(t)).map(inner);
      return terms.length === 0 ? number(0) : { ...add(terms), ...(e.place && { place: e.place }) };
    }
    case 'negate':
      return { ...e, of: inner(e.of) };
    case 'multiply':
      return { ...e, factors: e.factors.map((f) => (f.kind === 'add' ? inner(f) : f)) };
    case 'divide':
      return { ...e, numerator: inner(e.numerator) };
    default:
      return e;
  }
}
