import { Random } from '../data/random';
import type { GradientFunction } from '../formula/note-formula';
import type { Objective } from '../model/logistic';
import { loss, score } from '../model/logistic';
import { automaticGradient } from './automatic-differentiation';
import { centralDifference } from './central-difference';
import type { TaylorTest } from './taylor';
import { taylorTest } from './taylor';

/** One parameter's derivative, three ways. */
export interface GradientRow {
  /** `w1` …, or `b`. */
  readonly name: string;
  readonly claimed: number;
  readonly automatic: number;
  readonly central: number;
  /** |claimed − automatic|, relative to the larger (and to the size of the whole gradient where both are tiny). */
  readonly errorToAutomatic: number;
  readonly errorToCentral: number;
}

export interface GradientCheck {
  readonly verdict: 'right' | 'wrong' | 'not-finite';
  /** At the parameters that were asked for. */
  readonly rows: readonly GradientRow[];
  /** Largest relative error over these and the random parameters. */
  readonly worstError: number;
  /** The remainder test where the slopes differ most from 2, random parameters included. */
  readonly taylor: TaylorTest;
  /** Right over wrong is constant over parameters and points: claimed = ratio · true. Absent when it is not. */
  readonly ratio?: number;
  /** How many parameter vectors were tried. */
  readonly points: number;
}

/** Relative errors up to this pass. */
export const tolerance = 1e-6;

/**
 * Compares a claimed gradient with automatic differentiation and central differences, here and at three random
 * places (at an optimum, where all is 0, a wrong sign would pass), and measures the Taylor remainder.
 */
export function checkGradient(
  objective: Objective,
  claimed: GradientFunction,
  theta: Float64Array,
  seed = 1,
): GradientCheck {
  const random = new Random(seed);
  const d = theta.length - 1;
  const scale = 1 / typicalSize(objective);
  const points = [theta, ...[1, 2, 3].map(() => theta.map((value) => value + scale * random.normal()))];
  if (!objective.bias) for (const point of points) point[d] = 0;

  const lossHere = (at: Float64Array) => loss(objective, at);
  const claimedAt = points.map((point) => {
    const parts = claimed(point.slice(0, d), point[d]!, objective.data, objective.lambda);
    return Float64Array.from({ length: d + 1 }, (_, j) => (j < d ? (parts.w[j] ?? NaN) : objective.bias ? parts.b : 0));
  });
  const automaticAt = points.map((point) => automaticGradient(objective, point).gradient);
  const size = Math.max(...automaticAt.flatMap((gradient) => Array.from(gradient, Math.abs)), 1e-9);
  const tables = points.map((point, k) => compare(objective, point, claimedAt[k]!, automaticAt[k]!, size));
  const taylors = points.map((point, k) => {
    const direction = point.map(() => random.normal());
    if (!objective.bias) direction[d] = 0;
    return taylorTest(lossHere, point, claimedAt[k]!, scaled(objective, direction));
  });
  const worstError = Math.max(
    ...tables.flat().map((row) => nanToInfinity(Math.max(row.errorToAutomatic, row.errorToCentral))),
  );
  const taylor = taylors.reduce((worst, next) => (offTwo(next) > offTwo(worst) ? next : worst));
  const finite = claimedAt.every((gradient) => gradient.every(Number.isFinite));
  const ratio = worstError > tolerance && finite ? commonRatio(tables.flat()) : undefined;
  return {
    verdict: !finite ? 'not-finite' : worstError <= tolerance && !(taylor.slope < 1.7) ? 'right' : 'wrong',
    rows: tables[0]!,
    worstError,
    taylor,
    points: points.length,
    ...(ratio === undefined ? {} : { ratio }),
  };
}

function compare(
  objective: Objective,
  theta: Float64Array,
  claimed: Float64Array,
  automatic: Float64Array,
  size: number,
): GradientRow[] {
  const d = theta.length - 1;
  const central = centralDifference((at) => loss(objective, at), theta);
  const relative = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1e-2 * size);
  return Array.from({ length: objective.bias ? d + 1 : d }, (_, j) => ({
    name: j === d ? 'b' : `w${d === 1 ? '' : j + 1}`,
    claimed: claimed[j]!,
    automatic: automatic[j]!,
    central: central[j]!,
    errorToAutomatic: relative(claimed[j]!, automatic[j]!),
    errorToCentral: relative(claimed[j]!, central[j]!),
  }));
}

/** Typical |(x, 1)| of a sample: parameters change by about 1 over this before scores change by 1. */
function typicalSize({ data: { n, d, x } }: Objective): number {
  let squares = 0;
  for (let i = 0; i < n * d; i++) squares += x[i]! * x[i]!;
  return Math.sqrt(1 + squares / Math.max(1, n));
}

/** The direction, so long that no score changes by more than 1 along it. */
function scaled({ data }: Objective, direction: Float64Array): Float64Array {
  let most = 0;
  for (let i = 0; i < data.n; i++) most = Math.max(most, Math.abs(score(direction, data.x, i * data.d)));
  return most > 0 ? direction.map((value) => value / most) : direction;
}

function offTwo(test: TaylorTest): number {
  return Number.isNaN(test.slope) ? 0 : Math.abs(test.slope - 2);
}

function nanToInfinity(value: number): number {
  return Number.isNaN(value) ? Infinity : value;
}

/** The factor between claimed and true derivatives if it is the same everywhere (−1: a sign; 2: a factor). */
function commonRatio(rows: readonly GradientRow[]): number | undefined {
  const size = Math.max(...rows.map((row) => Math.abs(row.automatic)));
  const ratios = rows.filter((row) => Math.abs(row.automatic) > 1e-4 * size).map((row) => row.claimed / row.automatic);
  const first = ratios[0];
  if (first === undefined) return undefined;
  return ratios.every((ratio) => Math.abs(ratio - first) <= 1e-6 * Math.max(1, Math.abs(first))) ? first : undefined;
}
