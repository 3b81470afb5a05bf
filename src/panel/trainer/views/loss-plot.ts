import { svgChart } from '../../../trainer/export/svg-chart';
import type { TrainerApp } from '../app';
import { checkbox } from '../dom';
import { short } from '../format';
import { t } from '../strings';
import { card, dataTable } from './card';
import type { PlotLine } from './line-plot';
import { LinePlot } from './line-plot';
import { dashOf } from './series';

/** Training and test loss of all runs. */
export function lossPlot(app: TrainerApp): HTMLElement {
  const plot = new LinePlot(app, {
    yLabel: t('lossAxis'),
    logX: () => app.state.view.logX,
    logY: () => app.state.view.logY,
    label: () =>
      t('lossPlotLabel', {
        values: app.runs.map((run) => `${app.nameOf(run.plan)} ${short(run.state?.loss ?? NaN)}`).join('; '),
      }),
  });
  const lines = (): PlotLine[] =>
    app.runs.flatMap((run) => {
      const steps = run.trace.column(0);
      const name = app.runs.length > 1 ? app.nameOf(run.plan) : t('trainLoss');
      const colour = app.colourOf(run);
      const train = { name, colour, dash: dashOf(run.place), steps, values: run.trace.column(2) };
      if (!app.loaded?.test) return [train];
      const testName = app.runs.length > 1 ? `${name}, ${t('test')}` : t('testLoss');
      return [train, { ...train, name: testName, dash: [3, 3], width: 1.25, values: run.trace.column(3) }];
    });
  const show = () => plot.show(lines());
  app.on(['progress', 'loaded', 'state'], show);
  return card(app, {
    title: t('plotLoss'),
    key: 'loss',
    controls: [
      checkbox(t('logX'), app.state.view.logX, (logX) => app.changeView({ logX })),
      checkbox(t('logY'), app.state.view.logY, (logY) => app.changeView({ logY })),
    ],
    content: [plot.element],
    png: () => (plot.canvas ? { name: 'loss', canvas: plot.canvas } : undefined),
    svg: () => {
      const { logX, logY } = app.state.view;
      const series = lines().map(({ name, colour, dash, steps, values }) => ({
        name,
        colour,
        dashed: dash.length > 0,
        x: logX ? steps.map((step) => step + 1) : steps,
        y: values,
      }));
      const options = { title: t('plotLoss'), xLabel: t('stepAxis'), yLabel: t('lossAxis'), logX, logY };
      return { name: 'loss', text: svgChart(series, options) };
    },
    table: () => {
      const run = app.selectedRun;
      const head = [t('stepAxis'), t('trainLoss'), ...(app.loaded?.test ? [t('testLoss')] : []), t('gradientNorm')];
      const rows = (run?.trace.sample(60) ?? []).map((record) => [
        String(record.step),
        short(record.loss, 6),
        ...(app.loaded?.test ? [short(record.testLoss, 6)] : []),
        short(record.gradientNorm),
      ]);
      return dataTable(head, rows);
    },
  });
}
