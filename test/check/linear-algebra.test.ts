import { describe, expect, test } from 'vitest';
import { verdicts } from '../support/check-note';

/** Notes in which only the last relation is of interest, with its verdict. */
type Case = readonly [name: string, note: string, verdict: string];

const run = (cases: readonly Case[]): void => {
  test.each(cases)('%s', (_, note, expected) => {
    const all = verdicts(note);
    expect(all[all.length - 1]).toBe(expected);
  });
};

describe('matrices and vectors', () => {
  run([
    ['a squared norm is multiplied out', 'Let $g(u) = \\|v - Mu\\|^2 = v^Tv - 2v^TMu + u^TM^TMu$.', 'holds'],
    ['a lost factor in it is found', 'Let $g(u) = \\|v - Mu\\|^2 = v^Tv - v^TMu + u^TM^TMu$.', 'fails'],
    ['products do not commute', '$$Q = (MN)^T M = N^T M^T M = M^T N^T M$$', 'fails'],
    ['the transpose of a product turns it round', 'Here $(MN)^T = N^T M^T$.', 'holds'],
    ['the inverse transpose', 'Here $M^T$ and $(M^{-1})^T = M^{-T}$.', 'holds'],
    [
      'I is the identity beside matrices',
      'Let $K = (M^T M)^{-1} M^T$ and then $(I - M K)(I - M K) = I - M K$.',
      'holds',
    ],
    ['I is not the zero matrix', 'Let $K = (M^T M)^{-1} M^T$ and then $(I - M K)(I - M K) = I + M K$.', 'fails'],
    [
      'a bold letter with a number is a vector',
      'So $\\mathbf{a}_{k+1} - \\mathbf{S}\\mathbf{a}_{k+1} = (\\mathbf{I} - \\mathbf{S})\\mathbf{a}_{k+1}$.',
      'holds',
    ],
    [
      'brackets in cells are read',
      'Note $\\begin{pmatrix} 2(u+v) \\\\ u \\end{pmatrix} = \\begin{pmatrix} 2u + 2v \\\\ u \\end{pmatrix}$.',
      'holds',
    ],
    [
      'a vector of its own components does not go round in circles',
      '$$u = \\begin{pmatrix} u_1 \\\\ u_2 \\end{pmatrix}$$ and $2 u_1 + 3 u_1 = 5 u_1$.',
      'holds',
    ],
    [
      'samples are rows where the note says so',
      'Stack the samples as rows of $A \\in \\mathbb{R}^{m \\times p}$: $\\sum_{i=1}^m a_i a_i^T = A^T A$.',
      'holds',
    ],
    [
      'and then not columns',
      'Stack the samples as rows of $A \\in \\mathbb{R}^{m \\times p}$: $\\sum_{i=1}^m a_i a_i^T = A A^T$.',
      'fails',
    ],
    ['the power (1 + r)^T is no transpose', 'After $T$ years, $(1 + r)^T (1 + r)^T = (1 + r)^{2T}$.', 'holds'],
  ]);
});

describe('operators and states', () => {
  const pauli = 'The Pauli matrices of a qubit. ';
  run([
    ['a commutator is a derivation', 'For operators $[F, GH] = [F, G]H + G[F, H]$.', 'holds'],
    ['in the right order', 'For operators $[F, GH] = H[F, G] + G[F, H]$.', 'fails'],
    ['an anticommutator', `${pauli}They anticommute: $\\{\\sigma_x, \\sigma_z\\} = 0$.`, 'holds'],
    ['Pauli matrices by custom', `${pauli}$\\sigma_z \\sigma_x = i \\sigma_y$ with the imaginary unit.`, 'holds'],
    ['with their signs', `${pauli}$Q = \\sigma_z \\sigma_x = -i \\sigma_y$ with the imaginary unit.`, 'fails'],
    [
      'a matrix exponential',
      `${pauli}$e^{i a \\sigma_x} = \\cos a\\, I + i \\sin a\\, \\sigma_x$ with the imaginary unit.`,
      'holds',
    ],
    ['an outer product of states', `${pauli}$\\sigma_z |0\\rangle = |0\\rangle\\langle 0|0\\rangle$.`, 'holds'],
    [
      'an expectation value',
      `${pauli}Let $|\\chi\\rangle = \\cos a\\, |0\\rangle + \\sin a\\, |1\\rangle$. Then $\\langle\\chi|\\sigma_x|\\chi\\rangle = \\sin 2a$.`,
      'holds',
    ],
    [
      'the wrong one',
      `${pauli}Let $|\\chi\\rangle = \\cos a\\, |0\\rangle + \\sin a\\, |1\\rangle$. Then $\\langle\\chi|\\sigma_x|\\chi\\rangle = \\sin 2a = \\sin a$.`,
      'fails',
    ],
    [
      'a spin vector',
      `${pauli}$(\\vec u \\cdot \\vec\\sigma)(\\vec u \\cdot \\vec\\sigma) = (\\vec u \\cdot \\vec u) I$.`,
      'holds',
    ],
    ['double signs go together', 'Note $(u \\pm v)^2 = u^2 \\pm 2uv + v^2$.', 'holds'],
    ['and not against one another', 'Note $(u \\pm v)^2 = u^2 \\mp 2uv + v^2$.', 'fails'],
  ]);
});
