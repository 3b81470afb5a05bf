import type { Expression } from './expression';

/** The direct parts of an expression, in the order in which they are written. */
export function children(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'unknown':
      return [];
    case 'symbol':
      return e.indices;
    case 'add':
      return e.terms;
    case 'negate':
      return [e.of];
    case 'multiply':
      return e.factors;
    case 'divide':
      return [e.numerator, e.denominator];
    case 'power':
      return [e.base, e.exponent];
    case 'call':
      return e.args;
    case 'apply':
      return [...e.indices, ...e.args];
    case 'fold':
      return [e.lower, e.upper, e.condition, e.body].filter(present);
    case 'derivative':
      return [e.of, ...e.by.map((v) => v.target)];
    case 'integral':
      return [e.lower, e.upper, e.body].filter(present);
    case 'limit':
      return [e.to, e.body];
    case 'between':
      return [e.body, e.lower, e.upper];
    case 'at':
      return [e.body, e.variable, e.value];
    case 'matrix':
      return e.rows.flat();
    case 'tuple':
      return e.items;
    case 'cases':
      return e.branches.flatMap((b) => (b.condition ? [b.value, b.condition] : [b.value]));
    case 'compare':
      return [e.left, e.right];
    case 'logic':
      return e.of;
  }
}

/** The same expression with each direct part replaced by `f` of it. */
export function mapChildren(e: Expression, f: (part: Expression) => Expression): Expression {
  const all = (parts: readonly Expression[]) => parts.map(f);
  switch (e.kind) {
    case 'number':
    case 'constant':
    case 'unknown':
      return e;
    case 'symbol':
      return e.indices.length ? { ...e, indices: all(e.indices) } : e;
    case 'add':
      return { ...e, terms: all(e.terms) };
    case 'negate':
      return { ...e, of: f(e.of) };
    case 'multiply':
      return { ...e, factors: all(e.factors) };
    case 'divide':
      return { ...e, numerator: f(e.numerator), denominator: f(e.denominator) };
    case 'power':
      return { ...e, base: f(e.base), exponent: f(e.exponent) };
    case 'call':
      return { ...e, args: all(e.args) };
    case 'apply':
      return { ...e, indices: all(e.indices), args: all(e.args) };
    case 'fold':
      return {
        ...e,
        ...optional('lower', e.lower, f),
        ...optional('upper', e.upper, f),
        ...optional('condition', e.condition, f),
        body: f(e.body),
      };
    case 'derivative':
      return { ...e, of: f(e.of), by: e.by.map((v) => ({ ...v, target: f(v.target) })) };
    case 'integral':
      return { ...e, ...optional('lower', e.lower, f), ...optional('upper', e.upper, f), body: f(e.body) };
    case 'limit':
      return { ...e, to: f(e.to), body: f(e.body) };
    case 'between':
      return { ...e, body: f(e.body), lower: f(e.lower), upper: f(e.upper) };
    case 'at':
      return { ...e, body: f(e.body), variable: f(e.variable), value: f(e.value) };
    case 'matrix':
      return { ...e, rows: e.rows.map(all) };
    case 'tuple':
      return { ...e, items: all(e.items) };
    case 'cases':
      return {
        ...e,
        branches: e.branches.map((b) =>
          b.condition ? { value: f(b.value), condition: f(b.condition) } : { value: f(b.value) },
        ),
      };
    case 'compare':
      return { ...e, left: f(e.left), right: f(e.right) };
    case 'logic':
      return { ...e, of: all(e.of) };
  }
}

/** Calls `visit` on the expression and all its parts, outermost first. A visit that returns `false` does not go deeper there. */
export function walk(e: Expression, visit: (part: Expression) => boolean | void): void {
  if (visit(e) === false) return;
  for (const part of children(e)) walk(part, visit);
}

/** Whether some part of the expression satisfies `test`. */
export function some(e: Expression, test: (part: Expression) => boolean): boolean {
  return test(e) || children(e).some((part) => some(part, test));
}

/** The symbols that occur in an expression (functions applied are not among them), by name. */
export function symbolNames(e: Expression): Set<string> {
  const names = new Set<string>();
  walk(e, (part) => {
    if (part.kind === 'symbol') names.add(part.name);
  });
  return names;
}

const present = (e: Expression | undefined): e is Expression => e !== undefined;

function optional<K extends string>(key: K, value: Expression | undefined, f: (e: Expression) => Expression) {
  return (value === undefined ? {} : { [key]: f(value) }) as { [k in K]?: Expression };
}
