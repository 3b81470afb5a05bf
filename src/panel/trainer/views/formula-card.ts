import type { GradientCheck } from '../../../trainer/check/gradient-check';
import { tolerance } from '../../../trainer/check/gradient-check';
import type { NoteFormula, SymbolBinding, UnboundSymbol } from '../../../trainer/formula/note-formula';
import type { TrainerApp } from '../app';
import { button, field, h, select } from '../dom';
import { short } from '../format';
import { t } from '../strings';
import { card, dataTable } from './card';
import { miniChart } from './mini-chart';
import { typeset } from './typeset';

/** The gradient that a note claims: typeset, checked three ways, trained with, or asking what its symbols mean. */
export function formulaCard(app: TrainerApp): HTMLElement {
  const place = h('div', { class: 'stack' });
  const show = () => {
    const formula = app.shownFormula;
    if (!formula) {
      place.replaceChildren(h('p', { class: 'hint' }, t('formulaNone')));
      return;
    }
    const focusedKey = focusKey(place);
    place.replaceChildren(...content(app, formula));
    if (focusedKey) place.querySelector<HTMLElement>(`[data-action="${focusedKey}"]`)?.focus();
  };
  app.on(['state', 'loaded', 'checked'], show);
  show();
  return card(app, { title: t('formula'), key: 'formula', content: [place] });
}

function focusKey(place: HTMLElement): string | undefined {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && place.contains(focused) ? focused.dataset['action'] : undefined;
}

function content(app: TrainerApp, formula: NoteFormula): Node[] {
  const parts: Node[] = [];
  if (app.formulas.length > 1) {
    const choice = select(
      app.formulas.map(({ id, name }) => [id, name] as const),
      formula.id,
      (id) => app.showFormula(id),
    );
    choice.dataset['action'] = 'choose-formula';
    parts.push(field(t('formulaChoose'), choice));
  }
  const math = h('div', { class: 'math display', tabindex: 0, role: 'group', 'aria-label': formula.name });
  typeset(math, formula.latex, true);
  parts.push(math, actions(app, formula));

  if (formula.unbound.length > 0) {
    parts.push(...formula.unbound.map((symbol) => bindingForm(app, formula, symbol)));
    return parts;
  }
  if (formula.singleWeight && app.loaded && app.loaded.transform.outputs !== 1) {
    const use = button({ name: t('useOneFeature'), label: t('useOneFeature') }, () => app.usePreset('one-feature'));
    parts.push(h('p', { class: 'banner info' }, t('singleWeight')), use);
    return parts;
  }
  const answer = app.checks.get(formula.id);
  if (!answer) {
    parts.push(h('p', { class: 'hint' }, t('verdictPending')));
    return parts;
  }
  parts.push(verdict(answer.check), ...remarks(app, formula), checkTable(app, answer.check), taylor(answer.check));
  return parts;
}

function actions(app: TrainerApp, formula: NoteFormula): HTMLElement {
  const { line } = formula.place;
  const jump = button({ name: t('jump', { line }), label: t('jump', { line }) }, () =>
    app.post({ type: 'jumpToLine', place: formula.place }),
  );
  jump.dataset['action'] = 'jump';
  if (formula.unbound.length > 0) return h('div', { class: 'row' }, jump);
  const train = button({ name: t('trainWith'), icon: 'play', label: t('trainWith'), kind: 'primary' }, () => {
    app.trainWith(formula.id);
    app.play();
  });
  train.dataset['action'] = 'train-with';
  const again = button({ name: t('checkAgain'), label: t('checkAgain') }, () => app.check());
  again.dataset['action'] = 'check-again';
  return h('div', { class: 'row' }, train, jump, again);
}

function verdict(check: GradientCheck): HTMLElement {
  const error = short(check.worstError, 2);
  const [word, explanation, tone] = {
    right: [t('verdictRight'), t('explainRight', { points: check.points, error }), 'good'] as const,
    wrong: [t('verdictWrong'), wrongExplanation(check, error), 'warning'] as const,
    'not-finite': [t('verdictNotFinite'), t('explainNotFinite'), 'warning'] as const,
  }[check.verdict];
  const mark = check.verdict === 'right' ? '✓' : '✗';
  return h(
    'p',
    { class: `banner ${tone}`, role: 'status', 'data-verdict': check.verdict },
    h('strong', {}, `${mark} ${word}. `),
    explanation,
  );
}

function wrongExplanation(check: GradientCheck, error: string): string {
  const base = t('explainWrong', { error });
  if (check.ratio === undefined) return base;
  const isSign = Math.abs(check.ratio + 1) < 1e-6;
  return `${base} ${isSign ? t('explainRatioSign') : t('explainRatio', { ratio: short(check.ratio) })}`;
}

/** How the formula was understood, where that is not plain. */
function remarks(app: TrainerApp, formula: NoteFormula): Node[] {
  const lines: string[] = [];
  if (formula.adaptation === 'averaged-over-samples') lines.push(t('adaptedMean'));
  if (formula.adaptation === 'divided-by-n') lines.push(t('adaptedSum'));
  if (!formula.regularised) lines.push(t('comparedAtZero'));
  if (!formula.weights) lines.push(t('partExact', { part: t('partWeights') }));
  if (!formula.bias && formula.hasBias) lines.push(t('partExact', { part: t('partBias') }));
  const most = formula.mostSamples ?? Infinity;
  if (app.loaded && app.loaded.train > most) lines.push(t('formulaSampled', { most, all: app.loaded.train }));
  return lines.map((line) => h('p', { class: 'hint' }, line));
}

function checkTable(app: TrainerApp, check: GradientCheck): HTMLElement {
  const rows = check.rows.map((row, j) => {
    const error = Math.max(row.errorToAutomatic, row.errorToCentral);
    const good = error <= tolerance;
    return [
      row.name === 'b' ? 'b' : app.parameterName(j),
      short(row.claimed, 5),
      short(row.automatic, 5),
      short(row.central, 5),
      h('span', { class: good ? 'good' : 'bad' }, `${good ? '✓' : '✗'} ${short(error, 2)}`),
    ];
  });
  const head = [t('parameter'), t('noteFormula'), t('automatic'), t('central'), t('relativeError')];
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('gradient') }, dataTable(head, rows));
}

function taylor({ taylor: test }: GradientCheck): HTMLElement {
  if (Number.isNaN(test.slope)) return h('p', { class: 'hint' }, t('taylorNone'));
  const text = t('taylorExplain', { slope: test.slope.toFixed(2) });
  // Both axes logarithmic, from the largest value to the smallest that is above rounding.
  const points = test.steps.map((step, k) => [Math.log10(step), Math.log10(test.remainders[k]!)] as const);
  const usable = points.filter(([, y]) => Number.isFinite(y));
  const [xs, ys] = [usable.map(([x]) => x), usable.map(([, y]) => y)];
  const low = Math.min(...ys, -10);
  const high = Math.max(...ys, 0);
  const scaleX = (x: number) => (x - Math.min(...xs)) / (Math.max(...xs) - Math.min(...xs) || 1);
  const scaleY = (y: number) => (y - low) / (high - low || 1);
  const top = Math.max(...ys);
  const guide = (slope: number) => ({
    x: xs.map(scaleX),
    y: xs.map((x) => scaleY(Math.max(low, top + slope * (x - Math.max(...xs))))),
  });
  const chart = miniChart(
    [
      { className: 'guide', ...guide(1) },
      { className: 'guide', ...guide(2) },
      { className: 'first', x: xs.map(scaleX), y: ys.map(scaleY) },
    ],
    { label: text, xLabel: 'log h', yLabel: `log ${t('remainder')}`, height: 130 },
  );
  const rows = test.steps.map((step, k) => [short(step, 3), short(test.remainders[k]!, 3)]);
  return h(
    'details',
    { class: 'inner' },
    h('summary', {}, `${t('taylor')}: ${test.slope.toFixed(2)}`),
    h('p', { class: 'hint' }, text),
    h(
      'div',
      { class: 'taylor' },
      chart,
      h(
        'div',
        { class: 'scroll short', tabindex: 0, role: 'region', 'aria-label': t('taylor') },
        dataTable([t('stepSize'), t('remainder')], rows),
      ),
    ),
  );
}

function bindingForm(app: TrainerApp, formula: NoteFormula, { symbol, offers }: UnboundSymbol): HTMLElement {
  const names = offers.map((offer, k) => [String(k), bindingName(offer)] as const);
  const choice = select(names, '0', () => undefined);
  choice.setAttribute('aria-label', t('bindTo', { symbol }));
  const math = h('span', { class: 'math' });
  typeset(math, symbol);
  const [before = '', after = ''] = t('unbound', { symbol: '\u0000' }).split('\u0000');
  const use = button({ name: t('bind'), label: t('bind'), kind: 'primary' }, () => {
    const binding = offers[Number(choice.value)];
    if (binding !== undefined) app.post({ type: 'bindSymbol', formula: formula.id, symbol, binding });
  });
  use.dataset['action'] = 'bind';
  return h(
    'div',
    { class: 'banner info stack' },
    h('p', {}, before, math, after),
    offers.length > 0 ? h('div', { class: 'row' }, choice, use) : undefined,
  );
}

function bindingName(binding: SymbolBinding): string {
  return typeof binding === 'string' ? t(`binding.${binding}`) : t('binding.number', { number: binding.number });
}
