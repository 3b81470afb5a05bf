import type { CsvProblem, CsvTable } from '../../../trainer/data/csv';
import { guessColumns, parseCsv, readCsvColumns } from '../../../trainer/data/csv';
import { takeSamples } from '../../../trainer/data/dataset';
import type { TrainerApp } from '../app';
import { button, checkbox, field, h, select, uniqueId } from '../dom';
import type { StringKey } from '../strings';
import { t } from '../strings';

const MOST_ROWS = 100_000;
const SHOWN_PROBLEMS = 6;

/** Opens or takes pasted CSV text, lets the reader choose the columns, says what is wrong with which row. */
export function csvSection(app: TrainerApp): HTMLElement {
  const place = h('div', { class: 'stack' });
  const body = h('div', { class: 'body' }, buttons(), place);
  const element = h('details', { class: 'section', 'data-section': 'csv' }, h('summary', {}, t('csv')), body);

  function buttons(): HTMLElement {
    const open = button({ name: t('openCsv'), icon: 'file', label: t('openCsv') }, () => app.post({ type: 'openCsv' }));
    open.dataset['action'] = 'open-csv';
    const paste = button({ name: t('pasteCsv'), label: t('pasteCsv') }, () => {
      place.replaceChildren(pasteForm());
      place.querySelector('textarea')?.focus();
    });
    paste.dataset['action'] = 'paste-csv';
    return h('div', { class: 'row' }, open, paste);
  }

  function pasteForm(): HTMLElement {
    const area = h('textarea', { rows: 6, id: uniqueId('csv'), spellcheck: 'false' });
    const read = button({ name: t('csvRead'), label: t('csvRead'), kind: 'primary' }, () =>
      choose(t('pasteCsv').replace('…', ''), area.value),
    );
    read.dataset['action'] = 'read-csv';
    return h('div', { class: 'stack' }, h('label', { for: area.id }, t('csvPasteLabel')), area, read);
  }

  function choose(name: string, text: string, header?: boolean): void {
    const table = parseCsv(text, header);
    const guess = guessColumns(table);
    show(name, text, table, guess.label, new Set(guess.features));
  }

  function show(name: string, text: string, table: CsvTable, label: number, features: Set<number>): void {
    if (table.rows.length === 0) {
      place.replaceChildren(problemList(table.problems));
      return;
    }
    const reading = readCsvColumns(table, { label, features: [...features].filter((j) => j !== label) });
    const header = checkbox(t('csvHeader'), table.hasHeader, (value) => choose(name, text, value));
    const columns = table.names.map((column, j) => [String(j), column] as const);
    const labelChoice = select(columns, String(label), (value) => show(name, text, table, Number(value), features));
    const featureChoices = columns
      .filter(([j]) => Number(j) !== label)
      .map(([j, column]) =>
        checkbox(column, features.has(Number(j)), (value) => {
          if (value) features.add(Number(j));
          else features.delete(Number(j));
          show(name, text, table, label, features);
        }),
      );
    const data = reading.data;
    const parts: Node[] = [
      h('p', { class: 'strong' }, name),
      header,
      field(t('csvLabel'), labelChoice),
      h('fieldset', { class: 'group' }, h('legend', {}, t('csvFeatures')), ...featureChoices),
      preview(table),
    ];
    if (reading.classes) {
      const [zero, one] = reading.classes;
      parts.push(h('p', { class: 'hint' }, t('csvClasses', { zero, one })));
    }
    if (reading.problems.length > 0) parts.push(problemList(reading.problems));
    if (data) {
      if (data.n > MOST_ROWS) parts.push(h('p', { class: 'hint' }, t('csvTooMany', { limit: MOST_ROWS })));
      const used =
        data.n > MOST_ROWS
          ? takeSamples(
              data,
              Array.from({ length: MOST_ROWS }, (_, i) => i),
            )
          : data;
      const use = button(
        { name: t('csvUse', { count: used.n }), label: t('csvUse', { count: used.n }), kind: 'primary' },
        () => {
          place.replaceChildren();
          const runs = app.state.runs.map((plan) => ({ ...plan, settings: { ...plan.settings, start: [] } }));
          app.change({
            source: { kind: 'points', name, names: used.names, x: [...used.x], y: [...used.y] },
            standardise: true,
            degree: 1,
            runs,
            view: { ...app.state.view, contour: [0, 1] },
          });
        },
      );
      use.dataset['action'] = 'use-csv';
      parts.push(use);
    }
    place.replaceChildren(...parts);
  }

  app.on('csv', () => {
    if (!app.csv) return;
    element.open = true;
    choose(app.csv.name, app.csv.text);
    element.scrollIntoView({ block: 'nearest' });
  });
  return element;
}

function preview(table: CsvTable): HTMLElement {
  const rows = table.rows.slice(0, 3);
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('csvPreview') },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...table.names.map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, ...rows.map(({ cells }) => h('tr', {}, ...cells.map((cell) => h('td', {}, cell))))),
    ),
  );
}

function problemList(problems: readonly CsvProblem[]): HTMLElement {
  const items = problems.slice(0, SHOWN_PROBLEMS).map((problem) => h('li', {}, problemText(problem)));
  const more = problems.length - items.length;
  if (more > 0) items.push(h('li', {}, t('csvMore', { count: more })));
  return h('ul', { class: 'problem', role: 'alert' }, ...items);
}

function problemText(problem: CsvProblem): string {
  const key: StringKey = `csv.${problem.code}`;
  const values = Object.entries(problem).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value).slice(0, 60),
  ]);
  return t(key, Object.fromEntries(values) as Record<string, string>);
}
