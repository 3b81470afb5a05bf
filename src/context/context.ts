import { Chance } from './chance';
import type { Expression, ExpressionOf, Place } from '../expression/expression';
import { print } from '../expression/print';
import { NO_EVIDENCE, type ArrayEvidence } from './arrays';
import { children, some, walk } from '../expression/traverse';

/** What the note says a name stands for: `z_i = w^T x_i + b` (a family), `f(x) = u(v(x))` (a function), `C = …`. */
export interface Definition {
  readonly name: string;
  /** Patterns of the indices: a symbol is a parameter, a number stands for itself, `t+1` is a shifted parameter. */
  readonly indices: readonly Expression[];
  /** Patterns of the arguments; missing for a quantity that was defined without. */
  readonly args?: readonly Expression[];
  readonly body: Expression;
  /** Number of the relation that defines. */
  readonly order: number;
  /** Number of the section (by headings) in which it stands. */
  readonly section: number;
  /** Whether the body holds a random disturbance: `y = X\beta + \varepsilon`. */
  readonly noisy?: boolean;
  /** Where the definition stands. */
  readonly place?: Place;
}

/** A quantity that is known only as a whole expression, such as a derivative: `∂L/∂w_j = …` where `L` itself is never given. */
export interface Fact {
  readonly pattern: Expression;
  readonly body: Expression;
  readonly order: number;
  readonly section: number;
  readonly place?: Place;
}

/** The usual bounds of an index, from a sum that gave them. */
export interface IndexRange {
  readonly lower: Expression;
  readonly upper: Expression;
}

const key = (name: string, arity: number): string => `${name}/${arity}`;

/** What the note has said so far: definitions, facts, index ranges, conventions, assumptions. Grows as the note is read. */
export class Context {
  /** Whether definitions that hold noise are in force: what was observed is data, unless chance itself is spoken of. */
  noise = true;
  /** Random variables, their laws and the probabilities that are given. */
  chance = new Chance();
  private readonly byName = new Map<string, Definition[]>();
  private readonly alternatives = new Map<string, readonly Definition[]>();
  private readonly facts: Fact[] = [];
  private readonly ranges = new Map<string, IndexRange>();
  private readonly established = new Set<string>();
  private establishedVersion = -1;
  /** Values that a sentence supposes in passing (`if α = 1`), with the section that they hold in. */
  readonly cases = new Map<string, { readonly value: Expression; readonly section: number }>();
  /** Equations that the note sets out to solve, by section. */
  readonly equations: {
    readonly left: Expression;
    readonly right: Expression;
    readonly section: number;
    readonly item?: number;
  }[] = [];
  /** Equalities that the note supposes (`with Σ p_i = 1`); with a paragraph, only there. */
  readonly suppositions: { readonly left: Expression; readonly right: Expression; readonly paragraph?: number }[] = [];
  private latestRange: { readonly index: string; readonly range: IndexRange } | undefined;
  /** Names that prose ties to a known function (`σ` to `sigmoid`), with the function's name in the trial. */
  readonly conventions = new Map<string, string>();
  /** Conditions on symbols that hold from here on: `x > 0`. */
  readonly assumptions: ExpressionOf<'compare'>[] = [];
  /** What the note, and the section at hand, tell of letters that are arrays. */
  arrays: ArrayEvidence = NO_EVIDENCE;
  /** Those among them that end with a section, with its number. */
  readonly passing = new Map<ExpressionOf<'compare'>, number>();
  /** Names that the note says are whole numbers. */
  readonly integers = new Set<string>();
  /** Names that were met in formulas before the one at hand. */
  readonly seen = new Set<string>();
  /** Variables of evaluation brackets that an integral beside them told, by what the bracket says. */
  readonly barVariables = new Map<string, string>();
  /** Changes with every addition, so that what was derived from the context can be kept. */
  version = 0;

  define(definition: Definition): void {
    const k = key(definition.name, definition.indices.length);
    const list = this.byName.get(k) ?? [];
    this.byName.set(k, [...list, definition]);
    this.alternatives.delete(k);
    // A derivative that was stated of the name before belongs to its old meaning.
    for (let n = this.facts.length - 1; n >= 0; n--) {
      const { pattern } = this.facts[n] as Fact;
      if (
        pattern.kind === 'derivative' &&
        pattern.of.kind === 'symbol' &&
        pattern.of.name === definition.name &&
        pattern.of.indices.length === 0
      )
        this.facts.splice(n, 1);
    }
    this.version++;
  }

  /** Definitions of a name with so many indices, the newest first; those of single indices (`B_0`) before families of the same age. */
  definitions(name: string, arity: number): readonly Definition[] {
    const list = this.byName.get(key(name, arity));
    if (list === undefined) return [];
    const newest: Definition[] = [];
    if (!this.noise && list.some((d) => d.noisy === true)) return [];
    for (let k = list.length - 1; k >= 0; k--) {
      const definition = list[k] as Definition;
      newest.push(definition);
      // An older family is out of force behind a newer one; an older single value is too.
      if (definition.indices.every((i) => i.kind === 'symbol')) break;
    }
    return newest;
  }

  /** Whether the name was given a meaning, with any number of indices. */
  defines(name: string): boolean {
    for (const [k, list] of this.byName) if (list.length > 0 && k.slice(0, k.lastIndexOf('/')) === name) return true;
    return false;
  }

  /** Whether the name was defined with arguments. */
  definesFunction(name: string): boolean {
    for (const [k, list] of this.byName)
      if (k.slice(0, k.lastIndexOf('/')) === name && list.some((d) => d.args !== undefined)) return true;
    return false;
  }

  /** The same context as it is now, without some definitions. What is learned later does not reach it. */
  without(isOut: (definition: Definition) => boolean): Context {
    const copy = new Context();
    for (const [k, list] of this.byName)
      copy.byName.set(
        k,
        list.filter((d) => !isOut(d)),
      );
    for (const [k, list] of this.alternatives)
      copy.alternatives.set(
        k,
        list.filter((d) => !isOut(d)),
      );
    copy.facts.push(...this.facts);
    for (const [index, range] of this.ranges) copy.ranges.set(index, range);
    copy.latestRange = this.latestRange;
    for (const [name, means] of this.conventions) copy.conventions.set(name, means);
    copy.arrays = this.arrays;
    copy.chance = this.chance;
    copy.noise = this.noise;
    return copy;
  }

  /** Adds another expression for a quantity that is known, found to agree with its definition. */
  restate(definition: Definition): void {
    const k = key(definition.name, definition.indices.length);
    this.alternatives.set(k, [definition, ...(this.alternatives.get(k) ?? [])].slice(0, 8));
    const list = this.byName.get(k);
    const last = list?.[list.length - 1];
    // What is said again belongs to the section where it is said again.
    if (list !== undefined && last !== undefined) list[list.length - 1] = { ...last, section: definition.section };
    this.version++;
  }

  /** Other expressions for a quantity than its definition, the newest first. */
  equivalents(name: string, arity: number): readonly Definition[] {
    return this.alternatives.get(key(name, arity)) ?? [];
  }

  /** The bodies of all definitions so far. */
  *bodies(): Iterable<Expression> {
    for (const list of this.byName.values()) for (const definition of list) yield definition.body;
  }

  /** Whether some definition speaks of the name. */
  isEstablished(name: string): boolean {
    if (this.establishedVersion !== this.version) {
      this.establishedVersion = this.version;
      this.established.clear();
      for (const body of this.bodies())
        walk(
          body,
          (part) => void ((part.kind === 'symbol' || part.kind === 'apply') && this.established.add(part.name)),
        );
      for (const fact of this.facts)
        walk(fact.body, (part) => void (part.kind === 'symbol' && this.established.add(part.name)));
    }
    return this.established.has(name);
  }

  addFact(fact: Fact): void {
    // What speaks of itself explains nothing: `∂h_t/∂w = … + … ∂h_{t-1}/∂w`.
    if (some(fact.body, (part) => unify(fact.pattern, part) !== undefined)) return;
    this.facts.push(fact);
    this.version++;
  }

  /** The newest fact whose pattern the expression is an instance of, with what its free indices stand for. */
  factFor(e: Expression): { readonly fact: Fact; readonly bindings: ReadonlyMap<string, Expression> } | undefined {
    for (let k = this.facts.length - 1; k >= 0; k--) {
      const fact = this.facts[k] as Fact;
      const bindings = unify(fact.pattern, e);
      if (bindings !== undefined) return { fact, bindings };
    }
    return undefined;
  }

  noteRange(index: string, range: IndexRange): void {
    this.ranges.set(index, range);
    this.latestRange = { index, range };
  }

  rangeOf(index: string): IndexRange | undefined {
    return this.ranges.get(index);
  }

  /** The range of the last sum that had one: that of a bare `Σ` after it. */
  lastRange(): { readonly index: string; readonly range: IndexRange } | undefined {
    return this.latestRange;
  }
}

/** Whether the value of a definition has components: it is written as a tuple or matrix, or made of vectors and matrices. */
export function isArrayLike(definition: Definition, context: Context, depth = 0): boolean {
  if (/^\\(mathbf|vec|ket)\{/.test(definition.name)) return true;
  const array = (e: Expression): boolean => {
    switch (e.kind) {
      case 'tuple':
      case 'matrix':
        return true;
      case 'symbol':
        if (/^\\(mathbf|vec)\{[a-z]/.test(e.name)) return e.indices.length === 0;
        return (
          depth < 8 &&
          context
            .definitions(e.name, e.indices.length)
            .slice(0, 1)
            .some((d) => isArrayLike(d, context, depth + 1))
        );
      case 'add':
        return e.terms.some(array);
      case 'negate':
        return array(e.of);
      case 'divide':
        return array(e.numerator);
      case 'multiply': {
        const [first, second] = e.factors as [Expression, Expression];
        if (
          e.factors.length === 2 &&
          e.signs[0] === 'implicit' &&
          first.kind === 'symbol' &&
          isCapital(first.name) &&
          second.kind === 'symbol' &&
          !isCapital(second.name)
        )
          return true;
        return e.factors.filter(array).length === 1;
      }
      case 'call':
        return ['transpose', 'gradient', 'curl', 'diag'].includes(e.name) && e.args.some(array);
      default:
        return false;
    }
  };
  return array(definition.body);
}

const isCapital = (name: string): boolean => /^(\\math[a-z]+\{)?[A-Z]/.test(name);

/** Matches a pattern whose index symbols are free against an expression of the same shape. */
function unify(pattern: Expression, e: Expression): ReadonlyMap<string, Expression> | undefined {
  const bindings = new Map<string, Expression>();
  const free = new Set<string>();
  some(pattern, (part) => {
    if (part.kind === 'symbol' || part.kind === 'apply')
      for (const index of part.indices) if (index.kind === 'symbol' && index.indices.length === 0) free.add(index.name);
    return false;
  });
  const match = (p: Expression, x: Expression): boolean => {
    if (p.kind === 'symbol' && p.indices.length === 0 && free.has(p.name)) {
      const bound = bindings.get(p.name);
      if (bound !== undefined) return print(bound) === print(x);
      bindings.set(p.name, x);
      return true;
    }
    if (p.kind !== x.kind) return false;
    const [a, b] = [children(p), children(x)];
    if (a.length !== b.length) return false;
    if (a.length === 0) return print(p) === print(x);
    if (head(p) !== head(x)) return false;
    return a.every((part, k) => match(part, b[k] as Expression));
  };
  return match(pattern, e) ? bindings : undefined;
}

/** What distinguishes two expressions of one kind besides their parts. */
function head(e: Expression): string {
  switch (e.kind) {
    case 'symbol':
      return e.name;
    case 'apply':
      return `${e.name}'${e.primes}/${e.indices.length}`;
    case 'call':
      return e.name;
    case 'derivative':
      return e.by.map((v) => v.order).join(',');
    case 'fold':
      return `${e.operation}:${e.index ?? ''}:${e.lower ? 1 : 0}${e.upper ? 1 : 0}`;
    case 'multiply':
      return e.signs.join(',');
    case 'compare':
      return e.sign;
    case 'integral':
    case 'limit':
      return e.variable;
    default:
      return '';
  }
}
