import type { Context } from '../context/context';
import type { Relation } from '../relations/relation';
import type { Reading } from '../verdict/decide';
import { GradientClaims, type GradientClaim } from './claims';
import type { Hints } from './hints';
import { NoteGradient } from './note-gradient';
import type { Bindings } from './roles';

const NONE: Bindings = new Map();

/** Finds the gradients among the relations of one note. Asked of all relations in their order, before they are judged. */
export class Gradients {
  private readonly claims = new GradientClaims();

  /** The gradient that a relation gives, unless it is that of another model's loss, or nothing that has a value. */
  of(
    relation: Relation,
    reading: Reading,
    context: Context,
    hints: Hints,
    given: Bindings = NONE,
  ): { readonly claim: GradientClaim; readonly gradient: NoteGradient } | undefined {
    const claim = this.claims.claimOf(relation, reading, context, hints);
    if (claim === undefined) return undefined;
    const gradient = new NoteGradient(claim, context, hints, given);
    if (gradient.isOther) return undefined;
    if (gradient.stuck === undefined) return { claim, gradient };
    // `β ← β - α ∇J`, where only what the note found for ∇J has a value.
    const value = this.claims.withFound(claim.value);
    if (claim.kind !== 'update' || value === claim.value) return undefined;
    const through = { ...claim, value };
    const second = new NoteGradient(through, context, hints, given);
    return second.isOther || second.stuck !== undefined ? undefined : { claim: through, gradient: second };
  }

  /** The same, without looking at what a relation gives: only so that the chain is known. */
  pass(relation: Relation, reading: Reading, context: Context, hints: Hints): void {
    this.claims.claimOf(relation, reading, context, hints);
  }
}
