import { isChance, type Law } from '../context/chance';
import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { print } from '../expression/print';
import { some, walk } from '../expression/traverse';
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

/** Finds what is random in everything that a relation rests on. */
export function chanceOf(reached: Reach, context: Context, independent: boolean): ChanceScope {
  const chance = context.chance;
  if (!reached.expressions.some((e) => some(e, isChance))) return NO_CHANCE;
  const candidates = new Set<string>();
  const over = new Set<string>();
  const valueOf = new Map<string, string>();
  const events = new Set<string>();
  const families = new Set<string>();

  const learnEvents = (e: Expression): void =>
    walk(e, (part) => {
      if (part.kind !== 'call' || part.name !== 'event') return;
      const [name] = part.args;
      const key = name && eventKey(name);
      if (key !== undefined) events.add(key);
      else if (name?.kind === 'symbol' && name.indices.length === 1) families.add(name.name);
    });
  const learnCandidates = (e: Expression): void => {
    const inside = reach([e], context);
    const parameters = new Set(
      [...inside.base].flatMap((n) =>
        (chance.laws.get(n)?.parameters ?? []).flatMap((p) => [...reach([p], context).base]),
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

  const declared = [...candidates].filter((n) => chance.laws.has(n) || chance.declared.has(n) || over.has(n));
  const capitals = [...candidates].filter((n) => CAPITAL.test(n));
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
    independent,
    guessed: declared.length === 0 && capitals.length === 0 && random.size > 0,
  };
}
