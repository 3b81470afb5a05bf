import type { Context } from '../context/context';
import type { ComparisonSign, Expression } from '../expression/expression';
import { some } from '../expression/traverse';
import { components, isReal, isTensor, Stuck, toFloat, type Scalar, type Value } from '../trial/arithmetic';
import { reach } from '../trial/reach';
import { describe } from './counterexample';
import type { Decision, DecideOptions, Reading } from './decide';
import { Sides } from './trials';

/** An inequality: its sides and what stands between them. */
export interface Inequality extends Reading {
  readonly sign: ComparisonSign;
}

type Options = Omit<DecideOptions, 'complete' | 'insideChain'>;

/** What the trials say of an inequality. `share`: the part of the valid trials in which it is violated. */
export interface BoundTrials {
  readonly valid: number;
  readonly violated: number;
  readonly decision: Decision;
  readonly stuck?: Stuck;
}

/** Trials for an inequality: more than for an equality, since a wrong one may be violated in a corner only. */
const POINTS = 36;
/** By this part of its size a side may exceed the other through rounding. */
const MARGIN = 1e-9;

/** Whether a value stands in a relation to another: undefined where they cannot be ordered. */
function satisfies(left: Value, right: Value, sign: ComparisonSign): boolean | undefined {
  const [a, b] = [real(left), real(right)];
  if (a === undefined || b === undefined) return undefined;
  const slack = MARGIN * Math.max(1e-300, Math.abs(a), Math.abs(b));
  switch (sign) {
    case '<':
    case '≤':
      return a <= b + slack;
    case '>':
    case '≥':
      return a >= b - slack;
    case '=':
      return Math.abs(a - b) <= slack;
    case '≠':
      return Math.abs(a - b) > slack;
  }
}

function real(value: Value): number | undefined {
  if (isTensor(value) && components(value).length !== 1) return undefined;
  const scalar = isTensor(value) ? (components(value)[0] as Scalar) : value;
  if (!isReal(scalar)) return undefined;
  const float = toFloat(scalar);
  return Number.isNaN(float) ? undefined : float;
}

/** Tries an inequality in many models. A strict one that is met with equality everywhere counts as violated. */
export function tryBound(claim: Inequality, context: Context, options: Options): BoundTrials {
  const sides = new Sides(claim.left, claim.right, context, options, 'constant');
  let valid = 0;
  let equal = 0;
  let stuck: Stuck | undefined;
  const violations: { model: Parameters<typeof describe>[0]['model']; left: Value; right: Value }[] = [];
  const seen: typeof violations = [];
  for (let trial = 0; trial < POINTS * 3 && valid < POINTS; trial++) {
    const model = sides.model(trial);
    const values = model && sides.evaluate(model);
    if (model === undefined || values === undefined) continue;
    const { left, right } = values;
    if (left instanceof Stuck || right instanceof Stuck) {
      stuck = left instanceof Stuck ? left : (right as Stuck);
      if (stuck.code !== 'domain') break;
      continue;
    }
    const holds = satisfies(left, right, claim.sign);
    if (holds === undefined) continue;
    valid++;
    if (satisfies(left, right, '=') === true) equal++;
    (holds ? seen : violations).push({ model, left, right });
  }
  const strict = claim.sign === '<' || claim.sign === '>';
  const violated = strict && equal === valid ? valid : violations.length;
  const points = valid;
  const shown = [...violations, ...seen].slice(0, 4).map(describe);
  const uses = sides.prepared.reach.definitions;
  const decision: Decision =
    violated === 0
      ? { kind: 'holds', reading: claim, points, trials: shown, uses, oneSided: false }
      : {
          kind: 'fails',
          reading: claim,
          points,
          counterexample: describe(violations[0] ?? (seen[0] as (typeof seen)[number])),
          trials: shown,
          uses,
        };
  return { valid, violated, decision, ...(stuck && { stuck }) };
}

/** Where the end of a claimed solution set lies. `exact`: the inequality changes from true to false there. */
export type Edge = 'exact' | 'inside' | 'outside' | 'unclear';

/**
 * Tests one end of a solution set: `x < 3` for `|2x - 1| < 5`. Just on the inner side the inequality must hold, just on the
 * other side it must not. `inside`: it goes on holding beyond the end; `outside`: it does not hold before it.
 */
export function edgeOf(
  problem: Inequality,
  variable: string,
  end: Expression,
  upper: boolean,
  context: Context,
  options: Options,
): { readonly edge: Edge; readonly decision: Decision; readonly points: number } {
  const bounds = new Sides(end, end, context, options, 'constant');
  const sides = new Sides(problem.left, problem.right, context, options, 'constant');
  const reading: Reading = { left: problem.left, right: problem.right };
  let [exact, inside, outside, points] = [0, 0, 0, 0];
  let example: Parameters<typeof describe>[0] | undefined;
  for (let trial = 0; trial < 40 && points < 12; trial++) {
    const model = bounds.model(trial);
    const at = model && bounds.evaluate(model)?.left;
    if (model === undefined || at === undefined || at instanceof Stuck) continue;
    const value = real(at);
    if (value === undefined || !Number.isFinite(value)) continue;
    const near = (distance: number): boolean | undefined => {
      const x = value + (upper ? -1 : 1) * distance;
      const there = sides.model(trial)?.with({ fixed: new Map([...model.drawn, [variable, x]]) });
      const values = there && sides.evaluate(there);
      if (there === undefined || values === undefined) return undefined;
      // Where a side has no value the inequality does not hold.
      if (values.left instanceof Stuck || values.right instanceof Stuck) return false;
      if (distance < 0) example ??= { model: there, left: values.left, right: values.right };
      return satisfies(values.left, values.right, problem.sign) ?? false;
    };
    const step = 1e-3 * Math.max(Math.abs(value), 0.01);
    const [within, beyond] = [near(step), near(-step)];
    if (within === undefined || beyond === undefined) continue;
    points++;
    if (within && !beyond) exact++;
    else if (within) inside++;
    else outside++;
  }
  const edge: Edge =
    points < 3
      ? 'unclear'
      : exact === points
        ? 'exact'
        : inside === points
          ? 'inside'
          : outside === points
            ? 'outside'
            : 'unclear';
  const shown = example === undefined ? [] : [describe(example)];
  const decision: Decision =
    edge === 'exact' || example === undefined
      ? { kind: 'holds', reading, points, trials: shown, uses: [], oneSided: false }
      : { kind: 'fails', reading, points, counterexample: describe(example), trials: shown, uses: [] };
  return { edge, decision, points };
}

/** Whether each side speaks of something that the other does not, or of a function that the note does not give. */
export function isUntied(claim: Inequality, context: Context): boolean {
  const [left, right] = [reach([claim.left], context), reach([claim.right], context)];
  const own = (a: typeof left, b: typeof left): boolean =>
    [...a.base].some((n) => !b.base.has(n) && !a.indexLetters.has(n));
  const functions = [...left.expressions, ...right.expressions].some((e) =>
    some(e, (p) => p.kind === 'apply' && (left.base.has(p.name) || right.base.has(p.name))),
  );
  return functions || (own(left, right) && own(right, left));
}
