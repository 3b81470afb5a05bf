import type { Context, Definition } from '../context/context';
import { headOf } from '../context/heads';
import { some } from '../expression/traverse';
import type { Relation } from '../relations/relation';
import { reach } from '../trial/reach';
import type { Reading } from './decide';
import type { Judgement } from './judge';

/**
 * Names that the note has stated anew without the statement being kept as their meaning: `y = x^3` where `y` was `x^2`. What is known of
 * such a name may be out of date, so nothing is called wrong on the strength of it.
 */
export class Unsettled {
  private readonly names = new Map<string, Definition>();

  note(relation: Relation, reading: Reading, judgement: Judgement, context: Context): void {
    if (relation.place > 0 || relation.sign.kind !== 'equal') return;
    const head = headOf(reading.left, context);
    if (head === undefined || head.kind === 'whole') return;
    const definition = context.definitions(head.name, head.indices.length)[0];
    if (definition === undefined || head.indices.length > 0) return;
    const kept =
      judgement.kind === 'decided'
        ? judgement.decision.kind !== 'undecided'
        : judgement.role === 'definition' || judgement.role === 'redefinition' || judgement.role === 'update';
    if (!kept) this.names.set(head.name, definition);
  }

  /** The name behind a reading whose known meaning may be out of date. */
  behind(reading: Reading, context: Context, section: number, startsStatement: boolean): string | undefined {
    const { definitions } = reach([reading.left, reading.right], context);
    const doubtful = definitions.find((d) => this.names.get(d.name) === d);
    if (doubtful !== undefined) return doubtful.name;
    if (!startsStatement) return undefined;
    // `dx/dt = …` after another `dx/dt = …`: the next differential equation.
    if (
      reading.left.kind === 'derivative' &&
      reading.left.style === 'total' &&
      reading.left.of.kind === 'symbol' &&
      context.factFor(reading.left) !== undefined
    )
      return reading.left.of.name;
    // `dy/dx = f(x, y)` of a `y` from another section is a new differential equation.
    const old = definitions.find(
      (d) =>
        d.section !== section &&
        d.indices.length === 0 &&
        some(
          reading.left,
          (p) => p.kind === 'derivative' && p.style === 'total' && p.of.kind === 'symbol' && p.of.name === d.name,
        ),
    );
    return old?.name;
  }
}
