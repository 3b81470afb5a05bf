import type { FormulaCompiler } from '../../trainer/formula/note-formula';
import { TrainerApp } from './app';
import { h, setText } from './dom';
import type { HostMessage, Locale, VsCodeApi } from './protocol';
import { setLocale, t } from './strings';
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
    const plots = h(
      'div',
      { class: 'plots' },
      dataPlot(app),
      lossPlot(app),
      contourPlot(app),
      weightsPlot(app),
      formulaCard(app),
      updateCard(app),
      qualityCard(app),
    );
    document.body.replaceChildren(
      h('h1', { class: 'visually-hidden' }, t('title')),
      toolbar(app),
      alert,
      polite,
      h('main', { class: 'layout' }, side, plots),
    );
  };

  window.addEventListener('message', ({ data }: MessageEvent<HostMessage>) => {
    if (data.type === 'init' && data.locale !== locale) {
      // The page's language comes with its HTML; another one than that is a host's mistake that reading can survive.
      document.documentElement.lang = data.locale === 'zh-cn' ? 'zh-CN' : 'en';
    }
    app.hear(data);
  });
  build();
  app.start();
}
