import type { Dataset } from './dataset';
import { datasetFromRows } from './dataset';
import { Random } from './random';

export type PresetId =
  'four-points' | 'one-feature' | 'blobs' | 'overlap' | 'moons' | 'circles' | 'xor' | 'imbalanced' | 'outlier';

/** What a preset is drawn with. */
export interface PresetOptions {
  /** Samples wanted, 2 … 100 000. Fixed data sets ignore it. */
  readonly size: number;
  /** Spread around the ideal shape, 0 … 1. */
  readonly noise: number;
  readonly seed: number;
}

/** The settings that suit a preset, for a first look. */
export interface PresetDefaults {
  readonly size: number;
  readonly noise: number;
  readonly rate: number;
  readonly lambda: number;
  /** Degree of polynomial features. */
  readonly degree: number;
  /** Initial parameters (weights, then bias), where the preset prescribes them. */
  readonly start?: readonly number[];
  /** A gradient that a text prints for these data and this start, to be compared with the true one. */
  readonly printed?: { readonly w: readonly number[]; readonly b: number };
}

export interface Preset {
  readonly id: PresetId;
  /** Whether size, noise and seed change anything. */
  readonly fixed: boolean;
  readonly defaults: PresetDefaults;
  readonly draw: (options: PresetOptions) => Dataset;
}

type Draw = (random: Random, noise: number, label: number, i: number, n: number) => number[];

/** Draws n samples, the first `positives` share of them with label 1, spread evenly over the list. */
function drawn(point: Draw, positives = 0.5): Preset['draw'] {
  return ({ size, noise, seed }) => {
    const n = Math.max(2, Math.min(100_000, Math.round(size)));
    const random = new Random(seed);
    const rows: number[][] = [];
    const labels: number[] = [];
    let ones = 0;
    for (let i = 0; i < n; i++) {
      const wanted = Math.round((i + 1) * positives);
      const label = wanted > ones ? 1 : 0;
      ones += label;
      labels.push(label);
      rows.push(point(random, noise, label, i, n));
    }
    if (ones === 0) labels[n - 1] = 1;
    return datasetFromRows(rows, labels);
  };
}

const standard: PresetDefaults = { size: 200, noise: 0.3, rate: 1, lambda: 0, degree: 1 };

function blob(distance: number): Draw {
  return (random, noise, label) => {
    const centre = label === 1 ? distance : -distance;
    return [centre + 2 * noise * random.normal(), centre + 2 * noise * random.normal()];
  };
}

const presets: readonly Preset[] = [
  {
    id: 'four-points',
    fixed: true,
    // The worked example of many lecture notes: four points on a line, small weights to begin with.
    defaults: {
      ...standard,
      size: 4,
      rate: 0.1,
      lambda: 0.01,
      start: [0.1, 0.2, 0],
      printed: { w: [0.1234, 0.1678], b: 0.0345 },
    },
    draw: () =>
      datasetFromRows(
        [
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
        ],
        [0, 0, 1, 1],
      ),
  },
  {
    id: 'one-feature',
    fixed: false,
    defaults: { ...standard, size: 60, noise: 0.5 },
    draw: drawn((random, noise, label) => [(label === 1 ? 1 : -1) + 2 * noise * random.normal()]),
  },
  { id: 'blobs', fixed: false, defaults: { ...standard, noise: 0.25 }, draw: drawn(blob(1.5)) },
  { id: 'overlap', fixed: false, defaults: { ...standard, noise: 0.5 }, draw: drawn(blob(0.8)) },
  {
    id: 'moons',
    fixed: false,
    defaults: { ...standard, noise: 0.15, degree: 3, lambda: 0.001 },
    draw: drawn((random, noise, label) => {
      const angle = Math.PI * random.uniform();
      const shape = label === 1 ? [1 - Math.cos(angle), 0.5 - Math.sin(angle)] : [Math.cos(angle), Math.sin(angle)];
      return [shape[0]! - 0.5 + noise * random.normal(), shape[1]! - 0.25 + noise * random.normal()];
    }),
  },
  {
    id: 'circles',
    fixed: false,
    defaults: { ...standard, noise: 0.1, degree: 2, lambda: 0.001 },
    draw: drawn((random, noise, label) => {
      const angle = 2 * Math.PI * random.uniform();
      const radius = label === 1 ? 0.5 : 1.2;
      return [radius * Math.cos(angle) + noise * random.normal(), radius * Math.sin(angle) + noise * random.normal()];
    }),
  },
  {
    id: 'xor',
    fixed: false,
    defaults: { ...standard, noise: 0.3, degree: 2, lambda: 0.001 },
    draw: drawn((random, noise, label) => {
      const right = random.uniform() < 0.5 ? 1 : -1;
      const up = label === 1 ? -right : right;
      return [right + noise * random.normal(), up + noise * random.normal()];
    }),
  },
  {
    id: 'imbalanced',
    fixed: false,
    defaults: { ...standard, size: 300, noise: 0.4 },
    draw: drawn(blob(0.8), 0.08),
  },
  {
    id: 'outlier',
    fixed: false,
    defaults: { ...standard, size: 80, noise: 0.2, rate: 0.5 },
    draw: drawn((random, noise, label, i, n) => {
      // One sample of class 0 lies deep inside class 1, far from everything: it pulls the boundary.
      const spot = blob(1.2)(random, noise, label, i, n);
      return i === 0 && label === 0 ? [6, 5] : spot;
    }),
  },
];

/** All presets, in the order of a menu. */
export function allPresets(): readonly Preset[] {
  return presets;
}

export function presetById(id: string): Preset | undefined {
  return presets.find((preset) => preset.id === id);
}
