import { allOptimisers, optimiserById } from '../../../trainer/optimise/all';
import type { TrainerApp } from '../app';
import { checkbox, field, h, numberInput, select } from '../dom';
import { short } from '../format';
import { t } from '../strings';
import { isNarrow, keyed, section } from './section';
import { limitFormula } from './toolbar';

/** The settings of the selected run. */
export function trainingSection(app: TrainerApp): HTMLElement {
  return section(app, t('training'), { open: !isNarrow(), key: 'training' }, () => {
    const plan = app.selectedPlan;
    const { settings } = plan;
    // The run is looked up when something changes: by then another may be selected and this not yet built anew.
    const change = (changes: Partial<typeof settings>) => app.changeRun(app.selectedPlan.id, changes);
    const optimiser = optimiserById(settings.optimiser);
    const fields: (Node | undefined)[] = [];
    if (app.state.runs.length > 1) fields.push(h('p', { class: 'hint strong' }, app.nameOf(plan)));
    const choice = select(
      allOptimisers().map(({ id }) => [id, t(`optimiser.${id}`)] as const),
      settings.optimiser,
      (id) => change({ optimiser: allOptimisers().find((known) => known.id === id)!.id }),
    );
    fields.push(field(t('optimiser'), keyed(choice, 'optimiser'), 'stacked'));
    if (app.formulas.length > 0) {
      const gradient = select(
        [
          ['', t('gradientExact')] as const,
          ...app.formulas.filter(({ unbound }) => unbound.length === 0).map(({ id, name }) => [id, name] as const),
        ],
        plan.formula ?? '',
        (id) => app.setRunFormula(app.selectedPlan.id, id === '' ? undefined : id),
      );
      fields.push(field(t('gradientFrom'), keyed(gradient, 'gradient'), 'stacked'));
    }
    if (optimiser.usesRate) {
      const rate = numberInput(settings.rate, { min: 1e-9, max: 1e9 }, (value) => change({ rate: value }));
      fields.push(field(t('rate'), keyed(rate, 'rate')));
      const limit = app.runs.find((run) => run.plan.id === plan.id)?.limit ?? NaN;
      if (Number.isFinite(limit)) {
        const hint = t('rateHint', { formula: limitFormula(settings.optimiser), limit: short(limit, 3) });
        fields.push(h('p', { class: settings.rate > limit ? 'hint warn' : 'hint' }, hint));
      }
    }
    if (settings.optimiser === 'momentum' || settings.optimiser === 'nesterov') {
      const momentum = numberInput(settings.momentum, { min: 0, max: 0.9999, step: 'any' }, (value) =>
        change({ momentum: value }),
      );
      fields.push(field(t('momentum'), keyed(momentum, 'momentum')));
    }
    const lambda = numberInput(settings.lambda, { min: 0, max: 1e6 }, (value) => change({ lambda: value }));
    fields.push(field(t('lambda'), keyed(lambda, 'lambda')));
    if (optimiser.usesBatches) {
      const batch = numberInput(settings.batch, { min: 0, max: 100_000, step: 1 }, (value) =>
        change({ batch: Math.round(value) }),
      );
      batch.title = t('batchHint');
      fields.push(field(t('batch'), keyed(batch, 'batch')), h('p', { class: 'hint' }, t('batchHint')));
    }
    fields.push(
      checkbox(t('useBias'), settings.bias, (value) => change({ bias: value })),
      startFields(app),
      stopFields(app),
    );
    return fields;
  });
}

function startFields(app: TrainerApp): HTMLElement | undefined {
  const plan = app.selectedPlan;
  const d = app.loaded?.transform.outputs;
  if (d === undefined) return undefined;
  const shown = Math.min(d, 12);
  const places = [...Array(shown).keys(), ...(plan.settings.bias ? [d] : [])];
  const inputs = places.map((j) => {
    const name = app.parameterName(j);
    const input = numberInput(plan.settings.start[j] ?? 0, { label: t('startOf', { name }) }, (value) => {
      const start = Array.from({ length: d + 1 }, (_, k) => plan.settings.start[k] ?? 0);
      start[j] = value;
      // All runs begin at the same point, or they could not be compared.
      app.change({ runs: app.state.runs.map((run) => ({ ...run, settings: { ...run.settings, start } })) });
    });
    return h('div', { class: 'mini' }, h('span', { 'aria-hidden': 'true' }, name), keyed(input, `start-${j}`));
  });
  return h('fieldset', { class: 'group' }, h('legend', {}, t('startWeights')), h('div', { class: 'minis' }, ...inputs));
}

function stopFields(app: TrainerApp): HTMLElement {
  const plan = app.selectedPlan;
  const { stop } = plan.settings;
  const change = (changes: Partial<typeof stop>) =>
    app.changeRun(app.selectedPlan.id, { stop: { ...app.selectedPlan.settings.stop, ...changes } });
  const gradient = numberInput(stop.gradientNorm, { min: 0 }, (value) => change({ gradientNorm: value }));
  const loss = numberInput(stop.lossChange, { min: 0 }, (value) => change({ lossChange: value }));
  const epochs = numberInput(stop.epochs, { min: 0, step: 1 }, (value) => change({ epochs: Math.round(value) }));
  return h(
    'fieldset',
    { class: 'group' },
    h('legend', {}, t('stopRules')),
    field(t('stopAtGradient'), keyed(gradient, 'stop-gradient')),
    field(t('stopAtLoss'), keyed(loss, 'stop-loss')),
    field(t('stopAtEpochs'), keyed(epochs, 'stop-epochs')),
    h('p', { class: 'hint' }, t('zeroOff')),
  );
}
