import { isIdentityName, isPauliVector, NO_EVIDENCE, ONES, pauliNumber, type ArrayEvidence } from '../context/arrays';
import type { Expression, ExpressionOf } from '../expression/expression';
import { some, walk } from '../expression/traverse';
import { hash } from './random';

/** The axes of a value, by name: `[]` a number, `[a]` a column, `[ONE, a]` a row, `[a, b]` a matrix. */
type Axes = readonly string[];

const ONE = '1';

/** The axis of all operators and states of a relation. */
const SPACE = 'space';

/** How large a vector is at least and at most, when the note does not say. Small, but no size hides a Σ. */
const SIZES = [3, 2, 4, 5];

/**
 * Ranks and sizes of everything that stands in some expressions: which letters are vectors and matrices, which sizes go
 * together. Found by propagating the evidence (bold letters, transposes, products, indices) until nothing changes.
 */
export class Shapes {
  private readonly ranks = new Map<string, number>();
  private readonly parents = new Map<string, string>();
  private readonly fixedSizes = new Map<string, number>();
  /** What an axis consists of, by root, where vectors are stacked. */
  private readonly stacks = new Map<string, readonly string[]>();
  /** Letters that are whole numbers, by name. */
  readonly integers = new Set<string>();
  /** Whether arrays of two axes, or states, stand somewhere. */
  readonly hasMatrices: boolean;

  constructor(
    expressions: readonly Expression[],
    private readonly equations: readonly (readonly [Expression, Expression])[],
    private readonly declared: ReadonlyMap<string, number>,
    /** The usual bounds of an index that a sum leaves out. */
    private readonly rangeOf: (
      index: string | undefined,
    ) => { readonly lower: Expression; readonly upper: Expression } | undefined = () => undefined,
    private readonly prior: ArrayEvidence = NO_EVIDENCE,
    /** Names that the note defines: what they are is seen there. */
    defined: (name: string) => boolean = () => false,
  ) {
    for (const e of expressions) walk(e, (part) => this.operators(part));
    for (const e of expressions) walk(e, (part) => this.evidence(part));
    // What a derivative is taken at, or a logarithm of, is a number here, whatever the letter is elsewhere.
    const numbers = new Set<string>();
    for (const e of expressions)
      walk(e, (part) => {
        const isOfNumber =
          (part.kind === 'apply' && part.primes > 0) || (part.kind === 'call' && ['log', 'sqrt'].includes(part.name));
        if (isOfNumber) for (const arg of part.args) if (arg.kind === 'symbol') numbers.add(arg.name);
      });
    for (const e of expressions)
      walk(e, (part) => {
        if (part.kind !== 'symbol' || part.indices.length > 0 || defined(part.name)) return;
        const rank = this.prior.ranks.get(part.name);
        if (
          rank !== undefined &&
          !numbers.has(part.name) &&
          ![0, 1, 2].some((arity) => this.ranks.has(`${part.name}/${arity}`))
        )
          this.setRank(part, rank);
      });
    // Bold capitals keep company: beside one that is a matrix the others are.
    const bold = new Map<string, ExpressionOf<'symbol'>>();
    for (const e of expressions)
      walk(
        e,
        (part) =>
          void (isBoldCapital(part) && bold.set((part as ExpressionOf<'symbol'>).name, part as ExpressionOf<'symbol'>)),
      );
    if ([...bold.keys()].some((name) => this.ranks.get(`${name}/0`) === 2))
      for (const part of bold.values())
        if (!isIdentityName(part.name, this.prior, true) && !numbers.has(part.name)) this.setRank(part, 2);
    // What shows no sign of being an array is a number. That is known only after all else is.
    for (const settled of [false, true]) {
      this.settled = settled;
      for (let round = 0; round < 6; round++) {
        const before = this.snapshot();
        for (const e of expressions) this.axesOf(e);
        for (const [left, right] of this.equations) this.unify(left, right);
        if (this.snapshot() === before) break;
      }
    }
    this.hasMatrices =
      [...this.ranks.values()].some((rank) => rank >= 2) ||
      expressions.some((e) =>
        some(
          e,
          (p) =>
            p.kind === 'matrix' || isPauli(p) || (p.kind === 'symbol' && this.prior.pauli && isPauliVector(p.name)),
        ),
      );
  }

  /** Whether the name stands for the identity matrix here. */
  isIdentity(name: string): boolean {
    return isIdentityName(name, this.prior, this.hasMatrices);
  }

  /** 0 for a number, 1 for a vector, 2 for a matrix: what is left of the name when `arity` indices are given. */
  rank(name: string, arity: number): number {
    return this.ranks.get(`${name}/${arity}`) ?? 0;
  }

  /** The size of an axis of a name in a trial; axes are counted over all indices the name can take, from 0. */
  sizeOfAxis(name: string, axis: number, trial: number): number {
    return this.size(`${name}#${axis}`, trial);
  }

  /** The largest value of an index letter in a trial. */
  sizeOfIndex(index: string, trial: number): number {
    return this.size(`index:${index}`, trial);
  }

  /** The value of a letter that bounds an index (`n` of Σ_{i=1}^n) in a trial, if it does. */
  sizeOfBound(name: string, trial: number): number | undefined {
    const k = `bound:${name}`;
    return this.parents.has(k) ? this.size(k, trial) : undefined;
  }

  isIndex(name: string): boolean {
    return this.parents.has(`index:${name}`);
  }

  private size(axis: string, trial: number): number {
    const root = this.root(axis);
    const fixed = this.fixedSizes.get(root);
    if (fixed !== undefined) return root === this.root(SPACE) ? Math.max(fixed, this.leastSpace) : fixed;
    if (this.parents.has(SPACE) && root === this.root(SPACE))
      return Math.max(this.leastSpace, [2, 3, 2][trial % 3] as number);
    // Classes get different sizes, in an order that changes from trial to trial.
    const classes = [...new Set([...this.parents.keys()].map((k) => this.root(k)))]
      .filter((r) => !this.fixedSizes.has(r))
      .sort();
    const position = Math.max(0, classes.indexOf(root));
    const shift = Math.floor(hash(trial, 'sizes') * SIZES.length);
    return SIZES[(position + shift) % SIZES.length] as number;
  }

  /** Gives an axis the size that data have, for every trial: `x#1` (axes counted over all indices), `index:j` or `bound:n`. */
  settle(axis: string, size: number): void {
    this.touch(axis);
    this.fixedSizes.set(this.root(axis), size);
  }

  /** Whether two axes are known to be equally long. */
  areOne(a: string, b: string): boolean {
    return this.parents.has(a) && this.parents.has(b) && this.root(a) === this.root(b);
  }

  /** Whether the note declares the shape of a name with so many indices. */
  isDeclared(name: string, arity: number): boolean {
    return [...Array(arity + 1).keys()].some((fewer) => this.prior.declared.has(`${name}/${fewer}`));
  }

  // --- evidence ------------------------------------------------------------------------------------------------

  /** Operators and states, before anything else: they share one space. */
  private operators(e: Expression): void {
    if (e.kind === 'symbol' && e.name.startsWith('\\ket{')) {
      this.setRank(e, 1);
      this.join(`${e.name}#${e.indices.length}`, SPACE);
      const [index] = e.indices;
      // A basis state must exist.
      if (index?.kind === 'number') this.leastSpace = Math.max(this.leastSpace, Number(index.text) + 1);
    }
    if (
      e.kind === 'symbol' &&
      e.indices.length === 0 &&
      this.prior.operators.has(e.name) &&
      !this.declared.has(e.name)
    ) {
      this.setRank(e, 2);
      this.join(`${e.name}#0`, SPACE);
      this.join(`${e.name}#1`, SPACE);
    }
    if (e.kind === 'symbol' && e.indices.length === 1 && this.prior.families.has(e.name)) this.setRank(e, 1);
    const shape = e.kind === 'symbol' ? this.prior.declared.get(`${e.name}/${e.indices.length}`) : undefined;
    if (shape !== undefined && e.kind === 'symbol') {
      this.setRank(e, shape.sizes.length);
      shape.sizes.forEach((size, k) =>
        this.join(
          `${e.name}#${e.indices.length + k}`,
          /^\d+$/.test(size) ? this.literal(Number(size)) : `bound:${size}`,
        ),
      );
    }
    if (isPauli(e) && this.prior.pauli) this.fix(SPACE, 2);
    if (e.kind === 'symbol' && e.name === ONES) this.setRank(e, 1);
  }

  private leastSpace = 2;

  /** Whether letters without any evidence count as numbers. */
  private settled = false;

  private evidence(e: Expression): void {
    switch (e.kind) {
      case 'symbol': {
        const declared = this.declared.get(e.name);
        if (declared !== undefined) this.setRank(e, Math.max(0, declared - e.indices.length));
        else if (/^\\(mathbf|vec)\{[a-z]\}|^\\mathbf\{\\[a-z]/.test(e.name) || /^\\vec\{/.test(e.name))
          this.setRank(e, e.indices.length === 0 ? 1 : undefined);
        this.indexAxes(e.name, e.indices);
        break;
      }
      case 'apply':
        this.indexAxes(e.name, e.indices);
        break;
      case 'call': {
        const [arg] = e.args;
        if ((e.name === 'transpose' || e.name === 'adjoint') && arg?.kind === 'symbol' && arg.indices.length < 2)
          this.setRank(arg, isCapital(arg.name) && arg.indices.length === 0 ? 2 : 1);
        if ((e.name === 'det' || e.name === 'trace') && arg?.kind === 'symbol') this.setRank(arg, 2);
        if (e.name === 'norm' && arg?.kind === 'symbol' && !isCapital(arg.name)) this.setRank(arg, 1);
        if (e.name === 'diag' && arg?.kind === 'symbol') this.setRank(arg, 1);
        if (e.name === 'inner') for (const a of e.args) if (a.kind === 'symbol') this.setRank(a, 1);
        if (['binomial', 'factorial'].includes(e.name))
          for (const a of e.args) walk(a, (p) => void (p.kind === 'symbol' && this.integers.add(p.name)));
        break;
      }
      case 'fold': {
        const usual = e.lower === undefined && e.upper === undefined ? this.rangeOf(e.index) : undefined;
        const [lower, upper] = [e.lower ?? usual?.lower, e.upper ?? usual?.upper];
        if (e.index !== undefined) {
          this.integers.add(e.index);
          this.touch(`index:${e.index}`);
          if (upper?.kind === 'symbol' && upper.indices.length === 0 && isOne(lower))
            this.join(`index:${e.index}`, `bound:${upper.name}`);
          if (upper?.kind === 'number' && isOne(lower)) this.fix(`index:${e.index}`, Number(upper.text));
        } else if (upper?.kind === 'symbol') this.touch(`bound:${upper.name}`);
        for (const bound of [lower, upper])
          if (bound)
            walk(bound, (p) => void (p.kind === 'symbol' && p.indices.length === 0 && this.integers.add(p.name)));
        break;
      }
      default:
    }
  }

  private indexAxes(name: string, indices: readonly Expression[]): void {
    indices.forEach((index, position) => {
      this.touch(`${name}#${position}`);
      walk(index, (p) => void (p.kind === 'symbol' && p.indices.length === 0 && this.integers.add(p.name)));
      if (index.kind === 'symbol' && index.indices.length === 0)
        this.join(`${name}#${position}`, `index:${index.name}`);
    });
  }

  private setRank(e: ExpressionOf<'symbol'>, rank: number | undefined): void {
    if (rank === undefined) return;
    const k = `${e.name}/${e.indices.length}`;
    if (this.isPlainNumber(e.name)) return;
    if (!this.ranks.has(k)) this.ranks.set(k, rank);
    // With one index more there is one axis less.
    for (let more = 1; more <= rank; more++) {
      const deeper = `${e.name}/${e.indices.length + more}`;
      if (!this.ranks.has(deeper)) this.ranks.set(deeper, rank - more);
    }
    for (let axis = 0; axis < rank; axis++) this.touch(`${e.name}#${e.indices.length + axis}`);
  }

  /** Names that bear no axes of their own. */
  private isPlainNumber(name: string): boolean {
    return isPauliVector(name) && this.prior.pauli
      ? true
      : isIdentityName(name, this.prior, true) && !this.declared.has(name) && this.prior.ranks.get(name) !== 1;
  }

  // --- propagation ---------------------------------------------------------------------------------------------

  /** The axes of an expression as far as known, joining axes that must be equal on the way. */
  private axesOf(e: Expression): Axes | undefined {
    switch (e.kind) {
      case 'number':
      case 'constant':
        return [];
      case 'symbol': {
        e.indices.forEach((i) => this.axesOf(i));
        if (e.indices.length === 0 && isPauli(e) && this.prior.pauli) return [this.literal(2), this.literal(2)];
        if (
          e.indices.length < 2 &&
          isIdentityName(e.name, this.prior, true) &&
          !this.ranks.has(`${e.name}/${e.indices.length}`)
        )
          return [];
        const rank = this.ranks.get(`${e.name}/${e.indices.length}`);
        if (rank === undefined) return this.settled ? [] : undefined;
        return Array.from({ length: rank }, (_, axis) => `${e.name}#${e.indices.length + axis}`);
      }
      case 'add': {
        const axes = e.terms.map((t) => this.axesOf(t));
        const known = axes.find((a) => a !== undefined && a.length > 0) ?? axes.find((a) => a !== undefined);
        if (known !== undefined && known.length > 0)
          e.terms.forEach((term, k) => {
            const mine = axes[k];
            if (mine === undefined) this.expect(term, known);
            else this.joinAxes(mine, known);
          });
        return known;
      }
      case 'negate':
        return this.axesOf(e.of);
      case 'multiply': {
        let left = this.axesOf(e.factors[0] as Expression);
        for (let k = 1; k < e.factors.length; k++) {
          const factor = e.factors[k] as Expression;
          let right = this.axesOf(factor);
          if (this.prior.pauli)
            for (const [at, other] of [
              [k - 1, k],
              [k, k - 1],
            ] as const) {
              const sigma = e.factors[at] as Expression;
              const along = this.axesOf(e.factors[other] as Expression);
              if (sigma.kind === 'symbol' && isPauliVector(sigma.name) && along?.length === 1)
                this.fix(along[0] as string, 3);
            }
          // A row or a matrix before an unknown lower-case letter: that is a vector.
          if (right === undefined && left?.length === 2 && factor.kind === 'symbol') {
            this.setRank(factor, isCapital(factor.name) ? 2 : 1);
            right = this.axesOf(factor);
          }
          // A bold capital before a vector is a matrix.
          const before = e.factors[k - 1] as Expression;
          if (
            left === undefined &&
            k === 1 &&
            right?.length === 1 &&
            e.signs[0] === 'implicit' &&
            isBoldCapital(before)
          ) {
            this.setRank(before as ExpressionOf<'symbol'>, 2);
            left = this.axesOf(before);
          }
          left = this.product(left, right, e.signs[k - 1] as string);
        }
        return left;
      }
      case 'divide': {
        this.axesOf(e.denominator);
        return this.axesOf(e.numerator);
      }
      case 'power': {
        const base = this.axesOf(e.base);
        const exponent = this.axesOf(e.exponent);
        if (exponent?.length === 2 && base?.length === 0) return exponent;
        if (base?.length === 2 && base[0] !== ONE) this.joinAxes([base[0] as string], [base[1] as string]);
        return base?.length === 1 ? [] : base;
      }
      case 'call': {
        const axes = e.args.map((a) => this.axesOf(a));
        const [first] = axes;
        if (e.name === 'transpose' || e.name === 'adjoint') {
          if (first === undefined) return undefined;
          if (first.length === 1) return [ONE, first[0] as string];
          if (first.length === 2)
            return first[0] === ONE ? [first[1] as string] : [first[1] as string, first[0] as string];
          return first;
        }
        if (e.name === 'commutator' || e.name === 'anticommutator') {
          const known = axes.find((a) => a?.length === 2);
          if (known !== undefined)
            e.args.forEach((a, k) =>
              axes[k] === undefined ? this.expect(a, known) : this.joinAxes(axes[k] as Axes, known),
            );
          return known;
        }
        if (
          [
            'norm',
            'bars',
            'det',
            'trace',
            'inner',
            'probability',
            'entropy',
            'information',
            'event',
            'given',
            'over',
          ].includes(e.name)
        ) {
          if ((e.name === 'trace' || e.name === 'det') && first?.length === 2)
            this.joinAxes([first[0] as string], [first[1] as string]);
          if (e.name === 'inner' && first && axes[1]) this.joinAxes(first, axes[1]);
          return [];
        }
        if (e.name === 'row' || e.name === 'column') {
          const index = e.args[1];
          if (first?.length !== 2) return undefined;
          if (index?.kind === 'symbol') this.join(first[e.name === 'row' ? 0 : 1] as string, `index:${index.name}`);
          return [first[e.name === 'row' ? 1 : 0] as string];
        }
        if (e.name === 'diag') return first?.length === 1 ? [first[0] as string, first[0] as string] : undefined;
        if (['gradient', 'curl', 'divergence', 'laplacian', 'advection', 'vec', 'unit'].includes(e.name))
          return undefined;
        return first;
      }
      case 'fold':
        return this.axesOf(e.body);
      case 'derivative': {
        const of = this.axesOf(e.of);
        const by = e.by.map((v) => this.axesOf(v.target));
        if (by.length === 1 && of?.length === 0) return by[0];
        return by.every((b) => b?.length === 0) ? of : undefined;
      }
      case 'matrix':
        return this.matrixAxes(e);
      case 'tuple': {
        const items = e.items.map((x) => this.axesOf(x));
        const isNumber = (x: Expression): boolean =>
          x.kind === 'number' ||
          x.kind === 'constant' ||
          (x.kind === 'symbol' && (x.indices.length > 0 || this.prior.pauli)) ||
          (x.kind === 'negate' && isNumber(x.of));
        if (items.every((a, k) => (a === undefined ? isNumber(e.items[k] as Expression) : a.length === 0)))
          return [this.literal(e.items.length)];
        const parts = items.map((a, k) =>
          a?.length === 1 ? (a[0] as string) : a?.length === 0 || isNumber(e.items[k] as Expression) ? ONE : undefined,
        );
        return parts.every((part) => part !== undefined) ? [this.stacked(parts as string[])] : undefined;
      }
      case 'cases':
        e.branches.forEach((b) => {
          this.axesOf(b.value);
          if (b.condition) this.axesOf(b.condition);
        });
        return undefined;
      case 'apply':
        e.args.forEach((a) => this.axesOf(a));
        return undefined;
      default:
        return undefined;
    }
  }

  /** Axes of a written-out matrix. Blocks make its size uncertain. */
  private matrixAxes(e: ExpressionOf<'matrix'>): Axes | undefined {
    const entries = e.rows.flatMap((r) => r.map((x) => this.axesOf(x)));
    if (entries.some((a) => a !== undefined && a.length > 0)) return undefined;
    const [rows, columns] = [e.rows.length, e.rows[0]?.length ?? 0];
    if (columns === 1) return rows === 1 ? [] : [this.literal(rows)];
    return [rows === 1 ? ONE : this.literal(rows), this.literal(columns)];
  }

  /** The axis of vectors and numbers on top of one another. */
  private stacked(parts: readonly string[]): string {
    const axis = `stack:${parts.join('|')}`;
    this.touch(axis);
    if (!this.stacks.has(this.root(axis))) this.stacks.set(this.root(axis), parts);
    return axis;
  }

  /** The axis of a size that is written out. */
  private literal(size: number): string {
    const axis = `=${size}`;
    if (!this.fixedSizes.has(axis)) {
      this.touch(axis);
      this.fixedSizes.set(this.root(axis), size);
    }
    return axis;
  }

  private product(left: Axes | undefined, right: Axes | undefined, sign: string): Axes | undefined {
    if (left === undefined || right === undefined) return undefined;
    if (left.length === 0) return right;
    if (right.length === 0) return left;
    if (left.length === 1 && right.length === 1) {
      this.joinAxes(left, right);
      // A cross product is one of three components.
      if (sign === 'times') this.fix(left[0] as string, 3);
      return sign === 'times' || sign === 'hadamard' ? left : [];
    }
    if (left.length === 2) {
      if (right[0] !== ONE) this.joinAxes([left[1] as string], [right[0] as string]);
      const rest = right.length === 2 ? [left[0] as string, right[1] as string] : [left[0] as string];
      return rest.length === 1 && rest[0] === ONE
        ? []
        : rest.length === 2 && rest[1] === ONE
          ? [rest[0] as string]
          : rest;
    }
    if (right.length === 2 && right[0] === ONE) return [left[0] as string, right[1] as string];
    return undefined;
  }

  /** Gives symbols at the top of an expression the axes that its surroundings want. */
  private expect(e: Expression, axes: Axes): void {
    switch (e.kind) {
      case 'symbol':
        if (axes.length === 2 && axes[0] === ONE) return;
        this.setRank(e, axes.length);
        axes.forEach((a, k) => this.joinAxes([`${e.name}#${e.indices.length + k}`], [a]));
        break;
      case 'negate':
        this.expect(e.of, axes);
        break;
      case 'add':
        e.terms.forEach((t) => this.expect(t, axes));
        break;
      case 'divide':
        this.expect(e.numerator, axes);
        break;
      case 'multiply': {
        // A product of numbers with one unknown factor: that one bears the axes.
        const open = e.factors.filter((f) => this.axesOf(f) === undefined);
        if (open.length === 1 && e.factors.every((f) => f === open[0] || this.axesOf(f)?.length === 0))
          this.expect(open[0] as Expression, axes);
        break;
      }
      default:
    }
  }

  private unify(left: Expression, right: Expression): void {
    const [a, b] = [this.axesOf(left), this.axesOf(right)];
    if (a !== undefined && b === undefined && a.length > 0) this.expect(right, a);
    else if (b !== undefined && a === undefined && b.length > 0) this.expect(left, b);
    else if (a !== undefined && b !== undefined) this.joinAxes(a, b);
  }

  // --- axes as sets --------------------------------------------------------------------------------------------

  private touch(axis: string): void {
    if (axis !== ONE && !this.parents.has(axis)) this.parents.set(axis, axis);
  }

  private root(axis: string): string {
    let at = axis;
    for (let next = this.parents.get(at); next !== undefined && next !== at; next = this.parents.get(at)) at = next;
    return at;
  }

  private join(a: string, b: string): void {
    if (a === ONE || b === ONE) return;
    this.touch(a);
    this.touch(b);
    const [x, y] = [this.root(a), this.root(b)];
    if (x === y) return;
    const [above, below] = [this.stacks.get(x), this.stacks.get(y)];
    this.parents.set(x, y);
    if (above !== undefined && below === undefined) this.stacks.set(y, above);
    // What is stacked alike fits part by part.
    if (above !== undefined && above.length === below?.length)
      above.forEach((part, k) => this.join(part, below[k] as string));
    const size = this.fixedSizes.get(x);
    if (size !== undefined && !this.fixedSizes.has(y)) this.fixedSizes.set(y, size);
  }

  private joinAxes(a: Axes, b: Axes): void {
    if (a.length === b.length) a.forEach((axis, k) => this.join(axis, b[k] as string));
  }

  private fix(axis: string, size: number): void {
    this.touch(axis);
    if (size >= 1 && size <= 12) this.fixedSizes.set(this.root(axis), size);
  }

  private snapshot(): string {
    return `${[...this.ranks].join(';')}|${[...this.parents.keys()].map((k) => this.root(k)).join(',')}`;
  }
}

function isOne(e: Expression | undefined): boolean {
  return e?.kind === 'number' && e.text === '1';
}

function isCapital(name: string): boolean {
  return /^(\\math[a-z]+\{)?(\\(hat|bar|tilde)\{)?([A-Z]|\\[A-Z])/.test(name);
}

const isBoldCapital = (e: Expression): boolean =>
  e.kind === 'symbol' && e.indices.length === 0 && /^\\mathbf\{\\?[A-Z]/.test(e.name);

const isPauli = (e: Expression): boolean =>
  e.kind === 'symbol' && e.indices.length === 0 && pauliNumber(e.name) !== undefined;
