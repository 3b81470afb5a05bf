import fc from 'fast-check';
import type { Identity } from './identities';
import { anyStyle, latexOf, type Style } from './print-term';

/** A way to put a claim into a note. */
export type Form = 'chain' | 'aligned' | 'inline' | 'fenced';

/** An identity as it stands in a note. */
export interface Claim {
  readonly identity: Identity;
  readonly style: Style;
  readonly form: Form;
}

export const anyForm: fc.Arbitrary<Form> = fc.constantFrom('chain', 'aligned', 'inline', 'fenced');

export function anyClaim(identity: fc.Arbitrary<Identity>): fc.Arbitrary<Claim> {
  return fc.record({ identity, style: anyStyle, form: anyForm });
}

/** The note of a claim. Its last relation is the claim. */
export function noteOf({ identity, style, form }: Claim): string {
  return noteOfSides(latexOf(identity.left, style), latexOf(identity.right, style), form);
}

export function noteOfSides(left: string, right: string, form: Form): string {
  switch (form) {
    case 'chain':
      return `We look at\n\n$$\nQ = ${left} = ${right}\n$$\n`;
    case 'aligned':
      return `We look at\n\n\\begin{align*}\nQ &= ${left} \\\\\n  &= ${right}\n\\end{align*}\n`;
    case 'inline':
      return `Then $Q = ${left} = ${right}$.\n`;
    case 'fenced':
      return `\`\`\`math\nQ\n= ${left}\n= ${right}\n\`\`\`\n`;
  }
}
