import type { Law } from '../context/chance';
import { add, asScalar, compare, div, functions, mul, Stuck, sub, toFloat, type Scalar } from './arithmetic';
import type { Compiler } from './compile';
import type { Environment } from './environment';

/** One value of a law that stands for its neighbourhood. */
export interface Node {
  readonly value: Scalar;
  readonly weight: Scalar;
}

/** The most nodes of a rule; polynomials up to degree 2n − 1 have their exact mean. */
const MOST_NODES = 5;
/** Degree up to which a rule's means are exact. */
export const EXACT_DEGREE = 2 * MOST_NODES - 1;

/** Whether the rule of a law gives the exact mean of any function, not of polynomials only. */
export const isFinite = (law: Law): boolean => law.family === 'bernoulli' || law.family === 'binomial';

/**
 * A finite law with the same moments: the Gauss rule of a named distribution, from the recurrence of its orthogonal polynomials
 * (Gautschi, Orthogonal Polynomials, 2004). Exact for polynomials up to degree 9; Bernoulli and binomial laws are themselves finite.
 */
export function quadratureOf(compiler: Compiler, law: Law, env: Environment): readonly Node[] {
  const { model } = env;
  // As many nodes as the degree at hand wants.
  const nodes = Math.min(MOST_NODES, Math.max(2, Math.ceil((compiler.scope.chance.degree + 1) / 2)));
  const literal = (x: number): Scalar => model.literal(x);
  const parameters = law.parameters.map((p) => asScalar(compiler.compile(p)(env)));
  const wanted = (count: number): void => {
    if (parameters.length !== count)
      throw new Stuck('type', `a ${law.family} distribution with ${parameters.length} parameters`);
  };
  const positive = (x: Scalar): void => {
    if (!(toFloat(x) > 0)) throw new Stuck('domain', 'a parameter that must be positive');
  };
  const [a, b] = parameters as [Scalar, Scalar];
  const sqrt = (x: Scalar): Scalar => (functions.get('sqrt') as { apply(args: readonly Scalar[]): Scalar }).apply([x]);
  const k = (n: number): Scalar => literal(n);
  switch (law.family) {
    case 'normal': {
      wanted(2);
      positive(b);
      const spread = sqrt(b);
      return gauss(() => literal(0), k, env, nodes).map((node) => ({
        ...node,
        value: add(a, mul(spread, node.value)),
      }));
    }
    case 'bernoulli':
      wanted(1);
      if (!(toFloat(a) > 0 && toFloat(a) < 1)) throw new Stuck('domain', 'a probability outside 0 to 1');
      return [
        { value: literal(0), weight: sub(literal(1), a) },
        { value: literal(1), weight: a },
      ];
    case 'binomial': {
      wanted(2);
      const n = toFloat(a);
      if (!Number.isInteger(n) || n < 1 || n > 12) throw new Stuck('domain', 'a number of draws that is not whole');
      if (!(toFloat(b) > 0 && toFloat(b) < 1)) throw new Stuck('domain', 'a probability outside 0 to 1');
      const q = sub(literal(1), b);
      const nodes: Node[] = [];
      let ways = 1;
      for (let j = 0; j <= n; j++) {
        let weight: Scalar = literal(ways);
        for (let i = 0; i < n; i++) weight = mul(weight, i < j ? b : q);
        nodes.push({ value: literal(j), weight });
        ways = (ways * (n - j)) / (j + 1);
      }
      return nodes;
    }
    case 'poisson':
      wanted(1);
      positive(a);
      return gauss(
        (n) => add(k(n), a),
        (n) => mul(k(n), a),
        env,
        nodes,
      );
    case 'exponential':
      wanted(1);
      positive(a);
      return gauss(
        (n) => k(2 * n + 1),
        (n) => k(n * n),
        env,
        nodes,
      ).map((node) => ({ ...node, value: div(node.value, a) }));
    case 'gamma': {
      // Shape and rate.
      wanted(2);
      positive(a);
      positive(b);
      const shift = sub(a, literal(1));
      return gauss(
        (n) => add(k(2 * n + 1), shift),
        (n) => mul(k(n), add(k(n), shift)),
        env,
        nodes,
      ).map((node) => ({ ...node, value: div(node.value, b) }));
    }
    case 'chiSquared': {
      wanted(1);
      positive(a);
      const shift = sub(div(a, literal(2)), literal(1));
      return gauss(
        (n) => add(k(2 * n + 1), shift),
        (n) => mul(k(n), add(k(n), shift)),
        env,
        nodes,
      ).map((node) => ({ ...node, value: mul(node.value, literal(2)) }));
    }
    case 'uniform': {
      wanted(2);
      if (compare(a, b) >= 0) throw new Stuck('domain', 'an empty interval');
      const [middle, half] = [div(add(a, b), literal(2)), div(sub(b, a), literal(2))];
      return gauss(
        () => literal(0),
        (n) => div(k(n * n), k(4 * n * n - 1)),
        env,
        nodes,
      ).map((node) => ({ ...node, value: add(middle, mul(half, node.value)) }));
    }
    case 'beta': {
      wanted(2);
      positive(a);
      positive(b);
      const [alpha, beta] = [sub(b, literal(1)), sub(a, literal(1))];
      const sum = add(alpha, beta);
      const centre = (n: number): Scalar =>
        n === 0
          ? div(sub(beta, alpha), add(sum, literal(2)))
          : div(sub(mul(beta, beta), mul(alpha, alpha)), mul(add(k(2 * n), sum), add(k(2 * n + 2), sum)));
      const width = (n: number): Scalar => {
        const s = add(k(2 * n), sum);
        const top = mul(mul(k(4 * n), add(k(n), alpha)), add(k(n), beta));
        if (n === 1) return div(top, mul(mul(s, s), add(s, literal(1))));
        return div(mul(top, add(k(n), sum)), mul(mul(s, s), mul(add(s, literal(1)), sub(s, literal(1)))));
      };
      return gauss(centre, width, env, nodes).map((node) => ({
        ...node,
        value: div(add(literal(1), node.value), literal(2)),
      }));
    }
    default:
      throw new Stuck('type', `the ${law.family} distribution`);
  }
}

/** The Gauss rule of monic polynomials `p_{n+1} = (x − a_n) p_n − b_n p_{n−1}`, whose weight has the total one. */
function gauss(centre: (n: number) => Scalar, width: (n: number) => Scalar, env: Environment, nodes: number): Node[] {
  const { model } = env;
  const a = Array.from({ length: nodes }, (_, n) => centre(n));
  const b = Array.from({ length: nodes }, (_, n) => (n === 0 ? model.literal(0) : width(n)));
  const roots = startingRoots(a.map(toFloat), b.map(toFloat));
  model.step(nodes * 8);
  return roots.map((start) => {
    let x: Scalar = model.literal(start);
    for (let round = 0; round < (model.precise ? 7 : 3); round++) {
      let [p, before, slope, slopeBefore]: Scalar[] = [
        model.literal(1),
        model.literal(0),
        model.literal(0),
        model.literal(0),
      ];
      for (let n = 0; n < nodes; n++) {
        const shifted = sub(x, a[n] as Scalar);
        const next = sub(mul(shifted, p as Scalar), mul(b[n] as Scalar, before as Scalar));
        const nextSlope = sub(
          add(p as Scalar, mul(shifted, slope as Scalar)),
          mul(b[n] as Scalar, slopeBefore as Scalar),
        );
        [before, p, slopeBefore, slope] = [p, next, slope, nextSlope];
      }
      x = sub(x, div(p as Scalar, slope as Scalar));
    }
    let [p, before]: Scalar[] = [model.literal(1), model.literal(0)];
    let norm: Scalar = model.literal(1);
    let total: Scalar = model.literal(1);
    for (let n = 0; n + 1 < nodes; n++) {
      const next = sub(mul(sub(x, a[n] as Scalar), p as Scalar), mul(b[n] as Scalar, before as Scalar));
      [before, p] = [p, next];
      norm = mul(norm, b[n + 1] as Scalar);
      total = add(total, div(mul(p as Scalar, p as Scalar), norm));
    }
    return { value: x, weight: div(model.literal(1), total) };
  });
}

/** Roots in float64: those of each polynomial separate those of the next. */
function startingRoots(a: readonly number[], b: readonly number[]): number[] {
  const at = (x: number, degree: number): number => {
    let [p, before] = [1, 0];
    for (let n = 0; n < degree; n++) [p, before] = [(x - (a[n] as number)) * p - (b[n] as number) * before, p];
    return p;
  };
  const reachOf = Math.max(...a.map((x, n) => Math.abs(x) + Math.sqrt(b[n] as number) + Math.sqrt(b[n + 1] ?? 0))) + 1;
  let roots: number[] = [];
  for (let degree = 1; degree <= a.length; degree++) {
    const walls = [-reachOf, ...roots, reachOf];
    roots = walls.slice(1).map((high, k) => {
      let [lo, hi] = [walls[k] as number, high];
      const sign = Math.sign(at(lo, degree));
      for (let round = 0; round < 60; round++) {
        const middle = (lo + hi) / 2;
        if (Math.sign(at(middle, degree)) === sign) lo = middle;
        else hi = middle;
      }
      return (lo + hi) / 2;
    });
  }
  return roots;
}
