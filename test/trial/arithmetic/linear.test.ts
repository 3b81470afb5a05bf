import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as a from '../../../src/trial/arithmetic';
import {
  linear,
  map,
  matrix,
  Stuck,
  tensor,
  Tensor,
  vector,
  type Scalar,
  type Value,
} from '../../../src/trial/arithmetic';
import { expectClose } from './closeness';

const { multiply, transpose } = linear;

/** Matrices of a shape with entries in tenths. */
function matrices(rows: number, columns: number): fc.Arbitrary<Value> {
  const entry = fc.integer({ min: -30, max: 30 }).map((n) => n / 10);
  return fc
    .array(entry, { minLength: rows * columns, maxLength: rows * columns })
    .map((data) => tensor([rows, columns], data));
}

function stuckOf(run: () => unknown): Stuck {
  try {
    run();
  } catch (error) {
    if (error instanceof Stuck) return error;
  }
  throw new Error('nothing was thrown');
}

describe('shapes', () => {
  const m32 = tensor([3, 2], [1, 2, 3, 4, 5, 6]);
  const v2 = vector([7, 8]);
  const v3 = vector([1, 2, 3]);

  test.each<readonly [string, () => Value, readonly number[] | 'scalar']>([
    ['matrix · vector', () => multiply(m32, v2), [3]],
    ['row · vector', () => multiply(transpose(v2), v2), 'scalar'],
    ['vector · row', () => multiply(v3, transpose(v2)), [3, 2]],
    ['row · matrix', () => multiply(transpose(v3), m32), [1, 2]],
    ['scalar · matrix', () => multiply(2, m32), [3, 2]],
    ['transposed column', () => transpose(v3), [1, 3]],
    ['transposed row', () => transpose(transpose(v3)), [3]],
    ['Kronecker', () => linear.kronecker(m32, transpose(v2)), [3, 4]],
    ['outer', () => linear.outer(v3, v2), [3, 2]],
    ['diag of a vector', () => linear.diag(v3), [3, 3]],
    ['diag of a matrix', () => linear.diag(m32), [2]],
    ['0 + matrix', () => linear.add(0, m32), [3, 2]],
  ])('%s', (_name, compute, expected) => {
    const value = compute();
    expect(value instanceof Tensor ? value.shape : 'scalar').toEqual(expected);
  });

  test.each<readonly [string, () => Value, string]>([
    ['sum', () => linear.add(m32, transpose(m32)), 'shapes 3×2 and 2×3'],
    ['vector + number', () => linear.add(v2, 1), 'shapes 2×1 and scalar'],
    ['column · column', () => multiply(v3, v3), 'shapes 3×1 and 3×1'],
    ['matrix · matrix', () => multiply(m32, m32), 'shapes 3×2 and 3×2'],
    ['cross product', () => linear.cross(v2, v2), 'shapes 2×1 and 2×1'],
    ['determinant', () => a.determinant(m32), '3×2'],
  ])('%s that does not fit says so', (_name, compute, message) => {
    const stuck = stuckOf(compute);
    expect(stuck.code).toBe('shape');
    expect(stuck.message).toContain(message);
  });
});

describe('laws of matrices', () => {
  test('(AB)ᵀ = BᵀAᵀ and tr(AB) = tr(BA)', () => {
    fc.assert(
      fc.property(matrices(3, 2), matrices(2, 3), (x, y) => {
        expectClose(transpose(multiply(x, y)), multiply(transpose(y), transpose(x)), 12);
        expectClose(linear.trace(multiply(x, y)), linear.trace(multiply(y, x)), 12);
      }),
    );
  });

  test('det(AB) = det A det B, expanded and eliminated', () => {
    for (const n of [2, 3, 5, 6]) {
      fc.assert(
        fc.property(matrices(n, n), matrices(n, n), (x, y) => {
          const product = a.mul(a.determinant(x), a.determinant(y));
          expectClose(a.determinant(multiply(x, y)), product, 8);
        }),
        { numRuns: 30 },
      );
    }
  });

  test('A A⁻¹ = 1, and solving undoes the product', () => {
    fc.assert(
      fc.property(matrices(4, 4), matrices(4, 2), (x, b) => {
        fc.pre(Math.abs(a.toFloat(a.determinant(x))) > 0.1);
        expectClose(multiply(x, a.inverse(x)), linear.identity(4), 9);
        expectClose(a.solve(x, multiply(x, b)), b, 9);
      }),
    );
  });

  test('a singular matrix has no inverse', () => {
    expect(
      stuckOf(() =>
        a.inverse(
          matrix([
            [1, 2],
            [2, 4],
          ]),
        ),
      ).code,
    ).toBe('domain');
  });

  const sample = matrix([
    [0.3, 1.2, -0.4],
    [0.7, -0.2, 0.9],
    [-1.1, 0.5, 0.6],
  ]);
  const sampleBig = map(sample, a.toBig);

  test('with 64 digits they hold to 60', () => {
    expectClose(multiply(sampleBig, a.inverse(sampleBig)), linear.identity(3), 60);
  });

  test('powers are repeated products', () => {
    expectClose(a.power(sample, 3), multiply(sample, multiply(sample, sample)), 13);
    expectClose(a.power(sample, -2), a.inverse(multiply(sample, sample)), 12);
    expectClose(a.power(sample, 0), linear.identity(3), 15);
  });

  test('det e^A = e^(tr A), and e^A e^(−A) = 1', () => {
    const exponential = a.exponential(sampleBig);
    expectClose(a.determinant(exponential), a.exp(linear.trace(sampleBig)), 58);
    expectClose(multiply(exponential, a.exponential(linear.neg(sampleBig))), linear.identity(3), 58);
    expectClose(a.exponential(sample), exponential, 13);
  });

  test('d det A = det A tr(A⁻¹ dA), also where det A = 0', () => {
    for (const n of [3, 5]) {
      const entries = (t: Scalar): Scalar[] => {
        return Array.from({ length: n * n }, (_, i) =>
          a.add(((i * 7) % 5) - 1.5 + i / 10, a.mul(t, ((i * 3) % 4) - 1)),
        );
      };
      const at = (t: Scalar): Value => tensor([n, n], entries(t));
      const slope = a.derivative((t) => a.determinant(at(t)), 0.3);
      const change = tensor(
        [n, n],
        entries(0).map((_, i) => ((i * 3) % 4) - 1),
      );
      const jacobi = a.mul(a.determinant(at(0.3)), linear.trace(multiply(a.inverse(at(0.3)), change)));
      expectClose(slope, jacobi, 10);
    }
    // t·1 at 0 for n = 5: t⁵ has derivative 0; the matrix with one row t·(…) has not.
    const row = (t: Scalar): Value => linear.diagonal([1, 2, t, 3, 4]);
    expectClose(
      a.derivative((t) => a.determinant(row(t)), 0),
      24,
      15,
    );
  });
});

describe('vectors', () => {
  const x = vector([3, -4, 12]);
  const y = vector([1, 0.5, 2]);

  test('norms', () => {
    expectClose(linear.norm(x), 13, 15);
    expectClose(linear.pNorm(x, 1), 19, 15);
    expectClose(linear.pNorm(x, Infinity), 12, 15);
    expectClose(linear.pNorm(x, 3), Math.cbrt(27 + 64 + 1728), 14);
    expectClose(
      linear.norm(
        matrix([
          [1, 2],
          [2, 4],
        ]),
      ),
      5,
      15,
    );
  });

  test('the cross product stands on both', () => {
    const z = linear.cross(x, y);
    expectClose(linear.dot(z, x), 0, 13);
    expectClose(linear.dot(z, y), 0, 13);
  });

  test('the gradient of a norm is the unit vector', () => {
    const slope = a.derivative((t) => linear.norm(vector([t, -4, 12])), 3);
    expectClose(slope, 3 / 13, 14);
  });

  test('entries are found by their indices', () => {
    const m = tensor([2, 3], [1, 2, 3, 4, 5, 6]) as Tensor;
    expect(a.entry(m, 1, 2)).toBe(6);
    expect(a.entry(x, 1)).toBe(-4);
    expect(a.entry(transpose(x) as Tensor, 1)).toBe(-4);
    expect(a.row(m, 1).data).toEqual([4, 5, 6]);
    expect(a.column(m, 1).data).toEqual([2, 5]);
    expect(stuckOf(() => a.entry(x, 3)).message).toContain('index 4');
  });
});
