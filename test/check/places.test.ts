import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check } from '../../src/check';
import { languageOf } from '../../src/cli/extensions';
import type { Language } from '../../src/notes/note';
import { anyClaim } from '../support/claims';
import { anyIdentity, themes } from '../support/identities';
import { expectExactPlaces } from '../support/places';
import { latexOf } from '../support/print-term';
import { runs, settings } from '../support/runs';
import { spelled, spellings } from '../support/spellings';

const anyOne = anyClaim(anyIdentity(Object.values(themes).flat()));

interface Container {
  readonly name: string;
  readonly language: Language;
  readonly note: (formula: string) => string;
}

const containers: readonly Container[] = [
  {
    name: 'a percent-encoded image',
    language: 'markdown',
    note: (f) => `so ![](https://math.example.org/math?formula=${encodeURIComponent(f)}) holds\n`,
  },
  {
    name: 'an image with plus signs',
    language: 'markdown',
    note: (f) => `![f](https://www.zhihu.com/equation?tex=${encodeURIComponent(f).replaceAll('%20', '+')})\n`,
  },
  { name: 'a table', language: 'markdown', note: (f) => `| name | formula |\n| --- | --- |\n| one | $${f}$ |\n` },
  {
    name: 'nested quotes',
    language: 'markdown',
    note: (f) => `> > $$\n> > ${f.replaceAll(' = ', '\n> > = ')}\n> > $$\n`,
  },
  {
    name: 'a list in a quote',
    language: 'markdown',
    note: (f) => `> 1. first\n>\n>    \\[\n>    ${f.replaceAll(' = ', '\n>    = ')}\n>    \\]\n`,
  },
  {
    name: 'a LaTeX document',
    language: 'latex',
    note: (f) =>
      `\\documentclass{article}\n\\begin{document}\nWe see % why?\n\\begin{equation}\n${f}\n\\end{equation}\n\\end{document}\n`,
  },
  { name: 'a notebook', language: 'notebook', note: (f) => notebook(['Then\n', '\n', `$$${f}$$\n`, 'holds']) },
  {
    name: 'a notebook, over lines',
    language: 'notebook',
    note: (f) => notebook(['$$\n', ...f.split(/(?<= = )/).map((part) => `${part}\n`), '$$']),
  },
  { name: 'plain text', language: 'plaintext', note: (f) => `We see\n$$${f}$$\n` },
  { name: 'text with wide characters', language: 'markdown', note: (f) => `𝒜 于是 👩‍🔬 $${f}$ 成立\r\n` },
];

function notebook(source: readonly string[]): string {
  return JSON.stringify(
    { cells: [{ cell_type: 'markdown', metadata: {}, source }], metadata: {}, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
}

describe('every side stands where its range says', () => {
  test.each(containers)('in $name', ({ note, language }) => {
    fc.assert(
      fc.property(anyOne, ({ identity, style }) => {
        const [left, right] = [latexOf(identity.left, style), latexOf(identity.right, style)];
        const text = note(`Q = ${left} = ${right}`);
        const { findings } = check(text, { language, points: 8 });
        expectExactPlaces(text, findings);
        const bare = (latex: string): string => latex.replace(/\s+/g, '');
        expect(findings.map((f) => [bare(f.left.latex), bare(f.right.latex)])).toEqual([
          ['Q', bare(left)],
          [bare(left), bare(right)],
        ]);
      }),
      settings(3),
    );
  });

  test.each(spellings)('with $name', (spelling) => {
    fc.assert(
      fc.property(anyOne, (claim) => {
        const text = spelled(claim, spelling);
        expectExactPlaces(text, check(text, { points: 8 }).findings);
      }),
      settings(1),
    );
  });
});

const root = join(__dirname, '../..');
/** Data beside the repository, not a part of it. The larger folders wait for a longer run. */
const labelled = runs(1) > 1 ? ['seeds', 'notes', 'real'] : ['seeds'];
const folders = [join(root, 'examples'), ...labelled.map((name) => join(root, '../shared/labelled', name))];

describe('every side of whole notes stands where its range says', () => {
  for (const folder of folders) {
    const name = folder.slice(join(root, '..').length + 1);
    test.skipIf(!existsSync(folder))(`${name} (skipped where the folder is missing)`, () => {
      for (const file of readdirSync(folder).filter((one) => !one.endsWith('.json'))) {
        const text = readFileSync(join(folder, file), 'utf8');
        // Nothing is tried: places do not depend on the trials.
        const { findings } = check(text, { language: languageOf(file), cancelled: () => true });
        expect(findings.length).toBeGreaterThan(0);
        expectExactPlaces(text, findings);
      }
    });
  }
});
