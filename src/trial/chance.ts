import { isChance, lawKey, type Law } from '../context/chance';
import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { print } from '../expression/print';
import { children, some, walk } from '../expression/traverse';
import { EXACT_DEGREE, isFinite } from './laws';
import type { Sort } from './model';
import { reach, type Reach } from './reach';

/** What the expressions of a relation say about chance: which letters are random, and which events there are. */
export interface ChanceScope {
  /** Names whose value depends on the outcome. */
  readonly random: ReadonlySet<string>;
  /** Lower-case letters that stand for a value of a random variable: `x` in `P(X = x)`. */
  readonly valueOf: ReadonlyMap<string, string>;
  /** Events without an index or with numbers for it, by key. */
  readonly events: readonly string[];
  /** Indexed events that share out the space, `B_i`. */
  readonly families: readonly string[];
  /** Given probabilities that speak of these events. */
  readonly given: readonly { readonly of: Expression; readonly value: Expression }[];
  readonly laws: ReadonlyMap<string, Law>;
  readonly identical: ReadonlySet<string>;
  /** Whole numbers that a random variable takes: those it is compared with, or those of an index. */
  readonly values: ReadonlyMap<string, { readonly numbers: ReadonlySet<number>; readonly index?: string }>;
  /** Something asked of a law that its moments do not answer. */
  readonly beyond?: string;
  /** The degree, in the random variables, of what is averaged. */
  readonly degree: number;
  /** What the laws say of their parameters. */
  readonly sorts: ReadonlyMap<string, Sort>;
  /** Whether all events and random variables are taken to be independent. */
  readonly independent: boolean;
  /** Whether the random letters are only guessed by their case. */
  readonly guessed: boolean;
}

export const NO_CHANCE: ChanceScope = {
  random: new Set(),
  valueOf: new Map(),
  events: [],
  families: [],
  given: [],
  laws: new Map(),
  identical: new Set(),
  values: new Map(),
  degree: 1,
  sorts: new Map(),
  independent: false,
  guessed: false,
};

/** The key of an event with constant indices; undefined where an index varies. */
export function eventKey(e: Expression): string | undefined {
  if (e.kind !== 'symbol') return undefined;
  return e.indices.every((i) => i.kind === 'number') ? print(e) : undefined;
}

/** Letters that are random by custom where no capital and no declaration says so. */
const CUSTOMARY =
  /^(\\(mathbf|vec|hat|tilde|bar|boldsymbol|overline)\{)?([xyzuvw]|\\(epsilon|varepsilon|xi|eta|zeta|omega))\}?$/;
const CAPITAL = /^(\\(mathbf|vec|hat|tilde|bar|boldsymbol|overline|mathcal|mathrm)\{)?[A-Z]/;

/** Of capitals, those from the end of the alphabet are random variables where there are any: the others are matrices and constants. */
function probable(names: readonly string[]): readonly string[] {
  const late = names.filter((n) => /^(\\[a-z]+\{)?[R-Z]/.test(n));
  return late.length > 0 ? late : names;
}

/** Finds what is random in everything that a relation rests on. */
export function chanceOf(
  reached: Reach,
  context: Context,
  independent: boolean,
  integers: ReadonlySet<string> = new Set(),
): ChanceScope {
  const chance = context.chance;
  if (!reached.expressions.some((e) => some(e, isChance))) return NO_CHANCE;
  const candidates = new Set<string>();
  const over = new Set<string>();
  const valueOf = new Map<string, string>();
  const events = new Set<string>();
  const families = new Set<string>();
  const compared = new Set<string>();
  const values = new Map<string, { numbers: Set<number>; index?: string }>();

  const learnEvents = (e: Expression): void =>
    walk(e, (part) => {
      if (part.kind !== 'call' || part.name !== 'event') return;
      const [name] = part.args;
      const key = name && eventKey(name);
      if (key !== undefined) events.add(key);
      else if (name?.kind === 'symbol' && name.indices.length === 1 && chance.assurances.partition)
        families.add(name.name);
    });
  const learnCandidates = (e: Expression): void => {
    const inside = reach([e], context);
    const parameters = new Set(
      [...inside.base].flatMap((n) =>
        [0, 1]
          .flatMap((arity) => chance.laws.get(lawKey(n, arity))?.parameters ?? [])
          .flatMap((p) => [...reach([p], context).base]),
      ),
    );
    for (const name of inside.base) if (!parameters.has(name) && !inside.indexLetters.has(name)) candidates.add(name);
  };
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (part.kind !== 'call' || !isChance(part)) return;
      learnEvents(part);
      for (const arg of part.args) {
        if (arg.kind === 'call' && arg.name === 'over') {
          const [first, ...rest] = arg.args;
          if (first?.kind === 'symbol') over.add(first.name);
          for (const other of rest) if (other.kind === 'symbol' && /^[A-Zxyz]$/.test(other.name)) over.add(other.name);
        } else if (part.name !== 'probability' && !(arg.kind === 'call' && arg.name === 'given')) learnCandidates(arg);
        walk(arg, (inner) => {
          if (inner.kind !== 'compare') return;
          learnCandidates(inner.left);
          const { left, right } = inner;
          for (const [variable, other] of [
            [left, right],
            [right, left],
          ] as const)
            if (variable.kind === 'symbol') {
              compared.add(variable.name);
              if (inner.sign === '=' || inner.sign === '≠') learnValue(values, variable.name, other, integers);
            }
          if (
            left.kind === 'symbol' &&
            right.kind === 'symbol' &&
            right.indices.length === 0 &&
            CAPITAL.test(left.name) &&
            right.name === left.name.toLowerCase()
          )
            valueOf.set(right.name, left.name);
        });
        if (arg.kind === 'call' && arg.name === 'given' && part.name !== 'probability')
          arg.args.forEach((a) => learnCandidates(a));
      }
    });
  for (const name of [...valueOf.keys(), ...events]) candidates.delete(name);

  const declared = [...candidates].filter((n) => chance.declared.has(n) || over.has(n));
  const capitals = probable([...candidates].filter((n) => CAPITAL.test(n)));
  const customary = [...candidates].filter((n) => CUSTOMARY.test(n));
  const random = new Set(
    declared.length > 0
      ? [...declared, ...capitals]
      : capitals.length > 0
        ? capitals
        : customary.length > 0
          ? customary
          : candidates,
  );
  // Noise beside capitals is random too.
  for (const n of candidates) if (/^(\\(boldsymbol|mathbf)\{)?\\(var)?epsilon\}?$/.test(n)) random.add(n);

  const degree = reached.expressions.reduce((most, e) => Math.max(most, degreeOf(e, random, context)), 1);
  const given: { readonly of: Expression; readonly value: Expression }[] = [];
  const names = (e: Expression): string[] => {
    const found: string[] = [];
    walk(e, (part) => {
      const key =
        part.kind === 'call' && part.name === 'event' && part.args[0] !== undefined
          ? eventKey(part.args[0])
          : undefined;
      if (key !== undefined) found.push(key);
    });
    return found;
  };
  for (let grown = true; grown;) {
    grown = false;
    for (const fact of chance.given) {
      const mine = names(fact.of);
      if (given.includes(fact) || mine.length === 0 || !mine.some((n) => events.has(n))) continue;
      given.push(fact);
      mine.forEach((n) => events.add(n));
      grown = true;
    }
  }
  return {
    random,
    valueOf,
    events: [...events].sort(),
    families: [...families].sort(),
    given,
    laws: chance.laws,
    identical: chance.identical,
    values,
    degree,
    ...beyond(reached, chance.laws, random, compared, independent, degree),
    sorts: sortsOf(chance.laws, given),
    independent,
    guessed: declared.length === 0 && capitals.length === 0 && random.size > 0,
  };
}

function learnValue(
  values: Map<string, { numbers: Set<number>; index?: string }>,
  name: string,
  other: Expression,
  integers: ReadonlySet<string>,
): void {
  const known = values.get(name) ?? { numbers: new Set<number>() };
  const isNegative = other.kind === 'negate' && other.of.kind === 'number';
  if (other.kind === 'number') known.numbers.add(Number(other.text));
  else if (isNegative && other.kind === 'negate' && other.of.kind === 'number')
    known.numbers.add(-Number(other.of.text));
  else if (other.kind === 'symbol' && other.indices.length === 0 && integers.has(other.name)) known.index = other.name;
  else return;
  values.set(name, known);
}

/** Why moments are not enough: a probability or a function that is no polynomial of a variable with a law on infinitely many values. */
function beyond(
  reached: Reach,
  laws: ReadonlyMap<string, Law>,
  random: ReadonlySet<string>,
  compared: ReadonlySet<string>,
  independent: boolean,
  degree: number,
): { readonly beyond?: string } {
  const isSmooth = (e: Expression): boolean => {
    if (e.kind !== 'symbol' || !random.has(e.name)) return false;
    const law = laws.get(lawKey(e.name, e.indices.length));
    return law !== undefined && !isFinite(law);
  };
  const touches = (e: Expression): boolean => some(e, isSmooth);
  if (
    [...compared].some(
      (n) =>
        random.has(n) &&
        [0, 1].some((arity) =>
          isSmooth({ kind: 'symbol', name: n, indices: arity ? [{ kind: 'number', text: '1' }] : [] }),
        ),
    )
  )
    return { beyond: 'a probability of a continuous law' };
  for (const e of reached.expressions)
    if (
      some(e, (p) => {
        switch (p.kind) {
          case 'call':
            return (
              !isChance(p) &&
              !['event', 'given', 'over', 'transpose', 'trace', 'inner'].includes(p.name) &&
              p.args.some(touches)
            );
          case 'apply':
            return p.args.some(touches);
          case 'divide':
            return touches(p.denominator);
          case 'power':
            return (
              touches(p.exponent) ||
              (touches(p.base) &&
                !(
                  p.exponent.kind === 'number' &&
                  Number.isInteger(Number(p.exponent.text)) &&
                  Number(p.exponent.text) <= EXACT_DEGREE
                ))
            );
          default:
            return false;
        }
      })
    )
      return { beyond: 'a function of a continuous law that is no polynomial' };
  const names = [...random].filter((n) => [0, 1].some((arity) => laws.has(lawKey(n, arity))));
  if (names.length > 0 && degree > EXACT_DEGREE) return { beyond: 'a moment of a high order' };
  return names.length > 1 && !independent ? { beyond: 'how these depend on each other' } : {};
}

const POSITIVE: Sort = { lower: 0, upper: 3 };
const FRACTION: Sort = { lower: 0, upper: 1 };

/** What a law or a given probability says of the letters in it: a number of draws is whole, a probability lies between 0 and 1. */
function sortsOf(
  laws: ReadonlyMap<string, Law>,
  given: readonly { readonly value: Expression }[],
): ReadonlyMap<string, Sort> {
  const sorts = new Map<string, Sort>();
  const say = (e: Expression | undefined, sort: Sort): void => {
    if (e?.kind === 'symbol' && e.indices.length === 0) sorts.set(e.name, sort);
  };
  for (const { family, parameters } of laws.values()) {
    const [first, second] = parameters;
    if (family === 'binomial') {
      say(first, { integer: true, lower: 2, upper: 5 });
      say(second, FRACTION);
    } else if (family === 'bernoulli' || family === 'geometric') say(first, FRACTION);
    else if (family === 'exponential' || family === 'poisson' || family === 'chiSquared') say(first, POSITIVE);
    else if (family === 'gamma' || family === 'beta') {
      say(first, POSITIVE);
      say(second, POSITIVE);
    }
  }
  for (const { value } of given) say(value, FRACTION);
  return sorts;
}

/** At most the degree of a polynomial in the random letters, through definitions; a variance counts twice. */
function degreeOf(e: Expression, random: ReadonlySet<string>, context: Context, depth = 0): number {
  const of = (part: Expression | undefined): number =>
    part === undefined ? 0 : degreeOf(part, random, context, depth);
  const most = (parts: readonly Expression[]): number => parts.reduce((n, p) => Math.max(n, of(p)), 0);
  switch (e.kind) {
    case 'symbol': {
      if (random.has(e.name)) return 1;
      if (depth > 12) return 0;
      const [definition] = context.definitions(e.name, e.indices.length);
      return definition === undefined ? 0 : degreeOf(definition.body, random, context, depth + 1);
    }
    case 'add':
      return most(e.terms);
    case 'multiply':
      return e.factors.reduce((n, f) => n + of(f), 0);
    case 'power':
      return of(e.base) * (e.exponent.kind === 'number' ? Number(e.exponent.text) : 1);
    case 'call': {
      const inside = e.args.reduce((n, a) => n + of(a), 0);
      return e.name === 'variance' || e.name === 'covariance' || e.name === 'correlation' || e.name === 'norm'
        ? Math.max(2, 2 * inside)
        : inside;
    }
    default:
      return most(children(e));
  }
}
