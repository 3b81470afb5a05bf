import { axisMember, axisName, pauliNumber } from '../context/arrays';
import { isArrayLike, type Context, type Definition } from '../context/context';
import type { Expression, ExpressionOf } from '../expression/expression';
import { DOUBLE_SIGN } from '../meaning/double-signs';
import { children, some } from '../expression/traverse';
import {
  asScalar,
  BigNumber,
  compare,
  components,
  E as EULER,
  entry,
  EULER_GAMMA,
  exponential,
  functions,
  I,
  linear,
  matrix,
  PI,
  power as matrixPower,
  row,
  Stuck,
  Tensor,
  tensor,
  toFloat,
  vector,
  type Scalar,
  type Value,
} from './arithmetic';
import { compileApply } from './apply';
import { compileCall } from './calls';
import { compileDerivative } from './differentiate';
import type { ChanceScope } from './chance';
import { densityValue, isDensityVariable, type Densities } from './densities';
import type { Environment } from './environment';
import type { Fields } from './fields';
import { addOperators, compilePauliDot, complexOf, conventionalValue, isConventional, normalised } from './operators';
import { compileFold } from './fold';
import { compileBetween, compileIntegral, compileLimit } from './integrate';
import type { Sort } from './model';
import { isKronecker } from './reach';
import { compileEvent, OUTCOME, possibleValue, randomValue } from './probability';
import type { Shapes } from './shapes';

/** An expression ready to be evaluated in any model. Throws `Stuck` where the note's mathematics has no value. */
export type Closure = (env: Environment) => Value;

/** What the symbols of a reading stand for: everything that compiling needs beside the expression. */
export interface Scope {
  readonly context: Context;
  readonly shapes: Shapes;
  /** Quantities without an index that vary with the hidden sample. */
  readonly varying: ReadonlySet<string>;
  /** Unknown quantities that are functions of others, as derivatives in the note tell: `dv/dt` makes `v` one of `t`. */
  readonly dependencies: ReadonlyMap<string, readonly Expression[]>;
  /** What ∇ differentiates by, and the unknown fields. */
  readonly fields: Fields;
  /** Index letters whose value tells which hidden sample such a quantity belongs to. */
  readonly sampleIndices: ReadonlySet<string>;
  /** The arguments that a function of the note is usually given: `u` means `u(v(x))`. */
  readonly usualArguments: ReadonlyMap<string, readonly Expression[]>;
  /** Random variables and events. */
  readonly chance: ChanceScope;
  /** Densities that the note leaves open. */
  readonly densities: Densities;
  /** What is known of a number, by key of the symbol. */
  sortOf(name: string, indices: number): Sort;
}

/** Where the value of a name comes from, in the order of the tests in `resolve`. */
interface Route {
  readonly definitions: readonly Definition[];
  readonly kronecker: boolean;
  readonly implicit?: Closure;
  readonly isField: boolean;
  readonly mayBeAxis: boolean;
  readonly conventional: boolean;
  readonly rank: number;
  /** Number of indices of a defined array that this is a part of. */
  readonly wholeArity?: number;
  readonly dependsOn?: readonly Closure[];
  readonly usual?: readonly Closure[];
  readonly sort: Sort;
}

/** Turns expressions into closures over the environment. One closure serves float64, 64-digit and dual numbers alike. */
export class Compiler {
  private readonly bodies = new Map<Expression, Closure>();
  private readonly routes = new Map<string, Route>();
  private readonly dependencyCache = new Map<Definition, ReadonlySet<string>>();

  constructor(readonly scope: Scope) {}

  compile(e: Expression): Closure {
    const kept = this.bodies.get(e);
    if (kept !== undefined) return kept;
    const closure = this.build(e);
    this.bodies.set(e, closure);
    return closure;
  }

  private build(e: Expression): Closure {
    switch (e.kind) {
      case 'number': {
        const float = Number(e.text);
        const precise = new BigNumber(e.text);
        return (env) => (env.model.precise ? precise : float);
      }
      case 'constant': {
        if (e.name === 'infinity') return () => Infinity;
        if (e.name === 'i') return () => I;
        const constant = { pi: PI, e: EULER, euler: EULER_GAMMA }[e.name];
        return (env) => (env.model.precise ? constant.big : constant.float);
      }
      case 'symbol':
        return this.symbol(e);
      case 'add': {
        const terms = e.terms.map((t) => this.compile(t));
        const [first, ...rest] = terms as [Closure, ...Closure[]];
        const addValues = this.scope.context.arrays.operatorAlgebra ? addOperators : linear.add;
        return (env) => {
          let sum = first(env);
          for (const term of rest) {
            const value = term(env);
            sum = typeof sum === 'number' && typeof value === 'number' ? sum + value : addValues(sum, value);
          }
          return sum;
        };
      }
      case 'negate': {
        const of = this.compile(e.of);
        return (env) => {
          const value = of(env);
          return typeof value === 'number' ? -value : linear.neg(value);
        };
      }
      case 'multiply': {
        const spin = compilePauliDot(this, e);
        if (spin !== undefined) return spin;
        const factors = e.factors.map((f) => this.compile(f));
        const signs = e.signs;
        return (env) => {
          let product = (factors[0] as Closure)(env);
          for (let k = 1; k < factors.length; k++) {
            const value = (factors[k] as Closure)(env);
            product =
              typeof product === 'number' && typeof value === 'number'
                ? product * value
                : multiplyBySign(product, value, signs[k - 1] as string);
          }
          return product;
        };
      }
      case 'divide': {
        const [above, below] = [this.compile(e.numerator), this.compile(e.denominator)];
        return (env) => {
          const [a, b] = [above(env), below(env)];
          return typeof a === 'number' && typeof b === 'number' ? a / b : linear.divide(a, b);
        };
      }
      case 'power':
        return this.power(e);
      case 'call':
        return compileCall(this, e);
      case 'apply':
        return compileApply(this, e);
      case 'fold':
        return compileFold(this, e);
      case 'derivative':
        return compileDerivative(this, e);
      case 'integral':
        return compileIntegral(this, e);
      case 'limit':
        return compileLimit(this, e);
      case 'between':
        return compileBetween(this, e);
      case 'at': {
        const [body, value] = [this.compile(e.body), this.compile(e.value)];
        if (e.variable.kind !== 'symbol') return stuck('type', 'the variable of an evaluation bar is no symbol');
        const name = e.variable.name;
        const indices = e.variable.indices.map((i) => this.compile(i));
        return (env) =>
          body(
            env.bind(
              name,
              indices.map((i) => indexValue(i(env))),
              value(env),
            ),
          );
      }
      case 'matrix': {
        const rows = e.rows.map((r) => r.map((x) => this.compile(x)));
        return (env) => matrix(rows.map((r) => r.map((x) => asScalar(x(env)))));
      }
      case 'tuple': {
        const items = e.items.map((x) => this.compile(x));
        // Vectors among the items are written out: `(w; b)` stacks.
        return (env) => vector(items.flatMap((x) => components(x(env))));
      }
      case 'cases': {
        const branches = e.branches.map((b) => ({
          value: this.compile(b.value),
          ...(b.condition && { holds: this.truth(b.condition) }),
        }));
        return (env) => {
          for (const branch of branches) if (branch.holds === undefined || branch.holds(env)) return branch.value(env);
          return NaN;
        };
      }
      case 'compare':
      case 'logic': {
        const holds = this.truth(e);
        return (env) => env.model.literal(holds(env) ? 1 : 0);
      }
      case 'unknown':
        return stuck('unknown', e.token);
    }
  }

  /** Whether a condition holds. */
  truth(e: Expression): (env: Environment) => boolean {
    if (e.kind === 'logic') {
      const parts = e.of.map((p) => this.truth(p));
      if (e.operation === 'not') return (env) => !(parts[0] as (env: Environment) => boolean)(env);
      return e.operation === 'and' ? (env) => parts.every((p) => p(env)) : (env) => parts.some((p) => p(env));
    }
    if (e.kind === 'call' && e.name === 'event') return compileEvent(this, e);
    if (e.kind !== 'compare') return stuck('type', 'a condition is wanted');
    const [left, right] = [this.compile(e.left), this.compile(e.right)];
    return (env) => {
      const order = compare(asScalar(left(env)), asScalar(right(env)));
      switch (e.sign) {
        case '=':
          return order === 0;
        case '≠':
          return order !== 0 && !Number.isNaN(order);
        case '<':
          return order < 0;
        case '≤':
          return order <= 0;
        case '>':
          return order > 0;
        case '≥':
          return order >= 0;
      }
    };
  }

  private power(e: ExpressionOf<'power'>): Closure {
    const [base, exponent] = [this.compile(e.base), this.compile(e.exponent)];
    const pow = functions.get('pow') as { apply(args: readonly Scalar[]): Scalar };
    return (env) => {
      if (env.model.precise) env.model.step(4);
      const b = base(env);
      const x = exponent(env);
      if (x instanceof Tensor) {
        // e^A for a matrix.
        if (e.base.kind === 'constant' && e.base.name === 'e') return exponential(x);
        throw new Stuck('shape', 'a power with an array as exponent');
      }
      if (b instanceof Tensor) {
        if (b.rank === 1) {
          if (toFloat(x) === 2) return linear.dot(b, b);
          throw new Stuck('shape', 'a power of a vector');
        }
        const n = toFloat(x);
        if (!Number.isInteger(n)) throw new Stuck('shape', 'a power of a matrix that is not whole');
        return matrixPower(b, n);
      }
      return pow.apply([b, x]);
    };
  }

  // --- symbols -------------------------------------------------------------------------------------------------

  private symbol(e: ExpressionOf<'symbol'>): Closure {
    const indices = e.indices.map((i) => this.compile(i));
    const name = e.name;
    // Found at the first evaluation: the scope is complete then.
    let route: Route | undefined;
    if (indices.length === 0)
      return (env) =>
        env.find(name, NO_INDICES) ?? this.resolve(name, NO_INDICES, env, (route ??= this.route(name, 0)));
    if (indices.length === 1) {
      const [only] = indices as [Closure];
      return (env) => {
        const values = [indexValue(only(env))];
        return env.find(name, values) ?? this.resolve(name, values, env, (route ??= this.route(name, 1)));
      };
    }
    return (env) => {
      const values = indices.map((i) => indexValue(i(env)));
      return env.find(name, values) ?? this.resolve(name, values, env, (route ??= this.route(name, indices.length)));
    };
  }

  /** The value of a name with indices that nothing binds exactly: by definition, as part of a whole, as a whole of parts, or drawn. */
  resolve(
    name: string,
    indices: readonly number[],
    env: Environment,
    route: Route = this.route(name, indices.length),
  ): Value {
    env.model.step();
    if (env.depth > 400) throw new Stuck('cost', 'definitions are nested too deeply');
    if (indices.length > 0) {
      const whole = env.findWhole(name, indices);
      if (whole !== undefined && whole.value instanceof Tensor) return pick(whole.value, indices.slice(whole.arity));
    }
    for (const definition of route.definitions) {
      const inner = this.matchIndices(definition, indices, env);
      if (inner !== undefined) return this.definitionValue(definition, inner, true);
    }
    if (route.kronecker) return env.model.literal(indices[0] === indices[1] ? 1 : 0);
    if (route.implicit !== undefined) return route.implicit(env);
    if (route.isField) return this.vectorField(name, indices, env);
    if (route.mayBeAxis) {
      const related = this.axisRelative(name, indices, env);
      if (related !== undefined) return related;
    }
    if (route.conventional) {
      const conventional = conventionalValue(name, indices, this.scope, env);
      if (conventional !== undefined) return conventional;
    }
    if (route.rank > 0 && route.dependsOn === undefined) return this.whole(name, indices, route.rank, env);
    if (route.wholeArity !== undefined) {
      const given = indices.slice(0, route.wholeArity);
      const value = env.find(name, given) ?? this.resolve(name, given, env);
      if (value instanceof Tensor) return pick(value, indices.slice(route.wholeArity));
    }
    const args = route.dependsOn ?? route.usual;
    if (args !== undefined)
      return this.abstract(
        name,
        indices,
        args.map((a) => a(env)),
        env,
      );
    return this.drawn(name, indices, env, route);
  }

  /** Where the value of a name with so many indices comes from. The same throughout a relation, so it is found once. */
  private route(name: string, arity: number): Route {
    const key = `${name}/${arity}`;
    let route = this.routes.get(key);
    if (route === undefined) this.routes.set(key, (route = this.findRoute(name, arity)));
    return route;
  }

  private findRoute(name: string, arity: number): Route {
    const { context, shapes, fields, dependencies, usualArguments } = this.scope;
    let wholeArity: number | undefined;
    for (let fewer = arity - 1; fewer >= 0 && wholeArity === undefined; fewer--) {
      const [whole] = context.definitions(name, fewer);
      if (whole !== undefined && isArrayLike(whole, context) && !isMadeOfOwnParts(whole)) wholeArity = fewer;
    }
    const meaning = arity === 0 ? fields.implicit.get(name) : undefined;
    const dependsOn = dependencies.get(name);
    const usual = arity === 0 ? usualArguments.get(name) : undefined;
    const sort = this.scope.sortOf(name, arity);
    // Arguments are compiled when they are first wanted: they may lead back to this name.
    const lazily = (e: Expression): Closure => {
      let closure: Closure | undefined;
      return (env) => (closure ??= this.compile(e))(env);
    };
    return {
      definitions: context.definitions(name, arity),
      kronecker: isKronecker(name, arity),
      isField: fields.vectors.has(name),
      mayBeAxis: arity === 1 || (arity === 0 && axisMember(name) !== undefined),
      conventional: isConventional(name, this.scope),
      rank: shapes.rank(name, arity),
      sort: shapes.integers.has(name) && arity === 0 ? { integer: true, lower: 1, upper: 4, ...sort } : sort,
      ...(wholeArity !== undefined && { wholeArity }),
      ...(meaning && { implicit: lazily(meaning) }),
      ...(dependsOn && { dependsOn: dependsOn.map(lazily) }),
      ...(usual && { usual: usual.map(lazily) }),
    };
  }

  /** `S_x` by the definition of `S_j`, and `\sigma_j` by those of `\sigma_x`, `\sigma_y`, `\sigma_z`. */
  private axisRelative(name: string, indices: readonly number[], env: Environment): Value | undefined {
    const { context } = this.scope;
    const member = indices.length === 0 ? axisMember(name) : undefined;
    if (member !== undefined && context.definitions(member.family, 1).length > 0)
      return this.resolve(member.family, [member.index], env);
    const other = indices.length === 1 ? axisName(name, indices[0] as number) : undefined;
    if (
      other === undefined ||
      (context.definitions(other, 0).length === 0 && !(context.arrays.pauli && pauliNumber(other) !== undefined))
    )
      return undefined;
    return this.resolve(other, NO_INDICES, env);
  }

  /** A vector or matrix made of its components, so that a component that is bound (or differentiated by) is seen in the whole. */
  private whole(name: string, indices: readonly number[], rank: number, env: Environment): Value {
    const { shapes } = this.scope;
    const trial = env.model.trial;
    const at = (more: readonly number[]): Scalar => {
      const all = [...indices, ...more];
      return asScalar(env.find(name, all) ?? this.component(name, all, env));
    };
    const rows = shapes.sizeOfAxis(name, indices.length, trial);
    if (rank === 1 && name.startsWith('\\ket{'))
      return normalised(vector(Array.from({ length: rows }, (_, i) => at([i + 1]))));
    if (rank === 1)
      return tensor(
        [rows],
        Array.from({ length: rows }, (_, i) => at([i + 1])),
      );
    const columns = shapes.sizeOfAxis(name, indices.length + 1, trial);
    const data: Scalar[] = [];
    for (let i = 1; i <= rows; i++) for (let j = 1; j <= columns; j++) data.push(at([i, j]));
    return tensor([rows, columns], data);
  }

  private component(name: string, indices: readonly number[], env: Environment): Value {
    const route = this.route(name, indices.length);
    for (const definition of route.definitions) {
      const inner = this.matchIndices(definition, indices, env);
      if (inner !== undefined) return this.definitionValue(definition, inner, false);
    }
    return this.drawn(name, indices, env, route);
  }

  private drawn(
    name: string,
    indices: readonly number[],
    env: Environment,
    route: Route = this.route(name, indices.length),
  ): Scalar {
    const { shapes, varying, context, chance } = this.scope;
    if (chance.random.has(name)) return randomValue(this, name, indices, env);
    if (indices.length === 0 && isDensityVariable(this.scope.densities, name)) return densityValue(env.model, name);
    const valueOf = indices.length === 0 ? chance.valueOf.get(name) : undefined;
    if (valueOf !== undefined && chance.random.has(valueOf)) return possibleValue(this, valueOf, env);
    const trial = env.model.trial;
    // Of a sequence with given members (`B_0 = 1`, `B_1 = …`) the others are not free.
    if (indices.length > 0 && route.definitions.length > 0) throw new Stuck('type', `${name} ${indices.join(',')}`);
    if (indices.length === 0) {
      const size = shapes.sizeOfBound(name, trial);
      if (size !== undefined) return env.model.number(name, { integer: true, lower: size, upper: size });
      if (shapes.isIndex(name))
        return env.model.number(name, { integer: true, lower: 1, upper: shapes.sizeOfIndex(name, trial) });
    }
    if (name === DOUBLE_SIGN)
      return asScalar(linear.sub(linear.multiply(2, env.model.number(name, { integer: true, lower: 0, upper: 1 })), 1));
    let k = indices.length === 0 ? name : `${name}_${indices.join(',')}`;
    if (env.sample !== undefined && varying.has(name)) k += `@${env.sample}`;
    if (context.arrays.complex.has(name) || name.startsWith('\\ket{'))
      return complexOf(env.model.number(`Re(${k})`, {}), env.model.number(`Im(${k})`, {}));
    return env.model.number(k, route.sort);
  }

  /**
   * The value of a random smooth function at some arguments: an affine part and two waves, with coefficients that belong to the
   * function's name; exponentials of it in models of positive numbers, so that logarithms and roots of it exist there.
   */
  abstract(name: string, indices: readonly number[], args: readonly Value[], env: Environment): Scalar {
    const inputs = args.flatMap((a) => (a instanceof Tensor ? a.data : [a]));
    const { model } = env;
    model.step(4);
    const id = `${name}_${indices.join(',')}`;
    const coefficient = (k: string, low: number, high: number): Scalar =>
      model.literal(model.coefficient(id, k, low, high));
    const sin = functions.get('sin') as { apply(args: readonly Scalar[]): Scalar };
    let sum: Value = coefficient('c', -0.5, 0.5);
    inputs.forEach((x, k) => {
      sum = linear.add(sum, linear.multiply(coefficient(`a${k}`, 0.4, 1.4), x));
    });
    for (const wave of ['p', 'q']) {
      let phase: Value = coefficient(`${wave}0`, 0, 6);
      inputs.forEach((x, k) => {
        phase = linear.add(phase, linear.multiply(coefficient(`${wave}${k + 1}`, 0.5, 1.7), x));
      });
      sum = linear.add(sum, linear.multiply(coefficient(`${wave}h`, 0.3, 0.9), sin.apply([asScalar(phase)])));
    }
    if (model.profile === 'signed') return asScalar(sum);
    const shape = model.profile === 'unit' ? 'sigmoid' : 'exp';
    return (functions.get(shape) as { apply(args: readonly Scalar[]): Scalar }).apply([
      linear.multiply(model.literal(0.5), sum) as Scalar,
    ]);
  }

  /** An unknown vector field at the coordinates: one random smooth function for each component. */
  private vectorField(name: string, indices: readonly number[], env: Environment): Value {
    const args = (this.scope.dependencies.get(name) ?? []).map((d) => this.compile(d)(env));
    const size = this.scope.fields.coordinates.length;
    if (indices.length === 1) return this.abstract(name, indices, args, env);
    if (indices.length > 1) throw new Stuck('type', `${name} with ${indices.length} indices`);
    return vector(Array.from({ length: size }, (_, k) => this.abstract(name, [k + 1], args, env)));
  }

  /** Binds an index letter to a whole number. */
  bindIndex(env: Environment, name: string, value: number): Environment {
    return this.scope.sampleIndices.has(name)
      ? env.bindSample(name, env.model.literal(value), value)
      : env.bind(name, NO_INDICES, env.model.literal(value));
  }

  /** Binds the index parameters of a definition to values, or undefined where a fixed index differs. */
  matchIndices(definition: Definition, values: readonly number[], env: Environment): Environment | undefined {
    let inner = env;
    for (let k = 0; k < values.length; k++) {
      const pattern = definition.indices[k] as Expression;
      const value = values[k] as number;
      if (pattern.kind === 'symbol' && pattern.indices.length === 0) inner = this.bindIndex(inner, pattern.name, value);
      else if (pattern.kind === 'number') {
        if (Number(pattern.text) !== value) return undefined;
      } else {
        const shifted = shift(pattern);
        if (shifted === undefined) return undefined;
        inner = this.bindIndex(inner, shifted.name, value - shifted.by);
      }
    }
    return inner;
  }

  // --- definitions ---------------------------------------------------------------------------------------------

  /** The value of a definition's body; kept in the outermost frame that it does not depend beyond. */
  definitionValue(definition: Definition, env: Environment, keep: boolean): Value {
    const body = this.compile(definition.body);
    if (!keep) return body(env);
    const depends = this.dependenciesOf(definition);
    let frame = env;
    while (
      frame.parent !== undefined &&
      !depends.has(frame.name) &&
      !(frame.changesSample && this.scope.varying.size > 0)
    )
      frame = frame.parent;
    const kept = frame.cache.get(definition);
    if (kept !== undefined) return kept;
    const value = body(frame);
    frame.cache.set(definition, value);
    return value;
  }

  /** Every name that the value of a definition may depend on, through other definitions too. */
  dependenciesOf(definition: Definition): ReadonlySet<string> {
    const kept = this.dependencyCache.get(definition);
    if (kept !== undefined) return kept;
    const names = new Set<string>();
    const done = new Set<Expression>();
    const visit = (e: Expression): void => {
      if (done.has(e)) return;
      done.add(e);
      if (e.kind === 'symbol' || e.kind === 'apply') this.reach(e, names, visit);
      for (const part of children(e)) visit(part);
    };
    visit(definition.body);
    this.dependencyCache.set(definition, names);
    return names;
  }

  private reach(
    e: ExpressionOf<'symbol'> | ExpressionOf<'apply'>,
    names: Set<string>,
    visit: (e: Expression) => void,
  ): void {
    names.add(e.name);
    if (this.scope.chance.random.has(e.name)) names.add(OUTCOME);
    for (let arity = 0; arity <= e.indices.length + 2; arity++)
      for (const d of this.scope.context.definitions(e.name, arity)) visit(d.body);
    for (const d of this.scope.dependencies.get(e.name) ?? []) visit(d);
    const meaning = this.scope.fields.implicit.get(e.name);
    if (meaning !== undefined) visit(meaning);
    for (const d of this.scope.usualArguments.get(e.name) ?? []) visit(d);
  }

  /** Every name that an expression may depend on. */
  namesIn(e: Expression): ReadonlySet<string> {
    return this.dependenciesOf({ name: '', indices: [], body: e, order: 0, section: 0 });
  }
}

const NO_INDICES: readonly number[] = [];

/** A closure that always is stuck. */
export function stuck(code: Stuck['code'], message: string): () => never {
  return () => {
    throw new Stuck(code, message);
  };
}

/** `x = (x_1, x_2)`: the vector is made of its components, not they of it. */
function isMadeOfOwnParts({ name, body }: Definition): boolean {
  return (
    (body.kind === 'matrix' || body.kind === 'tuple') &&
    some(body, (part) => part.kind === 'symbol' && part.name === name && part.indices.length > 0)
  );
}

/** The number that an index evaluates to. */
export function indexValue(value: Value): number {
  return toFloat(asScalar(value));
}

/** Entries of an array by 1-based indices. */
function pick(value: Tensor, indices: readonly number[]): Value {
  if (indices.length === 1 && value.rank === 2 && value.shape[0] !== 1) return row(value, (indices[0] as number) - 1);
  return entry(value, ...indices.map((i) => i - 1));
}

/** `t+1` as a parameter and its shift. */
function shift(e: Expression): { readonly name: string; readonly by: number } | undefined {
  if (e.kind !== 'add' || e.terms.length !== 2) return undefined;
  const [a, b] = e.terms as [Expression, Expression];
  const amount =
    b.kind === 'number'
      ? Number(b.text)
      : b.kind === 'negate' && b.of.kind === 'number'
        ? -Number(b.of.text)
        : undefined;
  return a.kind === 'symbol' && a.indices.length === 0 && amount !== undefined
    ? { name: a.name, by: amount }
    : undefined;
}

function multiplyBySign(a: Value, b: Value, sign: string): Value {
  if (a instanceof Tensor && b instanceof Tensor) {
    switch (sign) {
      case 'dot':
        return a.rank === 1 && b.rank === 1 ? linear.dot(a, b) : linear.multiply(a, b);
      case 'times':
        return a.rank === 1 && b.rank === 1 ? linear.cross(a, b) : linear.multiply(a, b);
      case 'hadamard':
        return linear.hadamard(a, b);
      case 'kronecker':
        return linear.kronecker(a, b);
      default:
        // `β x` for βᵀx: two columns have no other product.
        return a.rank === 1 && b.rank === 1 && a.data.length === b.data.length
          ? linear.dot(a, b)
          : linear.multiply(a, b);
    }
  }
  return linear.multiply(a, b);
}
