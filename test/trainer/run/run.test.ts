import { describe, expect, it } from 'vitest';
import { presetById } from '../../../src/trainer/data/presets';
import type { GradientFunction } from '../../../src/trainer/formula/note-formula';
import { exactGradient } from '../../../src/trainer/formula/formula-gradient';
import { curvatureBound } from '../../../src/trainer/model/curvature';
import { allOptimisers } from '../../../src/trainer/optimise/all';
import { Run } from '../../../src/trainer/run/run';
import type { RunSettings } from '../../../src/trainer/run/settings';
import { fourPoints, settings } from '../support';

const blobs = presetById('overlap')!.draw({ size: 60, noise: 0.5, seed: 3 });

function run(changes: Partial<RunSettings>, formula?: GradientFunction): Run {
  return new Run({ train: blobs }, settings({ rate: 0.5, ...changes }), formula);
}

function steps(run: Run, count: number): Run {
  for (let k = 0; k < count && run.step(); k++);
  return run;
}

describe('a run', () => {
  it('of gradient descent makes the update w ← w − η ∇J', () => {
    const first = run({});
    const { theta, gradient } = first.state;
    first.step();
    expect([...first.state.theta]).toEqual(Array.from(theta, (value, j) => value - 0.5 * gradient[j]!));
  });

  it.each(allOptimisers().map(({ id }) => id))(
    'by %s goes back exactly, near and far, and again from the start',
    (id) => {
      const make = () =>
        run({ optimiser: id, batch: 7, rate: 0.1, stop: { gradientNorm: 0, lossChange: 0, epochs: 0 } });
      const far = steps(make(), 1300);
      const target = Math.max(0, far.state.step - 260);
      const straight = steps(make(), target);
      while (far.state.step > target && far.back());
      expect([...far.state.theta]).toEqual([...straight.state.theta]);
      steps(far, 9);
      steps(straight, 9);
      expect([...far.state.theta]).toEqual([...straight.state.theta]);
      far.reset();
      expect([...far.state.theta]).toEqual([0, 0, 0]);
      expect(far.history.length).toBe(1);
    },
  );

  it('starts where it is told and can not go back from there', () => {
    const placed = run({ start: [0.1, 0.2, 0.3] });
    expect([...placed.state.theta]).toEqual([0.1, 0.2, 0.3]);
    expect(placed.back()).toBe(false);
  });

  it('goes through every sample once an epoch when it works in batches', () => {
    const seen: number[] = [];
    const spy: GradientFunction = (w, b, data, lambda) => {
      if (data.n < blobs.n) seen.push(...data.x);
      return exactGradient(w, b, data, lambda);
    };
    steps(run({ batch: 7 }, spy), 9);
    expect(seen.sort()).toEqual([...blobs.x].sort());
  });

  it('keeps the bias at 0 in a model without one', () => {
    expect(steps(run({ bias: false, start: [0, 0, 5] }), 10).state.theta[2]).toBe(0);
  });
});

describe('stop rules', () => {
  it.each([
    ['gradient-norm', { gradientNorm: 1e-3, lossChange: 0, epochs: 0 }],
    ['loss-change', { gradientNorm: 0, lossChange: 1e-5, epochs: 0 }],
    ['epochs', { gradientNorm: 0, lossChange: 0, epochs: 12 }],
  ])('end a run by %s', (reason, stop) => {
    const ended = steps(run({ stop }), 1e5);
    expect(ended.state.stopped).toBe(reason);
    expect(ended.step()).toBe(false);
  });

  it('end a search when no step changes the loss any more', () => {
    const ended = steps(run({ optimiser: 'newton', stop: { gradientNorm: 0, lossChange: 0, epochs: 500 } }), 1e4);
    expect(ended.state.gradientNorm).toBeLessThan(1e-12);
  });
});

describe('divergence', () => {
  it('by too long steps is explained with 2/L', () => {
    const data = { train: fourPoints };
    const wild = steps(new Run(data, settings({ rate: 12, lambda: 0.01 })), 40);
    const bound = curvatureBound({ data: fourPoints, lambda: 0.01, bias: true });
    expect(wild.state.trouble).toMatchObject({ code: 'step-too-long', rate: 12, limit: 2 / bound });
  });

  it('is not claimed of a healthy run, of momentum that wavers, nor after it is over', () => {
    const limit = curvatureBound({ data: blobs, lambda: 0, bias: true });
    expect(steps(run({ rate: 1 / limit }), 300).state.trouble).toBeUndefined();
    const wavering = steps(run({ optimiser: 'momentum', rate: 1 / limit, momentum: 0.99 }), 300);
    expect(wavering.state.trouble).toBeUndefined();
  });

  it('to numbers that are not finite stops the run at the last finite state', () => {
    const explosive: GradientFunction = (w, b) => ({ w: w.map((value) => -1e200 * (1 + value)), b });
    const blown = steps(run({}, explosive), 50);
    expect(blown.state.stopped).toBe('not-finite');
    expect(blown.state.trouble).toMatchObject({ code: 'not-finite' });
    expect(blown.state.theta.every(Number.isFinite)).toBe(true);
    expect(blown.step()).toBe(false);
  });

  it('of a formula with the wrong sign is seen as going uphill', () => {
    const climbing: GradientFunction = (w, b, data, lambda) => {
      const exact = exactGradient(w, b, data, lambda);
      return { w: Array.from(exact.w, (value) => -value), b: -exact.b };
    };
    const fooled = steps(run({ start: [0.1, 0, 0] }, climbing), 30);
    expect(fooled.state.trouble).toMatchObject({ code: 'uphill' });
    expect(fooled.state.loss).toBeGreaterThan(fooled.history.at(0).loss);
    expect(steps(run({ optimiser: 'line-search', start: [0.1, 0, 0] }, climbing), 30).state.stopped).toBe('uphill');
  });

  it('never freezes on infinite data', () => {
    const infinite = { ...fourPoints, x: fourPoints.x.map(() => 1e308) };
    const hopeless = steps(new Run({ train: infinite }, settings({ start: [1, 1, 0] })), 10);
    expect(hopeless.state.stopped).toBe('not-finite');
  });
});
