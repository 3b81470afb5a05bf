import type { ScoredPart } from '../../../trainer/engine/messages';
import type { Roc } from '../../../trainer/metrics/roc';
import type { TrainerApp } from '../app';
import { h } from '../dom';
import { percent, short } from '../format';
import { t } from '../strings';
import { visibility } from './canvas';
import { card, dataTable } from './card';
import { miniChart } from './mini-chart';

/** Confusion matrices, the usual scores and the ROC curve of the selected run. */
export function qualityCard(app: TrainerApp): HTMLElement {
  const place = h('div', { class: 'quality' });
  const show = () => {
    const { metrics } = app;
    if (!metrics || !isVisible()) return;
    const { train, test } = metrics;
    place.replaceChildren(
      h(
        'div',
        { class: 'matrices' },
        confusionTable(t('train'), train),
        ...(test ? [confusionTable(t('test'), test)] : []),
      ),
      h('div', { class: 'scores' }, scores(train, test), rocChart(train.roc, test?.roc)),
    );
  };
  const element = card(app, {
    title: t('quality'),
    key: 'quality',
    content: [place],
    table: () => {
      const roc = app.metrics?.train.roc;
      if (!roc) return h('p', {});
      const every = Math.max(1, Math.ceil(roc.threshold.length / 50));
      const rows = roc.threshold.flatMap((threshold, k) =>
        k % every === 0 || k === roc.threshold.length - 1
          ? [[short(threshold), short(roc.falsePositiveRate[k]!), short(roc.truePositiveRate[k]!)]]
          : [],
      );
      return dataTable([t('threshold'), t('falsePositiveRate'), t('truePositiveRate')], rows);
    },
  });
  const isVisible = visibility(element, show);
  app.on('metrics', show);
  return element;
}

function confusionTable(part: string, { confusion }: ScoredPart): HTMLElement {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion;
  const row = (label: number, right: number, wrong: number) => {
    const cells = [
      h('td', { class: 'right' }, String(right)),
      h('td', { class: wrong > 0 ? 'wrong' : '' }, String(wrong)),
    ];
    if (label === 1) cells.reverse();
    return h('tr', {}, h('th', { scope: 'row' }, `${t('actual')} ${label}`), ...cells);
  };
  return h(
    'table',
    { class: 'confusion' },
    h('caption', {}, t('confusionOf', { part })),
    h(
      'thead',
      {},
      h('tr', {}, h('td', {}), ...[0, 1].map((label) => h('th', { scope: 'col' }, `${t('predicted')} ${label}`))),
    ),
    h('tbody', {}, row(0, trueNegatives, falsePositives), row(1, truePositives, falseNegatives)),
  );
}

function scores(train: ScoredPart, test: ScoredPart | undefined): HTMLElement {
  const parts = test ? [train, test] : [train];
  const row = (name: string, text: (part: ScoredPart) => string) => [name, ...parts.map(text)];
  return dataTable(
    ['', t('train'), ...(test ? [t('test')] : [])],
    [
      row(t('accuracy'), ({ confusion }) => percent(confusion.accuracy)),
      row(t('precision'), ({ confusion }) => percent(confusion.precision)),
      row(t('recall'), ({ confusion }) => percent(confusion.recall)),
      row(t('f1'), ({ confusion }) => short(confusion.f1, 3)),
      row(t('logLoss'), ({ logLoss }) => short(logLoss)),
      row(t('auc'), ({ roc }) => short(roc.area)),
    ],
  );
}

function rocChart(train: Roc, test: Roc | undefined): SVGSVGElement {
  const line = (className: string, roc: Roc) => ({ className, x: roc.falsePositiveRate, y: roc.truePositiveRate });
  const lines = [{ className: 'chance', x: [0, 1], y: [0, 1] }, line('first', train)];
  if (test) lines.push(line('second', test));
  return miniChart(lines, {
    label: t('rocLabel', {
      train: short(train.area, 3),
      test: test ? t('rocTest', { area: short(test.area, 3) }) : '',
    }),
    xLabel: t('falsePositiveRate'),
    yLabel: t('truePositiveRate'),
  });
}
