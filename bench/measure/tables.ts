import type { Outcome, Row } from './outcome';

type Checked = Extract<Outcome, { kind: 'checked' }>;

const verdicts = ['holds', 'fails', 'undecided', 'given'] as const;

/** All tables of a run, as text. `top` is the length of the lists. */
export function tablesOf(outcomes: readonly Outcome[], top: number): string {
  const checked = outcomes.filter((one): one is Checked => one.kind === 'checked');
  const rows = checked.flatMap((one) => one.rows);
  return [
    overview(outcomes, checked, rows),
    section('Roles and verdicts', rolesTable(rows)),
    section('Reasons of the undecided', reasonsTable(rows)),
    section('Unknown notations', unknownTable(checked, top)),
    section('Slowest notes', slowestNotes(checked, top)),
    section('Slowest relations', slowestRelations(checked, top)),
    section('Crashes, hangs and unread files', troubles(outcomes)),
    section('Verdicts that depend on the seed', instabilities(checked)),
    section('Planted slips', slipTables(checked)),
    section('Flags', flags(checked)),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function overview(outcomes: readonly Outcome[], checked: readonly Checked[], rows: readonly Row[]): string {
  const steps = rows.filter(({ role }) => role === 'step');
  const claims = rows.filter(({ verdict }) => verdict !== 'given');
  const seconds = checked.reduce((sum, one) => sum + one.milliseconds, 0) / 1000;
  return [
    `${outcomes.length} notes, ${rows.length} relations, ${seconds.toFixed(1)} s of checking, ${((1000 * seconds) / Math.max(1, rows.length)).toFixed(2)} ms per relation`,
    `decided: ${share(decided(steps), steps.length)} of the steps, ${share(decided(claims), claims.length)} of all claims`,
  ].join('\n');
}

function decided(rows: readonly Row[]): number {
  return rows.filter(({ verdict }) => verdict === 'holds' || verdict === 'fails').length;
}

function rolesTable(rows: readonly Row[]): string {
  const roles = [...new Set(rows.map(({ role }) => role))].sort();
  const line = (name: string, of: readonly Row[]): string[] => [
    name,
    ...verdicts.map((verdict) => String(of.filter((row) => row.verdict === verdict).length)),
    String(of.length),
    share(decided(of), of.length),
  ];
  return grid([
    ['role', ...verdicts, 'all', 'decided'],
    ...roles.map((role) =>
      line(
        role,
        rows.filter((row) => row.role === role),
      ),
    ),
    line('all', rows),
  ]);
}

function reasonsTable(rows: readonly Row[]): string {
  const undecided = rows.filter(({ verdict }) => verdict === 'undecided');
  const counts = tally(undecided.map(({ code }) => code ?? 'none'));
  return grid(counts.map(([code, count]) => [code, String(count), share(count, undecided.length)]));
}

function unknownTable(checked: readonly Checked[], top: number): string {
  const places = new Map<string, string[]>();
  for (const { path, rows } of checked)
    for (const { unknown, line } of rows) {
      if (unknown === undefined) continue;
      const known = places.get(unknown);
      if (known) known.push(`${path}:${line}`);
      else places.set(unknown, [`${path}:${line}`]);
    }
  const sorted = [...places].sort((a, b) => b[1].length - a[1].length).slice(0, top);
  return sorted
    .map(([token, at]) => `${String(at.length).padStart(5)}  ${token}\n       ${at.slice(0, 3).join('  ')}`)
    .join('\n');
}

function slowestNotes(checked: readonly Checked[], top: number): string {
  const sorted = [...checked].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, top);
  return grid(
    sorted.map(({ path, milliseconds, rows }) => [`${milliseconds.toFixed(0)} ms`, `${rows.length} relations`, path]),
  );
}

function slowestRelations(checked: readonly Checked[], top: number): string {
  return checked
    .flatMap(({ path, rows }) => rows.map((row) => ({ path, row })))
    .filter(({ row }) => (row.milliseconds ?? 0) >= 1)
    .sort((a, b) => (b.row.milliseconds ?? 0) - (a.row.milliseconds ?? 0))
    .slice(0, top)
    .map(
      ({ path, row }) =>
        `${(row.milliseconds ?? 0).toFixed(0).padStart(6)} ms  ${path}:${row.line}  ${row.verdict}${row.code ? ` (${row.code})` : ''}  ${row.latex.slice(0, 120)}`,
    )
    .join('\n');
}

function troubles(outcomes: readonly Outcome[]): string {
  return outcomes
    .flatMap((one) => {
      if (one.kind === 'crashed') return [`crashed: ${one.path}\n${one.message}`];
      if (one.kind === 'hung') return [`no answer within ${one.seconds} s: ${one.path}`];
      if (one.kind === 'unread') return [`not read: ${one.path}: ${one.message}`];
      return [];
    })
    .join('\n');
}

function instabilities(checked: readonly Checked[]): string {
  return checked
    .flatMap(({ path, instabilities: list }) =>
      list.map(
        (one) => `${path}:${one.line}: seed ${one.seed}: ${one.was} becomes ${one.becomes}  ${one.latex.slice(0, 160)}`,
      ),
    )
    .join('\n');
}

function slipTables(checked: readonly Checked[]): string {
  const all = checked.flatMap(({ path, slips }) => slips.map((slip) => ({ path, slip })));
  if (all.length === 0) return '';
  const outcome = ({ slip }: (typeof all)[number]): string =>
    slip.code ? `${slip.verdict} (${slip.code})` : slip.verdict;
  const kinds = tally(all.map(({ slip }) => slip.kind)).map(([kind]) => kind);
  const outcomes = tally(all.map(outcome)).map(([name]) => name);
  const table = grid([
    ['kind', ...outcomes, 'all'],
    ...kinds.map((kind) => {
      const of = all.filter(({ slip }) => slip.kind === kind);
      return [
        kind,
        ...outcomes.map((name) => String(of.filter((one) => outcome(one) === name).length)),
        String(of.length),
      ];
    }),
    [
      'all',
      ...outcomes.map((name) => share(all.filter((one) => outcome(one) === name).length, all.length)),
      String(all.length),
    ],
  ]);
  const missed = all
    .filter(({ slip }) => slip.verdict !== 'fails')
    .sort((a, b) => outcome(a).localeCompare(outcome(b), 'en'));
  return [
    table,
    'Slips that are not flagged (some do not change the meaning):',
    ...missed.map(
      (one) =>
        `${one.path}:${one.slip.line}: ${outcome(one)}: ${one.slip.kind} "${one.slip.was}" to "${one.slip.becomes}" in ${one.slip.sides.slice(0, 240)}`,
    ),
  ].join('\n');
}

function flags(checked: readonly Checked[]): string {
  return checked
    .flatMap(({ path, rows }) =>
      rows
        .filter(({ verdict }) => verdict === 'fails')
        .map(
          (row) =>
            `${path}:${row.line}: ${row.role}\n    ${row.latex}\n    ${row.reading?.left}  |  ${row.reading?.right}\n    ${row.counterexample ?? ''}`,
        ),
    )
    .join('\n');
}

// --- forms -----------------------------------------------------------------------------------------------------

function section(title: string, body: string): string {
  return body === '' ? '' : `${title}\n${'-'.repeat(title.length)}\n${body}`;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} % (${part})`;
}

function tally(names: readonly string[]): [name: string, count: number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function grid(cells: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of cells) row.forEach((cell, k) => (widths[k] = Math.max(widths[k] ?? 0, cell.length)));
  return cells
    .map((row) =>
      row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0))).join('  '),
    )
    .join('\n');
}
