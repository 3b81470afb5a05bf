import type { LiveRun, TrainerApp } from '../app';
import { button, field, h, icon, select, setText } from '../dom';
import { short } from '../format';
import { t } from '../strings';

const speeds = [1, 5, 20, 60, 240, 0];

/** Play, step, back, reset, speed; the state of the selected run; what went wrong. Sticks to the top. */
export function toolbar(app: TrainerApp): HTMLElement {
  const play = button({ name: t('play'), icon: 'play', label: t('play'), kind: 'primary', hint: t('shortcuts') }, () =>
    app.toggle(),
  );
  play.dataset['action'] = 'play';
  const step = (count: number) => () => app.send({ type: 'step', count });
  const buttons = [
    play,
    named(button({ name: t('step'), icon: 'step', label: t('step') }, step(1)), 'step'),
    named(button({ name: t('step10'), label: '×10' }, step(10)), 'step10'),
    named(button({ name: t('step100'), label: '×100' }, step(100)), 'step100'),
    named(
      button({ name: t('back'), icon: 'back' }, () => app.send({ type: 'back' })),
      'back',
    ),
    named(
      button({ name: t('reset'), icon: 'reset' }, () => app.send({ type: 'reset' })),
      'reset',
    ),
  ];
  const speed = select(
    speeds.map((value) => [String(value), value === 0 ? t('speedMax') : t('speedSteps', { count: value })] as const),
    String(app.state.view.speed),
    (value) => app.setSpeed(Number(value)),
  );
  speed.dataset['action'] = 'speed';
  const status = h('p', { class: 'status' });
  const notices = h('div', { class: 'notices', role: 'status', 'aria-live': 'polite' });

  const showPlaying = () => {
    const name = app.playing ? t('pause') : t('play');
    play.replaceChildren(icon(app.playing ? 'pause' : 'play'), h('span', {}, name));
    play.title = t('shortcuts');
    if (!app.playing) announce();
  };
  const announce = () => {
    const run = app.selectedRun;
    if (run?.state && run.state.step > 0) app.say(statusOf(run));
  };
  const showProgress = () => {
    const run = app.selectedRun;
    if (run?.state) setText(status, statusOf(run));
    showNotices(app, notices);
  };
  app.on('playing', showPlaying);
  app.on(['progress', 'loaded', 'state'], showProgress);
  app.on('state', () => (speed.value = String(app.state.view.speed)));
  document.addEventListener('keydown', (event) => shortcut(app, event));
  // While it plays, a reader who can't see the curve hears of it every few seconds.
  setInterval(() => app.playing && announce(), 5000);

  return h(
    'header',
    { class: 'bar' },
    h('h1', { class: 'visually-hidden' }, t('title')),
    h('div', { class: 'buttons', role: 'toolbar', 'aria-label': t('controls') }, ...buttons, field(t('speed'), speed)),
    status,
    notices,
  );
}

function named(element: HTMLButtonElement, action: string): HTMLButtonElement {
  element.dataset['action'] = action;
  return element;
}

function statusOf({ state }: LiveRun): string {
  return t('status', {
    step: state!.step.toLocaleString('en').replace(/,/g, '\u2009'),
    epoch: Number.isInteger(state!.epoch) ? String(state!.epoch) : state!.epoch.toFixed(1),
    loss: short(state!.loss),
    gradient: short(state!.gradientNorm, 3),
  });
}

/** One line for every run that has stopped or is in trouble. */
function showNotices(app: TrainerApp, place: HTMLElement): void {
  const lines = app.runs.flatMap((run) => {
    const message = noticeOf(run);
    if (!message) return [];
    const bad = run.state!.trouble !== undefined;
    const text = app.runs.length > 1 ? t('runIn', { name: app.nameOf(run.plan), message }) : message;
    return [{ text, bad }];
  });
  const key = JSON.stringify(lines);
  if (place.dataset['shown'] === key) return;
  place.dataset['shown'] = key;
  place.replaceChildren(
    ...lines.map(({ text, bad }) => h('p', { class: bad ? 'banner warning' : 'banner info' }, text)),
  );
}

function noticeOf({ state, plan, limit }: LiveRun): string | undefined {
  if (!state) return undefined;
  const { stop, optimiser } = plan.settings;
  const { trouble } = state;
  const formula = limitFormula(optimiser);
  switch (trouble?.code) {
    case 'step-too-long':
      return t('troubleStep', { rate: trouble.rate, formula, limit: short(trouble.limit, 3) });
    case 'not-finite':
      return Number.isFinite(limit) && trouble.rate > limit
        ? t('troubleNotFinite', { rate: trouble.rate, formula, limit: short(limit, 3) })
        : t('troubleOverflow');
    case 'uphill':
      return state.stopped === 'uphill' ? t('stopUphill') : t('troubleUphill', { cosine: short(trouble.cosine, 3) });
    case 'rising':
      return t('troubleRising');
  }
  switch (state.stopped) {
    case 'gradient-norm':
      return t('stopGradient', { limit: short(stop.gradientNorm) });
    case 'loss-change':
      return t('stopLoss', { limit: short(stop.lossChange) });
    case 'epochs':
      return t('stopEpochs', { limit: stop.epochs });
    case 'precision':
      return t('stopPrecision');
    case 'uphill':
      return t('stopUphill');
    case 'not-finite':
      return t('stopNotFinite');
    default:
      return undefined;
  }
}

/** How the longest safe step is computed, for the reader. */
export function limitFormula(optimiser: string): string {
  if (optimiser === 'momentum') return '2(1+β)/L';
  return optimiser === 'nesterov' ? '2(1+β)/((1+2β)L)' : '2/L';
}

/** Keys that work wherever nothing else wants them. */
function shortcut(app: TrainerApp, event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest('input, select, textarea, button, summary, a, [data-keys]')) return;
  const actions: Readonly<Record<string, () => void>> = {
    ' ': () => app.toggle(),
    ArrowRight: () => app.send({ type: 'step', count: 1 }),
    ArrowLeft: () => app.send({ type: 'back' }),
    r: () => app.send({ type: 'reset' }),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}
