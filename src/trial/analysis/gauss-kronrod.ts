import { add, isFinite, magnitude, mul, sub, type Scalar } from '../arithmetic';
import { largestPart } from './channels';

/** The 21-point Kronrod extension of the 10-point Gauss rule, as in QUADPACK's qk21: nodes from outside to the middle. */
const NODES = [
  0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845, 0.7808177265864169,
  0.6794095682990244, 0.5627571346686047, 0.4333953941292472, 0.2943928627014602, 0.14887433898163122, 0,
];
const KRONROD = [
  0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996, 0.0931254545836976,
  0.10938715880229764, 0.12349197626206584, 0.13470921731147334, 0.14277593857706009, 0.14773910490133849,
  0.1494455540029169,
];
/** Weights of the Gauss rule, whose nodes are every second one. */
const GAUSS = [
  0, 0.06667134430868814, 0, 0.1494513491505806, 0, 0.21908636251598204, 0, 0.26926671930999635, 0, 0.29552422471475287,
  0,
];

interface Panel {
  readonly from: Scalar;
  readonly to: Scalar;
  readonly value: Scalar;
  /** ∫|f| over the panel. */
  readonly absolute: number;
  readonly error: number;
}

/**
 * Adaptive Gauss–Kronrod quadrature: always the worst panel is halved. Undefined if a value is not finite, or if `panels`
 * panels do not reach the tolerance (relative to ∫|f|).
 */
export function kronrodAdaptive(
  f: (x: Scalar) => Scalar,
  from: Scalar,
  to: Scalar,
  tolerance: number,
  panels: number,
): { readonly value: Scalar; readonly error: number } | undefined {
  const whole = panel(f, from, to);
  if (!whole) return undefined;
  const all = [whole];
  for (;;) {
    const error = all.reduce((sum, p) => sum + p.error, 0);
    const absolute = all.reduce((sum, p) => sum + p.absolute, 0);
    if (error <= tolerance * absolute) {
      return { value: all.map((p) => p.value).reduce(add), error };
    }
    if (all.length >= panels) return undefined;
    let worst = 0;
    all.forEach((p, i) => {
      if (p.error > all[worst]!.error) worst = i;
    });
    const split = all[worst]!;
    // So narrow, and still the worst: that is no jump but a pole.
    if (magnitude(sub(split.to, split.from)) < 1e-14 * magnitude(sub(to, from))) return undefined;
    const middle = mul(0.5, add(split.from, split.to));
    const left = panel(f, split.from, middle);
    const right = panel(f, middle, split.to);
    if (!left || !right) return undefined;
    all.splice(worst, 1, left, right);
  }
}

function panel(f: (x: Scalar) => Scalar, from: Scalar, to: Scalar): Panel | undefined {
  const centre = mul(0.5, add(from, to));
  const half = mul(0.5, sub(to, from));
  let kronrod: Scalar = 0;
  let gauss: Scalar = 0;
  let absolute = 0;
  const values: [size: number, weight: number][] = [];
  for (let i = 0; i < NODES.length; i++) {
    const offset = mul(half, NODES[i]!);
    for (const x of NODES[i] === 0 ? [centre] : [sub(centre, offset), add(centre, offset)]) {
      const y = f(x);
      if (!isFinite(y)) return undefined;
      kronrod = add(kronrod, mul(KRONROD[i]!, y));
      if (GAUSS[i]) gauss = add(gauss, mul(GAUSS[i]!, y));
      const size = largestPart(y);
      values.push([size, KRONROD[i]!]);
      absolute += size * KRONROD[i]!;
    }
  }
  const length = magnitude(half);
  const difference = largestPart(sub(kronrod, gauss)) * length;
  // QUADPACK's judgement: the Kronrod value is much better than the difference of the two, once that is small.
  const mean = absolute / 2;
  const spread = values.reduce((sum, [size, weight]) => sum + weight * Math.abs(size - mean), 0) * length;
  const judged = spread > 0 ? spread * Math.min(1, ((200 * difference) / spread) ** 1.5) : difference;
  const error = Math.max(judged, 1e-15 * absolute * length);
  return { from, to, value: mul(kronrod, half), absolute: absolute * length, error };
}
