import { valueOf } from '../context/assumptions';
import type { Context } from '../context/context';
import type { Expression, ExpressionOf } from '../expression/expression';
import { print } from '../expression/print';
import { children, some, walk } from '../expression/traverse';
import { functions } from './arithmetic';
import { chanceOf } from './chance';
import { densitiesOf } from './densities';
import type { Scope } from './compile';
import { fieldsOf, type Fields } from './fields';
import { HIDDEN } from './fold';
import type { Sort } from './model';
import { reach, type Reach } from './reach';
import { Shapes } from './shapes';

/** Whether quantities without an index that stand under a Σ vary with the sample, or are the same in every term. */
export type SampleReading = 'varying' | 'constant';

export interface PreparedScope {
  readonly scope: Scope;
  readonly reach: Reach;
  /** Names that could vary with a hidden sample: empty when the question does not arise. */
  readonly mayVary: ReadonlySet<string>;
}

/** An equality that is supposed, not claimed. */
export interface Equation {
  readonly left: Expression;
  readonly right: Expression;
}

/** Letters of data: what an author leaves without an index although every sample has its own. */
const DATA = /^(\\(mathbf|vec|hat|tilde|bar|widehat)\{)?[xyztpahuvr]\}?$/;

/** Gathers what the two sides of a relation mean in a context, for compiling and sampling them. */
export function prepareScope(
  left: Expression,
  right: Expression,
  context: Context,
  declaredRanks: ReadonlyMap<string, number>,
  samples: SampleReading,
  suppositions: readonly Equation[] = [],
  independent = false,
): PreparedScope {
  const supposed = suppositions.map((s) => [s.left, s.right] as const);
  const reached = reach([left, right, ...supposed.flat()], context);
  const shapes = new Shapes(
    reached.expressions,
    [...reached.equations, ...supposed, [left, right]],
    declaredRanks,
    (index) => (index === undefined ? context.lastRange()?.range : context.rangeOf(index)),
    context.arrays,
    (name) => context.defines(name),
  );
  const { mayVary, indices } = hiddenSamples(reached, context);
  const dependencies = dependenciesOf(reached, context);
  const chance = chanceOf(reached, context, independent, shapes.integers);
  const fields = fieldsOf(reached, context, shapes);
  addCoordinates(dependencies, fields);
  return {
    reach: reached,
    mayVary,
    scope: {
      context,
      shapes,
      varying: samples === 'varying' ? mayVary : new Set(),
      sampleIndices: indices,
      dependencies,
      fields,
      usualArguments: usualArguments(reached, context),
      chance,
      densities: densitiesOf(reached, context),
      sortOf: (name) => ({ ...chance.sorts.get(name), ...sortOf(context, name) }),
    },
  };
}

function sortOf(context: Context, name: string): Sort {
  let lower: number | undefined;
  let upper: number | undefined;
  for (const { sign, left, right } of context.assumptions) {
    if (left.kind !== 'symbol' || left.name !== name) continue;
    const bound = valueOf(right);
    if (!Number.isFinite(bound)) continue;
    if (sign === '>' || sign === '≥') lower = Math.max(lower ?? -Infinity, bound);
    if (sign === '<' || sign === '≤') upper = Math.min(upper ?? Infinity, bound);
  }
  if (context.integers.has(name))
    return { integer: true, lower: Math.ceil(lower ?? 1), upper: Math.floor(upper ?? Math.max(4, (lower ?? 1) + 4)) };
  return { ...(lower !== undefined && { lower }), ...(upper !== undefined && { upper }) };
}

/** Quantities without an index under a Σ that may stand for those of the sample, and the Σ's indices. */
function hiddenSamples(
  reached: Reach,
  context: Context,
): { readonly mayVary: Set<string>; readonly indices: Set<string> } {
  const parameters = new Set<string>();
  const indexedBy = new Map<string, Set<string>>();
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (part.kind === 'derivative')
        for (const { target } of part.by) if (target.kind === 'symbol') parameters.add(target.name);
      if (part.kind === 'symbol')
        for (const index of part.indices)
          if (index.kind === 'symbol') {
            const set = indexedBy.get(part.name) ?? new Set();
            indexedBy.set(part.name, set.add(index.name));
          }
    });
  const mayVary = new Set<string>();
  const indices = new Set<string>();
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (part.kind !== 'fold' || isExplicit(part)) return;
      const index = part.index ?? context.lastRange()?.index ?? HIDDEN;
      // Where the author wrote the index out, a letter without it is the same in every term.
      if (some(part.body, (s) => s.kind === 'symbol' && s.indices.some((i) => i.kind === 'symbol' && i.name === index)))
        return;
      const inside = reach([part.body], context);
      const found: string[] = [];
      for (const inner of inside.expressions)
        walk(inner, (symbol) => {
          if (
            symbol.kind !== 'symbol' ||
            !inside.base.has(symbol.name) ||
            (parameters.has(symbol.name) && !DATA.test(symbol.name))
          )
            return;
          if (parameters.has(symbol.name)) return;
          if (DATA.test(symbol.name) && !indexedBy.get(symbol.name)?.has(index) && !bindsSelf(inner, symbol.name))
            found.push(symbol.name);
        });
      // Where the summand speaks of the index all through, nothing is hidden.
      if (found.length === 0) return;
      indices.add(index);
      for (const name of found) mayVary.add(name);
    });
  return { mayVary, indices };
}

/** A sum whose terms speak of the index as a number (`\sum_k x^k`), or an infinite one, does not run over samples. */
function isExplicit(fold: ExpressionOf<'fold'>): boolean {
  if (fold.upper?.kind === 'constant') return true;
  const asValue = (e: Expression): boolean => {
    if (e.kind === 'symbol') return e.name === fold.index && e.indices.length === 0;
    if (e.kind === 'apply') return e.args.some(asValue);
    return children(e).some(asValue);
  };
  return asValue(fold.body);
}

/** Whether the name is the variable of a sum or integral inside the expression. */
function bindsSelf(e: Expression, name: string): boolean {
  return some(e, (p) => (p.kind === 'fold' && p.index === name) || (p.kind === 'integral' && p.variable === name));
}

/** `dv/dt` of a quantity that nothing defines makes it an unknown function of t. */
function dependenciesOf(reached: Reach, context: Context): Map<string, Expression[]> {
  const found = new Map<string, Expression[]>();
  const dependsOn = (name: string, on: string, seen = new Set<string>()): boolean => {
    if (name === on) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (found.get(name) ?? []).some((d) => d.kind === 'symbol' && dependsOn(d.name, on, seen));
  };
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (part.kind !== 'derivative' || part.of.kind !== 'symbol' || context.factFor(part) !== undefined) return;
      const of = part.of;
      if (!reached.base.has(of.name)) return;
      for (const { target } of part.by) {
        if (target.kind !== 'symbol' || target.name === of.name || dependsOn(target.name, of.name)) continue;
        const list = found.get(of.name) ?? [];
        if (!list.some((d) => print(d) === print(target))) list.push(target);
        found.set(of.name, list);
      }
    });
  return found;
}

/** An unknown field is a function of the coordinates, and of what else the note differentiates it by. */
function addCoordinates(dependencies: Map<string, Expression[]>, { coordinates, scalars, vectors }: Fields): void {
  for (const name of [...scalars, ...vectors]) {
    const others = (dependencies.get(name) ?? []).filter((d) => !coordinates.some((c) => print(c) === print(d)));
    dependencies.set(name, [...coordinates, ...others]);
  }
}

/** The first arguments that each undefined function is given. */
function usualArguments(reached: Reach, context: Context): Map<string, readonly Expression[]> {
  const found = new Map<string, readonly Expression[]>();
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (
        part.kind === 'apply' &&
        part.args.length > 0 &&
        reached.base.has(part.name) &&
        !context.conventions.has(part.name) &&
        !functions.has(part.name) &&
        !found.has(part.name)
      )
        found.set(part.name, part.args);
    });
  return found;
}
