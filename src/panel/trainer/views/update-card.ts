import type { TrainerApp } from '../app';
import { h, numberInput, setText, uniqueId } from '../dom';
import { latexNumber, short } from '../format';
import { presetById } from '../../../trainer/data/presets';
import { optimiserById } from '../../../trainer/optimise/all';
import { t } from '../strings';
import { visibility } from './canvas';
import { card, dataTable } from './card';
import { typeset } from './typeset';

const MOST_TYPESET = 4;
const EVERY = 200;

const updateRules = {
  'gradient-descent': '\\theta \\gets \\theta - \\eta\\,\\nabla J(\\theta)',
  momentum: 'v \\gets \\beta v - \\eta\\,\\nabla J(\\theta),\\quad \\theta \\gets \\theta + v',
  nesterov: 'v \\gets \\beta v - \\eta\\,\\nabla J(\\theta + \\beta v),\\quad \\theta \\gets \\theta + v',
  adam: '\\theta \\gets \\theta - \\eta\\,\\dfrac{\\hat m}{\\sqrt{\\hat s} + \\varepsilon}',
  'line-search': '\\theta \\gets \\theta - t\\,\\nabla J(\\theta),\\quad t \\text{ found by halving}',
  newton: '\\theta \\gets \\theta - t\\,H^{-1}\\nabla J(\\theta)',
  'l-bfgs': '\\theta \\gets \\theta - t\\,B\\,\\nabla J(\\theta),\\quad B \\approx H^{-1}',
} as const;

/** The next step written out with today's numbers, and a place to compare gradients that a text prints. */
export function updateCard(app: TrainerApp): HTMLElement {
  const caption = h('p', { class: 'hint' });
  const rule = h('div', { class: 'math' });
  const steps = h('div', { class: 'math-list' });
  const rest = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('parameter') });
  let shownAt = 0;

  const show = () => {
    const run = app.selectedRun;
    if (!run?.state || !isVisible()) return;
    const now = performance.now();
    if (app.playing && now - shownAt < EVERY) return;
    shownAt = now;
    const { settings } = run.plan;
    const { theta, gradient, rate } = run.state;
    const d = theta.length - 1;
    const places = [...Array(d).keys(), ...(settings.bias ? [d] : [])];
    setText(caption, t('updateNext', { name: app.nameOf(run.plan) }));
    typeset(rule, updateRules[settings.optimiser]);
    const isPlain = settings.optimiser === 'gradient-descent';
    const eta = optimiserById(settings.optimiser).usesRate ? settings.rate : rate;
    const typesetPlaces = isPlain ? [...places.slice(0, MOST_TYPESET - 1), ...places.slice(-1)] : [];
    const unique = [...new Set(typesetPlaces)];
    while (steps.children.length > unique.length) steps.lastChild!.remove();
    unique.forEach((j, k) => {
      const line = steps.children[k] ?? steps.appendChild(h('div', { class: 'math' }));
      typeset(line as HTMLElement, updateLatex(d, j, theta[j]!, gradient[j]!, eta));
    });
    if (isPlain && unique.length === places.length) rest.replaceChildren();
    else {
      rest.replaceChildren(
        dataTable(
          [t('parameter'), t('value'), t('gradient')],
          places.slice(0, 40).map((j) => [app.parameterName(j), short(theta[j]!, 6), short(gradient[j]!, 6)]),
        ),
        ...(rate > 0 ? [h('p', { class: 'hint' }, t('movedBy', { rate: short(rate) }))] : []),
      );
    }
  };
  const element = card(app, {
    title: t('update'),
    key: 'update',
    content: [caption, rule, steps, rest, printedNumbers(app)],
  });
  const isVisible = visibility(element, show);
  app.on(['progress', 'loaded', 'state', 'playing'], show);
  return element;
}

function updateLatex(d: number, j: number, value: number, slope: number, eta: number): string {
  const name = j === d ? 'b' : d === 1 ? 'w' : `w_{${j + 1}}`;
  const next = value - eta * slope;
  return `${name} \\gets ${latexNumber(value)} - ${latexNumber(eta)}\\cdot ${latexNumber(slope, true)} = ${latexNumber(next)}`;
}

/** A gradient that a text prints as its output, against the true one at the start. */
function printedNumbers(app: TrainerApp): HTMLElement {
  let w: number[] = [];
  let b: number | undefined;
  const wordsId = uniqueId('printed');
  const words = h('input', { type: 'text', id: wordsId, placeholder: '[0.12 0.34]', spellcheck: 'false' });
  const bias = numberInput(NaN, {}, (value) => {
    b = value;
    show();
  });
  bias.value = '';
  bias.id = uniqueId('printed');
  const outcome = h('div', { class: 'stack', 'aria-live': 'polite' });
  words.addEventListener('change', () => {
    w = numbersIn(words.value);
    show();
  });
  bias.addEventListener('change', () => {
    if (bias.value === '') b = undefined;
    show();
  });

  const show = () => {
    const run = app.selectedRun;
    const truth = run?.first?.gradient;
    if (!truth || (w.length === 0 && b === undefined)) {
      outcome.replaceChildren();
      return;
    }
    const d = truth.length - 1;
    const lines = [
      ...w.slice(0, d).map((value, j) => ({ j, value })),
      ...(b === undefined ? [] : [{ j: d, value: b }]),
    ].map(({ j, value }) => ({ j, value, agrees: agreesAsPrinted(value, truth[j]!) }));
    const wrong = lines.filter(({ agrees }) => !agrees).length;
    outcome.replaceChildren(
      h(
        'p',
        { class: wrong > 0 ? 'banner warning' : 'banner good' },
        wrong > 0 ? t('printedSummaryBad', { wrong, total: lines.length }) : t('printedSummaryGood'),
      ),
      dataTable(
        [t('parameter'), t('printedValue'), t('trueValue'), ''],
        lines.map(({ j, value, agrees }) => [
          app.parameterName(j),
          short(value),
          short(truth[j]!),
          h('span', { class: agrees ? 'good' : 'bad' }, agrees ? `✓ ${t('matches')}` : `✗ ${t('matchesNot')}`),
        ]),
      ),
    );
  };

  let preset = '';
  app.on('loaded', () => {
    const { source } = app.state;
    const id = source.kind === 'preset' ? source.preset : '';
    // A preset that comes with printed numbers brings them along; another one clears them.
    if (id !== preset) {
      const printed = presetById(id)?.defaults.printed;
      w = [...(printed?.w ?? [])];
      b = printed?.b;
      words.value = w.length > 0 ? `[${w.join(' ')}]` : '';
      bias.value = b === undefined ? '' : String(b);
      if (printed) details.open = true;
      preset = id;
    }
  });
  app.on('progress', show);
  const details = h(
    'details',
    { class: 'inner', 'data-section': 'printed' },
    h('summary', {}, t('printed')),
    h('p', { class: 'hint' }, t('printedHelp')),
    h('div', { class: 'field' }, h('label', { for: wordsId }, t('printedW')), h('div', { class: 'control' }, words)),
    h('div', { class: 'field' }, h('label', { for: bias.id }, t('printedB')), h('div', { class: 'control' }, bias)),
    outcome,
  );
  return details;
}

/** The numbers in a text such as `[0.1234 0.1678]` or `0.1, 0.2`. */
function numbersIn(text: string): number[] {
  return (text.replace(/\u2212/g, '-').match(/[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/gi) ?? []).map(Number);
}

/** Whether a number is the other one rounded to the digits that it is printed with (at least two). */
function agreesAsPrinted(printed: number, truth: number): boolean {
  const decimals = Math.max(2, String(printed).split('.')[1]?.length ?? 0);
  return Math.abs(printed - truth) <= 0.5001 * 10 ** -decimals;
}
