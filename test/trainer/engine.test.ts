import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/trainer/engine/engine';
import type { EngineAnswer, EngineRequest, Problem } from '../../src/trainer/engine/messages';
import { recordFromRow } from '../../src/trainer/run/history';
import type { NoteFormula } from '../../src/trainer/formula/note-formula';
import { stateForPreset } from '../../src/trainer/state';

const formula: NoteFormula = {
  id: 'slip',
  name: 'slip',
  latex: '',
  place: { uri: 'n.md', line: 3 },
  regularised: false,
  hasBias: true,
  unbound: [],
  payload: -1,
};

/** An engine in a thread of its own imagining: deferred work waits in a queue, time goes by a millisecond per look. */
function engine() {
  const answers: EngineAnswer[] = [];
  const queue: (() => void)[] = [];
  let time = 0;
  const made = new Engine({
    post: (answer) => answers.push(answer),
    defer: (work) => queue.push(work),
    now: () => (time += 1),
    slice: 8,
    compile: ({ payload }) => ({ weights: (w) => w.map(() => Number(payload)) }),
  });
  return {
    answers,
    send: (...requests: EngineRequest[]) => {
      for (const request of requests) made.handle(request);
      for (let rounds = 0; queue.length > 0 && rounds < 20_000; rounds++) {
        queue.shift()!();
        made.handle({ type: 'drawn' });
      }
    },
    last: <T extends EngineAnswer['type']>(type: T) =>
      answers.filter((answer) => answer.type === type).at(-1) as Extract<EngineAnswer, { type: T }>,
  };
}

function problem(changes: Partial<Problem> = {}): Problem {
  return { ...stateForPreset('four-points'), formulas: [formula], ...changes };
}

const load = (changes?: Partial<Problem>, steps = 0): EngineRequest => ({
  type: 'load',
  serial: 1,
  problem: problem(changes),
  steps,
});

describe('the engine', () => {
  it('loads data and tells what it has', () => {
    const { send, last } = engine();
    send(load());
    expect(last('loaded')).toMatchObject({ total: 4, train: 4, test: 0 });
    expect(last('loaded').runs[0]!.limit).toBeCloseTo(0.1546, 3);
    expect(last('progress').runs[0]!.state.step).toBe(0);
  });

  it('steps, goes back, starts again', () => {
    const { send, last } = engine();
    send(load(), { type: 'step', count: 10 });
    expect(last('progress').runs[0]!.state.step).toBe(10);
    send({ type: 'back' });
    expect(last('progress').runs[0]!.state.step).toBe(9);
    send({ type: 'reset' });
    expect(last('progress').runs[0]!.state.step).toBe(0);
    expect([...last('progress').runs[0]!.state.theta]).toEqual([0.1, 0.2, 0]);
  });

  it('plays until every run has stopped, and posts each record once', () => {
    const { send, answers, last } = engine();
    const base = stateForPreset('blobs');
    const settings = { ...base.runs[0]!.settings, stop: { gradientNorm: 0, lossChange: 0, epochs: 500 } };
    const short = { ...settings, stop: { ...settings.stop, epochs: 100 } };
    send(
      load({
        ...base,
        formulas: [],
        runs: [
          { id: 'a', settings },
          { id: 'b', settings: short },
        ],
      }),
      { type: 'play', speed: 0 },
    );
    expect(last('progress').playing).toBe(false);
    expect(last('progress').runs.map(({ state }) => state.step)).toEqual([500, 100]);
    const steps: number[] = [];
    const width = last('loaded').runs[0]!.width;
    for (const answer of answers) {
      if (answer.type !== 'progress') continue;
      const { from, rows } = answer.runs[0]!;
      steps.length = from;
      for (let k = 0; k < rows.length; k += width) steps.push(recordFromRow(rows.subarray(k, k + width)).step);
    }
    expect(steps).toEqual([...Array(501).keys()]);
  });

  it('goes to the step of a stored state', () => {
    const { send, last } = engine();
    send(load({}, 77));
    expect(last('progress').runs[0]!.state.step).toBe(77);
  });

  it('scores, checks formulas, draws contours and exports', () => {
    const { send, last } = engine();
    send(
      load({ testShare: 0.5 }),
      { type: 'metrics', run: 'a' },
      { type: 'check', formula: 'slip', run: 'a', seed: 1 },
      { type: 'contour', run: 'a', axes: [0, 2], low: [-1, -1], high: [1, 1], resolution: 9 },
    );
    expect(last('metrics').test!.confusion.accuracy).toBeGreaterThanOrEqual(0);
    expect(last('checked')).toMatchObject({ formula: 'slip', lambda: 0 });
    expect(last('checked').check.verdict).toBe('wrong');
    expect(last('contour').losses.length).toBe(81);
    for (const kind of ['history', 'data', 'parameters', 'numpy'] as const) {
      send({ type: 'export', kind, run: 'a' });
      expect(last('exported')).toMatchObject({ kind, text: expect.any(String) as string });
    }
  });

  it('trains with a formula of the note', () => {
    const { send, last } = engine();
    const { settings } = stateForPreset('four-points').runs[0]!;
    send(load({ runs: [{ id: 'f', settings, formula: 'slip' }] }), { type: 'step', count: 1 });
    // θ = (0.1, 0.2), η = 0.1, the formula says −1, and λ = 0.01 is added.
    expect(last('progress').runs[0]!.state.theta[0]).toBeCloseTo(0.1 - 0.1 * (-1 + 0.001), 12);
  });
});
