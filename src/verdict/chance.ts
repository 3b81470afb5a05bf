import { familyOf, isChance, lawKey, speaksOfChance, type Law } from '../context/chance';
import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { call, number, symbol } from '../expression/expression';
import { mapChildren, some } from '../expression/traverse';
import type { Tree } from '../latex/tree';
import { isSymbol, nameOf, solid } from '../meaning/names';
import { chanceOf } from '../trial/chance';
import { reach, type Reach } from '../trial/reach';

/** A quantity that a moment gives its name to: `E[X] = \mu`, `\mathrm{Var}(X) = \sigma^2`. */
export interface NamedMoment {
  readonly name: string;
  readonly indices: readonly Expression[];
  readonly body: Expression;
}

/** What `E[X] = \mu`, `\sigma^2 = \mathrm{Var}(X)` define: the letter, not the moment. Undefined for any other equality. */
export function namedMoment(left: Expression, right: Expression, context: Context): NamedMoment | undefined {
  for (const [moment, letter] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!isChance(moment) || (moment.kind === 'call' && moment.name === 'probability')) continue;
    const squared = letter.kind === 'power' && letter.exponent.kind === 'number' && letter.exponent.text === '2';
    const named = squared ? letter.base : letter;
    if (
      named.kind !== 'symbol' ||
      context.defines(named.name) ||
      some(moment, (p) => p.kind === 'symbol' && p.name === named.name)
    )
      continue;
    if (some(moment, (p) => p.kind === 'symbol' && context.chance.laws.has(lawKey(p.name, p.indices.length)))) continue;
    const body = squared ? call('sqrt', [moment]) : moment;
    const free = indexOf(moment);
    // `E[X_i] = \mu`: all have the same mean, so any one gives it.
    if (free !== undefined && named.indices.length === 0) {
      context.chance.identical.add(free.family);
      return { name: named.name, indices: [], body: replaced(body, free.index) };
    }
    return { name: named.name, indices: named.indices, body };
  }
  return undefined;
}

/** The one letter that indexes a random variable inside a moment. */
function indexOf(e: Expression): { readonly family: string; readonly index: string } | undefined {
  let found: { readonly family: string; readonly index: string } | undefined;
  some(e, (p) => {
    const [index] = p.kind === 'symbol' ? p.indices : [];
    if (p.kind === 'symbol' && p.indices.length === 1 && index?.kind === 'symbol')
      found ??= { family: p.name, index: index.name };
    return false;
  });
  return found;
}

function replaced(e: Expression, index: string): Expression {
  if (e.kind === 'symbol' && e.name === index && e.indices.length === 0) return number(1);
  return mapChildren(e, (part) => replaced(part, index));
}

/** Whether an equality gives a probability: a number, or a letter for one. */
export function givesProbability(left: Expression, right: Expression): boolean {
  if (left.kind !== 'call' || left.name !== 'probability') return false;
  if (some(left, (p) => p.kind === 'unknown' || p.kind === 'compare')) return false;
  if (
    some(
      left,
      (p) =>
        p.kind === 'call' &&
        p.name === 'event' &&
        p.args[0]?.kind === 'symbol' &&
        p.args[0].indices.some((i) => i.kind !== 'number'),
    )
  )
    return false;
  return isValue(right);
}

function isValue(e: Expression): boolean {
  switch (e.kind) {
    case 'number':
      return true;
    case 'symbol':
      return e.indices.length === 0;
    case 'divide':
      return e.numerator.kind === 'number' && e.denominator.kind === 'number';
    case 'add':
      return (
        e.terms.length === 2 && e.terms[0]?.kind === 'number' && e.terms[1]?.kind === 'negate' && isValue(e.terms[1].of)
      );
    default:
      return false;
  }
}

/** What a relation with the sign `∼` says of the names on its left. */
export function learnLaw(left: readonly Tree[], right: Expression, context: Context): void {
  const names = namesOf(left);
  const { chance } = context;
  if (names.length === 0) {
    chance.unread = true;
    return;
  }
  const law = lawOf(right);
  const indexed = names.length > 1 || left.some((n) => n.kind === 'scripts' && n.sub !== undefined);
  for (const name of new Set(names)) {
    const key = lawKey(name, indexed ? 1 : 0);
    chance.declared.add(name);
    if (indexed) chance.identical.add(name);
    if (law === undefined || right.kind !== 'apply') {
      chance.laws.delete(key);
      chance.opaque.add(name);
      continue;
    }
    const [mean, spread] = law.parameters;
    if (law.family === 'normal' && spread !== undefined && isMatrix(spread)) {
      // Of several normal variables together, the letters are names of the moments.
      const x = symbol(name);
      if (mean?.kind === 'symbol' && !context.defines(mean.name)) define(context, mean.name, call('expectation', [x]));
      if (spread.kind === 'symbol' && !context.defines(spread.name))
        define(context, spread.name, call('covariance', [x]));
      continue;
    }
    chance.laws.set(key, law);
  }
}

function define(context: Context, name: string, body: Expression): void {
  context.define({ name, indices: [], body, order: 0, section: 0 });
}

function isMatrix(e: Expression): boolean {
  return some(e, (p) => p.kind === 'symbol' && /^(\\(mathbf|boldsymbol|bm)\{)?(\\Sigma|[A-Z]|\\Lambda)/.test(p.name));
}

/** `\mathcal{N}(\mu, \sigma^2)`, `\mathrm{Exp}(\lambda)` as a law. */
export function lawOf(e: Expression): Law | undefined {
  if (e.kind === 'call' && e.name === 'exp' && e.args.length === 1)
    return { family: 'exponential', parameters: e.args };
  if (e.kind !== 'apply' || e.primes > 0 || e.indices.length > 0) return undefined;
  const family = familyOf(e.name);
  return family && { family, parameters: e.args };
}

const DOTS = ['\\dots', '\\ldots', '\\cdots', '…', '\\dotsc'];

/** The names of a list: `X`, `x_1, \dots, x_n`, `(X, Y)`; none of an expression. */
function namesOf(given: readonly Tree[]): string[] {
  const listed = solid(given);
  const only = listed[0];
  const nodes = listed.length === 1 && only?.kind === 'fenced' ? solid(only.body) : listed;
  const isName = (node: Tree): boolean => {
    const base = node.kind === 'scripts' ? node.base : node;
    return base !== undefined && nameOf(base) !== undefined;
  };
  if (
    nodes.some((node, k) => (isName(node) ? k > 0 && isName(nodes[k - 1] as Tree) : !isSymbol(node, ',', ';', ...DOTS)))
  )
    return [];
  return nodes.flatMap((node) => {
    const base = node.kind === 'scripts' ? node.base : node;
    const name = base && nameOf(base);
    return name === undefined ? [] : [name];
  });
}

/** Whether what two sides rest on speaks of chance. */
export function restsOnChance(left: Expression, right: Expression, context: Context): boolean {
  return reach([left, right], context).expressions.some(speaksOfChance);
}

/** Whether a difference may come from what the note says of its random variables in words that are not followed. */
export function isUnsure(left: Expression, right: Expression, context: Context): boolean {
  // A family that only one side speaks of was put in or taken out by words.
  const [a, b] = [reach([left], context), reach([right], context)];
  const families = (one: Reach, other: Reach): string[] =>
    [...one.quantities]
      .filter((q) => !q.endsWith('/0'))
      .flatMap((q) => (other.base.has(q.slice(0, q.lastIndexOf('/'))) ? [] : [q.slice(0, q.lastIndexOf('/'))]));
  const parameters = context.chance.parameters();
  const lost = a.base.size === 0 || b.base.size === 0 ? [] : [...families(a, b), ...families(b, a)];
  const all = chanceOf(reach([left, right], context), context, false);
  if (lost.some((n) => !all.random.has(n) && !parameters.has(n) && !all.families.includes(n))) return true;
  // A sum whose range is only said in words: nothing ties it to the n beside it.
  const isOpen = (e: Expression): boolean =>
    e.kind === 'fold' &&
    !e.lower &&
    !e.upper &&
    (e.index === undefined || (context.rangeOf(e.index) === undefined && !all.valueOf.has(e.index)));
  if ([left, right].some((side) => some(side, isOpen))) return true;
  const { random, guessed } = all;
  const { laws, assurances } = context.chance;
  const withLaw = [...random].every((n) => [0, 1].some((arity) => laws.has(lawKey(n, arity))));
  if ((assurances.named || context.chance.unread) && random.size > 0 && !withLaw) return true;
  // A density or distribution function of its own stands beside the expectation.
  if (
    reach([left, right], context).expressions.some((e) =>
      some(e, (p) => p.kind === 'apply' && /^\\?[A-Za-z]+_\{[A-Z]/.test(p.name)),
    )
  )
    return true;
  return context.chance.assurances.special || guessed || [...random].some((n) => context.chance.opaque.has(n));
}

/** Whether an expression names a random disturbance. */
export function holdsNoise(e: Expression, { chance }: Context): boolean {
  const isNoise = (name: string): boolean =>
    /^(\\(boldsymbol|mathbf|bm|vec)\{)?\\(var)?epsilon/.test(name) &&
    (chance.assurances.noise || chance.declared.has(name));
  return some(e, (p) => p.kind === 'symbol' && isNoise(p.name));
}

/** Whether an integral without bounds goes over all values of a variable of a density: `\\int p(x, y)\\,dx`. */
export function isMarginal(e: Expression): boolean {
  return some(
    e,
    (p) =>
      p.kind === 'integral' &&
      p.lower === undefined &&
      some(
        p.body,
        (q) =>
          q.kind === 'apply' &&
          /^[pqf](\||_|$)/.test(q.name) &&
          q.args.some((a) => a.kind === 'symbol' && a.name === p.variable),
      ),
  );
}
