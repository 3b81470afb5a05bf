import type { FeatureTransform } from '../data/transform';
import type { RunState } from '../run/run';
import type { RunSettings } from '../run/settings';

/** The result of a run as JSON text: parameters by name, how features are made, settings, loss. */
export function parametersJson(
  name: string,
  state: RunState,
  settings: RunSettings,
  transform: FeatureTransform,
): string {
  const d = transform.outputs;
  return (
    JSON.stringify(
      {
        model: 'logistic-regression',
        run: name,
        weights: Object.fromEntries(transform.names.map((feature, j) => [feature, state.theta[j]])),
        bias: state.theta[d],
        step: state.step,
        trainLoss: state.loss,
        testLoss: Number.isNaN(state.testLoss) ? null : state.testLoss,
        gradientNorm: state.gradientNorm,
        settings,
        features: { mean: transform.mean, scale: transform.scale, powers: transform.powers },
      },
      null,
      2,
    ) + '\n'
  );
}
