import { describe, expect, it } from 'vitest';
import {
  formulaAt,
  gradientFormulas,
  type Binding,
  type GradientFormula,
  type GradientOptions,
} from '../../src/note-gradients';
import { presetById } from '../../src/trainer/data/presets';
import { exactGradient } from '../../src/trainer/formula/formula-gradient';
import { fourPoints, largestDifference } from '../trainer/support';
import { checked } from '../trainer/formula/claimed';

const model = String.raw`The logistic function is $\sigma(z) = \frac{1}{1+e^{-z}}$.
$$z_i = \sum_{j=1}^{d} w_j x_{ij} + b, \qquad p_i = \sigma(z_i)$$
`;
const loss = String.raw`$$J = -\frac{1}{n}\sum_{i=1}^{n} \left[ y_i \log p_i + (1-y_i)\log(1-p_i) \right]$$
`;
const note = (gradient: string, before = model + loss): string => `${before}\n$$${gradient}$$\n`;
const only = (text: string, options?: GradientOptions): GradientFormula => {
  const found = gradientFormulas(text, options);
  expect(found.length).toBeGreaterThan(0);
  return found.at(-1)!;
};
/** Bindings as `symbol: role`. */
const bindings = ({ gradient }: GradientFormula): Record<string, Binding> => Object.fromEntries(gradient.bindings);

describe('a gradient of logistic regression in a note', () => {
  it.each([
    [
      'by components, averaged',
      String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`,
      'right',
    ],
    [
      'with the sign lost',
      String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (y_i - p_i) x_{ij}`,
      'wrong',
    ],
    [
      'with a factor too many',
      String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) p_i (1 - p_i) x_{ij}`,
      'wrong',
    ],
    ['without the mean', String.raw`\frac{\partial J}{\partial w_j} = \sum_{i=1}^n (p_i - y_i) x_{ij}`, 'wrong'],
    ['by the bias', String.raw`\frac{\partial J}{\partial b} = \frac1n \sum_{i=1}^n (p_i - y_i)`, 'right'],
    [
      'through the chain rule',
      String.raw`\frac{\partial J}{\partial w_j} = \sum_{i=1}^n \frac{\partial J}{\partial p_i} \frac{\partial p_i}{\partial z_i} x_{ij}`,
      'right',
    ],
    ['in an update rule', String.raw`w_j \leftarrow w_j - \eta \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`, 'right'],
    [
      'in an update rule that climbs',
      String.raw`w_j \leftarrow w_j + \eta \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`,
      'wrong',
    ],
    ['in an update rule written as an equality', String.raw`b = b - \alpha \frac1n \sum_{i=1}^n (p_i - y_i)`, 'right'],
  ])('%s', (_, gradient, verdict) => {
    expect(checked(only(note(gradient))).verdict).toBe(verdict);
  });

  it('is evaluated on the data', () => {
    const found = only(note(String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`));
    const { w } = found.gradient.evaluate(fourPoints, { w: [0, 0], b: 0, lambda: 0 });
    // (½·1 + ½·3 − ½·5 − ½·7)/4 and the same with 2, 4, 6, 8.
    expect(w).toEqual([-1, -1]);
  });

  it.each([
    ['by components', String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`, true],
    [
      'with derivatives in it',
      String.raw`\frac{\partial J}{\partial w_j} = \sum_{i=1}^n \frac{\partial J}{\partial p_i} \frac{\partial p_i}{\partial w_j}`,
      false,
    ],
  ])('%s gives the exact numbers on many samples, quickly or not', (_, gradient, isFast) => {
    const found = only(note(gradient));
    const data = presetById('overlap')!.draw({ size: 300, noise: 0.5, seed: 2 });
    const theta = Float64Array.from([0.4, -1.1, 0.2]);
    const { w } = found.gradient.evaluate(data, { w: theta.subarray(0, 2), b: 0.2, lambda: 0 });
    const exact = exactGradient(theta.slice(0, 2), 0.2, data, 0).w;
    expect(found.gradient.isFast).toBe(isFast);
    expect(largestDifference(w!, exact)).toBeLessThan(1e-12);
  });

  it('of one sample is averaged', () => {
    const text = `${model}${String.raw`$$L_i = -y_i \log p_i - (1-y_i)\log(1-p_i)$$`}\n`;
    const found = only(note(String.raw`\frac{\partial L_i}{\partial w_j} = (p_i - y_i) x_{ij}`, text));
    expect([found.gradient.adaptation, checked(found).verdict]).toEqual(['averaged-over-samples', 'right']);
  });

  it('of a summed loss is divided by n', () => {
    const text = model + loss.replace(String.raw`\frac{1}{n}`, '');
    const found = only(note(String.raw`\frac{\partial J}{\partial w_j} = \sum_{i=1}^n (p_i - y_i) x_{ij}`, text));
    expect([found.gradient.adaptation, checked(found).verdict]).toEqual(['divided-by-n', 'right']);
  });

  it('of a log-likelihood has the other sign', () => {
    const text = model + loss.replace('J = -', String.raw`\ell = `);
    const found = only(
      note(String.raw`\frac{\partial \ell}{\partial w_j} = \frac1n \sum_{i=1}^n (y_i - p_i) x_{ij}`, text),
    );
    expect(checked(found).verdict).toBe('right');
  });

  it.each([
    [String.raw`\frac{\lambda}{2} \sum_{j=1}^{d} w_j^2`, String.raw`\lambda w_j`],
    [String.raw`\lambda \sum_{j=1}^{d} w_j^2`, String.raw`2 \lambda w_j`],
    [String.raw`\frac{\lambda}{2n} \sum_{j=1}^{d} w_j^2`, String.raw`\frac{\lambda}{n} w_j`],
  ])('with the penalty %s is compared at the λ that it means', (penalty, term) => {
    const text = model + loss.replace(']$$', () => `] + ${penalty}$$`);
    const right = only(
      note(String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij} + ` + term, text),
    );
    const without = only(
      note(String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`, text),
    );
    expect([right.gradient.regularised, checked(right).verdict, checked(without).verdict]).toEqual([
      true,
      'right',
      'wrong',
    ]);
  });

  it('takes a single weight from a score of one feature', () => {
    const text = String.raw`The logistic function is $\sigma(z) = \frac{1}{1+e^{-z}}$.
$$z_i = w x_i + b, \qquad p_i = \sigma(z_i)$$
$$J = -\frac{1}{N}\sum_{i=1}^{N} \left[ y_i \log p_i + (1-y_i)\log(1-p_i) \right]$$`;
    const found = only(note(String.raw`\frac{\partial J}{\partial w} = \frac1N \sum_{i=1}^N (p_i - y_i) x_i`, text));
    expect([found.gradient.singleWeight, checked(found).verdict]).toEqual([true, 'right']);
  });

  it('takes superscripts in brackets for samples, and functions for the model', () => {
    const text = String.raw`$$h_\theta(x) = \frac{1}{1+e^{-\theta^T x}}$$
$$J(\theta) = -\frac{1}{m}\sum_{i=1}^{m} [ y^{(i)} \log h_\theta(x^{(i)}) + (1-y^{(i)})\log(1-h_\theta(x^{(i)})) ]$$`;
    const gradient = String.raw`\frac{\partial J(\theta)}{\partial \theta_j} = \frac{1}{m}\sum_{i=1}^{m} (h_\theta(x^{(i)}) - y^{(i)}) x_j^{(i)}`;
    expect(checked(only(note(gradient, text))).verdict).toBe('right');
  });

  it.each([
    ['a sum of vectors', String.raw`\frac{1}{N}\sum_{i=1}^{N} (\hat{y}_i - y_i) \mathbf{x}_i`],
    ['a product with the matrix of the data', String.raw`\frac{1}{N} X^T (\hat{\mathbf{y}} - \mathbf{y})`],
  ])('may be a vector: %s', (_, value) => {
    const text = String.raw`The sigmoid is $\sigma(z) = \frac{1}{1+e^{-z}}$, the model $\hat{y}_i = \sigma(\mathbf{w}^T \mathbf{x}_i + b)$.
$$L = -\frac{1}{N}\sum_{i=1}^{N} [ y_i \log \hat{y}_i + (1-y_i)\log(1-\hat{y}_i) ]$$`;
    expect(checked(only(note(String.raw`\nabla_{\mathbf{w}} L = ${value}`, text))).verdict).toBe('right');
  });

  it('is read as it stands where it stands, not by what the note says later', () => {
    const text = note(String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`);
    const [found] = gradientFormulas(text);
    const later = `${text}\nNow let $p_i = 0$.\n`;
    const at = { w: [0.1, -0.2], b: 0.3, lambda: 0 };
    expect(formulaAt(later, {}, found!.index)!.evaluate(fourPoints, at)).toEqual(
      found!.gradient.evaluate(fourPoints, at),
    );
  });

  it('brings its line, its parameter and its verdict', () => {
    const found = only(note(String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (y_i - p_i) x_{ij}`));
    expect(found).toMatchObject({ kind: 'derivative', line: 5, loss: 'J', parameter: 'w_j', verdict: 'fails' });
  });
});

describe('what the symbols stand for', () => {
  it('is told by what is differentiated by, the indices and the letters', () => {
    const found = only(note(String.raw`\frac{\partial J}{\partial w_j} = \frac1n \sum_{i=1}^n (p_i - y_i) x_{ij}`));
    expect(bindings(found)).toMatchObject({ w: 'weights', b: 'bias', x: 'features', y: 'labels', n: 'sample-count' });
  });

  it.each([
    ['before the symbol', String.raw`The labels $t_i$ and the weights $\theta$ are numbers.`, 't', 'labels'],
    [
      'behind the symbol',
      String.raw`where $t_i$ denotes the label of a sample and $\theta$ is the vector of weights.`,
      't',
      'labels',
    ],
    ['in Chinese', String.raw`其中 $t_i$ 是第 $i$ 个样本的真实标签，$\theta$ 是权重向量。`, 't', 'labels'],
  ])('is told by words %s', (_, words, name, role) => {
    const text = String.raw`The sigmoid function is $\sigma(z) = \frac{1}{1+e^{-z}}$. ${words}

$$z_i = \sum_{j=1}^{d} \theta_j x_{ij}, \qquad J = -\frac{1}{n}\sum_{i=1}^{n} \left[ t_i \log \sigma(z_i) + (1-t_i)\log(1-\sigma(z_i)) \right]$$`;
    const found = only(
      note(String.raw`\frac{\partial J}{\partial \theta_j} = \frac1n \sum_{i=1}^n (\sigma(z_i) - t_i) x_{ij}`, text),
    );
    expect([bindings(found)[name], checked(found).verdict]).toEqual([role, 'right']);
  });

  it('is asked where nothing tells it, and the answer is used', () => {
    const text = note(String.raw`\frac{\partial J}{\partial w_j} = \frac{\kappa}{n} \sum_{i=1}^n (p_i - y_i) x_{ij}`);
    const open = only(text);
    expect(open.gradient.open.map(({ name }) => name)).toEqual(['\\kappa']);
    expect(open.gradient.open[0]!.offers).toContainEqual({ number: 1 });
    const bound = (value: number) =>
      only(text, { bindings: new Map([[open.index, new Map([['\\kappa', { number: value }]])]]) });
    expect([bound(1).gradient.open, checked(bound(1)).verdict, checked(bound(2)).verdict]).toEqual([
      [],
      'right',
      'wrong',
    ]);
  });

  it('may be the prediction of the model, in numbers', () => {
    const text = String.raw`The label is $y_i$, the prediction of the model $q_i$.`;
    const found = only(
      note(String.raw`\frac{\partial L}{\partial w_j} = \frac1n \sum_{i=1}^n (q_i - y_i) x_{ij}`, text),
      {},
    );
    const chosen = new Map([[found.index, new Map<string, Binding>([['q', 'prediction']])]]);
    expect(
      checked(
        only(note(String.raw`\frac{\partial L}{\partial w_j} = \frac1n \sum_{i=1}^n (q_i - y_i) x_{ij}`, text), {
          bindings: chosen,
        }),
      ).verdict,
    ).toBe('right');
  });
});

describe('what is no gradient of logistic regression', () => {
  it.each([
    [
      'a squared error',
      String.raw`$$\hat{y}_i = w x_i + b, \quad S = \sum_{i=1}^n (y_i - \hat{y}_i)^2$$ $$\frac{\partial S}{\partial w} = -2 \sum_{i=1}^n (y_i - \hat{y}_i) x_i$$`,
    ],
    ['a score', note(String.raw`\frac{\partial z_i}{\partial w_j} = x_{ij}`)],
    ['a prediction', note(String.raw`\frac{\partial p_i}{\partial w_j} = p_i (1 - p_i) x_{ij}`)],
    ['physics', String.raw`$$x(t) = x_0 + v t, \quad \frac{\partial x}{\partial t} = v$$`],
    ['nothing at all', ''],
    ['broken LaTeX', String.raw`$$\frac{\partial J}{\partial w_j = \sum$$`],
  ])('is left out: %s', (_, text) => {
    expect(gradientFormulas(text)).toEqual([]);
  });
});
