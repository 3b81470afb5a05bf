import type { Expression, ExpressionOf } from '../expression/expression';
import { print } from '../expression/print';
import {
  add,
  asScalar,
  Dual,
  linear,
  map,
  newTag,
  Stuck,
  sub,
  tangentAt,
  Tensor,
  vector,
  type Scalar,
  type Value,
} from './arithmetic';
import { indexValue, stuck, type Closure, type Compiler } from './compile';
import type { Environment } from './environment';
import { variablesOf } from './fields';

/** A place that a ∇ differentiates by: a coordinate, or one component of a vector variable. */
interface Direction {
  derive(of: Closure, env: Environment): Value;
}

/**
 * ∇f, ∇·F, ∇×F, ∇²f and (u·∇)F, exact by dual numbers. The coordinates are those of {@link variablesOf}; with a vector variable ∇²
 * is the Hessian, since the Laplacian is only written in coordinates of space.
 */
export function compileNabla(compiler: Compiler, e: ExpressionOf<'call'>): Closure | undefined {
  const operand = e.args[e.args.length - 1];
  if (operand === undefined) return undefined;
  switch (e.name) {
    case 'gradient':
    case 'divergence':
    case 'curl':
    case 'laplacian':
    case 'advection':
      break;
    default:
      return undefined;
  }
  const variables = variablesOf(operand, compiler.scope.fields, compiler.scope.context);
  if (variables.length === 0) return stuck('type', `the variables of ∇ ${print(operand)} are not known`);
  const names = compiler.namesIn(operand);
  if (!variables.some((v) => names.has(v.name)) && !isConstant(operand))
    return stuck('type', `nothing ties ${print(operand)} to ${variables.map(print).join(', ')}`);
  const of = compiler.compile(operand);
  const places = variables.map((v) => ({
    at: compiler.compile(v),
    name: v.name,
    indices: v.indices.map((i) => compiler.compile(i)),
  }));
  const directions = (env: Environment): { readonly list: readonly Direction[]; readonly isVector: boolean } => {
    let isVector = false;
    const list = places.flatMap(({ at, name, indices }) => {
      const value = at(env);
      const place = indices.map((i) => indexValue(i(env)));
      if (!(value instanceof Tensor)) return [direction(name, place, value, (x) => x)];
      isVector = true;
      if (value.rank !== 1) throw new Stuck('type', 'the gradient by a matrix');
      return value.data.map((x, k) =>
        direction(
          name,
          place,
          x,
          (dual) =>
            new Tensor(
              value.shape,
              value.data.map((other, j) => (j === k ? dual : other)),
            ),
        ),
      );
    });
    return { list, isVector };
  };

  switch (e.name) {
    case 'gradient':
      return (env) => {
        const { list } = directions(env);
        const parts = list.map((d) => d.derive(of, env));
        if (parts.some((p) => p instanceof Tensor)) {
          // The Jacobian: one row for each component of the field.
          const rows = (parts[0] as Tensor).data.length;
          if (parts.some((p) => !(p instanceof Tensor) || p.rank !== 1))
            throw new Stuck('type', 'the gradient of an array');
          return new Tensor(
            [rows, parts.length],
            Array.from({ length: rows }, (_, r) => parts.map((p) => (p as Tensor).data[r] as Scalar)).flat(),
          );
        }
        return parts.length === 1 ? (parts[0] as Value) : vector(parts.map(asScalar));
      };
    case 'divergence':
      return (env) => {
        const { list } = directions(env);
        let sum: Scalar = 0;
        list.forEach((d, k) => {
          sum = add(sum, component(d.derive(of, env), k, list.length));
        });
        return sum;
      };
    case 'curl':
      return (env) => {
        const { list } = directions(env);
        if (list.length !== 3) throw new Stuck('type', 'a curl in other than three dimensions');
        const parts = list.map((d) => d.derive(of, env));
        const entry = (i: number, by: number): Scalar => component(parts[by] as Value, i, 3);
        return vector([sub(entry(2, 1), entry(1, 2)), sub(entry(0, 2), entry(2, 0)), sub(entry(1, 0), entry(0, 1))]);
      };
    case 'laplacian':
      return (env) => {
        const { list, isVector } = directions(env);
        // The inner derivative is taken at the values that the outer one binds.
        const second = (a: number, b: number): Value =>
          (list[a] as Direction).derive((inner) => (directions(inner).list[b] as Direction).derive(of, inner), env);
        if (isVector)
          return new Tensor(
            [list.length, list.length],
            list.flatMap((_, a) => list.map((__, b) => asScalar(second(a, b)))),
          );
        let sum: Value = 0;
        list.forEach((_, k) => {
          sum = linear.add(sum, second(k, k));
        });
        return sum;
      };
    default: {
      const along = compiler.compile(e.args[0] as Expression);
      return (env) => {
        const { list } = directions(env);
        const by = along(env);
        let sum: Value = 0;
        list.forEach((d, k) => {
          sum = linear.add(sum, linear.multiply(component(by, k, list.length), d.derive(of, env)));
        });
        return sum;
      };
    }
  }
}

/** Numbers and letters without any field: their derivative is zero by right. */
function isConstant(e: Expression): boolean {
  return e.kind === 'number' || e.kind === 'constant';
}

function component(value: Value, k: number, size: number): Scalar {
  if (!(value instanceof Tensor)) {
    if (typeof value === 'number' && value === 0) return 0;
    throw new Stuck('type', 'a vector field is wanted');
  }
  if (value.data.length !== size)
    throw new Stuck('shape', `a field of ${value.data.length} components in ${size} dimensions`);
  return value.data[k] as Scalar;
}

function direction(name: string, place: readonly number[], value: Scalar, wrap: (x: Scalar) => Value): Direction {
  return {
    derive(of, env) {
      env.model.step(2);
      const tag = newTag();
      return map(of(env.bind(name, place, wrap(new Dual(tag, value, 1)))), (y) => tangentAt(y, tag));
    },
  };
}
