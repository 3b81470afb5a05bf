import type { Dataset } from './dataset';

/** How raw features become the features that the model sees: standardise, then all monomials up to a degree. */
export interface FeatureTransform {
  /** Raw features. */
  readonly inputs: number;
  /** Features of the model. */
  readonly outputs: number;
  /** Subtracted from each raw feature (0 when not standardised). */
  readonly mean: readonly number[];
  /** Divides each raw feature (1 when not standardised or when the feature is constant). */
  readonly scale: readonly number[];
  /** For each output, the power of each input. */
  readonly powers: readonly (readonly number[])[];
  readonly names: readonly string[];
}

export interface TransformOptions {
  readonly standardise: boolean;
  /** Degree of polynomial features, 1 … 5. */
  readonly degree: number;
}

/** The powers of all monomials of degree 1 … `degree` in `inputs` variables, by degree, then in reading order. */
export function monomials(inputs: number, degree: number): number[][] {
  const out: number[][] = [];
  const extend = (powers: number[], from: number, left: number) => {
    if (left === 0) {
      out.push(powers.slice());
      return;
    }
    for (let j = from; j < inputs; j++) {
      powers[j]!++;
      extend(powers, j, left - 1);
      powers[j]!--;
    }
  };
  for (let total = 1; total <= degree; total++) extend(new Array<number>(inputs).fill(0), 0, total);
  return out;
}

const superscripts = ['', '', '²', '³', '⁴', '⁵'];

function monomialName(powers: readonly number[], names: readonly string[]): string {
  const factors = powers.flatMap((power, j) =>
    power === 0 ? [] : [`${names[j]}${superscripts[power] ?? `^${power}`}`],
  );
  return factors.join('·');
}

/** Learns the transform from (training) data. Population standard deviation, as in scikit-learn's StandardScaler. */
export function fitTransform(data: Dataset, options: TransformOptions): FeatureTransform {
  const mean: number[] = [];
  const scale: number[] = [];
  for (let j = 0; j < data.d; j++) {
    let sum = 0;
    for (let i = 0; i < data.n; i++) sum += data.x[i * data.d + j]!;
    const centre = data.n > 0 ? sum / data.n : 0;
    let squares = 0;
    for (let i = 0; i < data.n; i++) squares += (data.x[i * data.d + j]! - centre) ** 2;
    const deviation = data.n > 0 ? Math.sqrt(squares / data.n) : 0;
    mean.push(options.standardise ? centre : 0);
    scale.push(options.standardise && deviation > 1e-12 * Math.max(1, Math.abs(centre)) ? deviation : 1);
  }
  const powers = monomials(data.d, Math.max(1, Math.min(5, Math.round(options.degree))));
  return {
    inputs: data.d,
    outputs: powers.length,
    mean,
    scale,
    powers,
    names: powers.map((power) => monomialName(power, data.names)),
  };
}

/** Transforms one raw sample, read at `from` of `raw`, into `out` at `to`. */
export function transformRow(
  transform: FeatureTransform,
  raw: ArrayLike<number>,
  from: number,
  out: Float64Array,
  to: number,
): void {
  for (let k = 0; k < transform.outputs; k++) {
    const powers = transform.powers[k]!;
    let product = 1;
    for (let j = 0; j < transform.inputs; j++) {
      const power = powers[j]!;
      if (power === 0) continue;
      const value = (raw[from + j]! - transform.mean[j]!) / transform.scale[j]!;
      product *= power === 1 ? value : value ** power;
    }
    out[to + k] = product;
  }
}

export function applyTransform(transform: FeatureTransform, data: Dataset): Dataset {
  const x = new Float64Array(data.n * transform.outputs);
  for (let i = 0; i < data.n; i++) transformRow(transform, data.x, i * data.d, x, i * transform.outputs);
  return { n: data.n, d: transform.outputs, x, y: data.y, names: transform.names };
}
