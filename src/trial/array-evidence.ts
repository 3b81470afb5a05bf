import type { ArrayEvidence } from '../context/arrays';
import { isPauliVector, pauliNumber } from '../context/arrays';
import type { Expression } from '../expression/expression';
import { walk } from '../expression/traverse';
import { Shapes } from './shapes';

/** The two sides of a relation, in the preferred reading, with the section it stands in. */
export interface Sample {
  readonly left: Expression;
  readonly right: Expression;
  readonly section: number;
}

const OPERATOR_WORDS = /operator|commutator|quantum|qubit|hamiltonian|算符|算子|对易|量子|哈密顿/;
const IDENTITY_WORDS =
  /identity matrix|identity operator|unit matrix|the identity|identity\)|\bidentity\b|单位矩阵|单位阵|恒等算符/;
const SPECIAL_WORDS =
  /(symmetric|orthogonal|orthonormal|unitary|hermitian|self-adjoint|diagonal|idempotent|permutation|rotation|projection|positive[- ](semi-?)?definite)\s*(matri|operator|gate)|\b(is|are|be)\s+(\w+\s+)?(symmetric|orthogonal|unitary|hermitian|diagonal|idempotent)|unitary|hermitian|(正交|对称|对角|旋转|置换|投影|幂等|正定)的?(矩阵|阵)|为正交|酉|厄米/;
const PAULI_WORDS = /pauli|泡利/;

/**
 * Gathers what each section, and the whole note, tells of its letters: every relation votes by its own evidence for the
 * ranks of its letters; letters in denominators, exponents and logarithms are numbers.
 *
 * @returns the evidence for a section: its own votes, else those of the note.
 */
export function gatherEvidence(
  samples: readonly Sample[],
  prose: string,
  declared: ArrayEvidence['declared'],
  families: ReadonlySet<string> = new Set(),
): (section: number) => ArrayEvidence {
  const operators = new Set<string>();
  const complex = new Set<string>();
  let quantum = OPERATOR_WORDS.test(prose);
  let kets = false;
  for (const { left, right } of samples)
    for (const side of [left, right])
      walk(side, (part) => {
        if (part.kind === 'symbol' && part.name.startsWith('\\ket{')) kets = true;
        if (part.kind === 'call' && (part.name === 'commutator' || part.name === 'anticommutator'))
          for (const arg of part.args) for (const name of operatorNames(arg)) operators.add(name);
        if (part.kind === 'call' && ['conj', 're', 'im', 'arg'].includes(part.name) && part.args[0]?.kind === 'symbol')
          complex.add(part.args[0].name);
      });
  quantum ||= kets || operators.size > 0;
  if (quantum && (kets || OPERATOR_WORDS.test(prose)))
    for (const { left, right } of samples)
      for (const side of [left, right])
        walk(side, (part) => {
          const adjoint = part.kind === 'call' && part.name === 'adjoint' ? part.args[0] : undefined;
          if (adjoint?.kind === 'symbol' && !adjoint.name.startsWith('\\ket{')) operators.add(adjoint.name);
          if (
            part.kind === 'symbol' &&
            /^\\hat\{[^{}]*\}/.test(part.name) &&
            /operator|hamiltonian|算符|哈密顿/.test(prose)
          )
            operators.add(part.name);
        });
  for (const name of operators) complex.add(name);
  for (const [key, shape] of declared) if (shape.complex) complex.add(key.slice(0, key.lastIndexOf('/')));

  const base = {
    declared,
    families,
    operators,
    complex,
    identities: IDENTITY_WORDS.test(prose) ? identitiesOf(prose) : new Set<string>(),
    operatorAlgebra: quantum && (kets || operators.size > 0),
    pauli: PAULI_WORDS.test(prose),
    special: SPECIAL_WORDS.test(prose),
  };
  const sections = [...new Set(samples.map((s) => s.section))];
  const all = vote(samples, { ...base, ranks: new Map() });
  const bySection = new Map(
    sections.map((section) => [
      section,
      vote(
        samples.filter((s) => s.section === section),
        { ...base, ranks: new Map() },
      ),
    ]),
  );
  return (section) => {
    const own = bySection.get(section);
    const ranks = new Map(all.ranks);
    // What a section says of a letter goes before what others say.
    for (const name of own?.numbers ?? []) ranks.delete(name);
    for (const [name, rank] of own?.ranks ?? []) ranks.set(name, rank);
    return { ...base, ranks };
  };
}

function identitiesOf(prose: string): Set<string> {
  return new Set(/单位矩?阵/.test(prose) ? ['I', 'E', '\\mathbf{E}', '\\boldsymbol{E}'] : ['I', '\\mathbf{I}']);
}

/** Letters of a commutator's side that stand for operators: all but numbers, constants and lower-case Greek factors. */
function operatorNames(e: Expression): string[] {
  switch (e.kind) {
    case 'symbol':
      return [e.name];
    case 'add':
      return e.terms.flatMap(operatorNames);
    case 'negate':
      return operatorNames(e.of);
    case 'power':
      return operatorNames(e.base);
    case 'call':
      return ['adjoint', 'commutator', 'anticommutator', 'transpose'].includes(e.name)
        ? e.args.flatMap(operatorNames)
        : [];
    case 'multiply':
      return e.factors
        .flatMap(operatorNames)
        .filter((n) => !/^(\\[a-z]+|[a-d]|k|m|n|t|i)$/.test(n) || n === '\\sigma' || n === '\\rho');
    default:
      return [];
  }
}

interface Votes {
  readonly ranks: ReadonlyMap<string, number>;
  readonly numbers: ReadonlySet<string>;
}

function vote(samples: readonly Sample[], evidence: ArrayEvidence): Votes {
  let ranks: ReadonlyMap<string, number> = new Map();
  let numbers = new Set<string>();
  // The second round knows the arrays that the first found: a matrix tells that what it is multiplied by is a vector.
  for (let round = 0; round < 2; round++) {
    const votes = new Map<string, number[]>();
    const cast = (name: string, rank: number): void => {
      const list = votes.get(name) ?? [0, 0, 0];
      list[rank] = (list[rank] as number) + 1;
      votes.set(name, list);
    };
    for (const { left, right } of samples) {
      const shapes = new Shapes([left, right], [[left, right]], new Map(), undefined, { ...evidence, ranks });
      const names = new Set<string>();
      for (const side of [left, right])
        walk(side, (part) => {
          if (
            part.kind === 'symbol' &&
            part.indices.length === 0 &&
            !isPauliVector(part.name) &&
            pauliNumber(part.name) === undefined
          )
            names.add(part.name);
          // `W_{kd}` is an entry of W.
          if (part.kind === 'symbol' && part.indices.length === 2 && /^[A-Z]$/.test(part.name)) cast(part.name, 2);
          for (const name of numbersOf(part)) cast(name, 0);
        });
      for (const name of names) {
        const rank = shapes.rank(name, 0);
        if (rank > 0 && rank <= 2) cast(name, rank);
      }
    }
    const found = new Map<string, number>();
    numbers = new Set();
    for (const [name, [none = 0, vector = 0, matrix = 0]] of votes) {
      if (none >= vector + matrix) numbers.add(name);
      else found.set(name, matrix >= vector ? 2 : 1);
    }
    ranks = found;
  }
  return { ranks, numbers };
}

/** Names that a place shows to be numbers. */
function numbersOf(e: Expression): string[] {
  const plain = (x: Expression | undefined): string[] => {
    if (x?.kind === 'symbol') return x.indices.length === 0 ? [x.name] : [];
    if (x?.kind === 'multiply') return x.factors.flatMap(plain);
    if (x?.kind === 'power') return plain(x.base);
    return [];
  };
  if (e.kind === 'divide') return plain(e.denominator);
  if (e.kind === 'power') return plain(e.exponent).filter((n) => n !== 'T');
  if (e.kind === 'call' && ['log', 'sqrt', 'sin', 'tan'].includes(e.name)) return plain(e.args[0]);
  return [];
}
