import { allPresets, presetById } from '../../../trainer/data/presets';
import type { TrainerApp } from '../app';
import { button, checkbox, field, h, numberInput, select } from '../dom';
import { t } from '../strings';
import { isNarrow, keyed, section } from './section';

/** Where the samples come from and how they are prepared. */
export function dataSection(app: TrainerApp): HTMLElement {
  return section(app, t('data'), { open: !isNarrow(), key: 'data' }, () => {
    const { source, standardise, degree, testShare } = app.state;
    const presets = allPresets().map(({ id }) => [id, t(`preset.${id}`)] as const);
    const own = source.kind === 'points' ? [['own', t('presetOwn', { name: source.name })] as const] : [];
    const preset = select([...own, ...presets], source.kind === 'preset' ? source.preset : 'own', (id) =>
      app.usePreset(id),
    );
    const fields: (Node | undefined)[] = [field(t('preset'), keyed(preset, 'preset'), 'stacked')];
    if (source.kind === 'preset' && !presetById(source.preset)!.fixed) {
      const size = numberInput(source.size, { min: 2, max: 100_000, step: 1 }, (value) =>
        app.changeSource({ size: Math.round(value) }),
      );
      const seed = numberInput(source.seed, { min: 0, max: 2 ** 32 - 1, step: 1 }, (value) =>
        app.changeSource({ seed: Math.round(value) }),
      );
      const reseed = button({ name: t('newSeed'), icon: 'reset', kind: 'ghost' }, () =>
        app.changeSource({ seed: (source.seed + 1) % 2 ** 32 }),
      );
      fields.push(
        field(t('size'), keyed(size, 'size')),
        field(t('noise'), keyed(noiseSlider(app, source.noise), 'noise')),
        h('div', { class: 'row' }, field(t('seed'), keyed(seed, 'seed')), keyed(reseed, 'reseed')),
      );
    }
    const share = select(
      [0, 0.1, 0.2, 0.3, 0.5].map((value) => [String(value), `${value * 100} %`] as const),
      String(testShare),
      (value) => app.change({ testShare: Number(value) }),
    );
    const power = select(
      [1, 2, 3, 4, 5].map((value) => [String(value), String(value)] as const),
      String(degree),
      (value) => app.change({ degree: Number(value), view: { ...app.state.view, contour: [0, 1] } }),
    );
    fields.push(
      field(t('degree'), keyed(power, 'degree')),
      field(t('testShare'), keyed(share, 'share')),
      checkbox(t('standardise'), standardise, (value) => app.change({ standardise: value })),
    );
    const { loaded } = app;
    if (loaded) {
      const { train, test, transform } = loaded;
      fields.push(h('p', { class: 'hint' }, t('counts', { train, test, features: transform.outputs })));
    }
    return fields;
  });
}

function noiseSlider(app: TrainerApp, noise: number): HTMLInputElement {
  const slider = h('input', { type: 'range', min: 0, max: 1, step: 0.05, value: noise });
  slider.addEventListener('input', () => {
    slider.defaultValue = slider.value;
    app.changeSource({ noise: slider.valueAsNumber });
  });
  return slider;
}
