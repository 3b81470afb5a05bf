import { lawKey } from '../context/chance';
import type { Expression, ExpressionOf } from '../expression/expression';
import { print } from '../expression/print';
import {
  add,
  asScalar,
  compare,
  div,
  functions,
  isZero,
  linear,
  magnitude,
  mul,
  neg,
  Stuck,
  sub,
  Tensor,
  toFloat,
  type Scalar,
  type Value,
} from './arithmetic';
import { eventKey } from './chance';
import { indexValue, stuck, type Closure, type Compiler } from './compile';
import type { Environment } from './environment';
import type { Model } from './model';
import { quadratureOf } from './laws';

/** The most outcomes that an expectation is summed over. */
const LARGEST = 4096;
/** How many different values a random variable takes. */
const LEVELS = 3;
/** Name of the frame that binds an outcome. */
export const OUTCOME = '#outcome';

/** One choice that makes an outcome: which of `weights.length` things happened for `key`. */
interface Coin {
  readonly key: string;
  readonly weights: readonly Scalar[];
  pick: number;
}

/**
 * An outcome of the random experiment, made as it is asked about: whatever a random variable needs to know is decided when it
 * is first asked for. All outcomes are gone through by deciding differently, the last decision first.
 */
export class Outcome {
  private readonly made = new Map<string, Coin>();

  constructor(private readonly path: Coin[]) {}

  /** What happened for a key. */
  decide(key: string, weights: () => readonly Scalar[]): number {
    const coin = this.made.get(key);
    if (coin !== undefined) return coin.pick;
    let next = this.path[this.made.size];
    if (next === undefined) this.path.push((next = { key, weights: weights(), pick: 0 }));
    this.made.set(key, next);
    return next.pick;
  }

  weight(model: Model): Scalar {
    let product: Scalar = model.literal(1);
    for (const coin of this.made.values()) product = mul(product, coin.weights[coin.pick] as Scalar);
    return product;
  }
}

/** The outcome that the trial happened to have: the value of a random variable outside of any expectation. */
class Realised extends Outcome {
  constructor(
    private readonly model: Model,
    private readonly purpose = 'realised',
  ) {
    super([]);
  }

  override decide(key: string, weights: () => readonly Scalar[]): number {
    return Math.floor(this.model.uniform(this.purpose, key) * weights().length);
  }
}

const realised = new WeakMap<Model, Realised>();

function outcomeOf(env: Environment): Outcome {
  if (env.outcome !== undefined) return env.outcome;
  let outcome = realised.get(env.model);
  if (outcome === undefined) realised.set(env.model, (outcome = new Realised(env.model)));
  return outcome;
}

// --- the space -------------------------------------------------------------------------------------------------

interface Space {
  readonly weights: readonly Scalar[];
  /** Whether an event happens in an outcome. */
  happens(key: string, outcome: number): boolean;
  member(family: string, outcome: number): number;
}

const spaces = new WeakMap<Compiler, WeakMap<Model, Space>>();

/** The finite space of a model: every combination of the events, each with a random weight that the given probabilities shape. */
function spaceOf(compiler: Compiler, env: Environment): Space {
  const { model } = env;
  let ofCompiler = spaces.get(compiler);
  if (ofCompiler === undefined) spaces.set(compiler, (ofCompiler = new WeakMap()));
  const kept = ofCompiler.get(model);
  if (kept !== undefined) return kept;
  const { events, families, given, random, independent } = compiler.scope.chance;
  const sizes = [...events.map(() => 2), ...families.map((f) => compiler.scope.shapes.sizeOfAxis(f, 0, model.trial))];
  const parts = [...events, ...families];
  const copies = random.size === 0 ? 1 : parts.length === 0 ? 7 : 3;
  const total = sizes.reduce((n, s) => n * s, copies);
  if (total > LARGEST) throw new Stuck('cost', 'too many events');
  const digit = (outcome: number, part: number): number => {
    let rest = outcome;
    for (let k = 0; k < part; k++) rest = Math.floor(rest / (sizes[k] as number));
    return rest % (sizes[part] as number);
  };
  const random01 = (...keys: (string | number)[]): number =>
    Math.round(1 + 999 * model.uniform('chance', ...keys)) / 1000;
  let weights: readonly Scalar[] = Array.from({ length: total }, (_, outcome) => {
    if (!independent) return model.literal(random01(outcome));
    const copy = sizes.reduce((n, s) => Math.floor(n / s), outcome);
    return parts.reduce<Scalar>(
      (product, part, k) => mul(product, model.literal(random01(part, digit(outcome, k)))),
      model.literal(random01('copy', copy)),
    );
  });
  const space: Space = {
    get weights() {
      return weights;
    },
    happens: (key, outcome) => {
      const at = events.indexOf(key);
      if (at < 0) throw new Stuck('type', `the event ${key}`);
      return digit(outcome, at) === 1;
    },
    member: (family, outcome) => digit(outcome, events.length + families.indexOf(family)) + 1,
  };
  ofCompiler.set(model, space);
  if (given.length > 0) {
    weights = fitted(compiler, env, weights, given);
    ofCompiler.set(model, space);
  }
  return space;
}

/**
 * Weights that give the probabilities of the note: iterative proportional fitting (Deming and Stephan 1940), which scales the
 * outcomes inside and outside each event until all agree.
 */
function fitted(
  compiler: Compiler,
  env: Environment,
  start: readonly Scalar[],
  given: readonly { readonly of: Expression; readonly value: Expression }[],
): readonly Scalar[] {
  const { model } = env;
  const facts = given.map(({ of, value }) => {
    const [event, condition] = (of as ExpressionOf<'call'>).args as [Expression, ExpressionOf<'call'>?];
    const holds = compiler.truth(event);
    const supposed = (condition?.args ?? []).map((c) => compiler.truth(c));
    const wanted = asScalar(compiler.compile(value)(env));
    const size = toFloat(wanted);
    if (!(size >= 0 && size <= 1)) throw new Stuck('domain', 'a probability outside 0 to 1');
    const inside: number[] = [];
    const outside: number[] = [];
    for (let outcome = 0; outcome < start.length; outcome++) {
      const inner = env.bindOutcome(new Fixed(outcome));
      if (!supposed.every((s) => s(inner))) continue;
      (holds(inner) ? inside : outside).push(outcome);
    }
    return { inside, outside, wanted };
  });
  const weights = [...start];
  const one = model.literal(1);
  const total = (list: readonly number[]): Scalar =>
    list.reduce<Scalar>((s, k) => add(s, weights[k] as Scalar), model.literal(0));
  const scale = (list: readonly number[], factor: Scalar): void =>
    list.forEach((k) => (weights[k] = mul(weights[k] as Scalar, factor)));
  const tolerance = model.precise ? 1e-40 : 1e-14;
  for (let round = 0; round < (model.precise ? 160 : 80); round++) {
    let moved = 0;
    for (const { inside, outside, wanted } of facts) {
      model.step(inside.length + outside.length);
      const [a, b] = [total(inside), total(outside)];
      const all = add(a, b);
      if (isZero(all) || (isZero(a) && !isZero(wanted)) || (isZero(b) && toFloat(wanted) < 1))
        throw new Stuck('domain', 'the given probabilities contradict each other');
      moved = Math.max(moved, magnitude(sub(div(a, all), wanted)));
      if (!isZero(a)) scale(inside, div(mul(wanted, all), a));
      if (!isZero(b)) scale(outside, div(mul(sub(one, wanted), all), b));
    }
    if (moved < tolerance) return weights;
  }
  throw new Stuck('domain', 'the given probabilities contradict each other');
}

class Fixed extends Outcome {
  constructor(private readonly which: number) {
    super([]);
  }
  override decide(key: string): number {
    if (key !== 'ω') throw new Stuck('type', 'a given probability of a random variable');
    return this.which;
  }
}

// --- random variables ------------------------------------------------------------------------------------------

/** The value of a random variable in the outcome at hand. */
export function randomValue(compiler: Compiler, name: string, indices: readonly number[], env: Environment): Scalar {
  const { model } = env;
  const { chance } = compiler.scope;
  const key = indices.length === 0 ? name : `${name}_${indices.join(',')}`;
  const outcome = outcomeOf(env);
  const law = chance.laws.get(lawKey(name, indices.length));
  const same = chance.identical.has(name) ? name : key;
  if (law !== undefined) {
    if (chance.beyond !== undefined) throw new Stuck('type', chance.beyond);
    const rule = quadratureOf(compiler, law, env);
    const at = outcome.decide(`law:${key}`, () => rule.map((node) => node.weight));
    return (rule[at] as { readonly value: Scalar }).value;
  }
  const whole = chance.values.get(name);
  const value = (level: number): Scalar => {
    if (whole !== undefined) return model.literal(wholeValue(whole, level, compiler, model));
    const [low, high] = model.profile === 'signed' ? [-2, 2] : model.profile === 'positive' ? [0.3, 3] : [0.05, 0.95];
    return model.literal(model.coefficient(`random:${same}`, String(level), low, high));
  };
  if (chance.independent)
    return value(
      outcome.decide(`own:${key}`, () =>
        Array.from({ length: indices.length === 0 ? LEVELS : 2 }, (_, k) =>
          model.literal(weightOf(model, same, k, indices.length === 0 ? LEVELS : 2)),
        ),
      ),
    );
  const which = outcome.decide('ω', () => normalised(spaceOf(compiler, env).weights, model));
  const size = spaceOf(compiler, env).weights.length;
  // Each level is taken somewhere, so that no variable is constant.
  const shift = Math.floor(model.uniform('shift', key) * size);
  const position = (which + shift) % size;
  return value(position < LEVELS ? position : Math.floor(model.uniform('level', key, which) * LEVELS));
}

/** One of the values that a random variable takes, the same one all through a trial. */
export function possibleValue(compiler: Compiler, name: string, env: Environment): Scalar {
  return randomValue(compiler, name, [], env.bindOutcome(possible(env.model)));
}

/** The values that a random variable can take. */
export function supportOf(compiler: Compiler, name: string, env: Environment): readonly Scalar[] {
  const found: Scalar[] = [];
  for (const { values } of enumerate([(inner) => randomValue(compiler, name, [], inner)], [], env)) {
    const value = asScalar(values[0] as Value);
    if (!found.some((other) => compare(other, value) === 0)) found.push(value);
  }
  return found;
}

const possibles = new WeakMap<Model, Outcome>();

function possible(model: Model): Outcome {
  let outcome = possibles.get(model);
  if (outcome === undefined) possibles.set(model, (outcome = new Realised(model, 'possible')));
  return outcome;
}

/** A value among the numbers that a variable is compared with, or of an index's range. */
function wholeValue(
  values: { readonly numbers: ReadonlySet<number>; readonly index?: string },
  level: number,
  compiler: Compiler,
  model: Model,
): number {
  const numbers = [...values.numbers].sort((a, b) => a - b);
  if (values.index !== undefined) {
    const size = compiler.scope.shapes.isIndex(values.index)
      ? compiler.scope.shapes.sizeOfIndex(values.index, model.trial)
      : 4;
    return 1 + (level % size);
  }
  if (numbers.every((n) => n === 0 || n === 1)) return level % 2;
  if (numbers.every((n) => n === -1 || n === 1)) return level % 2 === 0 ? -1 : 1;
  return numbers[level] ?? Math.max(...numbers) + 1;
}

/** Eighths, so that the weights add up to one exactly. */
function weightOf(model: Model, id: string, k: number, count: number): number {
  const cut = 1 + Math.floor(model.uniform('weights', id) * 3);
  const parts = count === 2 ? [cut, 8 - cut] : [cut, 2, 6 - cut];
  return (parts[k] as number) / 8;
}

function normalised(weights: readonly Scalar[], model: Model): readonly Scalar[] {
  const total = weights.reduce((s, w) => add(s, w), model.literal(0) as Scalar);
  return weights.map((w) => div(w, total));
}

/** Whether an event happens in the outcome at hand. */
export function compileEvent(compiler: Compiler, e: ExpressionOf<'call'>): (env: Environment) => boolean {
  const [name] = e.args;
  if (name?.kind !== 'symbol') return stuck('type', 'an event');
  const key = eventKey(name);
  const weights = (env: Environment) => (): readonly Scalar[] => normalised(spaceOf(compiler, env).weights, env.model);
  if (key !== undefined) return (env) => spaceOf(compiler, env).happens(key, outcomeOf(env).decide('ω', weights(env)));
  const index = compiler.compile(name.indices[0] as Expression);
  if (name.indices.length > 1) return stuck('type', `the event ${print(name)}`);
  return (env) =>
    spaceOf(compiler, env).member(name.name, outcomeOf(env).decide('ω', weights(env))) === indexValue(index(env));
}

// --- operators -------------------------------------------------------------------------------------------------

interface Sample {
  readonly weight: Scalar;
  readonly values: readonly Value[];
}

/** Expectations, variances, probabilities, entropies: exact sums over the outcomes. */
export function compileChance(compiler: Compiler, e: ExpressionOf<'call'>): Closure | undefined {
  const given = e.args.find((a): a is ExpressionOf<'call'> => a.kind === 'call' && a.name === 'given');
  const operands = e.args.filter((a) => !(a.kind === 'call' && (a.name === 'given' || a.name === 'over')));
  const conditions = (given?.args ?? []).map((c) => condition(compiler, c));
  const samples = (closures: readonly Closure[], env: Environment): readonly Sample[] =>
    enumerate(closures, conditions, env);
  switch (e.name) {
    case 'expectation': {
      const of = compiler.compile(operands[0] as Expression);
      return (env) => mean(samples([of], env), 0, env.model);
    }
    case 'variance':
    case 'deviation': {
      const of = compiler.compile(operands[0] as Expression);
      return (env) => {
        const found = covariance(samples([of, of], env), env.model);
        if (e.name === 'variance') return found;
        return (functions.get('sqrt') as { apply(args: readonly Scalar[]): Scalar }).apply([asScalar(found)]);
      };
    }
    case 'covariance':
    case 'correlation': {
      const [x, y] = [operands[0], operands[1] ?? operands[0]].map((o) => compiler.compile(o as Expression)) as [
        Closure,
        Closure,
      ];
      if (e.name === 'covariance') return (env) => covariance(samples([x, y], env), env.model);
      const root = functions.get('sqrt') as { apply(args: readonly Scalar[]): Scalar };
      return (env) => {
        const spread = mul(
          asScalar(covariance(samples([x, x], env), env.model)),
          asScalar(covariance(samples([y, y], env), env.model)),
        );
        return div(asScalar(covariance(samples([x, y], env), env.model)), root.apply([spread]));
      };
    }
    case 'probability': {
      const holds = compiler.truth(operands[0] as Expression);
      const indicator: Closure = (env) => env.model.literal(holds(env) ? 1 : 0);
      return (env) => mean(samples([indicator], env), 0, env.model);
    }
    case 'entropy':
    case 'information': {
      const closures = operands.map((o) => compiler.compile(o));
      const known = (given?.args ?? []).map((c) => compiler.compile(c));
      const joint = (env: Environment, list: readonly Closure[]): Scalar =>
        entropy(enumerate(list, [], env), env.model);
      const under = (env: Environment, list: readonly Closure[]): Scalar =>
        known.length === 0 ? joint(env, list) : sub(joint(env, [...list, ...known]), joint(env, known));
      if (e.name === 'entropy') return (env) => under(env, closures);
      const [x, y] = closures as [Closure, Closure];
      return (env) => sub(add(under(env, [x]), under(env, [y])), under(env, [x, y]));
    }
    default:
      return undefined;
  }
}

interface Condition {
  readonly holds?: (env: Environment) => boolean;
  /** A random variable whose value is known: that of the outcome around. */
  readonly value?: Closure;
}

function condition(compiler: Compiler, e: Expression): Condition {
  const isEvent = e.kind === 'compare' || e.kind === 'logic' || (e.kind === 'call' && e.name === 'event');
  if (e.kind === 'symbol' && compiler.scope.chance.events.includes(print(e)))
    return { holds: compiler.truth({ kind: 'call', name: 'event', args: [e] }) };
  return isEvent ? { holds: compiler.truth(e) } : { value: compiler.compile(e) };
}

/** The values of some quantities in every outcome that the conditions leave, with the outcomes' weights. */
function enumerate(
  closures: readonly Closure[],
  conditions: readonly Condition[],
  env: Environment,
): readonly Sample[] {
  const { model } = env;
  const known = conditions.map((c) => c.value?.(env));
  const samples: Sample[] = [];
  const path: Coin[] = [];
  for (let count = 0; ; count++) {
    if (count > LARGEST) throw new Stuck('cost', 'an expectation over too many outcomes');
    model.step();
    const outcome = new Outcome(path);
    const inner = env.bindOutcome(outcome);
    const admitted = conditions.every((c, k) =>
      c.holds !== undefined ? c.holds(inner) : equalValues(c.value?.(inner), known[k]),
    );
    if (admitted) {
      const values = closures.map((c) => c(inner));
      samples.push({ weight: outcome.weight(model), values });
    }
    // The next outcome: the last decision that can still fall differently.
    let last = path.length - 1;
    while (last >= 0 && (path[last] as Coin).pick === (path[last] as Coin).weights.length - 1) last--;
    if (last < 0) break;
    path.length = last + 1;
    (path[last] as Coin).pick++;
  }
  if (samples.length === 0) throw new Stuck('domain', 'a condition that never holds');
  return samples;
}

function equalValues(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const [x, y] = [a, b].map((v) => (v instanceof Tensor ? v.data : [v])) as [readonly Scalar[], readonly Scalar[]];
  return x.length === y.length && x.every((value, k) => compare(value, y[k] as Scalar) === 0);
}

function mean(samples: readonly Sample[], which: number, model: Model): Value {
  let total: Value | undefined;
  let weight: Scalar = model.literal(0);
  for (const sample of samples) {
    const term = linear.multiply(sample.weight, sample.values[which] as Value);
    total = total === undefined ? term : linear.add(total, term);
    weight = add(weight, sample.weight);
  }
  if (isZero(weight)) throw new Stuck('domain', 'a condition that never holds');
  return linear.divide(total as Value, weight);
}

/** Of two numbers the covariance, of two vectors the matrix of covariances. */
function covariance(samples: readonly Sample[], model: Model): Value {
  const [x, y] = [mean(samples, 0, model), mean(samples, 1, model)];
  const centred = samples.map(({ weight, values }) => {
    const [a, b] = [linear.sub(values[0] as Value, x), linear.sub(values[1] as Value, y)];
    return {
      weight,
      values: [a instanceof Tensor && b instanceof Tensor ? linear.outer(a, b) : linear.multiply(a, b)],
    };
  });
  return mean(centred, 0, model);
}

/** Shannon's entropy in nats. */
function entropy(samples: readonly Sample[], model: Model): Scalar {
  const groups = new Map<string, Scalar>();
  let total: Scalar = model.literal(0);
  for (const { weight, values } of samples) {
    const key = values.map((v) => (v instanceof Tensor ? v.data : [v]).map(toFloat).join(',')).join(';');
    groups.set(key, add(groups.get(key) ?? model.literal(0), weight));
    total = add(total, weight);
  }
  const log = functions.get('log') as { apply(args: readonly Scalar[]): Scalar };
  let sum: Scalar = model.literal(0);
  for (const weight of groups.values()) {
    const p = div(weight, total);
    if (!isZero(p)) sum = add(sum, neg(mul(p, log.apply([p]))));
  }
  return sum;
}
