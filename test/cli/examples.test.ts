import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonReport } from '../../src/report/json';
import { run } from './run';

const root = join(__dirname, '../..');

/** The wrong steps of each example, each by its left and right side as it stands in the note. */
const wrong: Readonly<Record<string, readonly [left: string, right: string][]>> = {
  'calculus.md': [
    ["f''(x)", String.raw`2 \sin x + 4x \cos x + x^2 \sin x`],
    [String.raw`\frac{d}{dx} (3x + 1)^4`, '4 (3x + 1)^3'],
  ],
  'linear-regression.md': [
    [String.raw`\frac{\partial S}{\partial \beta}`, String.raw`-\sum_{i=1}^n x_i (y_i - \alpha - \beta x_i)`],
  ],
  'logistic-loss.md': [
    [String.raw`\sigma'(a)`, String.raw`\sigma(a)\,(1 + \sigma(a))`],
    [
      String.raw`\frac{\partial R}{\partial \theta_j}`,
      String.raw`\frac{1}{m} \sum_{k=1}^{m} (p_k - t_k)\, p_k (1 - p_k)\, u_{kj}`,
    ],
  ],
  'normal-likelihood.tex': [
    [String.raw`\pd{L}{v}`, String.raw`-\frac{n}{2 v} + \frac{1}{2 v} \sum_{i=1}^{n} \resid{i}^2`],
  ],
  'softmax-zh.md': [
    [String.raw`\frac{\partial q_k}{\partial s_k}`, 'q_k (q_k - 1)'],
    [String.raw`-\ln \frac{e^{s_y}}{\sum_{r=1}^{K} e^{s_r}}`, String.raw`s_y + \ln \sum_{r=1}^{K} e^{s_r}`],
  ],
  'tanh-zh.tex': [
    [String.raw`\diff{x} \bigl( 2 \sigma(2x) - 1 \bigr)`, String.raw`2 \sigma(2x) \bigl( 1 - \sigma(2x) \bigr)`],
  ],
};

test('there is a list of wrong steps for every example', () => {
  expect(Object.keys(wrong).sort()).toEqual(readdirSync(join(root, 'examples')).sort());
});

describe('in the examples, exactly the wrong steps fail', () => {
  test.each(Object.entries(wrong))('%s', (name, steps) => {
    const path = join('examples', name);
    const text = readFileSync(join(root, path), 'utf8');
    const { out } = run(['--format', 'json', path], { cwd: root });
    const report = JSON.parse(out) as JsonReport;
    const side = (range: JsonReport['notes'][number]['relations'][number]['left']['range']): string =>
      text.slice(range.start.offset, range.end.offset);
    const failing = report.notes.flatMap((note) => note.relations).filter(({ verdict }) => verdict === 'fails');
    expect(failing.map(({ left, right }) => [side(left.range), side(right.range)])).toEqual(steps);
  });
});
