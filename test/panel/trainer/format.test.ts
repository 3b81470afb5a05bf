import { describe, expect, it } from 'vitest';
import { latexNumber, percent, short } from '../../../src/panel/trainer/format';
import { RunTrace } from '../../../src/panel/trainer/run-trace';

describe('numbers for reading', () => {
  it.each([
    [0.366812, '0.3668'],
    [-1.5, '−1.5'],
    [0, '0'],
    [123456, '123500'],
    [1e-6, '1·10⁻⁶'],
    [-2.5e9, '−2.5·10⁹'],
    [NaN, '–'],
    [Infinity, '∞'],
  ])('%d is %s', (value, text) => expect(short(value)).toBe(text));

  it('in LaTeX have brackets after an operator when negative', () => {
    expect(latexNumber(-0.25, true)).toBe('(-0.25)');
    expect(latexNumber(1e-5)).toBe('1.00\\cdot10^{-5}');
    expect(latexNumber(NaN)).toBe('\\text{NaN}');
  });

  it('as a share are per cent', () => expect(percent(0.9344)).toBe('93.4 %'));
});

describe('a trace', () => {
  const row = (step: number) => [step, step, 1 / (1 + step), NaN, 0, 0, 7];

  it('takes rows in pieces and forgets what was replaced', () => {
    const trace = new RunTrace(7);
    trace.put(0, Float64Array.from([0, 1, 2, 3].flatMap(row)));
    trace.put(2, Float64Array.from([20, 21, 22].flatMap(row)));
    expect([...trace.column(0)]).toEqual([0, 1, 20, 21, 22]);
    expect([...trace.at(4).theta]).toEqual([7]);
    expect(trace.sample(2).map(({ step }) => step)).toEqual([0, 21, 22]);
    trace.put(0, Float64Array.from(row(0)));
    expect(trace.length).toBe(1);
  });
});
