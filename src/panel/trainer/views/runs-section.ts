import type { TrainerApp } from '../app';
import { button, h, svg, uniqueId } from '../dom';
import { t } from '../strings';
import { isNarrow, keyed, section } from './section';
import { dashOf } from './series';

/** The runs side by side: choose, add, remove. */
export function runsSection(app: TrainerApp): HTMLElement {
  const group = uniqueId('runs');
  return section(app, t('runs'), { open: !isNarrow(), key: 'runs' }, () => {
    const rows = app.state.runs.map((plan, place) => {
      const name = app.nameOf(plan);
      const radio = h('input', { type: 'radio', name: group, id: uniqueId('run') });
      radio.checked = plan.id === app.selectedPlan.id;
      radio.addEventListener('change', () => app.select(plan.id));
      const line = svg(
        'svg',
        { viewBox: '0 0 24 8', class: `swatch series-${place % 8}`, 'aria-hidden': 'true' },
        svg('line', { x1: 1, y1: 4, x2: 23, y2: 4, 'stroke-dasharray': dashOf(place).join(' ') || undefined }),
      );
      const remove =
        app.state.runs.length > 1
          ? button({ name: t('removeRun', { name }), icon: 'close', kind: 'ghost' }, () => app.removeRun(plan.id))
          : undefined;
      return h(
        'div',
        { class: 'run' },
        keyed(radio, `run-${plan.id}`),
        line,
        h('label', { for: radio.id }, name),
        remove,
      );
    });
    const add = button({ name: t('addRun'), icon: 'add', label: t('addRun'), hint: t('addRunHint') }, () =>
      app.addRun(),
    );
    add.disabled = app.state.runs.length >= 8;
    add.dataset['action'] = 'add-run';
    const list = h('div', { class: 'runs', role: 'radiogroup', 'aria-label': t('runs') }, ...rows);
    return [list, keyed(add, 'add-run'), h('p', { class: 'hint' }, t('addRunHint'))];
  });
}
