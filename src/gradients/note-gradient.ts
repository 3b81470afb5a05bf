import type { Context, Definition } from '../context/context';
import { some } from '../expression/traverse';
import { functions, Stuck } from '../trial/arithmetic';
import { reach } from '../trial/reach';
import type { GradientClaim } from './claims';
import { letterOf } from './claims';
import { DataEvaluator, type OpenSymbol, type Parameters, type Samples } from './evaluator';
import type { Hints } from './hints';
import { probe, probeParameters, scaleOf, type LossScale } from './loss';
import type { Bindings } from './roles';

/** What is to be done to the note's formula to make it a gradient of the mean loss. */
export type Adaptation = 'averaged-over-samples' | 'divided-by-n';

/** The parts of a gradient that a formula gives. */
export interface GradientValue {
  /** d numbers. */
  readonly w?: readonly number[];
  readonly b?: number;
}

/**
 * A gradient that a note claims, made a function of data and parameters: the gradient of the mean cross-entropy plus
 * λ/2 ‖w‖², if the note is right.
 */
export class NoteGradient {
  readonly open: readonly OpenSymbol[];
  readonly bindings: Bindings;
  readonly parts: { readonly w: boolean; readonly b: boolean };
  readonly singleWeight: boolean;
  readonly hasBias: boolean;
  readonly regularised: boolean;
  readonly adaptation: Adaptation | undefined;
  /** The note's loss is not that of logistic regression: its gradient cannot be compared. */
  readonly isOther: boolean;
  /** Why the formula has no value, in the words of the evaluation. */
  readonly stuck: string | undefined;
  private readonly value: DataEvaluator;
  private readonly scale: LossScale;

  constructor(claim: GradientClaim, before: Context, hints: Hints, given: Bindings) {
    const context = readable(claim, before, given);
    const related = claim.loss ?? claim.value;
    this.value = new DataEvaluator(claim.value, related, context, claim, hints, given);
    const loss =
      claim.loss !== undefined && isDefined(claim.loss, context)
        ? new DataEvaluator(claim.loss, claim.value, context, claim, hints, given)
        : undefined;
    const { value } = this;
    this.bindings = value.bindings;
    this.open = value.open;
    this.singleWeight = value.singleWeight;
    const roles = [...value.bindings.values()];
    const isNumeric = !roles.includes('weights');
    this.hasBias = roles.includes('bias') || isNumeric;
    const scale =
      loss === undefined || loss.open.length > 0 || loss.namesOneSample ? undefined : scaleOf(loss, this.hasBias);
    this.isOther = scale === 'other' || value.isMulticlass;
    const known = scale === 'other' ? undefined : scale;
    this.regularised = known !== undefined ? known.penalty !== 0 : value.uses('lambda');
    const isBias = value.bindings.get(claim.parameter.name) === 'bias';
    const tried = this.tryOut(known === undefined);
    this.stuck = tried.stuck;
    this.scale = {
      factor: known === undefined ? 1 : claim.kind === 'update' ? Math.abs(known.factor) : known.factor,
      isSum: known?.isSum ?? tried.isSum,
      penalty: known === undefined || known.penalty === 0 ? 1 : known.penalty,
      penaltyByCount: known?.penaltyByCount ?? false,
    };
    this.parts = isBias ? { w: false, b: true } : { w: true, b: tried.components === 3 && !this.singleWeight };
    this.adaptation = value.perSample ? 'averaged-over-samples' : this.scale.isSum ? 'divided-by-n' : undefined;
  }

  /** Evaluates once: whether it has a value, how many components that has, and whether it grows with the number of samples. */
  private tryOut(measure: boolean): {
    readonly stuck: string | undefined;
    readonly components: number;
    readonly isSum: boolean;
  } {
    if (this.open.length > 0) return { stuck: undefined, components: 0, isSum: false };
    if (this.value.differentiatesNumbers)
      return { stuck: 'a derivative of a quantity that is only known in numbers', components: 0, isSum: false };
    if (this.value.namesOneSample) return { stuck: 'it names one sample', components: 0, isSum: false };
    const d = this.singleWeight ? 1 : 2;
    const one = probe(3, d);
    const twice: Samples = {
      n: 6,
      d,
      x: [...Array.from(one.x), ...Array.from(one.x)],
      y: [...Array.from(one.y), ...Array.from(one.y)],
    };
    const parameters = probeParameters(d, this.hasBias, 0, 0);
    try {
      const a = this.value.evaluate(one, parameters, d);
      const other = probeParameters(d, this.hasBias, 1, 0.7);
      this.value.hasten(
        [
          [one, parameters],
          [probe(5, d), other],
          [twice, other],
        ],
        d,
      );
      if (!measure) return { stuck: undefined, components: a.length, isSum: false };
      const b = this.value.evaluate(twice, parameters, d);
      return {
        stuck: undefined,
        components: a.length,
        isSum:
          a.some((v) => v !== 0) &&
          a.every((v, k) => Math.abs((b[k] as number) - 2 * v) <= 1e-9 * Math.max(1, Math.abs(v))),
      };
    } catch (reason) {
      if (reason instanceof Stuck) return { stuck: reason.message, components: 0, isSum: false };
      throw reason;
    }
  }

  /** Whether data with many samples are no burden. */
  get isFast(): boolean {
    return this.value.isFast;
  }

  /** The claimed gradient of the mean loss. NaN where the note's mathematics has no value. */
  evaluate(samples: Samples, { w, b, lambda }: Parameters): GradientValue {
    const { factor, isSum, penalty, penaltyByCount } = this.scale;
    const { n, d } = samples;
    const divisor = factor * (isSum && !this.value.perSample ? n : 1);
    // The note's λ for which its penalty is λ/2 ‖w‖².
    const noteLambda = (lambda / penalty) * (penaltyByCount ? n : 1);
    let values: number[];
    try {
      values = this.value.evaluate(samples, { w, b, lambda: noteLambda }, this.parts.w ? d : 1).map((v) => v / divisor);
    } catch (reason) {
      if (!(reason instanceof Stuck)) throw reason;
      values = [];
    }
    const at = (k: number): number => values[k] ?? NaN;
    if (!this.parts.w) return { b: values.length === 1 ? at(0) : NaN };
    const fits = values.length === d + (this.parts.b ? 1 : 0);
    const weights = Array.from({ length: d }, (_, j) => (fits ? at(j) : NaN));
    return this.parts.b ? { w: weights, b: fits ? at(d) : NaN } : { w: weights };
  }
}

/** Whether the note says what the quantity is. */
function isDefined(
  e: { readonly kind: string; readonly name?: string; readonly indices?: readonly unknown[] },
  context: Context,
): boolean {
  return e.name !== undefined && context.definitions(e.name, e.indices?.length ?? 0).length > 0;
}

/**
 * The context without what says nothing in numbers (a definition that is not understood, `x_i = (x_{i1}, …)`) and without
 * what the reader bound otherwise; with the customary meaning of σ.
 */
function readable(claim: GradientClaim, before: Context, given: Bindings): Context {
  const own = (d: Definition): boolean =>
    (d.body.kind === 'tuple' || d.body.kind === 'matrix') &&
    some(d.body, (part) => part.kind === 'symbol' && part.name === d.name && part.indices.length > d.indices.length);
  const context = before.without((d) => given.has(d.name) || own(d) || some(d.body, (part) => part.kind === 'unknown'));
  for (const e of reach([claim.value, ...(claim.loss ? [claim.loss] : [])], context).expressions)
    some(e, (part) => {
      if (
        part.kind === 'apply' &&
        ['\\sigma', 'sig', 'sigmoid', 'S'].includes(letterOf(part.name)) &&
        !context.defines(part.name) &&
        functions.has('sigmoid')
      )
        context.conventions.set(part.name, 'sigmoid');
      return false;
    });
  return context;
}
