import { describe, expect, it } from 'vitest';
import { noteFormulaCompiler } from '../../../src/trainer/formula/compile-note-formula';
import { formulaWith, placed } from '../../../src/trainer/formula/formula-ids';
import type { NoteFormula } from '../../../src/trainer/formula/note-formula';
import { noteFormulas } from '../../../src/trainer/formula/note-formulas';
import { fourPoints } from '../support';

const text = String.raw`The sigmoid is $\sigma(z) = \frac{1}{1+e^{-z}}$ and the score $z_i = \sum_{j=1}^{d} w_j x_{ij} + b$.

$$J = -\frac{1}{n}\sum_{i=1}^{n} \left[ y_i \log \sigma(z_i) + (1-y_i)\log(1-\sigma(z_i)) \right]$$

$$\begin{cases}
\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (\sigma(z_i) - y_i) x_{ij} \\
\frac{\partial J}{\partial b} = \frac1n \sum_{i=1}^n (\sigma(z_i) - y_i)
\end{cases}$$

$$\frac{\partial J}{\partial b} = \frac{\kappa}{n} \sum_{i=1}^n (\sigma(z_i) - y_i)$$
`;

const options = { language: 'markdown' } as const;
const formulas = (bindings = {}): NoteFormula[] =>
  noteFormulas({ text, options, bindings }).map((formula) =>
    placed(
      formula,
      (offset) => ({ uri: 'note.md', line: text.slice(0, offset).split('\n').length }),
      (name, line) => `${name}, line ${line}`,
    ),
  );

describe('the formulas of a note', () => {
  const [pair, open] = formulas() as [NoteFormula, NoteFormula];

  it('join the weights and the bias of one display', () => {
    expect(formulas()).toHaveLength(2);
    expect(pair).toMatchObject({ name: '∂J/∂w_j, ∂J/∂b, line 6', regularised: false, hasBias: true, unbound: [] });
    expect([pair.weights!.place.line, pair.bias!.place.line]).toEqual([6, 7]);
    expect([pair.weights!.verdict, pair.bias!.verdict]).toEqual(['holds', 'holds']);
  });

  it('are found by either of their relations', () => {
    const indices = pair.id.split('+').map(Number);
    expect(indices.map((index) => formulaWith(formulas(), index)?.id)).toEqual([pair.id, pair.id]);
    expect(formulaWith(formulas(), 999)).toBeUndefined();
  });

  it('survive the way to the page and are compiled there', () => {
    const compiled = noteFormulaCompiler()(structuredClone(JSON.parse(JSON.stringify(pair)) as NoteFormula));
    const w = Float64Array.from([0.1, 0.2]);
    expect(
      [...Array.from(compiled.weights!(w, 0, fourPoints, 0)), compiled.bias!(w, 0, fourPoints, 0)].map((v) =>
        v.toFixed(4),
      ),
    ).toEqual(['0.3658', '0.6475', '0.2818']);
  });

  it('say which symbol is open and are read anew with its meaning', () => {
    expect(open.unbound.map(({ symbol }) => symbol)).toEqual(['\\kappa']);
    const [, bound] = formulas({ [open.id]: { '\\kappa': { number: 1 } } }) as [NoteFormula, NoteFormula];
    expect(bound.unbound).toEqual([]);
    const value = noteFormulaCompiler()(bound).bias!(Float64Array.from([0.1, 0.2]), 0, fourPoints, 0);
    expect(value.toFixed(4)).toBe('0.2818');
  });
});
