import { describe, expect, test } from 'vitest';
import * as a from '../../../src/trial/arithmetic';
import { big, Complex, functions, type Scalar } from '../../../src/trial/arithmetic';
import { expectClose } from './closeness';

const { add, sub, mul, div } = a;

/** Where each function of one variable is defined, smooth and of moderate size. */
const points: Record<string, readonly string[]> = {
  exp: ['0.7', '-2.3'],
  expm1: ['0.7', '-2.3'],
  log: ['0.7', '12.5'],
  log1p: ['0.7', '-0.4'],
  log2: ['0.7', '12.5'],
  log10: ['0.7', '12.5'],
  sqrt: ['0.7', '12.5'],
  cbrt: ['0.7', '-12.5'],
  sin: ['0.7', '-9.1'],
  cos: ['0.7', '-9.1'],
  tan: ['0.7', '-9.1'],
  sec: ['0.7', '-9.1'],
  csc: ['0.7', '-9.1'],
  cot: ['0.7', '-9.1'],
  asin: ['0.7', '-0.3'],
  acos: ['0.7', '-0.3'],
  atan: ['0.7', '-3.3'],
  acot: ['0.7', '-3.3'],
  asec: ['1.7', '-3.3'],
  acsc: ['1.7', '-3.3'],
  sinh: ['0.7', '-3.3'],
  cosh: ['0.7', '-3.3'],
  tanh: ['0.7', '-3.3'],
  sech: ['0.7', '-3.3'],
  csch: ['0.7', '-3.3'],
  coth: ['0.7', '-3.3'],
  asinh: ['0.7', '-3.3'],
  acosh: ['1.7', '3.3'],
  atanh: ['0.7', '-0.3'],
  re: ['0.7', '-3.3'],
  im: ['0.7', '-3.3'],
  conj: ['0.7', '-3.3'],
  abs: ['0.7', '-3.3'],
  sign: ['0.7', '-3.3'],
  arg: ['0.7', '-3.3'],
  floor: ['0.7', '-3.3'],
  ceil: ['0.7', '-3.3'],
  round: ['0.7', '-3.3'],
  truncate: ['0.7', '-3.3'],
  frac: ['0.7', '-3.3'],
  heaviside: ['0.7', '-3.3'],
  relu: ['0.7', '-3.3'],
  sigmoid: ['0.7', '-3.3'],
  softplus: ['0.7', '-3.3'],
  gamma: ['0.7', '4.6', '-1.3', '47.2'],
  lgamma: ['0.7', '4.6', '-1.3', '47.2'],
  digamma: ['0.7', '4.6', '-1.3', '47.2'],
  trigamma: ['0.7', '4.6', '-1.3', '47.2'],
  factorial: ['0.7', '4.6', '-1.3'],
  erf: ['0.7', '-1.8', '3.1'],
  erfc: ['0.7', '-1.8', '3.1'],
  erfinv: ['0.7', '-0.2'],
  normalCdf: ['0.7', '-1.8'],
  normalPdf: ['0.7', '-1.8'],
  normalQuantile: ['0.7', '0.1'],
  zeta: ['2.5', '-1.3'],
  lambertW: ['0.7', '5.5', '-0.3'],
  sinc: ['0.7', '-1.8'],
};

const unaryNames = [...functions].filter(([, f]) => f.arity === 1).map(([name]) => name);

const at = (name: string, x: Scalar): Scalar => functions.get(name)!.apply([x]);

const isStep = (name: string): boolean => /floor|ceil|round|truncate|heaviside|sign$|arg|^im/.test(name);

describe('every function of one variable', () => {
  test.each(unaryNames.filter((name) => name !== 'doubleFactorial'))(
    '%s has the same value in float64 and 64 digits',
    (name) => {
      expect(points[name], `points for ${name}`).toBeDefined();
      for (const x of points[name]!) expectClose(at(name, Number(x)), at(name, big(x)), 13, `${name}(${x})`);
    },
  );

  test.each(unaryNames.filter((name) => name in points))('%s has its derivative, to the second order', (name) => {
    for (const text of points[name]!) {
      const x = big(text);
      const h = big('1e-10');
      const f = (t: Scalar): Scalar => at(name, t);
      const central = (g: (t: Scalar) => Scalar): Scalar => div(sub(g(add(x, h)), g(sub(x, h))), mul(2, h));
      const slope = (t: Scalar): Scalar => a.derivative(f, t);
      expectClose(slope(x), central(f), 13, `${name}'(${text})`);
      expectClose(a.derivative(slope, x), central(slope), 13, `${name}''(${text})`);
      expectClose(slope(Number(text)), slope(x), 10, `${name}'(${text}) in float64`);
      if (isStep(name)) expect(a.toFloat(slope(x))).toBe(0);
    }
  });

  const holomorphic = unaryNames.filter(
    (name) =>
      name in points && !isStep(name) && !/^(re|im|conj|abs|frac|relu|erfinv|normalQuantile|lgamma)$/.test(name),
  );

  test.each(holomorphic)(
    '%s of a complex number agrees with the real one on the real line, and is holomorphic',
    (name) => {
      // One point is enough where 64 digits take long.
      for (const text of name === 'zeta' ? ['2.5'] : points[name]!) {
        const x = Number(text);
        const offCut = name === 'lambertW' || !/^(log|sqrt|cbrt|acosh|asec|acsc)/.test(name) || x > 0;
        if (offCut && name !== 'cbrt') {
          expectClose(at(name, new Complex(x, 0)), at(name, x), 11, `${name}(${text} + 0i)`);
          expectClose(
            at(name, new Complex(big(text), big(0))),
            at(name, big(text)),
            40,
            `${name}(${text} + 0i) in 64 digits`,
          );
        }
        // Cauchy–Riemann, in 64 digits.
        const z = new Complex(big(text), big('0.4'));
        const h = big('1e-12');
        const along = (step: Scalar): Scalar => div(sub(at(name, add(z, step)), at(name, sub(z, step))), mul(2, step));
        const slope = a.derivative((t) => at(name, t), z);
        expectClose(along(h), slope, 15, `${name}' along the real axis`);
        expectClose(along(new Complex(big(0), h)), slope, 15, `${name}' along the imaginary axis`);
        expectClose(at(name, new Complex(x, 0.4)), at(name, z), 11, `${name} in float64`);
      }
    },
  );

  test.each(unaryNames)('%s of NaN is NaN', (name) => {
    if (name === 'im') return;
    expect(a.isNaN(at(name, NaN)), name).toBe(true);
    expect(a.isNaN(at(name, big(NaN))), name).toBe(true);
  });
});

describe('known values', () => {
  const pi = a.PI.big;
  const values: readonly (readonly [string, () => Scalar, Scalar, number])[] = [
    ['Γ(1/2) = √π', () => a.gamma(big('0.5')), a.sqrt(pi), 60],
    ['Γ(-3/2) = 4√π/3', () => a.gamma(big('-1.5')), div(mul(4, a.sqrt(pi)), 3), 60],
    ['Γ(20) = 19!', () => a.gamma(20), 121645100408832000, 16],
    ['Γ(1/4)', () => a.gamma(big('0.25')), big('3.62560990822190831193068515586767200299516768288006546743'), 54],
    ['ψ(1) = -γ', () => a.digamma(big(1)), a.EULER_GAMMA.big.neg(), 60],
    ["ψ'(1) = π²/6", () => a.trigamma(big(1)), div(mul(pi, pi), 6), 58],
    ['ζ(2) = π²/6', () => a.zeta(big(2)), div(mul(pi, pi), 6), 58],
    ['ζ(-1) = -1/12', () => a.zeta(big(-1)), div(big(-1), 12), 58],
    ['ζ(0) = -1/2', () => a.zeta(big(0)), big('-0.5'), 58],
    ['ζ(3)', () => a.zeta(big(3)), big('1.20205690315959428539973816151144999076498629234049888179'), 54],
    ['ζ of its first zero', () => a.zeta(new Complex(0.5, 14.134725141734693)), 0, 13],
    ['erf(1)', () => a.erf(big(1)), big('0.84270079294971486934122063508260925929606699796630290845993'), 56],
    ['erf(erfinv(0.3)) = 0.3', () => a.erf(a.erfinv(big('0.3'))), big('0.3'), 60],
    [
      'erfc(12) is precise',
      () => div(a.erfc(big(12)), big('1.356261169205904212780306156590417572666782233288104929e-64')),
      1,
      50,
    ],
    ['Φ(0) = 1/2', () => a.normalCdf(big(0)), big('0.5'), 62],
    ['W(1) = Ω', () => a.lambertW(big(1)), big('0.567143290409783872999968662210355549753815787186512508'), 52],
    ['W(e) = 1', () => a.lambertW(a.E.big), 1, 60],
    ['J₀(1)', () => a.besselJ(0, big(1)), big('0.7651976865579665514497175261026632209093'), 39],
    ['J₁(1)', () => a.besselJ(1, 1), 0.4400505857449335, 15],
    ['J₁/₂(x) = √(2/πx) sin x', () => a.besselJ(0.5, big(40)), mul(a.sqrt(div(1, mul(20, pi))), a.sin(big(40))), 58],
    ['I₀(1)', () => a.besselI(0, 1), 1.2660658777520084, 15],
    ['B(2.5, 1.5) = π/16', () => a.beta(big('2.5'), big('1.5')), div(pi, 16), 60],
    ['Γ(3 + 4i)', () => a.gamma(new Complex(3, 4)), new Complex(0.005225538471369214, -0.1725470792943002), 13],
    ['sin(1e30)', () => a.sin(big('1e30')), big('-0.09011690191213805803038642895298733027439633299304'), 45],
  ];

  test.each(values)('%s', (_name, compute, expected, digits) => expectClose(compute(), expected, digits));

  test('the complex error function is odd and satisfies Dawson’s relation on both axes', () => {
    // erf(ix) = i erfi(x), erfi(1) known.
    expectClose(a.erf(new Complex(0, 1)), new Complex(0, 1.650425758797543), 14);
    expectClose(a.erf(new Complex(0, 5)), mul(new Complex(0, 1), 8298273880.676804), 12);
    expectClose(a.erf(new Complex(4, 3)), a.erf(new Complex(big(4), big(3))), 9);
  });
});

describe('identities in 64 digits', () => {
  const xs = ['0.3', '1.7', '5.25', '-2.6', '33.3'].map((x) => big(x));
  test.each(xs.map((x) => [x.toString(), x] as const))('at %s', (_text, x) => {
    expectClose(div(a.gamma(add(x, 1)), mul(x, a.gamma(x))), 1, 58, 'Γ(x+1) = xΓ(x)');
    expectClose(sub(a.digamma(add(x, 1)), a.digamma(x)), div(1, x), 58, 'ψ(x+1) = ψ(x) + 1/x');
    expectClose(a.exp(a.lgamma(x)), a.abs(a.gamma(x)), 55, 'log Γ');
    expectClose(add(a.erf(x), a.erfc(x)), 1, 60, 'erf + erfc');
    expectClose(sub(mul(a.cosh(x), a.sech(x)), 1), 0, 60, 'cosh · sech');
    expectClose(a.mod(x, 2), sub(x, mul(2, a.floor(div(x, 2)))), 60, 'mod');
  });
});

describe('the real domain', () => {
  const outside: readonly (readonly [string, Scalar])[] = [
    ['log', -1],
    ['sqrt', -1],
    ['asin', 2],
    ['acos', -2],
    ['acosh', 0.5],
    ['atanh', 2],
    ['gamma', -3],
    ['gamma', 0],
    ['lgamma', -1],
    ['digamma', -1],
    ['erfinv', 2],
    ['zeta', 1],
    ['lambertW', -1],
    ['factorial', -2],
  ];
  test.each(outside)('%s(%s) is NaN, with floats and with BigNumbers', (name, x) => {
    expect(at(name, x)).toBeNaN();
    expect(a.isNaN(at(name, big(x as number)))).toBe(true);
  });

  test('a complex argument has a complex value there', () => {
    expectClose(a.log(new Complex(-1, 0)), new Complex(0, Math.PI), 15);
    expectClose(a.sqrt(new Complex(big(-2), 0)), new Complex(0, big(2).sqrt()), 60);
    expectClose(a.sin(a.asin(new Complex(2, 1))), new Complex(2, 1), 14);
  });

  test('kinks have no derivative', () => {
    for (const name of ['abs', 'sign', 'relu', 'heaviside']) {
      expect(a.isNaN(a.derivative((x) => at(name, x), 0)), name).toBe(true);
    }
    expect(a.isNaN(a.derivative((x) => a.floor(x), 2))).toBe(true);
  });
});

describe('functions of whole numbers', () => {
  test.each([
    ['binomial', [10, 3], 120],
    ['binomial', [3, 10], 0],
    ['binomial', [-2, 3], -4],
    ['binomial', [0.5, 2], -0.125],
    ['binomial', [5, -1], 0],
    ['binomial', [60, 30], 118264581564861420],
    ['factorial', [5], 120],
    ['factorial', [0], 1],
    ['doubleFactorial', [7], 105],
    ['doubleFactorial', [8], 384],
    ['doubleFactorial', [-1], 1],
    ['fallingFactorial', [5, 3], 60],
    ['risingFactorial', [0.5, 2], 0.75],
    ['risingFactorial', [3, -2], 0.5],
    ['gcd', [12, -18], 6],
    ['lcm', [4, 6, 10], 60],
    ['mod', [-7, 3], 2],
    ['mod', [7, -3], -2],
    ['min', [3, -1, 2], -1],
    ['max', [3, -1, 2], 3],
    ['hypot', [3, 4], 5],
    ['atan2', [1, -1], (3 * Math.PI) / 4],
  ] as const)('%s(%s) = %s', (name, args, expected) => {
    expectClose(functions.get(name)!.apply(args), expected, 15);
    expectClose(functions.get(name)!.apply(args.map((x) => big(x))), big(expected), 15);
  });

  test('the binomial coefficient can be differentiated by its upper argument', () => {
    // d/dn n(n−1)/2 = n − 1/2
    expectClose(
      a.derivative((n) => a.binomial(n, 2), 5),
      4.5,
      15,
    );
  });
});

test('no name of an object’s prototype is a function', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
    expect(functions.has(name)).toBe(false);
});
