import { latexOf } from './print-term';
import type { Claim } from './claims';

/** Another way to write the sides of a claim, or to set it. The meaning is the same. */
export interface Spelling {
  readonly name: string;
  readonly note: (left: string, right: string) => string;
}

const display = (left: string, right: string): string => `$$\nQ = ${left} = ${right}\n$$\n`;

/** Writes both sides otherwise, in the same display. */
const rewritten = (name: string, write: (latex: string) => string, before = ''): Spelling => ({
  name,
  note: (left, right) => before + display(write(left), write(right)),
});

/** Control words, control symbols, numbers and single characters. */
const tokens = (latex: string): string[] => latex.match(/\\[a-zA-Z]+|\\[^]|\d+|[^\s]/g) ?? [];

const plainBrackets = (latex: string): string => latex.replace(/\\(?:left|right|bigl|bigr)\s*(?=[[\]()])/g, '');

export const spellings: readonly Spelling[] = [
  { name: 'double dollars on one line', note: (left, right) => `$$Q = ${left} = ${right}$$\n` },
  { name: 'square brackets', note: (left, right) => `\\[\nQ = ${left} = ${right}\n\\]\n` },
  { name: 'single dollars', note: (left, right) => `$Q = ${left} = ${right}$\n` },
  { name: 'round brackets', note: (left, right) => `\\(Q = ${left} = ${right}\\)\n` },
  { name: 'a dollar alone on its line', note: (left, right) => `$\nQ = ${left} = ${right}\n$\n` },
  { name: 'a math fence', note: (left, right) => `\`\`\`math\nQ = ${left} = ${right}\n\`\`\`\n` },
  { name: 'a bare environment', note: (left, right) => `\\begin{equation}\nQ = ${left} = ${right}\n\\end{equation}\n` },
  { name: 'aligned rows', note: (left, right) => `\\begin{align*}\nQ &= ${left} \\\\\n &= ${right}\n\\end{align*}\n` },
  {
    name: 'rows in double dollars',
    note: (left, right) => `$$\\begin{aligned} Q & = ${left} \\\\[4pt] & = ${right} \\end{aligned}$$\n`,
  },
  {
    name: 'a row that ends with the sign',
    note: (left, right) => `$$\n\\begin{split}\nQ &= ${left} = \\\\\n &${right}\n\\end{split}\n$$\n`,
  },
  { name: 'a display that goes on', note: (left, right) => `$$\nQ = ${left}\n$$\n\nand so\n\n$$\n= ${right}\n$$\n` },
  { name: 'a block quote', note: (left, right) => `> $$\n> Q = ${left}\n> = ${right}\n> $$\n` },
  { name: 'a list item', note: (left, right) => `- first\n\n  $$\n  Q = ${left}\n  = ${right}\n  $$\n` },
  { name: 'CRLF', note: (left, right) => display(left, right).replaceAll('\n', '\r\n') },
  { name: 'a tag and a label', note: (left, right) => `$$\nQ = ${left} = ${right} \\tag{1} \\label{one}\n$$\n` },
  { name: 'a full stop', note: (left, right) => `$$\nQ = ${left} = ${right}.\n$$\n` },
  rewritten('wide spacing', (latex) => tokens(latex).join(' ')),
  rewritten('narrow spacing', (latex) => latex.replace(/(?<![a-zA-Z]) (?![a-zA-Z])/g, '')),
  rewritten('thin spaces around signs', (latex) => latex.replace(/ ([+-]) /g, '\\, $1 \\; ')),
  rewritten('sized brackets', (latex) =>
    plainBrackets(latex).replace(/[([]/g, '\\left$&').replace(/[)\]]/g, '\\right$&'),
  ),
  rewritten('plain brackets', plainBrackets),
  rewritten('display fractions', (latex) => latex.replace(/\\[dt]?frac/g, '\\dfrac')),
  rewritten('braces around fractions', (latex) => latex.replace(/\\[dt]?frac\{(\w)\}\{(\w)\}/g, '{$1 \\over $2}')),
  rewritten(
    'a macro for fractions',
    (latex) => latex.replace(/\\[dt]?frac/g, '\\F'),
    '$\\newcommand{\\F}[2]{\\frac{#1}{#2}}$\n\n',
  ),
  rewritten(
    'a macro for bold letters',
    (latex) => latex.replace(/\\(?:mathbf|boldsymbol)/g, '\\B'),
    '$\\def\\B#1{\\mathbf{#1}}$\n\n',
  ),
];

/** The note of a claim in a plain display, and in another spelling. */
export function spelled({ identity, style }: Claim, spelling?: Spelling): string {
  const [left, right] = [latexOf(identity.left, style), latexOf(identity.right, style)];
  return spelling === undefined ? display(left, right) : spelling.note(left, right);
}
