import type { Context } from '../context/context';
import type { Expression, ExpressionOf } from '../expression/expression';
import { add, negate } from '../expression/expression';
import { print, same } from '../expression/print';
import { mapChildren, some } from '../expression/traverse';
import type { Relation } from '../relations/relation';
import { reach } from '../trial/reach';
import type { Hints } from './hints';

/** What a relation claims of a gradient, as far as its form and letters tell. */
export interface GradientClaim {
  readonly kind: 'derivative' | 'update';
  /** The loss that is differentiated; in an update rule only if it is named. */
  readonly loss: Expression | undefined;
  /** The parameter: `w_j`, `w`, `b`. */
  readonly parameter: ExpressionOf<'symbol'>;
  /** What the gradient is said to be. In an update rule it still holds the step size as a factor. */
  readonly value: Expression;
  /** Number of the chain that the relation belongs to. */
  readonly chain: number;
}

/** A sides' pair, as read. */
interface Sides {
  readonly left: Expression;
  readonly right: Expression;
}

type ChainHead = Pick<GradientClaim, 'kind' | 'loss' | 'parameter'> & { readonly subject: Expression };

/** Recognises the relations of one note that give a gradient. Asked of all relations in their order: a chain is known by its head. */
export class GradientClaims {
  private readonly heads = new Map<number, ChainHead | undefined>();
  /** What the note last found for a derivative, by its printed form. */
  private readonly found = new Map<string, Expression>();

  claimOf(relation: Relation, { left, right }: Sides, context: Context, hints: Hints): GradientClaim | undefined {
    const kind = relation.sign.kind;
    if (kind !== 'equal' && kind !== 'define' && kind !== 'assign' && kind !== 'equivalent') return undefined;
    if (relation.place === 0) this.heads.set(relation.chain, headOf(left, right, kind, context, hints));
    const head = this.heads.get(relation.chain);
    if (head === undefined || some(right, (part) => part.kind === 'unknown')) return undefined;
    const value = head.kind === 'derivative' ? right : descent(head.subject, right);
    if (value === undefined || !restsOnLabels([value, ...(head.loss ? [head.loss] : [])], context, hints))
      return undefined;
    if (head.kind === 'derivative') this.found.set(print(head.subject), value);
    return { kind: head.kind, loss: head.loss, parameter: head.parameter, value, chain: relation.chain };
  }

  /** The expression with the derivatives in it replaced by what the note found for them. */
  withFound(e: Expression): Expression {
    const known = e.kind === 'derivative' ? this.found.get(print(e)) : undefined;
    if (known !== undefined) return known;
    if (this.found.size === 0) return e;
    const replaced = mapChildren(e, (part) => this.withFound(part));
    return same(replaced, e) ? e : replaced;
  }
}

function headOf(
  left: Expression,
  right: Expression,
  sign: string,
  context: Context,
  hints: Hints,
): ChainHead | undefined {
  if (left.kind === 'derivative') {
    const [by] = left.by;
    if (
      left.by.length !== 1 ||
      by === undefined ||
      by.order !== 1 ||
      !isParameter(by.target, hints) ||
      !isLoss(left.of, context, hints)
    )
      return undefined;
    return { kind: 'derivative', loss: left.of, parameter: by.target, subject: left };
  }
  if (!isParameter(left, hints)) return undefined;
  const rest = descent(left, right);
  if (rest === undefined || (sign === 'define' && context.defines(left.name))) return undefined;
  let loss: Expression | undefined;
  some(rest, (part) => {
    if (
      part.kind === 'derivative' &&
      part.by.length === 1 &&
      part.by[0]?.order === 1 &&
      same(part.by[0].target, left) &&
      isLoss(part.of, context, hints)
    )
      loss ??= part.of;
    return loss !== undefined;
  });
  return { kind: 'update', loss, parameter: left, subject: left };
}

/** `w - η g` without the `w`, with the sign of a gradient: `η g`. */
function descent(subject: Expression, right: Expression): Expression | undefined {
  if (right.kind !== 'add') return undefined;
  const rest = right.terms.filter((term) => !same(term, subject));
  if (rest.length !== right.terms.length - 1 || rest.length === 0) return undefined;
  return add(rest.map((term) => (term.kind === 'negate' ? term.of : negate(term))));
}

const BARE = /^(?:\\(?:mathbf|boldsymbol|bm|vec|mathrm|hat|tilde)\{)?(\\?[A-Za-z]+)\}?$/;

/** The letter of a name without bold type, accents or the mark of a bracketed superscript. */
export function letterOf(name: string): string {
  const bare = name.replace(/\^\{\(\)\}$/, '');
  return BARE.exec(bare)?.[1] ?? bare;
}

const PARAMETERS = new Set(['w', 'W', '\\omega', '\\theta', '\\Theta', '\\beta', 'b', 'c']);
const LABELS = new Set(['y', 't', 'Y', 'T']);

function isParameter(e: Expression, hints: Hints): e is ExpressionOf<'symbol'> {
  if (e.kind !== 'symbol' || e.indices.length > 1 || e.indices.some((i) => i.kind !== 'symbol')) return false;
  const hint = hints.get(e.name);
  return hint === 'weights' || hint === 'bias' || (hint === undefined && PARAMETERS.has(letterOf(e.name)));
}

/** A quantity that is no score and no prediction. */
function isLoss(e: Expression, context: Context, hints: Hints): boolean {
  if (e.kind !== 'symbol' && e.kind !== 'apply') return false;
  if (context.conventions.has(e.name)) return false;
  const hint = hints.get(e.name);
  if (hint !== undefined) return hint === 'loss';
  return !/^[xyzthpaouvfg]$|^\\(sigma|phi|pi)$/.test(letterOf(e.name)) && !e.name.startsWith('\\hat{');
}

export function isLabel(name: string, hints: Hints): boolean {
  const hint = hints.get(name);
  return hint === undefined ? !name.startsWith('\\hat{') && LABELS.has(letterOf(name)) : hint === 'labels';
}

function restsOnLabels(expressions: readonly Expression[], context: Context, hints: Hints): boolean {
  const names = new Set<string>();
  for (const name of reach(expressions, context).base) names.add(name);
  // A label that the note also uses as the model's output is defined, but used with an index of its own.
  for (const e of expressions) some(e, (part) => part.kind === 'symbol' && names.add(part.name) && false);
  return [...names].some((name) => isLabel(name, hints));
}
