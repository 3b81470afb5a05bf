import { speaksOfChance } from '../context/chance';
import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { print, printName } from '../expression/print';
import { some } from '../expression/traverse';
import type { Counterexample, ReasonCode } from '../report/report';
import { maxAbs } from '../trial/arithmetic';
import { isConventional } from '../trial/operators';
import { supported } from '../trial/densities';
import { reach, type Reach } from '../trial/reach';
import { withoutAntiderivatives } from './antiderivative';
import { withBarVariables } from './bars';
import { describe, simplestCounterexample } from './counterexample';
import { writtenInIndependents } from './differentials';
import { phrase, type Locale } from './messages';
import { runTrials, Sides, type TrialOptions, type Trials } from './trials';

/** One way to read both sides of a relation. */
export interface Reading {
  readonly left: Expression;
  readonly right: Expression;
}

/** What the trials say of a relation taken as a claim. */
export type Decision =
  | {
      readonly kind: 'holds';
      readonly reading: Reading;
      readonly points: number;
      readonly trials: readonly Counterexample[];
      readonly uses: Uses;
      readonly oneSided: boolean;
    }
  | {
      readonly kind: 'fails';
      readonly reading: Reading;
      readonly points: number;
      readonly counterexample: Counterexample;
      readonly trials: readonly Counterexample[];
      readonly uses: Uses;
    }
  | {
      readonly kind: 'undecided';
      readonly reading: Reading;
      readonly code: ReasonCode;
      readonly detail: string;
      readonly points: number;
      readonly unknown?: Expression;
    };

/** The definitions and facts that a decision rests on. */
export type Uses = readonly { readonly order: number }[];

/** The fewest valid trials that a verdict may rest on. */
const ENOUGH = 8;

export interface DecideOptions extends TrialOptions {
  readonly locale: Locale;
  /** Whether more readings exist than were given. */
  readonly complete: boolean;
  /** A relation inside a chain, or a restated result: more surely a claim. */
  readonly insideChain: boolean;
}

/**
 * Decides whether two sides are equal. `holds` needs one plausible reading that agrees wherever it is tried; `fails` needs
 * every reading to fail; in all other cases the reason of the preferred reading is given.
 */
export function decide(readings: readonly Reading[], context: Context, options: DecideOptions): Decision {
  const decisions: Decision[] = [];
  for (const reading of readings) {
    const decision = decideReading(reading, context, options);
    if (decision.kind === 'holds') return decision;
    decisions.push(decision);
  }
  const first = decisions[0] as Decision;
  if (decisions.every((d) => d.kind === 'fails')) {
    if (options.complete) return first;
    return {
      kind: 'undecided',
      reading: first.reading,
      code: 'suspect',
      detail: phrase('readings', options.locale),
      points: first.points,
    };
  }
  const undecided = decisions.find((d) => d.kind === 'undecided') as Decision;
  return first.kind === 'fails' && undecided.kind === 'undecided'
    ? { ...undecided, code: undecided.code === 'unknown-notation' ? 'unknown-notation' : 'suspect' }
    : first;
}

function decideReading(reading: Reading, context: Context, options: DecideOptions): Decision {
  const undecided = (code: ReasonCode, detail: string, points = 0, unknown?: Expression): Decision => ({
    kind: 'undecided',
    reading,
    code,
    detail,
    points,
    ...(unknown && { unknown }),
  });

  const unreadable = findUnknown(reading.left) ?? findUnknown(reading.right);
  if (unreadable !== undefined) {
    if (unreadable.why === 'prose') return undecided('not-numeric', unreadable.token, 0, unreadable);
    return undecided(
      'unknown-notation',
      unreadable.token === '' ? phrase('empty', options.locale) : unreadable.token,
      0,
      unreadable,
    );
  }

  // Sums and integrals over a variable of an open density go over all its values.
  const [left, right] = supported(reading.left, reading.right, context);
  if (left !== reading.left || right !== reading.right)
    return { ...decideValues({ left, right }, context, options), reading };

  const differentials = writtenInIndependents(reading, context);
  if (differentials === 'alone') return undecided('unknown-notation', 'd…');
  // Antiderivatives are known up to a constant.
  const derived = withoutAntiderivatives(differentials ?? withBarVariables(reading, context), context);
  if (derived === 'untied') return undecided('unknown-quantity', phrase('neither', options.locale, '∫'));
  return { ...decideValues(derived ?? differentials ?? withBarVariables(reading, context), context, options), reading };
}

function decideValues(reading: Reading, context: Context, options: DecideOptions): Decision {
  const undecided = (code: ReasonCode, detail: string, points = 0): Decision => ({
    kind: 'undecided',
    reading,
    code,
    detail,
    points,
  });
  const varying = new Sides(reading.left, reading.right, context, options, 'varying');
  const first = judge(reading, varying, runTrials(varying, options), context, options);
  if (varying.prepared.mayVary.size === 0) return first;
  const constant = new Sides(reading.left, reading.right, context, options, 'constant');
  const second = judge(reading, constant, runTrials(constant, options), context, options);
  if (first.kind === second.kind) return first;
  if (first.kind === 'undecided') return first;
  if (second.kind === 'undecided') return second;
  return undecided('ambiguous', phrase('sample', options.locale), first.points);
}

type UnknownExpression = Extract<Expression, { kind: 'unknown' }>;

function findUnknown(e: Expression): UnknownExpression | undefined {
  let found: UnknownExpression | undefined;
  some(e, (part) => {
    if (part.kind === 'unknown') found ??= part;
    return found !== undefined;
  });
  return found;
}

function judge(reading: Reading, sides: Sides, trials: Trials, context: Context, options: DecideOptions): Decision {
  const { agreeing, differing, stuck } = trials;
  const points = agreeing.length + differing.length;
  const undecided = (code: ReasonCode, detail: string): Decision => ({
    kind: 'undecided',
    reading,
    code,
    detail,
    points,
  });
  const { locale } = options;

  if (points === 0 && stuck !== undefined) {
    if (stuck.code === 'cost') return undecided('too-costly', stuck.message);
    if (stuck.code === 'shape') return undecided('suspect', phrase('shape', locale, stuck.message));
    if (stuck.code === 'domain') return undecided('no-valid-points', stuck.message);
    return undecided(stuck.code === 'unknown' ? 'unknown-notation' : 'unknown-quantity', stuck.message);
  }
  const constants = !dependsOnModel(reading, trials);
  const enough = constants ? 1 : ENOUGH;
  const shown = [...differing, ...agreeing].slice(0, 4).map(describe);
  const uses = [...trials.prepared.reach.definitions, ...trials.prepared.reach.facts];

  if (differing.length === 0) {
    if (points < enough) return undecided('no-valid-points', `${points}/${enough}`);
    if (isVacuous(reading, trials)) return undecided('no-valid-points', phrase('zero', locale));
    return { kind: 'holds', reading, points, trials: shown, uses, oneSided: trials.oneSided > 0 };
  }
  // From here on the sides differ somewhere: may we say so?
  if (differing.length < 3 && !constants) return undecided('suspect', phrase('sometimes', locale));
  if (agreeing.length > 0) return undecided('suspect', phrase('sometimes', locale));
  const shapes = differing.find((t) => t.comparison.kind === 'shape');
  if (shapes !== undefined)
    return undecided(
      'suspect',
      phrase('shape', locale, shapes.comparison.kind === 'shape' ? shapes.comparison.message : ''),
    );
  const doubt = doubtOf(reading, trials, context);
  if (doubt !== undefined) return undecided('suspect', phrase(doubt, locale));
  const untied = untiedSymbols(reading, context, trials);
  if (untied !== undefined)
    return undecided(
      'unknown-quantity',
      untied === '' ? phrase('constant', locale) : phrase('neither', locale, untied),
    );
  const counterexample = simplestCounterexample(sides, differing);
  if (counterexample === undefined) return undecided('imprecise', phrase('confirm', locale));
  return { kind: 'fails', reading, points, counterexample, trials: shown, uses };
}

/** Whether anything was drawn at all: `2 + 2 = 5` needs one trial. */
function dependsOnModel(reading: Reading, trials: Trials): boolean {
  const any = [...trials.agreeing, ...trials.differing];
  return (
    any.some((t) => t.model.drawn.size > 0) ||
    trials.prepared.reach.expressions.some(speaksOfChance) ||
    some(reading.left, (p) => p.kind === 'apply') ||
    some(reading.right, (p) => p.kind === 'apply')
  );
}

/** What keeps a difference from being an accusation although it is generic: a meaning that was only assumed. */
function doubtOf(
  reading: Reading,
  trials: Trials,
  context: Context,
): 'unknownFunction' | 'identity' | 'constants' | 'heldFixed' | 'convention' | undefined {
  const { scope, reach: reached } = trials.prepared;
  // Unknown functions are generic only where the rules of calculus are the claim.
  const calculus = [reading.left, reading.right].some((side) =>
    some(side, (p) => p.kind === 'derivative' || (p.kind === 'apply' && p.primes > 0)),
  );
  const functions = reached.expressions.some((e) => some(e, (p) => p.kind === 'apply' && reached.base.has(p.name)));
  if (functions && !calculus) return 'unknownFunction';
  // A state that the note does not give, or a matrix that has a property of which only its words speak.
  if (
    [...reached.base].some(
      (name) =>
        name.startsWith('\\ket{') ||
        (context.arrays.special && (scope.shapes.rank(name, 0) === 2 || context.arrays.operators.has(name))),
    )
  )
    return 'convention';
  for (const name of ['I', '\\mathbf{I}', '\\mathbf{1}', '\\mathbb{1}', '\\mathbb{I}'])
    if (
      reached.base.has(name) &&
      !scope.shapes.isIdentity(name) &&
      scope.shapes.rank(name, 0) === 0 &&
      /[A-Z]/.test([...reached.base].filter((n) => n !== name).join(''))
    )
      return 'identity';
  if (reached.base.has('\\hbar') && reached.base.has('h')) return 'constants';
  if ([reading.left, reading.right].some((side) => some(side, (p) => holdsFixed(p, context)))) return 'heldFixed';
  return undefined;
}

/**
 * Whether a partial derivative may mean to hold something fixed that the note has also made a function of its variable:
 * `∂/∂x (3x²y)` after an example with `y = \ln x`.
 */
function holdsFixed(e: Expression, context: Context): boolean {
  if (e.kind !== 'derivative' || e.style !== 'partial') return false;
  const direct = e.of.kind === 'symbol' ? context.definitions(e.of.name, e.of.indices.length)[0]?.body : e.of;
  if (direct === undefined) return false;
  return e.by.some(({ target }) => {
    if (target.kind !== 'symbol') return false;
    const mentions = (part: Expression, name: string): boolean =>
      some(part, (p) => p.kind === 'symbol' && p.name === name);
    if (!mentions(direct, target.name)) return false;
    return some(
      direct,
      (p) =>
        p.kind === 'symbol' &&
        p.name !== target.name &&
        context
          .definitions(p.name, p.indices.length)
          .some(
            (d) =>
              mentions(d.body, target.name) ||
              reach([d.body], context).expressions.some((x) => mentions(x, target.name)),
          ),
    );
  });
}

/** Both sides are zero in every trial, and neither says so. */
function isVacuous(reading: Reading, trials: Trials): boolean {
  const isZeroText = (e: Expression): boolean =>
    (e.kind === 'number' && Number(e.text) === 0) || (e.kind === 'call' && e.name === 'zeros');
  if (isZeroText(reading.left) || isZeroText(reading.right)) return false;
  if (print(reading.left) === print(reading.right)) return false;
  return trials.agreeing.length > 0 && trials.agreeing.every((t) => maxAbs(t.left) === 0 && maxAbs(t.right) === 0);
}

/**
 * The symbols that keep a difference from being a failure: each side has some of its own, or the right side is a constant and
 * the left is not. An empty text stands for the constant. Undefined when the sides are tied.
 */
function untiedSymbols(reading: Reading, context: Context, trials: Trials): string | undefined {
  const left = reach([reading.left], context);
  const right = reach([reading.right], context);
  const { shapes } = trials.prepared.scope;
  // `x_i` of a vector `x` is the same quantity as `x`; `L_i` beside a number `L` is another.
  const letters = (r: Reach): Set<string> =>
    new Set(
      [...r.quantities].flatMap((q) => {
        const at = q.lastIndexOf('/');
        const [name, arity] = [q.slice(0, at), Number(q.slice(at + 1))];
        return r.indexLetters.has(name) ||
          (isConventional(name, trials.prepared.scope) && !(arity > 0 && shapes.isIdentity(name)))
          ? []
          : [`${name}/${arity + shapes.rank(name, arity)}`];
      }),
    );
  const [a, b] = [letters(left), letters(right)];
  const onlyLeft = [...a].filter((n) => !b.has(n));
  const onlyRight = [...b].filter((n) => !a.has(n));
  const names = (list: readonly string[]): string =>
    list.map((q) => printName(q.slice(0, q.lastIndexOf('/')))).join(', ');
  if (onlyLeft.length > 0 && onlyRight.length > 0) return names([...onlyLeft, ...onlyRight]);
  const varies = (side: 'left' | 'right'): boolean => {
    const values = trials.differing.map((t) => maxAbs(t[side]));
    return values.some((v) => Math.abs(v - (values[0] as number)) > 1e-9 * Math.max(1, Math.abs(v)));
  };
  // A side without symbols says what the other should be: an equation, unless that other is a constant too.
  if (b.size === 0 && a.size > 0 && varies('left')) return '';
  if (a.size === 0 && b.size > 0 && varies('right')) return '';
  // What only the right side has is being introduced, unless the left side is known and the note's definitions speak of it.
  const known = left.definitions.length + left.facts.length > 0;
  const { random } = trials.prepared.scope.chance;
  const fresh = onlyRight
    .filter((q) => !random.has(q.slice(0, q.lastIndexOf('/'))))
    .filter((q) => !known || !context.isEstablished(q.slice(0, q.lastIndexOf('/'))));
  if (fresh.length > 0) return names(fresh);
  return undefined;
}
