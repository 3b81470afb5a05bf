import type { Context } from '../context/context';
import type { Expression, ExpressionOf } from '../expression/expression';
import { call, divide, symbol } from '../expression/expression';
import { print } from '../expression/print';
import { some, walk } from '../expression/traverse';
import { reach, type Reach } from './reach';
import type { Shapes } from './shapes';

/** The operators written with ∇, as the reader names them. */
const OPERATORS: ReadonlySet<string> = new Set(['gradient', 'divergence', 'curl', 'laplacian', 'advection']);

/** What the ∇ of some expressions differentiate by, and what they take for fields. */
export interface Fields {
  /** The coordinates of space, or the one vector variable. Empty where no ∇ stands or the note does not tell. */
  readonly coordinates: readonly ExpressionOf<'symbol'>[];
  /** Names that are unknown vector fields of the coordinates. */
  readonly vectors: ReadonlySet<string>;
  /** Names that are unknown scalar fields of the coordinates. */
  readonly scalars: ReadonlySet<string>;
  /** Customary meanings beside a ∇: **r** is (x, y, z), r its length, r̂ its direction. */
  readonly implicit: ReadonlyMap<string, Expression>;
}

export const NO_FIELDS: Fields = { coordinates: [], vectors: new Set(), scalars: new Set(), implicit: new Map() };

const CARTESIAN = ['x', 'y', 'z'] as const;
const POSITION = /^\\(mathbf|vec)\{[rx]\}$/;
const isVectorName = (name: string): boolean => /^\\(mathbf|vec)\{/.test(name);
/** Letters of quantities that vary in space. */
const FIELD_LETTER = /^(\\(phi|varphi|psi|Phi|Psi|rho|chi|Theta)|[fghuvwpTVUFGAB])$/;

export const isNabla = (e: Expression): e is ExpressionOf<'call'> => e.kind === 'call' && OPERATORS.has(e.name);

/** Finds coordinates and fields behind two sides. */
export function fieldsOf(reached: Reach, context: Context, shapes: Shapes): Fields {
  const operators: ExpressionOf<'call'>[] = [];
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (isNabla(part)) operators.push(part);
    });
  if (operators.length === 0) return NO_FIELDS;
  const implicit = implicitMeanings(reached);
  const coordinates = coordinatesOf(reached, operators, shapes, implicit);
  const own = new Set(coordinates.map((c) => c.name));
  // `J` of a definition `J(w) = …` depends on w.
  const hasOwnVariables = (e: Expression): boolean =>
    e.kind === 'symbol' && context.definitions(e.name, e.indices.length)[0]?.args !== undefined;
  const depends = (e: Expression): boolean =>
    hasOwnVariables(e) || [...reach([e], context).base].some((n) => own.has(n) || implicit.has(n));

  // What a ∇, or a derivative by a coordinate, is applied to directly is a field.
  const direct = new Set<string>();
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (isNabla(part)) for (const a of part.args) if (a.kind === 'symbol') direct.add(a.name);
      if (
        part.kind === 'derivative' &&
        part.of.kind === 'symbol' &&
        part.by.some((v) => v.target.kind === 'symbol' && own.has(v.target.name))
      )
        direct.add(part.of.name);
    });
  const vectors = new Set<string>();
  const scalars = new Set<string>();
  const admit = (name: string, asVector: boolean): void => {
    if (own.has(name) || implicit.has(name) || !reached.base.has(name)) return;
    if (reached.expressions.some((e) => some(e, (p) => p.kind === 'apply' && p.name === name))) return;
    (asVector || isVectorName(name) ? vectors : scalars).add(name);
  };
  for (const operator of operators)
    operator.args.forEach((operand, position) => {
      const wantsVector =
        operator.name === 'divergence' || operator.name === 'curl' || (operator.name === 'advection' && position === 0);
      if (operand.kind === 'symbol') admit(operand.name, wantsVector);
      if (depends(operand)) return;
      for (const name of reach([operand], context).base)
        if (direct.has(name) || isVectorName(name) || FIELD_LETTER.test(name)) admit(name, false);
    });
  for (const name of direct) admit(name, vectors.has(name));
  for (const name of vectors) scalars.delete(name);
  return { coordinates, vectors, scalars, implicit };
}

function implicitMeanings(reached: Reach): Map<string, Expression> {
  const found = new Map<string, Expression>();
  for (const name of reached.base) {
    const letter = POSITION.exec(name) && (name.at(-2) as string);
    // Only r is customary; 𝐱 may be any vector.
    if (letter !== 'r') continue;
    found.set(name, { kind: 'tuple', items: CARTESIAN.map((c) => symbol(c)) });
    const length = call('norm', [symbol(name)]);
    if (reached.base.has('r')) found.set('r', length);
    for (const unit of ['\\hat{r}', '\\hat{\\mathbf{r}}', '\\mathbf{\\hat{r}}'])
      if (reached.base.has(unit)) found.set(unit, divide(symbol(name), length));
  }
  return found;
}

function coordinatesOf(
  reached: Reach,
  operators: readonly ExpressionOf<'call'>[],
  shapes: Shapes,
  implicit: ReadonlyMap<string, Expression>,
): ExpressionOf<'symbol'>[] {
  const cartesian = (n: number): ExpressionOf<'symbol'>[] => CARTESIAN.slice(0, n).map((c) => symbol(c));
  if (implicit.size > 0) return cartesian(3);
  // `\mathbf{r} = (x, y, z)`, `\mathbf{x} = (x_1, x_2, x_3)`.
  for (const d of reached.definitions) {
    if (!POSITION.test(d.name) || d.body.kind !== 'tuple') continue;
    const items = d.body.items.filter((i): i is ExpressionOf<'symbol'> => i.kind === 'symbol');
    if (items.length === d.body.items.length) return items;
  }
  // One vector variable: `\nabla \|x\|^2`.
  for (const letter of ['x', 'w', '\\theta', '\\beta', 'r', 'q'])
    for (const name of [letter, `\\mathbf{${letter}}`, `\\vec{${letter}}`])
      if (reached.base.has(name) && shapes.rank(name, 0) === 1) return [symbol(name)];
  const has = (name: string): boolean => reached.base.has(name);
  const wide =
    operators.some((o) => o.name === 'curl') ||
    reached.expressions.some((e) => some(e, (p) => p.kind === 'tuple' && p.items.length === 3));
  if (has('z') || wide) return cartesian(3);
  if (has('y')) return cartesian(2);
  return has('x') ? [] : cartesian(3);
}

/** The variables that one ∇ differentiates by. */
export function variablesOf(operand: Expression, fields: Fields, context: Context): readonly ExpressionOf<'symbol'>[] {
  const symbols = (list: readonly Expression[]): ExpressionOf<'symbol'>[] | undefined => {
    if (list.length === 0 || !list.every((a) => a.kind === 'symbol')) return undefined;
    const names = list as ExpressionOf<'symbol'>[];
    const spatial = names.filter((a) => fields.coordinates.some((c) => print(c) === print(a)));
    // `u(x, y, z, t)`: time is no coordinate of space.
    if (spatial.length > 0 && spatial.length === names.length - 1 && names.some((a) => a.name === 't')) return spatial;
    // `f(r)`: r goes back to the coordinates.
    if (names.some((a) => context.definitions(a.name, a.indices.length).length > 0 || fields.implicit.has(a.name)))
      return undefined;
    return names;
  };
  if (operand.kind === 'apply' && operand.primes === 0) {
    const own = symbols(operand.args);
    if (own !== undefined) return own;
  }
  if (operand.kind === 'symbol' || (operand.kind === 'apply' && operand.args.length === 0)) {
    const own = symbols(context.definitions(operand.name, operand.indices.length)[0]?.args ?? []);
    if (own !== undefined) return own;
  }
  return fields.coordinates;
}
