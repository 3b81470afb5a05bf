import type { Context } from '../context/context';
import type { Expression } from '../expression/expression';
import { print } from '../expression/print';
import { some } from '../expression/traverse';
import { isTensor, Stuck, toFloat, type Value } from '../trial/arithmetic';
import { Compiler, type Closure } from '../trial/compile';
import { Environment } from '../trial/environment';
import { Model } from '../trial/model';
import { reach } from '../trial/reach';
import { prepareScope, type PreparedScope } from '../trial/scope';
import { letterOf, type GradientClaim } from './claims';
import type { Hints } from './hints';
import { programOf } from './program';
import { fullArity, inferBindings, offersFor, type Binding, type Bindings } from './roles';

/** Samples with two classes: `x` is n × d, row by row; `y` holds 0 or 1. */
export interface Samples {
  readonly n: number;
  readonly d: number;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** The model's parameters and λ. */
export interface Parameters {
  readonly w: ArrayLike<number>;
  readonly b: number;
  readonly lambda: number;
}

/** A symbol without a value, and what it could be bound to. */
export interface OpenSymbol {
  readonly name: string;
  readonly offers: readonly Binding[];
}

/** Letters of indices that no sum binds, and what they count. */
interface FreeIndices {
  readonly feature: readonly string[];
  readonly sample: readonly string[];
}

/** The index of the sample that quantities without one belong to. */
const SAMPLE = '#sample';

/** A quantity of the note, evaluated for given data instead of random ones. */
export class DataEvaluator {
  readonly bindings: Bindings;
  readonly open: readonly OpenSymbol[];
  private readonly prepared: PreparedScope;
  private readonly closure: Closure;
  private readonly free: FreeIndices;
  /** Whether the quantity belongs to one sample. */
  readonly perSample: boolean;
  private readonly sampleAxes: readonly string[];
  private kept: { readonly samples: Samples; readonly values: Map<string, number> } | undefined;

  /**
   * @param related another expression that the note ties it to (the loss of a gradient), for what the symbols mean
   */
  constructor(
    private readonly expression: Expression,
    related: Expression,
    context: Context,
    claim: GradientClaim,
    hints: Hints,
    given: Bindings,
  ) {
    const prepared = withArguments(
      prepareScope(expression, related, context, ranksByUse(expression, related, context), 'varying'),
      claim.parameter.name,
      context,
    );
    const bindings = inferBindings(prepared, claim.parameter, claim.kind === 'update', hints, given);
    const { shapes } = prepared.scope;
    const data = [...bindings]
      .filter(([, role]) => ['features', 'labels', 'prediction', 'score'].includes(role as string))
      .map(([name]) => name);
    const names = (role: Binding): string[] => [...bindings].filter(([, r]) => r === role).map(([name]) => name);
    const weightAxes = names('weights')
      .filter((n) => fullArity(n, prepared) === 1)
      .map((n) => `${n}#0`);
    const isFeatureAxis = (axis: string): boolean => weightAxes.some((w) => w === axis || shapes.areOne(w, axis));
    this.sampleAxes = data.flatMap((name) => {
      const arity = fullArity(name, prepared);
      if (bindings.get(name) !== 'features') return arity === 1 ? [`${name}#0`] : [];
      if (arity === 2) return [isFeatureAxis(`${name}#0`) && !isFeatureAxis(`${name}#1`) ? `${name}#1` : `${name}#0`];
      return arity === 1 && weightAxes.length === 0 ? [`${name}#0`] : [];
    });
    const isSampleAxis = (axis: string): boolean => this.sampleAxes.some((s) => s === axis || shapes.areOne(s, axis));
    const feature = new Set(claim.parameter.indices.flatMap((i) => (i.kind === 'symbol' ? [i.name] : [])));
    const sample = new Set<string>();
    for (const name of prepared.reach.indexLetters)
      if (!feature.has(name) && !bindings.has(name))
        (isFeatureAxis(`index:${name}`) && !isSampleAxis(`index:${name}`) ? feature : sample).add(name);
    this.free = { feature: [...feature], sample: [...sample] };

    // Quantities of a sample that are written without its index belong to the sample at hand.
    const varying = new Set([
      ...prepared.scope.varying,
      ...data.filter((name) => !this.sampleAxes.some((axis) => axis.startsWith(`${name}#`))),
    ]);
    const loose = data.some((name) => varying.has(name) && !prepared.mayVary.has(name) && this.reaches(name, prepared));
    this.perSample = sample.size > 0 || loose;
    this.prepared = { ...prepared, scope: { ...prepared.scope, varying } };
    this.closure = new Compiler(this.prepared.scope).compile(expression);
    this.bindings = bindings;
    this.open = this.openSymbols();
  }

  /** Whether the expression itself, not only what it is related to, rests on a name. */
  private reaches(name: string, prepared: PreparedScope): boolean {
    return new Compiler(prepared.scope).namesIn(this.expression).has(name);
  }

  private openSymbols(): OpenSymbol[] {
    const { reach, scope } = this.prepared;
    const used = new Compiler(scope).namesIn(this.expression);
    const open: OpenSymbol[] = [];
    for (const name of reach.base) {
      if (!used.has(name) || this.bindings.has(name) || reach.indexLetters.has(name)) continue;
      open.push({ name, offers: offersFor(name, this.prepared, this.bindings) });
    }
    return open;
  }

  /** Whether the weight is a single number. */
  get singleWeight(): boolean {
    return [...this.bindings].some(([name, role]) => role === 'weights' && fullArity(name, this.prepared) === 0);
  }

  uses(role: Binding): boolean {
    const used = new Compiler(this.prepared.scope).namesIn(this.expression);
    return [...this.bindings].some(([name, r]) => r === role && used.has(name));
  }

  /**
   * The value for each component of the parameter: one number for a quantity that has none. The mean over the samples for one
   * that belongs to a sample. Throws `Stuck` where the note's mathematics has no value.
   *
   * @param components the components of the parameter that are wanted
   */
  evaluate(samples: Samples, parameters: Parameters, components: number): number[] {
    return this.fast?.(samples, parameters, components) ?? this.evaluateInGeneral(samples, parameters, components);
  }

  /** Whether there is such a program. */
  get isFast(): boolean {
    return this.fast !== undefined;
  }

  private fast: ((samples: Samples, parameters: Parameters, components: number) => number[]) | undefined;

  /**
   * Evaluates by a program of floats from now on, if there is one and it agrees with the general evaluation where both are
   * tried.
   */
  hasten(tries: readonly (readonly [Samples, Parameters])[], components: number): void {
    const { feature, sample } = this.free;
    const names = [...feature, ...sample];
    const [ofSample, first] = [0, 1];
    const indices = new Map(names.map((name) => [name, feature.includes(name) ? first : ofSample] as const));
    const program = programOf(this.expression, this.prepared, this.bindings, this.sampleAxes, {
      indices,
      sample: this.perSample ? ofSample : undefined,
      slots: 2,
    });
    if (program === undefined) return;
    const { value } = program;
    const slots = new Int32Array(program.slots);
    const perFeature = feature.length > 0;
    if (perFeature && typeof value !== 'function') return;
    const run = (samples: Samples, parameters: Parameters, wanted: number): number[] => {
      const frame = { samples, parameters, slots };
      const size =
        typeof value === 'function' ? (perFeature ? wanted : 1) : value.axis === 'feature' ? samples.d : samples.n;
      const total = new Array<number>(size).fill(0);
      const last = this.perSample ? samples.n : 1;
      for (let i = 1; i <= last; i++) {
        slots[ofSample] = i;
        for (let j = 1; j <= size; j++) {
          slots[first] = j;
          total[j - 1] =
            (total[j - 1] as number) + (typeof value === 'function' ? value(frame) : value.at(frame, j)) / last;
        }
      }
      return total;
    };
    const agrees = tries.every(([samples, parameters]) => {
      const [general, quick] = [
        this.evaluateInGeneral(samples, parameters, components),
        run(samples, parameters, components),
      ];
      return (
        general.length === quick.length &&
        general.every((v, k) => Math.abs(v - (quick[k] as number)) <= 1e-11 * Math.max(1, Math.abs(v)))
      );
    });
    if (agrees) this.fast = run;
  }

  private evaluateInGeneral(samples: Samples, parameters: Parameters, components: number): number[] {
    const model = this.model(samples, parameters);
    const root = Environment.root(model);
    const total: number[] = [];
    const addTo = (env: Environment, weight: number): void => {
      if (this.free.feature.length === 0) {
        const value = this.closure(env);
        numbersOf(value).forEach((v, j) => (total[j] = (total[j] ?? 0) + weight * v));
        return;
      }
      for (let j = 1; j <= components; j++) {
        let inner = env;
        for (const name of this.free.feature) inner = inner.bind(name, [], j);
        const [value = NaN, ...more] = numbersOf(this.closure(inner));
        if (more.length > 0) throw new Stuck('shape', 'a component of the gradient is a vector');
        total[j - 1] = (total[j - 1] ?? 0) + weight * value;
      }
    };
    if (!this.perSample) addTo(root, 1);
    else
      for (let i = 1; i <= samples.n; i++) {
        let env = root.bindSample(SAMPLE, i, i);
        for (const name of this.free.sample) env = env.bindSample(name, i, i);
        addTo(env, 1 / samples.n);
      }
    return total;
  }

  /** Names that got a random value although nothing binds them: what the last resort of a trial would hide. */
  private model(samples: Samples, parameters: Parameters): Model {
    const values = this.dataValues(samples);
    const { shapes } = this.prepared.scope;
    for (const [name, role] of this.bindings) this.setParameter(values, name, role, samples, parameters);
    for (const [name, role] of this.bindings) {
      if (role === 'weights' && fullArity(name, this.prepared) === 1) shapes.settle(`${name}#0`, samples.d);
      if (role === 'sample-count') shapes.settle(`bound:${name}`, samples.n);
      if (role === 'feature-count') shapes.settle(`bound:${name}`, samples.d);
      if (role === 'features') {
        const arity = fullArity(name, this.prepared);
        for (let axis = 0; axis < arity; axis++)
          shapes.settle(`${name}#${axis}`, this.sampleAxes.includes(`${name}#${axis}`) ? samples.n : samples.d);
      }
    }
    for (const axis of this.sampleAxes) shapes.settle(axis, samples.n);
    for (const name of this.free.sample) shapes.settle(`index:${name}`, samples.n);
    shapes.settle('index:#', samples.n);
    return new Model(1, 0, 'signed', shapes, false, { left: Infinity, precise: Infinity }, values);
  }

  private setParameter(
    values: Map<string, number>,
    name: string,
    role: Binding,
    samples: Samples,
    { w, b, lambda }: Parameters,
  ): void {
    if (typeof role === 'object') values.set(name, role.number);
    else if (role === 'weights') {
      if (fullArity(name, this.prepared) === 0) values.set(name, w[0] as number);
      else for (let j = 0; j < w.length; j++) values.set(`${name}_${j + 1}`, w[j] as number);
    } else if (role === 'bias') values.set(name, b);
    else if (role === 'lambda') values.set(name, lambda);
    else if (role === 'rate') values.set(name, 1);
    else if (role === 'sample-count') values.set(name, samples.n);
    else if (role === 'feature-count') values.set(name, samples.d);
    else if (role === 'prediction' || role === 'score') {
      const key = this.keyOfSample(name);
      for (let i = 0; i < samples.n; i++) {
        let z = b;
        for (let j = 0; j < samples.d; j++) z += (w[j] as number) * (samples.x[i * samples.d + j] as number);
        values.set(key(i + 1), role === 'score' ? z : 1 / (1 + Math.exp(-z)));
      }
    }
  }

  private keyOfSample(name: string): (i: number) => string {
    return this.sampleAxes.includes(`${name}#0`) ? (i) => `${name}_${i}` : (i) => `${name}@${i}`;
  }

  /** The values of the data by key, kept while the data stay the same. */
  private dataValues(samples: Samples): Map<string, number> {
    if (this.kept?.samples === samples) return this.kept.values;
    const values = new Map<string, number>();
    for (const [name, role] of this.bindings) {
      if (role === 'labels') {
        const key = this.keyOfSample(name);
        for (let i = 0; i < samples.n; i++) values.set(key(i + 1), samples.y[i] as number);
      } else if (role === 'features') {
        const arity = fullArity(name, this.prepared);
        const bySample = this.sampleAxes.some((axis) => axis.startsWith(`${name}#`));
        const transposed = this.sampleAxes.includes(`${name}#1`);
        const key = (i: number, j: number): string => {
          if (arity === 2) return transposed ? `${name}_${j},${i}` : `${name}_${i},${j}`;
          if (arity === 0) return `${name}@${i}`;
          return bySample ? `${name}_${i}` : `${name}_${j}@${i}`;
        };
        for (let i = 0; i < samples.n; i++)
          for (let j = 0; j < samples.d; j++) values.set(key(i + 1, j + 1), samples.x[i * samples.d + j] as number);
      }
    }
    this.kept = { samples, values };
    return values;
  }

  /** Whether the parameters are arrays of those of logistic regression: a bias for each class, a matrix of weights. */
  get isMulticlass(): boolean {
    return [...this.prepared.reach.base].some((name) => {
      const arity = fullArity(name, this.prepared);
      return (letterOf(name) === 'b' && arity > 0) || (this.bindings.get(name) === 'weights' && arity > 1);
    });
  }

  /** Whether it speaks of one sample by its number (`y_1` under a Σ over i): a slip, or an example. */
  get namesOneSample(): boolean {
    return reach([this.expression], this.prepared.scope.context).expressions.some((e) =>
      some(
        e,
        (part) =>
          part.kind === 'symbol' &&
          this.bindings.get(part.name) === 'labels' &&
          part.indices.some((i) => i.kind === 'number'),
      ),
    );
  }

  /** Whether a derivative by the parameters goes through a quantity that is only known in numbers. */
  get differentiatesNumbers(): boolean {
    const numeric = [...this.bindings]
      .filter(([, role]) => role === 'prediction' || role === 'score')
      .map(([name]) => name);
    if (numeric.length === 0) return false;
    const compiler = new Compiler(this.prepared.scope);
    return this.prepared.reach.expressions.some((e) =>
      some(e, (part) => {
        if (part.kind !== 'derivative') return false;
        const names = compiler.namesIn(part.of);
        return (
          numeric.some((name) => names.has(name)) &&
          !part.by.every(({ target }) => target.kind === 'symbol' && numeric.includes(target.name))
        );
      }),
    );
  }

  /** For messages. */
  toString(): string {
    return print(this.expression);
  }
}

/** Ranks of what is used with more indices and with fewer: `x_i` beside `x_{ij}` is a vector. */
function ranksByUse(expression: Expression, related: Expression, context: Context): Map<string, number> {
  const arities = new Map<string, Set<number>>();
  for (const quantity of reach([expression, related], context).quantities) {
    const at = quantity.lastIndexOf('/');
    const name = quantity.slice(0, at);
    arities.set(name, (arities.get(name) ?? new Set()).add(Number(quantity.slice(at + 1))));
  }
  return new Map([...arities].flatMap(([name, used]) => (used.size > 1 ? [[name, Math.max(...used)] as const] : [])));
}

/** `L(w, b)` names quantities that its body shares with everything else: they count among the open ones. */
function withArguments(prepared: PreparedScope, parameter: string, context: Context): PreparedScope {
  const { reach } = prepared;
  const names = new Set<string>();
  for (const { args = [] } of reach.definitions) {
    const own = args.flatMap((a) => (a.kind === 'symbol' && a.indices.length === 0 ? [a.name] : []));
    if (own.includes(parameter)) for (const name of own) if (!context.defines(name)) names.add(name);
  }
  return {
    ...prepared,
    reach: {
      ...reach,
      base: new Set([...reach.base, ...names]),
      quantities: new Set([...reach.quantities, ...[...names].map((n) => `${n}/0`)]),
    },
  };
}

function numbersOf(value: Value): number[] {
  return isTensor(value) ? value.data.map((v) => toFloat(v)) : [toFloat(value)];
}
