import { MarkupKind, type Hover, type Position } from 'vscode-languageserver-protocol';
import type { Counterexample, Finding, NoteReport } from '../../report/report';
import type { NoteText } from '../note';
import { t } from '../text';
import { heading, summary } from '../wording';
import { shortened, underlined } from './diagnostics';
import { findingAt } from './find';

/** Most rows of the table of values. */
const rows = 5;

/**
 * Tells all about the step at a position: the verdict, how it was read, what was tried, what it rests on.
 *
 * @param told whether the client shows a diagnostic of the finding above the hover, so that it need not be said twice.
 */
export function hover(
  note: NoteText,
  report: NoteReport,
  uri: string,
  position: Position,
  told: (finding: Finding) => boolean,
): Hover | undefined {
  const offset = note.offset(uri, position);
  const finding = findingAt(report, offset);
  if (!finding) return undefined;
  const place = underlined(finding);
  const range = note.rangeIn(uri, place);
  const verdict =
    told(finding) && place.start <= offset && offset <= place.end
      ? []
      : [`**${heading(finding)}**`, escaped(summary(finding))];
  const contents = { kind: MarkupKind.Markdown, value: [...verdict, ...details(note, finding)].join('\n\n') };
  return range ? { contents, range } : { contents };
}

function details(note: NoteText, finding: Finding): string[] {
  return [reading(finding), tried(finding), table(finding), definitions(note, finding)].filter(
    (section) => section !== '',
  );
}

function reading({ reading, sign }: Finding): string {
  if (!reading) return '';
  return [t('Read as'), '```', reading.left, `  ${plainSign(sign.latex)} ${reading.right}`, '```'].join('\n');
}

/** `&=` and the like without what is only layout. */
function plainSign(latex: string): string {
  return latex.replace(/&/g, '').trim() || '=';
}

function tried({ points, verdict }: Finding): string {
  return points === undefined || verdict === 'holds' ? '' : t('Compared at {0} points.', points);
}

function table({ counterexample, trials = [] }: Finding): string {
  const points = [...(counterexample ? [counterexample] : []), ...trials].slice(0, rows);
  const first = points[0];
  if (!first) return '';
  const symbols = first.values.map(({ symbol }) => symbol);
  const row = ({ values, left, right }: Counterexample): string =>
    line([...symbols.map((symbol) => values.find((each) => each.symbol === symbol)?.value ?? ''), left, right]);
  return [
    line([...symbols, t('left side'), t('right side')]),
    line([...symbols, '', ''].map(() => ':---:')),
    ...points.map(row),
  ].join('\n');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (cell.startsWith(':---') ? cell : escaped(cell))).join(' | ')} |`;
}

function definitions(note: NoteText, { uses = [] }: Finding): string {
  if (uses.length === 0) return '';
  const links = uses.map((range) => {
    const { uri, range: place } = note.location(range);
    const text = shortened(note.text.slice(range.start, range.end));
    const where = t('line {0}', place.start.line + 1);
    return `- [${where}](${uri}#L${place.start.line + 1}): \`${text.replaceAll('`', "'")}\``;
  });
  return [t('Rests on'), '', ...links].join('\n');
}

/** Text that Markdown must not read as markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|$#]/g, '\\$&').replace(/\n/g, '  \n');
}
