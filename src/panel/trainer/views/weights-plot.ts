import { svgChart } from '../../../trainer/export/svg-chart';
import type { TrainerApp } from '../app';
import { short } from '../format';
import { t } from '../strings';
import { card, dataTable } from './card';
import type { PlotLine } from './line-plot';
import { LinePlot } from './line-plot';
import { dashOf } from './series';

const MOST_LINES = 12;
/** Where the parameters begin in a row of the history. */
const FIRST_PARAMETER = 6;

/** Every parameter of the selected run over steps. */
export function weightsPlot(app: TrainerApp): HTMLElement {
  const parameters = (): number[] => {
    const d = app.loaded?.transform.outputs ?? 0;
    const weights = Array.from({ length: Math.min(d, MOST_LINES) }, (_, j) => j);
    return app.selectedPlan.settings.bias ? [...weights, d] : weights;
  };
  const plot = new LinePlot(app, {
    yLabel: t('value'),
    logX: () => app.state.view.logX,
    logY: () => false,
    label: () => {
      const theta = app.selectedRun?.state?.theta;
      const values = parameters().map((j) => `${app.parameterName(j)} ${short(theta?.[j] ?? NaN)}`);
      return t('weightsLabel', { values: values.join(', ') });
    },
  });
  const lines = (): PlotLine[] => {
    const run = app.selectedRun;
    if (!run) return [];
    const steps = run.trace.column(0);
    return parameters().map((j, k) => ({
      name: app.parameterName(j),
      colour: app.theme.series[k % app.theme.series.length]!,
      dash: dashOf(k),
      steps,
      values: run.trace.column(FIRST_PARAMETER + j),
    }));
  };
  app.on(['progress', 'loaded', 'state'], () => plot.show(lines()));
  return card(app, {
    title: t('plotWeights'),
    key: 'weights',
    content: [plot.element],
    png: () => (plot.canvas ? { name: 'parameters', canvas: plot.canvas } : undefined),
    svg: () => {
      const { logX } = app.state.view;
      const series = lines().map(({ name, colour, dash, steps, values }) => ({
        name,
        colour,
        dashed: dash.length > 0,
        x: logX ? steps.map((step) => step + 1) : steps,
        y: values,
      }));
      const options = { title: t('plotWeights'), xLabel: t('stepAxis'), yLabel: t('value'), logX };
      return { name: 'parameters', text: svgChart(series, options) };
    },
    table: () =>
      dataTable(
        [t('stepAxis'), ...parameters().map((j) => app.parameterName(j))],
        (app.selectedRun?.trace.sample(60) ?? []).map((record) => [
          String(record.step),
          ...parameters().map((j) => short(record.theta[j]!, 6)),
        ]),
      ),
  });
}
