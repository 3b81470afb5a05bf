import type { Expression } from '../expression/expression';
import { some } from '../expression/traverse';
import type { Context } from '../context/context';
import { components, isFiniteValue, isNaN, Stuck, type Value } from '../trial/arithmetic';
import { Compiler, type Closure } from '../trial/compile';
import { Environment } from '../trial/environment';
import { Model, type Budget, type Profile } from '../trial/model';
import { Constraints } from '../trial/constraints';
import { prepareScope, type Equation, type PreparedScope, type SampleReading } from '../trial/scope';
import { compareValues, type Comparison } from './compare';

/** What was computed in one model. */
export interface Trial {
  readonly model: Model;
  readonly left: Value;
  readonly right: Value;
  readonly comparison: Comparison;
}

/** The trials of one reading of a relation. */
export interface Trials {
  readonly prepared: PreparedScope;
  readonly agreeing: readonly Trial[];
  readonly differing: readonly Trial[];
  /** Models in which only one side has a value. */
  readonly oneSided: number;
  readonly invalid: number;
  /** Why nothing could be computed at all. */
  readonly stuck?: Stuck;
}

export interface TrialOptions {
  readonly seed: number;
  /** Valid trials wanted. */
  readonly points: number;
  /** Work that all trials of a relation may take together. */
  readonly budget: Budget;
  readonly ranks: ReadonlyMap<string, number>;
  /** Whether random variables and events are taken to be independent. */
  readonly independent?: boolean;
  /** Values that a case supposes: `α = 1`. */
  readonly fixed?: ReadonlyMap<string, number>;
  /** Equalities that hold in every model: values are solved from them. */
  readonly suppositions?: readonly Equation[];
  /** Names that these are solved for, before any others. */
  readonly solveFor?: ReadonlySet<string>;
}

const PROFILES: readonly Profile[] = ['signed', 'positive', 'unit'];

/** The two sides of a reading, ready to be evaluated. */
export class Sides {
  readonly prepared: PreparedScope;
  /** Relative distance that float64 cannot tell from none: larger where quadrature, limits or series stand behind the values. */
  readonly rounding: number;
  /** The same for 64 digits; undefined where nothing stands behind the values but arithmetic. */
  readonly preciseRounding: number | undefined;
  private readonly left: Closure;
  private readonly right: Closure;
  /** Conditions that every model must satisfy. */
  private readonly holds: readonly ((env: Environment) => boolean)[];
  private readonly constraints: Constraints | undefined;

  constructor(
    left: Expression,
    right: Expression,
    context: Context,
    private readonly options: TrialOptions,
    samples: SampleReading,
  ) {
    this.prepared = prepareScope(
      left,
      right,
      context,
      options.ranks,
      samples,
      options.suppositions,
      options.independent,
    );
    const compiler = new Compiler(this.prepared.scope);
    const approximate = this.prepared.reach.expressions.some((e) => some(e, isApproximate));
    this.rounding = approximate ? 1e-6 : 1e-9;
    this.preciseRounding = approximate ? 1e-9 : undefined;
    this.left = compiler.compile(left);
    this.right = compiler.compile(right);
    if (options.suppositions !== undefined && options.suppositions.length > 0)
      this.constraints = new Constraints(
        options.suppositions.map((s) => ({ left: compiler.compile(s.left), right: compiler.compile(s.right) })),
        options.solveFor,
        new Set(options.fixed?.keys() ?? []),
      );
    const base = this.prepared.reach.base;
    this.holds = context.assumptions
      .filter((a) => [...compiler.namesIn(a.left), ...compiler.namesIn(a.right)].every((n) => base.has(n)))
      .map((a) => compiler.truth(a));
  }

  /** The model of a trial. Undefined where the suppositions could not be solved in it. */
  model(trial: number): Model | undefined {
    const model = new Model(
      this.options.seed,
      trial,
      PROFILES[trial % PROFILES.length] as Profile,
      this.prepared.scope.shapes,
      false,
      this.options.budget,
      this.options.fixed,
    );
    if (this.constraints === undefined) return model;
    const { constraints } = this;
    const solved = attempt(() => constraints.solve(model));
    return solved instanceof Stuck ? undefined : solved;
  }

  /** Both sides in one model. Undefined where an assumption does not hold or neither side has a value. */
  evaluate(given: Model): { readonly left: Value | Stuck; readonly right: Value | Stuck } | undefined {
    let model = given;
    const { constraints } = this;
    if (constraints !== undefined) {
      const ready = attempt(() =>
        model.precise ? constraints.refine(model) : constraints.areSatisfied(model) ? model : undefined,
      );
      if (ready === undefined || ready instanceof Stuck) return undefined;
      model = ready;
    }
    const env = Environment.root(model);
    if (!this.holds.every((h) => attempt(() => h(env)) === true)) return undefined;
    return { left: attempt(() => this.left(env)), right: attempt(() => this.right(env)) };
  }
}

/** Whether the value of the outermost operation is only computed to some digits. */
function isApproximate(e: Expression): boolean {
  return e.kind === 'integral' || e.kind === 'limit' || (e.kind === 'fold' && e.upper?.kind === 'constant');
}

/** The value of a computation, or what it got stuck on. */
function attempt<T>(compute: () => T): T | Stuck {
  try {
    return compute();
  } catch (reason) {
    if (reason instanceof Stuck) return reason;
    if (reason instanceof RangeError) return new Stuck('cost', 'the expression is nested too deeply');
    throw reason;
  }
}

/** Evaluates both sides in seeded models until enough valid ones were found, spread over the profiles. */
export function runTrials(sides: Sides, options: TrialOptions): Trials {
  const agreeing: Trial[] = [];
  const differing: Trial[] = [];
  let oneSided = 0;
  let invalid = 0;
  let stuck: Stuck | undefined;
  const limit = options.points * 5;
  for (let trial = 0; trial < limit && agreeing.length + differing.length < options.points; trial++) {
    const model = sides.model(trial);
    const values = model && sides.evaluate(model);
    if (model === undefined || values === undefined) {
      invalid++;
      continue;
    }
    const { left, right } = values;
    const reason = left instanceof Stuck ? left : right instanceof Stuck ? right : undefined;
    if (reason !== undefined) {
      stuck = reason;
      invalid++;
      // What does not depend on the numbers will not change.
      if (
        reason.code === 'type' ||
        reason.code === 'unknown' ||
        reason.code === 'cost' ||
        (reason.code === 'shape' && trial >= 2)
      )
        break;
      continue;
    }
    const [leftOk, rightOk] = [isDefined(left as Value), isDefined(right as Value)];
    if (!leftOk || !rightOk) {
      if (leftOk !== rightOk) oneSided++;
      invalid++;
      continue;
    }
    const done = decideTrial(sides, { model, left: left as Value, right: right as Value });
    if (done === undefined) invalid++;
    else if (done.comparison.kind === 'agree') agreeing.push(done);
    else differing.push(done);
    // A clear refutation needs no more than a few models.
    if (differing.length >= 6 && agreeing.length === 0) break;
  }
  if (agreeing.length > 0 && differing.length > 0) reviewDiffering(sides, agreeing, differing);
  return { prepared: sides.prepared, agreeing, differing, oneSided, invalid, ...(stuck && { stuck }) };
}

/**
 * Where some trials agree and some do not, float64 may have lost the digits in the latter (`1 - σ(z)` at z = 40): those are
 * decided with 64 digits.
 */
function reviewDiffering(sides: Sides, agreeing: Trial[], differing: Trial[]): void {
  for (const trial of differing.splice(0)) {
    const confirmed = confirm(sides, trial.model);
    if (confirmed?.kind === 'agree') agreeing.push({ ...trial, comparison: confirmed });
    else differing.push(trial);
  }
}

function isDefined(value: Value): boolean {
  return isFiniteValue(value) && !components(value).some(isNaN);
}

/** Compares in float64, and with 64 digits where that does not settle it. */
function decideTrial(
  sides: Sides,
  trial: { readonly model: Model; readonly left: Value; readonly right: Value },
): Trial | undefined {
  const comparison = compareValues(trial.left, trial.right, false, sides.rounding);
  if (comparison.kind !== 'close') return { ...trial, comparison };
  const confirmed = confirm(sides, trial.model);
  return confirmed === undefined ? undefined : { ...trial, comparison: confirmed };
}

/** The comparison of the two sides with 64 digits. */
export function confirm(sides: Sides, model: Model): Comparison | undefined {
  const precise = model.with({ precise: true });
  const values = sides.evaluate(precise);
  if (values === undefined || values.left instanceof Stuck || values.right instanceof Stuck) return undefined;
  if (!isDefined(values.left) || !isDefined(values.right)) return undefined;
  return compareValues(values.left, values.right, true, sides.preciseRounding);
}
