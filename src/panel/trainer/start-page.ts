import type { FormulaCompiler } from '../../trainer/formula/note-formula';
import { TrainerApp } from './app';
import { h, setText } from './dom';
import type { HostMessage, Locale, VsCodeApi } from './protocol';
import { setLocale } from './strings';
import { contourPlot } from './views/contour-plot';
import { csvSection } from './views/csv-section';
import { dataPlot } from './views/data-plot';
import { dataSection } from './views/data-section';
import { formulaCard } from './views/formula-card';
import { lossPlot } from './views/loss-plot';
import { qualityCard } from './views/quality-card';
import { runsSection } from './views/runs-section';
import { shareSection } from './views/share-section';
import { toolbar } from './views/toolbar';
import { trainingSection } from './views/training-section';
import { updateCard } from './views/update-card';
import { weightsPlot } from './views/weights-plot';

declare function acquireVsCodeApi(): VsCodeApi;

/**
 * Builds the trainer in the present document and starts it.
 *
 * @param workerCode the bundle of the worker
 * @param compile makes functions of formulas, for the case that no worker can be had
 */
export function startPage(workerCode: string, compile: FormulaCompiler): void {
  const api = acquireVsCodeApi();
  const locale: Locale = /^zh/i.test(document.documentElement.lang) ? 'zh-cn' : 'en';
  setLocale(locale);

  const polite = h('p', { class: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  const alertText = h('span', {});
  const alert = h('div', { class: 'banner error', role: 'alert', hidden: true }, alertText);
  const app = new TrainerApp(api, workerCode, compile, (message, kind) => {
    if (kind === 'polite') {
      alert.hidden = true;
      setText(polite, message);
    } else {
      alert.hidden = false;
      setText(alertText, message);
    }
  });

  const build = () => {
    const side = h(
      'div',
      { class: 'side' },
      dataSection(app),
      csvSection(app),
      trainingSection(app),
      runsSection(app),
      shareSection(app),
    );
    const plots = h('div', { class: 'plots' });
    inColumns(plots, [
      [dataPlot(app), 0],
      [lossPlot(app), 1],
      [contourPlot(app), 0],
      [weightsPlot(app), 1],
      [formulaCard(app), 0],
      [updateCard(app), 1],
      [qualityCard(app), 1],
    ]);
    document.body.replaceChildren(toolbar(app), alert, polite, h('main', { class: 'layout' }, side, plots));
  };

  window.addEventListener('message', ({ data }: MessageEvent<HostMessage | null | undefined>) => {
    if (typeof data?.type !== 'string') return;
    if (data.type === 'init' && data.locale !== locale) {
      // The page's language comes with its HTML; another one than that is a host's mistake that reading can survive.
      document.documentElement.lang = data.locale === 'zh-cn' ? 'zh-CN' : 'en';
    }
    app.hear(data);
  });
  build();
  app.start();
}

/**
 * Lays cards of different heights into two columns without gaps, or one below the other where it is narrow. The nodes are
 * moved, so that the order of reading and of the Tab key is the one on the screen.
 */
function inColumns(place: HTMLElement, cards: readonly (readonly [card: HTMLElement, column: 0 | 1])[]): void {
  const columns = [h('div', { class: 'column' }), h('div', { class: 'column' })] as const;
  const isWide = matchMedia('(min-width: 1060px)');
  const arrange = () => {
    if (isWide.matches) {
      for (const [element, column] of cards) columns[column].append(element);
      place.replaceChildren(...columns);
    } else place.replaceChildren(...cards.map(([element]) => element));
  };
  isWide.addEventListener('change', arrange);
  arrange();
}
