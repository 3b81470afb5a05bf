import type { TrainerApp } from '../app';
import { button, h, setAttribute, uniqueId } from '../dom';
import { t } from '../strings';

export interface CardOptions {
  readonly title: string;
  /** Name in the page for tests and styles. */
  readonly key: string;
  readonly wide?: boolean;
  readonly content: readonly Node[];
  /** Controls beside the title. */
  readonly controls?: readonly Node[];
  /** The same as the plot, as a table; asked for anew while it is open. */
  readonly table?: () => HTMLElement;
  /** Names of files without ending. */
  readonly png?: () => { readonly name: string; readonly canvas: HTMLCanvasElement } | undefined;
  readonly svg?: () => { readonly name: string; readonly text: string } | undefined;
}

/** A titled box with a plot, its table and its exports. */
export function card(app: TrainerApp, options: CardOptions): HTMLElement {
  const { title, key, content, controls = [], table, png, svg } = options;
  const heading = uniqueId('card');
  const tools: Node[] = [...controls];
  const tablePlace = h('div', {
    class: 'scroll table-place',
    hidden: true,
    tabindex: 0,
    role: 'region',
    'aria-label': t('tableOf', { plot: title }),
  });
  if (table) {
    const toggle = button({ name: t('tableOf', { plot: title }), icon: 'table', kind: 'ghost' }, () => {
      tablePlace.hidden = !tablePlace.hidden;
      setAttribute(toggle, 'aria-expanded', tablePlace.hidden ? 'false' : 'true');
      refresh(true);
    });
    toggle.setAttribute('aria-expanded', 'false');
    toggle.dataset['action'] = `table-${key}`;
    tools.push(toggle);
    let filledAt = 0;
    const refresh = (now: boolean) => {
      if (tablePlace.hidden || (!now && app.playing && performance.now() - filledAt < 500)) return;
      filledAt = performance.now();
      tablePlace.replaceChildren(table());
    };
    app.on(['progress', 'loaded', 'playing'], () => {
      // A table that is being edited is not built anew under the reader's hands.
      if (!tablePlace.contains(document.activeElement) || document.activeElement === tablePlace) refresh(!app.playing);
    });
  }
  const save = (name: string, encoding: 'utf8' | 'base64', content: string) =>
    app.post({ type: 'saveFile', name, encoding, content });
  if (svg) {
    tools.push(
      button({ name: t('saveSvgOf', { plot: title }), label: t('saveSvg'), kind: 'ghost' }, () => {
        const made = svg();
        if (made) save(`${made.name}.svg`, 'utf8', made.text);
      }),
    );
  }
  if (png) {
    tools.push(
      button({ name: t('savePngOf', { plot: title }), label: t('savePng'), kind: 'ghost' }, () => {
        const made = png();
        if (made) save(`${made.name}.png`, 'base64', opaque(app, made.canvas).toDataURL('image/png').split(',')[1]!);
      }),
    );
  }
  return h(
    'section',
    { class: options.wide ? 'card wide' : 'card', 'aria-labelledby': heading, 'data-card': key },
    h('div', { class: 'card-head' }, h('h2', { id: heading }, title), h('div', { class: 'tools' }, ...tools)),
    ...content,
    tablePlace,
  );
}

/** The canvas on the theme's background: a transparent PNG of a dark theme can't be read on paper. */
function opaque(app: TrainerApp, canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = h('canvas', { width: canvas.width, height: canvas.height });
  const context = copy.getContext('2d')!;
  context.fillStyle = app.theme.background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
}

/** A table from a header and rows of text or nodes. */
export function dataTable(head: readonly string[], rows: readonly (readonly (string | Node)[])[]): HTMLTableElement {
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...head.map((cell) => (cell === '' ? h('td') : h('th', { scope: 'col' }, cell))))),
    h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell) => h('td', {}, cell))))),
  );
}
