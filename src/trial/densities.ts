import type { Context } from '../context/context';
import type { Expression, ExpressionOf } from '../expression/expression';
import { call, multiply, symbol } from '../expression/expression';
import { print } from '../expression/print';
import { mapChildren, walk } from '../expression/traverse';
import { add, asScalar, div, linear, Stuck, toFloat, type Scalar, type Value } from './arithmetic';
import type { Closure, Compiler } from './compile';
import type { Environment } from './environment';
import type { Model } from './model';
import { reach, type Reach } from './reach';

/** Densities that the note does not give, by letter: the variables that they speak of. */
export type Densities = ReadonlyMap<string, readonly string[]>;

export const NO_DENSITIES: Densities = new Map();

const LETTERS = /^(\\(mathbb|mathrm|mathcal)\{)?[pqrPQf]\}?$|^\\pi$/;
/** How many values each variable has. */
const LEVELS = 3;
const MOST_VARIABLES = 5;

const bare = (name: string): string => name.split('|')[0] as string;

/**
 * Letters that are densities: applied with a bar, or to different lists of variables (`p(x)`, `p(x, y)`). The name says nothing
 * then, the arguments say which marginal or conditional is meant.
 */
export function densitiesOf(reached: Reach, context: Context): Densities {
  const signatures = new Map<string, Set<string>>();
  const variables = new Map<string, Set<string>>();
  const out = new Set<string>();
  for (const e of reached.expressions)
    walk(e, (part) => {
      if (part.kind !== 'apply') return;
      const letter = bare(part.name);
      if (!LETTERS.test(letter)) return;
      const plain = part.args.every((a) => a.kind === 'symbol' && a.indices.length === 0 && !context.defines(a.name));
      if (!plain || part.indices.length > 0 || part.primes > 0 || context.definitions(part.name, 0).length > 0) {
        out.add(letter);
        return;
      }
      const names = part.args.map((a) => (a as ExpressionOf<'symbol'>).name);
      const list = signatures.get(letter) ?? new Set();
      signatures.set(letter, list.add(`${part.name}(${names.join(',')})`));
      const known = variables.get(letter) ?? new Set();
      names.forEach((n) => known.add(n));
      variables.set(letter, known);
    });
  const found = new Map<string, readonly string[]>();
  const several = [...signatures].some(
    ([letter, list]) => !out.has(letter) && ([...list].some((s) => s.includes('|')) || list.size > 1),
  );
  if (!several) return NO_DENSITIES;
  for (const [letter, names] of variables)
    if (!out.has(letter) && names.size <= MOST_VARIABLES) found.set(letter, [...names].sort());
  return found;
}

/** The same side with sums and integrals over a variable of a density taken over all its values. */
export function overSupports(e: Expression, densities: Densities): Expression {
  const variables = new Set([...densities.values()].flat());
  const visit = (part: Expression): Expression => {
    const inner = mapChildren(part, visit);
    if (
      inner.kind === 'fold' &&
      inner.operation === 'sum' &&
      inner.index !== undefined &&
      variables.has(inner.index) &&
      !inner.lower &&
      !inner.upper &&
      !inner.condition
    )
      return call('total', [symbol(inner.index), inner.body], inner.place);
    if (
      inner.kind === 'integral' &&
      variables.has(inner.variable) &&
      isEverything(inner.lower) &&
      isEverything(inner.upper)
    )
      return call('total', [symbol(inner.variable), inner.body], inner.place);
    if (inner.kind === 'call' && inner.name === 'expectation' && inner.args.length === 2) {
      const [body, over] = inner.args as [Expression, Expression];
      const [variable, law] = over.kind === 'call' && over.name === 'over' ? over.args : [];
      if (
        variable?.kind === 'symbol' &&
        law?.kind === 'symbol' &&
        densities.get(law.name)?.includes(variable.name) === true
      )
        return call(
          'total',
          [variable, multiply([{ kind: 'apply', name: law.name, indices: [], args: [variable], primes: 0 }, body])],
          inner.place,
        );
    }
    return inner;
  };
  return densities.size === 0 ? e : visit(e);
}

/** Both sides with their supports. */
export function supported(left: Expression, right: Expression, context: Context): readonly [Expression, Expression] {
  const densities = densitiesOf(reach([left, right], context), context);
  const spread = (side: Expression): Expression => {
    const over = overSupports(side, densities);
    return print(over) === print(side) ? side : over;
  };
  return [spread(left), spread(right)];
}

function isEverything(bound: Expression | undefined): boolean {
  if (bound === undefined) return true;
  return (bound.kind === 'negate' ? bound.of : bound).kind === 'constant';
}

/** The values of a variable of a density. */
function valuesOf(model: Model, variable: string): readonly number[] {
  const [low, high] = model.profile === 'signed' ? [-2, 2] : [0.2, 2.5];
  return Array.from({ length: LEVELS }, (_, level) =>
    model.coefficient(`density:${variable}`, String(level), low, high),
  );
}

/** The value that a variable of a density has in a trial. */
export function densityValue(model: Model, variable: string): Scalar {
  const values = valuesOf(model, variable);
  return model.literal(values[Math.floor(model.uniform('density', variable) * LEVELS)] as number);
}

/** Whether the name is a variable of some density. */
export function isDensityVariable(densities: Densities, name: string): boolean {
  for (const variables of densities.values()) if (variables.includes(name)) return true;
  return false;
}

/** `p(x, y)`, `p(x \mid y)`: marginals and conditionals of one random joint distribution for each letter. */
export function compileDensity(compiler: Compiler, e: ExpressionOf<'apply'>): Closure | undefined {
  const variables = compiler.scope.densities.get(bare(e.name));
  if (variables === undefined) return undefined;
  const letter = bare(e.name);
  const given = Number(e.name.split('|')[1] ?? 0);
  const args = e.args.map((a) => ({
    at: variables.indexOf((a as ExpressionOf<'symbol'>).name),
    value: compiler.compile(a),
    name: (a as ExpressionOf<'symbol'>).name,
  }));
  const total = (fixed: ReadonlyMap<number, number>, model: Model): Scalar => {
    let sum: Scalar = model.literal(0);
    const levels = variables.map(() => 0);
    const count = LEVELS ** variables.length;
    model.step(count / 4);
    for (let k = 0; k < count; k++) {
      let rest = k;
      for (let v = 0; v < variables.length; v++, rest = Math.floor(rest / LEVELS)) levels[v] = rest % LEVELS;
      if ([...fixed].every(([v, level]) => levels[v] === level))
        sum = add(sum, model.literal(model.coefficient(`joint:${letter}`, levels.join(','), 0.1, 1)));
    }
    return sum;
  };
  return (env) => {
    const fixed = args.map(({ at, value, name }) => [at, levelOf(env, name, asScalar(value(env)))] as const);
    const behind = new Map(fixed.slice(fixed.length - given));
    return div(total(new Map(fixed), env.model), total(given === 0 ? new Map() : behind, env.model));
  };
}

function levelOf(env: Environment, name: string, value: Scalar): number {
  const level = valuesOf(env.model, name).findIndex((v) => Math.abs(v - toFloat(value)) < 1e-12);
  if (level < 0) throw new Stuck('type', 'a density at another point');
  return level;
}

/** The sum over all values of a variable. */
export function compileTotal(compiler: Compiler, e: ExpressionOf<'call'>): Closure {
  const [variable, body] = e.args as [ExpressionOf<'symbol'>, Expression];
  const term = compiler.compile(body);
  return (env) =>
    valuesOf(env.model, variable.name)
      .map((x): Value => term(env.bind(variable.name, [], env.model.literal(x))))
      .reduce((sum, value) => linear.add(sum, value));
}
