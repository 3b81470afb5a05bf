import { describe, expect, it } from 'vitest';
import { historyCsv } from '../../../src/trainer/export/history-csv';
import { numpyCode } from '../../../src/trainer/export/numpy';
import { parametersJson } from '../../../src/trainer/export/parameters-json';
import { fromBase64Url, readShareText, readState, shareText, toBase64Url } from '../../../src/trainer/export/share';
import { niceTicks, svgChart } from '../../../src/trainer/export/svg-chart';
import { fitTransform } from '../../../src/trainer/data/transform';
import { allOptimisers } from '../../../src/trainer/optimise/all';
import { Run } from '../../../src/trainer/run/run';
import { stateForPreset } from '../../../src/trainer/state';
import { fourPoints, settings } from '../support';

const run = new Run({ train: fourPoints }, settings({ rate: 0.1, start: [0.1, 0.2, 0] }));
run.step();
run.step();

describe('exports', () => {
  it('write a history in full precision, without running formulas in spreadsheets', () => {
    const records = [0, 1, 2].map((k) => run.history.at(k));
    const lines = historyCsv([{ name: '=cmd, "x"', records }], ['x1', 'x2']).split('\r\n');
    expect(lines[0]).toBe('run,step,epoch,train_loss,test_loss,gradient_norm,rate,w[x1],w[x2],b');
    expect(lines[3]!.startsWith(`"'=cmd, ""x""",2,2,${run.state.loss},,`)).toBe(true);
    expect(lines.length).toBe(5);
  });

  it('write parameters as JSON', () => {
    const transform = fitTransform(fourPoints, { standardise: true, degree: 1 });
    const json: unknown = JSON.parse(parametersJson('a', run.state, run.settings, transform));
    expect(json).toMatchObject({ weights: { x1: run.state.theta[0] }, bias: run.state.theta[2], testLoss: null });
  });

  it.each(allOptimisers().map(({ id }) => id))('write Python for %s', (optimiser) => {
    const code = numpyCode({ train: fourPoints, settings: settings({ optimiser, batch: 2 }), steps: 10 })!;
    expect(code).toContain('X = np.array([');
    expect(code).toContain('for step in range(steps):');
    expect(code).not.toContain('undefined');
  });

  it('read large data from a file instead', () => {
    const large = { n: 3000, d: 1, x: new Float64Array(3000), y: new Float64Array(3000), names: ['x'] };
    expect(numpyCode({ train: large, settings: settings({}), steps: 1 })).toContain('np.loadtxt("data.csv"');
  });

  it('draw an SVG chart whose text is escaped', () => {
    const line = { name: '<a & b>', colour: '#123456', x: [0, 1, 2, 3], y: [1, NaN, 0.1, 0.01] };
    const svg = svgChart([line], { title: 'Loss', xLabel: 'step', yLabel: 'loss', logY: true });
    expect(svg).toContain('&lt;a &amp; b&gt;');
    expect(svg).not.toContain('NaN');
  });

  it('choose round ticks', () => {
    expect(niceTicks(0, 1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(-7, 23)).toEqual([0, 10, 20]);
  });
});

describe('a shared text', () => {
  const state = stateForPreset('moons');

  it('brings the state back', () => {
    expect(readShareText(`  ${shareText(state)}\n`)).toEqual({ state });
    const points = {
      ...state,
      source: { kind: 'points', name: '手画 ✏', names: ['x'], x: [1, 2], y: [0, 1] } as const,
    };
    expect(readShareText(shareText(points))).toEqual({ state: points });
  });

  it.each([
    ['hello', 'not-ours'],
    ['gradient-descent-trainer:9:abc', 'newer'],
    ['gradient-descent-trainer:1:abc', 'damaged'],
    [shareText(state).slice(0, -20), 'damaged'],
  ])('%s is refused', (text, error) => {
    expect(readShareText(text)).toEqual({ error });
  });

  it('with values out of range or missing is made usable', () => {
    const repaired = readState({
      ...state,
      degree: 99,
      runs: [{ id: 'q', settings: { rate: -1, batch: 'x' } }],
      view: 3,
    })!;
    expect(repaired.degree).toBe(5);
    expect(repaired.runs[0]!.settings).toMatchObject({ rate: 1e-12, batch: 0 });
    expect(repaired.view.selected).toBe('q');
    expect(readState({ ...state, source: { kind: 'points', names: ['x'], x: [1, 2], y: [0, 7] } })).toBeUndefined();
  });

  it('is coded as base64url', () => {
    for (const text of ['', 'a', 'ab', 'abc', '∇J ≤ 0']) expect(fromBase64Url(toBase64Url(text))).toBe(text);
    expect(toBase64Url('∇J')).toBe(Buffer.from('∇J').toString('base64url'));
  });
});
