/**
 * What the formulas and words of a note tell of letters that are arrays, beyond what the relation at hand shows. Priors: a
 * definition, a declaration or the relation's own evidence goes before them.
 */
export interface ArrayEvidence {
  /** What the note says of shapes by ∈, by name and number of indices (`x/1`): the sizes of the axes, and whether entries are complex. */
  readonly declared: ReadonlyMap<string, { readonly sizes: readonly string[]; readonly complex: boolean }>;
  /** Names of vectors that come in numbers: `\mathbf{x}_i` is one of them, no component. */
  readonly families: ReadonlySet<string>;
  /** 1 for vectors, 2 for matrices, by name without indices. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Names of operators: square matrices over one space. */
  readonly operators: ReadonlySet<string>;
  /** Names whose values are complex. */
  readonly complex: ReadonlySet<string>;
  /** Names that the note calls the identity. */
  readonly identities: ReadonlySet<string>;
  /** Whether numbers may stand for multiples of the identity, as in operator algebra: `a^\dagger a + 1/2`. */
  readonly operatorAlgebra: boolean;
  /** Whether the words of the note give some matrix a property (symmetric, orthogonal, unitary) that a random one has not. */
  readonly special: boolean;
  /** Whether `\sigma_x` and its like are Pauli's matrices, without the note writing them out. */
  readonly pauli: boolean;
}

export const NO_EVIDENCE: ArrayEvidence = {
  declared: new Map(),
  families: new Set(),
  ranks: new Map(),
  operators: new Set(),
  complex: new Set(),
  identities: new Set(),
  operatorAlgebra: false,
  special: false,
  pauli: false,
};

const ALWAYS_IDENTITY = /^\\(mathbf|mathbb)\{I\}(_\{.*\})?$|^\\mathbb\{1\}(_\{.*\})?$/;

/** Whether a name without a definition is the identity matrix, where matrices stand around it (`arrays`). */
export function isIdentityName(name: string, evidence: ArrayEvidence, arrays: boolean): boolean {
  const bare = name.replace(/_\{([A-Za-z]|[A-Za-z]\\times\s?[A-Za-z])\}$/, '');
  return ALWAYS_IDENTITY.test(name) || evidence.identities.has(bare) || (arrays && bare === 'I');
}

const AXES = ['x', 'y', 'z'] as const;

/** `S_x` as member 1 of a family that the note defines for all three axes: `S_j = \frac{\hbar}{2}\sigma_j`. */
export function axisMember(name: string): { readonly family: string; readonly index: number } | undefined {
  const [, family, axis] = /^(.*)_\{([xyz])\}$/.exec(name) ?? [];
  return family === undefined ? undefined : { family, index: AXES.indexOf(axis as 'x') + 1 };
}

/** The name of a member of such a family. */
export const axisName = (family: string, index: number): string | undefined =>
  AXES[index - 1] === undefined ? undefined : `${family}_{${AXES[index - 1] as string}}`;

/** The vector of ones. */
export const ONES = '\\mathbf{1}';

const PAULI = /^\\(?:hat\{\\)?sigma\}?(?:_\{?|\^\{?)([xyzXYZ])\}?$/;

/** Which of Pauli's matrices a name is by custom: 1, 2, 3 for x, y, z. */
export function pauliNumber(name: string): 1 | 2 | 3 | undefined {
  const axis = PAULI.exec(name)?.[1]?.toLowerCase();
  return axis === 'x' ? 1 : axis === 'y' ? 2 : axis === 'z' ? 3 : undefined;
}

/** `\vec\sigma`, `\boldsymbol\sigma`: the vector of Pauli's matrices. */
export const isPauliVector = (name: string): boolean =>
  name === '\\vec{\\sigma}' || name === '\\mathbf{\\sigma}' || name === '\\hat{\\mathbf{\\sigma}}';
