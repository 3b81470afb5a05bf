import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/notes/note';
import { readNote } from '../../src/notes/read-note';
import { checkRanges, formulasOf, listFormulas } from './reading';

const LANGUAGES: readonly Language[] = ['markdown', 'latex', 'notebook', 'plaintext'];

/** Bits of notes that mean something to a reader, so that random notes are nasty. */
const bits = fc.constantFrom(
  '$', '$$', '\\(', '\\)', '\\[', '\\]', '\\\\[', '\\\\', '\\$', '\\begin{align}', '\\end{align}', '\\begin{cases}', '\\end{cases}', '\\text{', '{', '}',
  'x_1', ' = ', 'a', 'the word', '公式', '，', '5', ' ', '\n', '\n\n', '\r\n', '\t', '> ', '- ', '1. ', '    ', '# ', '---\n', '===\n', '|', '|-|-|\n',
  '*', '_', '%', '&', '&lt;', '![](https://math.jianshu.com/math?formula=', ')', '(', '[', ']', '](', '[^1]: ', '\0', '\ud800', '\ufeff', '"',
  '\\newcommand{\\a}{', '\\section{', '\\item', '\\footnote{', '\\label{', '\\verb|',
); // prettier-ignore
const swallowing = fc.constantFrom(
  '```',
  '~~~',
  '```math\n',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<b>',
  '`',
  ':::',
  '\\begin{verbatim}',
  '???+ a "b"\n',
  '{"cells":[',
);
const nastyNotes = fc
  .array(fc.oneof({ weight: 8, arbitrary: bits }, { weight: 1, arbitrary: swallowing }), { maxLength: 60 })
  .map((parts) => parts.join(''));

/** Formulas as authors write them, over one or more lines. */
const plainFormulas = fc.constantFrom(
  'x',
  'a+b',
  'y_i = w^T x_i',
  '\\frac{1}{2}',
  '\\{a, b\\}',
  'f(x) = \\text{so}',
  '5 < 6',
  'P(A|B)',
  "g'(t)",
  '\\alpha\\,\\beta',
);
const rowFormulas = fc.array(plainFormulas, { minLength: 1, maxLength: 3 }).map((rows) => rows.join(' \\\\\n- '));

/** A block of a Markdown note and the formulas in it. */
const blocks = fc.oneof(
  fc
    .tuple(plainFormulas, plainFormulas)
    .map(([a, b]) => ({ text: `Let $${a}$ and \\(${b}\\) be.`, formulas: [`inline: ${a}`, `inline: ${b}`] })),
  fc
    .tuple(plainFormulas, plainFormulas)
    .map(([a, b]) => ({ text: `设 $ ${a} $ 为参数，\n则 $${b}$ 成立。`, formulas: [`inline: ${a}`, `inline: ${b}`] })),
  rowFormulas.map((a) => ({ text: `So we have\n$$\n${a}\n$$\nas said.`, formulas: [`display: ${a}`] })),
  rowFormulas.map((a) => ({ text: `\\[ ${a} \\]`, formulas: [`display: ${a}`] })),
  rowFormulas.map((a) => ({ text: `so $$${a}\n$$`, formulas: [`display: ${a}`] })),
  rowFormulas.map((a) => ({
    text: `\\begin{align*}\n${a}\n\\end{align*}`,
    formulas: [`display: \\begin{align*}\n${a}\n\\end{align*}`],
  })),
  rowFormulas.map((a) => ({ text: `\`\`\`math\n${a}\n\`\`\``, formulas: [`display: ${a}`] })),
  plainFormulas.map((a) => ({
    text: `由![](https://math.jianshu.com/math?formula=${encodeURIComponent(a)})可得`,
    formulas: [`inline: ${a}`],
  })),
  fc
    .constantFrom('Just text.', '## A heading', '`$code$`', '```\n$x$\n```', 'It costs $5 and $10 now.')
    .map((text) => ({ text, formulas: [] as string[] })),
);
const containers = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.replace(/^/gm, '> '),
  (text) => `- ${text.replace(/\n/g, '\n  ')}`,
  (text) => `1. item\n\n${text.replace(/^/gm, '   ')}`,
  (text) => `> 1) ${text.replace(/\n/g, '\n>    ')}`,
);
const notes = fc.array(fc.tuple(blocks, containers), { maxLength: 6 });

describe('reading a note', () => {
  it.each(LANGUAGES)('never throws and keeps its ranges in order (%s)', (language) => {
    fc.assert(
      fc.property(nastyNotes, (text) => {
        const note = readNote(text, language);
        checkRanges(note);
        for (const { range } of note.problems) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThanOrEqual(text.length);
        }
        expect(readNote(text, language)).toEqual(note);
      }),
      { numRuns: 400 },
    );
  });

  it('finds every formula of a well-written note, in its containers and with any line ends', () => {
    fc.assert(
      fc.property(notes, fc.boolean(), fc.boolean(), (parts, windows, inNotebook) => {
        const lines = parts.map(([block, wrap]) => wrap(block.text)).join('\n\n<!-- -->\n\n');
        const markdown = windows ? lines.replace(/\n/g, '\r\n') : lines;
        const text = inNotebook ? JSON.stringify({ cells: [{ cell_type: 'markdown', source: [markdown] }] }) : markdown;
        expect(formulasOf(text, inNotebook ? 'notebook' : 'markdown')).toEqual(
          parts.flatMap(([block]) => block.formulas),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('reads on as usual behind any unclosed delimiter', () => {
    const nasty = fc.array(bits, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(nasty, blocks, (before, block) => {
        const found = formulasOf(`${before}\n\n# Next\n\n${block.text}\n`);
        expect(found.slice(found.length - block.formulas.length)).toEqual(block.formulas);
      }),
      { numRuns: 400 },
    );
  });

  it('puts the delimiters into the range of a formula', () => {
    const text = 'a $x$ \\(y\\)\n\n$$\nz\n$$\n> \\begin{align}\n> w\n> \\end{align}';
    const ranges = listFormulas(readNote(text, 'markdown')).map(({ range }) => text.slice(range.start, range.end));
    expect(ranges).toEqual(['$x$', '\\(y\\)', '$$\nz\n$$', '\\begin{align}\n> w\n> \\end{align}']);
  });

  it('takes long and deep notes', () => {
    const texts = [
      '$ '.repeat(30_000),
      '$$ a '.repeat(9_999),
      '\\[ x\n'.repeat(20_000),
      '['.repeat(50_000),
      '> '.repeat(20_000),
      '\\text{$'.repeat(20_000),
      '`'.repeat(50_001),
      '\\begin{align}x\n\n'.repeat(10_000),
    ];
    for (const text of texts) for (const language of LANGUAGES) checkRanges(readNote(text, language));
  });
});
