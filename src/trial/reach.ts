import { isChance, lawKey } from '../context/chance';
import { isArrayLike, type Context, type Definition, type Fact } from '../context/context';
import { axisMember, axisName, ONES } from '../context/arrays';
import type { Expression } from '../expression/expression';
import { symbol } from '../expression/expression';
import { children } from '../expression/traverse';

/** `δ_{ij}` without a definition is the Kronecker delta. */
export const isKronecker = (name: string, arity: number): boolean => name === '\\delta' && arity === 2;

/** Everything that the value of some expressions rests on in a context. */
export interface Reach {
  /** The expressions and the bodies of all definitions behind them. */
  readonly expressions: readonly Expression[];
  /** Left and right side of every definition and fact used. */
  readonly equations: readonly (readonly [Expression, Expression])[];
  readonly definitions: readonly Definition[];
  readonly facts: readonly Fact[];
  /** Names that no definition explains, free in the expressions: what a model has to supply. Functions among them. */
  readonly base: ReadonlySet<string>;
  /** The same with the number of indices: `x/2` for x_{ij}. */
  readonly quantities: ReadonlySet<string>;
  /** Free letters that are only used as indices. */
  readonly indexLetters: ReadonlySet<string>;
}

/** Follows definitions from some expressions to the quantities that the note leaves open. */
export function reach(roots: readonly Expression[], context: Context): Reach {
  const expressions: Expression[] = [];
  const equations: (readonly [Expression, Expression])[] = [];
  const definitions = new Set<Definition>();
  const facts = new Set<Fact>();
  const base = new Set<string>();
  const quantities = new Set<string>();
  const laws = new Set<object>();
  // Laws matter only where something is averaged over them.
  let averaged = false;
  const asIndex = new Set<string>();
  const asValue = new Set<string>();

  const definition = (d: Definition, bound: ReadonlySet<string>): void => {
    if (definitions.has(d)) return;
    definitions.add(d);
    expressions.push(d.body);
    equations.push([symbol(d.name, d.indices), d.body]);
    const params = [...d.indices, ...(d.args ?? [])].flatMap((p) =>
      p.kind === 'symbol' ? [p.name] : p.kind === 'add' && p.terms[0]?.kind === 'symbol' ? [p.terms[0].name] : [],
    );
    visit(d.body, new Set([...bound, ...params]), false);
  };

  const name = (n: string, arity: number, bound: ReadonlySet<string>, index: boolean, isOrigin = false): void => {
    if (bound.has(n) && arity === 0) return;
    let defined = false;
    for (const d of context.definitions(n, arity)) {
      definition(d, bound);
      defined = true;
    }
    if (!defined)
      for (let other = 0; other <= arity + 2 && !defined; other++)
        if (other !== arity && (other < arity || context.definitions(n, other).length > 0))
          for (const d of context.definitions(n, other)) {
            // A component of a defined vector, or a vector whose components are defined.
            if (other < arity && !isArrayLike(d, context)) continue;
            definition(d, bound);
            defined = true;
          }
    // `S_x` of a family over the axes, and `\sigma_j` of matrices that are given one by one.
    const member = arity === 0 ? axisMember(n) : undefined;
    const members: readonly (readonly [string, number])[] = member
      ? [[member.family, 1]]
      : arity === 1 && !isOrigin
        ? [1, 2, 3].map((k) => [axisName(n, k) as string, 0] as const)
        : [];
    for (const [other, count] of members)
      for (const d of context.definitions(other, count)) {
        definition(d, bound);
        defined = true;
      }
    if (defined) return;
    if (isKronecker(n, arity) || n === '\\ket{}' || n === ONES) return;
    (index ? asIndex : asValue).add(n);
    base.add(n);
    quantities.add(`${n}/${arity}`);
    const law = averaged ? context.chance.laws.get(lawKey(n, arity)) : undefined;
    if (law === undefined || laws.has(law)) return;
    laws.add(law);
    for (const p of law.parameters) visit(p, bound, false);
  };

  const visit = (e: Expression, bound: ReadonlySet<string>, index: boolean): void => {
    switch (e.kind) {
      case 'call':
        if (isChance(e)) averaged = true;
        if (e.name === 'total' && e.args[0]?.kind === 'symbol') {
          visit(e.args[1] as Expression, new Set([...bound, e.args[0].name]), index);
          return;
        }
        break;
      case 'symbol':
        // `E_0` beside `E_x` is an amplitude, no component.
        name(e.name, e.indices.length, bound, index, e.indices[0]?.kind === 'number' && e.indices[0].text === '0');
        for (const i of e.indices) visit(i, bound, true);
        return;
      case 'apply':
        if (!context.conventions.has(e.name) || context.definitions(e.name, e.indices.length).length > 0)
          name(e.name, e.indices.length, bound, index);
        for (const i of e.indices) visit(i, bound, true);
        for (const a of e.args) visit(a, bound, index);
        return;
      case 'fold': {
        const inner = e.index === undefined ? bound : new Set([...bound, e.index]);
        for (const b of [e.lower, e.upper]) if (b) visit(b, bound, index);
        if (e.lower === undefined && e.upper === undefined) {
          const usual = e.index === undefined ? context.lastRange()?.range : context.rangeOf(e.index);
          if (usual) for (const b of [usual.lower, usual.upper]) visit(b, bound, index);
        }
        if (e.condition) visit(e.condition, inner, index);
        visit(e.body, inner, index);
        return;
      }
      case 'integral':
        for (const b of [e.lower, e.upper]) if (b) visit(b, bound, index);
        visit(e.body, e.lower === undefined ? bound : new Set([...bound, e.variable]), index);
        return;
      case 'limit':
        visit(e.to, bound, index);
        visit(e.body, new Set([...bound, e.variable]), index);
        return;
      case 'derivative': {
        const known = context.factFor(e);
        if (known !== undefined) {
          if (!facts.has(known.fact)) {
            facts.add(known.fact);
            expressions.push(known.fact.body);
            equations.push([known.fact.pattern, known.fact.body]);
            visit(known.fact.body, new Set([...bound, ...known.bindings.keys()]), index);
          }
          for (const to of known.bindings.values()) visit(to, bound, true);
          return;
        }
        break;
      }
      default:
    }
    for (const part of children(e)) visit(part, bound, index);
  };

  for (const root of roots) {
    expressions.push(root);
    visit(root, new Set(), false);
  }
  return {
    expressions,
    equations,
    definitions: [...definitions],
    facts: [...facts],
    base,
    quantities,
    indexLetters: new Set([...asIndex].filter((n) => !asValue.has(n))),
  };
}
