import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { number, symbol } from '../expression/expression';
import { print } from '../expression/print';
import { mapChildren, some, walk } from '../expression/traverse';
import { maxAbs } from '../trial/arithmetic';
import { reach } from '../trial/reach';
import type { Equation } from '../trial/scope';
import { describe, simplestCounterexample } from './counterexample';
import type { Decision, DecideOptions, Reading } from './decide';
import { runTrials, Sides, type Trials } from './trials';

/** Equations that the note sets out to solve, and the lines found to follow from them. */
export interface Problem {
  readonly equations: readonly Equation[];
  readonly derived: Equation[];
  /** The names that the equations speak of and that nothing defines. */
  readonly names: ReadonlySet<string>;
  /** The same with the number of indices: `x/1`. */
  readonly quantities: ReadonlySet<string>;
  readonly section: number;
  readonly item: number;
  readonly formula: number;
}

/** What a line says about the problem before it. `none`: it speaks of something else, or nothing can be said. */
export type Following =
  | { readonly kind: 'none' }
  /** It follows for every solution found. */
  | { readonly kind: 'follows'; readonly decision: Decision }
  /** Its solutions are solutions, but others are lost; or it holds for some of them. */
  | { readonly kind: 'partly'; readonly decision: Decision }
  /** It is wrong for all solutions; a claim only where words make it one. */
  | { readonly kind: 'contradicts'; readonly decision: Decision };

type Options = Omit<DecideOptions, 'complete' | 'insideChain'>;

/** Values at which an equation with unknown coefficients is taken to hold, since it is to hold for all. */
const PROBES = ['0.37', '-1.43', '2.71', '4.19', '-3.3', '1.61'];

/**
 * Tests a line against the equations that the note is solving: the solutions of the equations must solve the line, or the line's
 * solutions the equations. A line `x = …` is also tested by inserting.
 */
export function follow(
  problem: Problem,
  reading: Reading,
  upcoming: ReadonlySet<string>,
  context: Context,
  options: Options,
  conventions: readonly Equation[] = [],
): Following {
  const none: Following = { kind: 'none' };
  const claim = renamed(reading, problem);
  const usual = new Set(conventions.map((c) => print(c.left)));
  const base = new Set(
    [...reach([claim.left, claim.right], context).base].filter((n) => !usual.has(n) && !usual.has(print(symbol(n)))),
  );
  if (base.size === 0 || ![...base].some((n) => problem.names.has(n))) return none;
  const solvedFor =
    claim.left.kind === 'symbol' &&
    problem.quantities.has(`${claim.left.name}/${claim.left.indices.length}`) &&
    !mentions(claim.right, claim.left.name)
      ? claim.left.name
      : undefined;
  if (![...base].every((n) => problem.names.has(n))) return none;
  // `x_5` is another unknown than `x_1`.
  const members = membersIn(problem.equations.flatMap((e) => [e.left, e.right]));
  if (
    ![...membersIn([claim.left, claim.right])].every(
      (m) => members.has(m) || [...problem.quantities].some((q) => q === `${nameOfMember(m)}/0`),
    )
  )
    return none;
  const isNumber = reach([claim.right], context).base.size === 0;

  const on = (equation: Equation, suppositions: readonly Equation[], solveFor: readonly string[]): Tested => {
    const all: Options = {
      ...options,
      suppositions: [...conventions, ...suppositions],
      solveFor: new Set([...solveFor, ...conventions.flatMap((c) => (c.left.kind === 'symbol' ? [c.left.name] : []))]),
    };
    const sides = new Sides(equation.left, equation.right, context, all, 'constant');
    const trials = runTrials(sides, { ...all, points: 8 });
    return { sides, trials, agree: trials.agreeing.length, differ: trials.differing.length };
  };
  const holds = (tested: Tested): Decision => ({
    kind: 'holds',
    reading,
    points: tested.agree,
    trials: tested.trials.agreeing.slice(0, 4).map(describe),
    uses: tested.trials.prepared.reach.definitions,
    oneSided: false,
  });
  const fails = (tested: Tested): Following => {
    const counterexample = simplestCounterexample(tested.sides, tested.trials.differing);
    if (counterexample === undefined) return none;
    const { definitions } = tested.trials.prepared.reach;
    return {
      kind: 'contradicts',
      decision: {
        kind: 'fails',
        reading,
        points: tested.differ,
        counterexample,
        trials: tested.trials.differing.slice(0, 4).map(describe),
        uses: definitions,
      },
    };
  };
  const valid = (t: Tested): boolean => t.agree + t.differ >= 3;
  const always = (t: Tested): boolean => t.differ === 0 && t.agree >= 3;
  const never = (t: Tested): boolean => t.agree === 0 && t.differ >= 3;
  const [only] = problem.equations;
  const wanted = [...upcoming].filter((n) => problem.names.has(n));

  if (solvedFor !== undefined) {
    let inserted: Tested | undefined;
    if (problem.equations.length === 1 && only !== undefined) {
      inserted = on(only, [claim], [solvedFor]);
      if (always(inserted)) return { kind: 'follows', decision: holds(inserted) };
      const others = [...problem.names].filter(
        (n) => n !== solvedFor && !wanted.includes(n) && !solvedBefore(problem, n),
      );
      if (isNumber && others.length === 1 && problem.names.size > 2) {
        // `A = 2`, where the equation is to hold for all x.
        const probes = PROBES.map((value) => substituted(only, others[0] as string, value));
        const everywhere = on(claim, probes, [...problem.names]);
        if (always(everywhere)) return { kind: 'follows', decision: holds(everywhere) };
        if (never(everywhere)) return fails(everywhere);
      }
    }
    const forward = on(claim, problem.equations, [solvedFor, ...wanted]);
    // A number for what depends on data that stays open: an example with values of its own.
    if (isNumber && forward.agree === 0 && problem.names.size > problem.equations.length && varies(forward))
      return none;
    if (always(forward)) return { kind: 'follows', decision: holds(forward) };
    for (const line of problem.derived) {
      if (always(on(line, [claim], [solvedFor]))) return { kind: 'partly', decision: holds(forward) };
    }
    if (forward.agree > 0) return { kind: 'partly', decision: holds(forward) };
    if (!never(forward)) return none;
    return inserted === undefined || never(inserted) ? fails(forward) : none;
  }
  const forward = on(claim, problem.equations, []);
  if (always(forward)) return { kind: 'follows', decision: holds(forward) };
  if (!valid(forward)) return none;
  if (problem.equations.length === 1 && only !== undefined) {
    const backward = on(only, [claim], []);
    if (always(backward)) return { kind: 'follows', decision: holds(backward) };
    if (forward.agree > 0 && backward.agree > 0) return fails(forward);
  }
  const last = problem.derived[problem.derived.length - 1];
  if (last !== undefined && always(on(claim, [last], []))) return { kind: 'partly', decision: holds(forward) };
  return forward.agree === 0 ? fails(forward) : none;
}

/** Members of families by fixed indices: `x_1`. */
function membersIn(expressions: readonly Expression[]): Set<string> {
  const found = new Set<string>();
  for (const e of expressions)
    walk(e, (p) => {
      if (p.kind === 'symbol' && p.indices.length > 0 && p.indices.every((i) => i.kind === 'number'))
        found.add(`${p.name}_${p.indices.map(print).join(',')}`);
    });
  return found;
}

const nameOfMember = (member: string): string => member.slice(0, member.lastIndexOf('_'));

interface Tested {
  readonly sides: Sides;
  readonly trials: Trials;
  readonly agree: number;
  readonly differ: number;
}

const varies = (t: Tested): boolean => new Set(t.trials.differing.map((d) => maxAbs(d.left).toPrecision(6))).size > 1;

/** The same line with `\hat{x}`, `x^*` or `x_1` written as the `x` that the problem asks for. */
function renamed(reading: Reading, problem: Problem): Reading {
  const { left } = reading;
  if (left.kind !== 'symbol') return reading;
  const asked = (name: string, indices: readonly Expression[]): boolean =>
    problem.quantities.has(`${name}/${indices.length}`);
  if (asked(left.name, left.indices)) return reading;
  if (left.indices.length > 0 && left.indices.every((i) => i.kind === 'number') && asked(left.name, []))
    return { ...reading, left: symbol(left.name) };
  const plain = /^\\(?:hat|widehat|tilde)\{(.+)\}$/.exec(left.name)?.[1] ?? /^(.+)\^\{?\*\}?$/.exec(left.name)?.[1];
  return plain !== undefined && asked(plain, left.indices)
    ? { ...reading, left: symbol(plain, left.indices) }
    : reading;
}

const mentions = (e: Expression, name: string): boolean =>
  some(e, (p) => p.kind === 'symbol' && p.name === name && p.indices.length === 0);

const solvedBefore = (problem: Problem, name: string): boolean => problem.derived.some((d) => print(d.left) === name);

function substituted(equation: Equation, name: string, value: string): Equation {
  const put = (e: Expression): Expression =>
    e.kind === 'symbol' && e.name === name && e.indices.length === 0 ? number(value) : mapChildren(e, put);
  return { left: put(equation.left), right: put(equation.right) };
}
