import type { Dataset } from '../data/dataset';
import type { NoteFormula } from '../formula/note-formula';
import type { OptimiserId } from '../optimise/optimiser';
import { optimiserById } from '../optimise/all';
import type { RunSettings } from '../run/settings';

export interface NumpyOptions {
  /** The training samples as the model sees them. */
  readonly train: Dataset;
  readonly settings: RunSettings;
  /** Steps to make. */
  readonly steps: number;
  /** A note's formula to train with; its Python form is used where it has one. */
  readonly formula?: NoteFormula;
}

/** More numbers than this are not written into the code; it reads them from `data.csv`. */
const INLINE_LIMIT = 4000;

/**
 * Python code that needs only NumPy and repeats a run step by step: same data, start, optimiser, batches.
 *
 * Undefined if the run follows a formula that has no Python form.
 */
export function numpyCode(options: NumpyOptions): string | undefined {
  const { train, settings, steps, formula } = options;
  const gradient = gradientCode(options);
  if (gradient === undefined) return undefined;
  const batches = optimiserById(settings.optimiser).usesBatches && settings.batch > 0 && settings.batch < train.n;
  const start = Array.from({ length: train.d }, (_, j) => settings.start[j] ?? 0);
  const bias = settings.bias ? (settings.start[train.d] ?? 0) : 0;
  return [
    '"""Logistic regression by gradient descent: repeats a run of the trainer."""',
    'import numpy as np',
    '',
    ...dataCode(train),
    `lam, eta, beta = ${number(settings.lambda)}, ${number(settings.rate)}, ${number(settings.momentum)}`,
    `theta = np.array([${[...start, bias].map(number).join(', ')}])  # weights, then bias`,
    `steps = ${steps}`,
    '',
    '',
    'def loss(theta, X, y):',
    '    z = X @ theta[:-1] + theta[-1]',
    '    return np.mean(np.logaddexp(0, z) - y * z) + lam / 2 * np.sum(theta[:-1] ** 2)',
    '',
    '',
    'def sigmoid(z):',
    '    e = np.exp(-np.abs(z))',
    '    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))',
    '',
    '',
    ...(formula ? [`# The gradient as the note claims it (line ${formula.place.line}).`] : []),
    ...gradient,
    '',
    '',
    ...(batches ? batchCode(settings, train.n) : []),
    ...optimiserCode(settings.optimiser, batches, settings.bias),
    '',
    'print("loss", loss(theta, X, y))',
    'print("w", theta[:-1])',
    'print("b", theta[-1])',
    '',
  ].join('\n');
}

function number(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : String(value);
}

function dataCode(train: Dataset): string[] {
  if (train.n * (train.d + 1) > INLINE_LIMIT) {
    return [
      '# data.csv: the training data as exported beside this file, label in the last column',
      'table = np.loadtxt("data.csv", delimiter=",", skiprows=1, ndmin=2)',
      'X, y = table[:, :-1], table[:, -1]',
    ];
  }
  const rows = Array.from(
    { length: train.n },
    (_, i) => `    [${Array.from(train.x.subarray(i * train.d, (i + 1) * train.d), number).join(', ')}],`,
  );
  return ['X = np.array([', ...rows, '])', `y = np.array([${Array.from(train.y, number).join(', ')}])`];
}

function gradientCode({ settings, formula }: NumpyOptions): string[] | undefined {
  const exactW = 'X.T @ (sigmoid(X @ w + b) - y) / len(y) + lam * w';
  const exactB = 'np.mean(sigmoid(X @ w + b) - y)';
  const needsW = formula?.weights !== undefined;
  const needsB = formula?.bias !== undefined;
  if ((needsW && formula.numpy?.w === undefined) || (needsB && formula.numpy?.b === undefined)) return undefined;
  const extra = formula && needsW && !formula.regularised ? ' + lam * w' : '';
  return [
    'def gradient(theta, X, y):',
    '    w, b = theta[:-1], theta[-1]',
    `    dw = ${needsW ? `(${formula.numpy!.w!})${extra}` : exactW}`,
    `    db = ${!settings.bias ? '0.0' : needsB ? formula.numpy!.b! : exactB}`,
    '    return np.append(dw, db)',
  ];
}

function batchCode(settings: RunSettings, n: number): string[] {
  return [
    `batch, seed = ${Math.round(settings.batch)}, ${settings.seed >>> 0}`,
    'per_epoch = -(-len(y) // batch)',
    'mask = 0xFFFFFFFF',
    '',
    '',
    'def stream_seed(seed, stream):',
    '    h = (seed ^ ((stream + 1) * 0x9E3779B9)) & mask',
    '    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & mask',
    '    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & mask',
    '    return h ^ (h >> 16)',
    '',
    '',
    'def permutation(n, state):  # Mulberry32 and Fisher-Yates',
    '    order = list(range(n))',
    '    for i in range(n - 1, 0, -1):',
    '        state = (state + 0x6D2B79F5) & mask',
    '        t = ((state ^ (state >> 15)) * (state | 1)) & mask',
    '        t ^= (t + (t ^ (t >> 7)) * (t | 61)) & mask',
    '        j = int(((t ^ (t >> 14)) & mask) / 4294967296 * (i + 1))',
    '        order[i], order[j] = order[j], order[i]',
    '    return order',
    '',
    '',
    'def batch_of(step):',
    `    order = permutation(${n}, stream_seed(seed, step // per_epoch))`,
    '    first = step % per_epoch * batch',
    '    return order[first:first + batch]',
    '',
    '',
  ];
}

function optimiserCode(id: OptimiserId, batches: boolean, bias: boolean): string[] {
  const samples = batches ? ['    pick = batch_of(step)', '    Xs, ys = X[pick], y[pick]'] : [];
  const [xs, ys] = batches ? ['Xs', 'ys'] : ['X', 'y'];
  const loop = ['for step in range(steps):', ...samples];
  switch (id) {
    case 'gradient-descent':
      return [...loop, `    theta = theta - eta * gradient(theta, ${xs}, ${ys})`];
    case 'momentum':
      return [
        'v = np.zeros_like(theta)',
        ...loop,
        `    v = beta * v - eta * gradient(theta, ${xs}, ${ys})`,
        '    theta = theta + v',
      ];
    case 'nesterov':
      return [
        'v = np.zeros_like(theta)',
        ...loop,
        `    v = beta * v - eta * gradient(theta + beta * v, ${xs}, ${ys})`,
        '    theta = theta + v',
      ];
    case 'adam':
      return [
        'first, second = np.zeros_like(theta), np.zeros_like(theta)',
        ...loop,
        `    g = gradient(theta, ${xs}, ${ys})`,
        '    first = 0.9 * first + 0.1 * g',
        '    second = 0.999 * second + 0.001 * g * g',
        '    unbiased = second / (1 - 0.999 ** (step + 1))',
        '    theta = theta - eta * first / (1 - 0.9 ** (step + 1)) / (np.sqrt(unbiased) + 1e-8)',
      ];
    case 'line-search':
      return [
        ...backtrackCode,
        'Xb = np.column_stack([X, np.ones(len(y))])',
        'bound = Xb.T @ Xb / (4 * len(y)) + lam * np.diag([1.0] * X.shape[1] + [0.0])',
        ...(bias ? [] : ['bound[-1, :] = bound[:, -1] = 0']),
        'length = 1 / np.linalg.eigvalsh(bound)[-1]',
        ...loop,
        '    theta, length = backtrack(theta, -gradient(theta, X, y), 2 * length)',
      ];
    case 'newton':
      return [
        ...backtrackCode,
        ...loop,
        '    p = sigmoid(X @ theta[:-1] + theta[-1])',
        '    Xb = np.column_stack([X, np.ones(len(y))])',
        '    H = (Xb.T * (p * (1 - p))) @ Xb / len(y) + lam * np.diag([1.0] * X.shape[1] + [0.0])',
        ...(bias ? [] : ['    H[-1, :] = H[:, -1] = 0', '    H[-1, -1] = 1']),
        '    theta, _ = backtrack(theta, -np.linalg.solve(H, gradient(theta, X, y)), 1.0)',
      ];
    case 'l-bfgs':
      return lbfgsCode;
  }
}

const backtrackCode = [
  'def backtrack(theta, direction, first):',
  '    t = first',
  '    here, slope = loss(theta, X, y), gradient(theta, X, y) @ direction',
  '    while loss(theta + t * direction, X, y) > here + 1e-4 * t * slope + 4e-15 * abs(here) and t > 1e-9 * first:',
  '        t /= 2',
  '    return theta + t * direction, t',
  '',
  '',
];

const lbfgsCode = [
  'def wolfe(theta, direction, t=1.0):',
  '    here, slope = loss(theta, X, y), gradient(theta, X, y) @ direction',
  '    low, high = 0.0, np.inf',
  '    for _ in range(60):',
  '        there = theta + t * direction',
  '        if not loss(there, X, y) <= here + 1e-4 * t * slope + 4e-15 * abs(here):',
  '            high = t',
  '        elif gradient(there, X, y) @ direction < 0.9 * slope:',
  '            low = t',
  '        else:',
  '            return there',
  '        t = (low + high) / 2 if high < np.inf else 2 * low',
  '    return theta + low * direction',
  '',
  '',
  'pairs = []',
  'for step in range(steps):',
  '    g = gradient(theta, X, y)',
  '    direction, shares = -g, []',
  '    for s, c in reversed(pairs):',
  '        shares.append(s @ direction / (s @ c))',
  '        direction = direction - shares[-1] * c',
  '    s, c = pairs[-1] if pairs else (None, None)',
  '    direction = direction * (s @ c / (c @ c) if pairs else 1 / max(1.0, np.linalg.norm(g)))',
  '    for (s, c), share in zip(pairs, reversed(shares)):',
  '        direction = direction + (share - c @ direction / (s @ c)) * s',
  '    there = wolfe(theta, direction)',
  '    s, c = there - theta, gradient(there, X, y) - g',
  '    if s @ c > 1e-14 * np.linalg.norm(s) * np.linalg.norm(c):',
  '        pairs = (pairs + [(s, c)])[-10:]',
  '    theta = there',
];
