import type { Range } from '../expression/range';
import type { Problem } from '../notes/note';
import type { Counts } from './counts';
import { displayWidth, printable } from './display';
import { excerpt, type Mark } from './excerpt';
import type { CheckedNote } from './json';
import { Lines } from './lines';
import { messagesOf, type Locale, type Messages } from './messages';
import { painter, type Paint, type Style } from './paint';
import type { Finding, Part, Verdict } from './report';

export interface TextOptions {
  readonly locale: Locale;
  readonly color: boolean;
  /** Columns that a row may take. */
  readonly width: number;
  /** Show every relation, not only the failing ones. */
  readonly verbose: boolean;
}

export const verdictStyle: Readonly<Record<Verdict, Style>> = {
  holds: 'green',
  fails: 'red',
  undecided: 'yellow',
  given: 'blue',
};

/**
 * What is to be said about one note: warnings about its text, then its findings. Empty when there is nothing.
 *
 * @param isWarning which problems to show; the others are said elsewhere.
 */
export function noteText(
  note: CheckedNote,
  options: TextOptions,
  isWarning: (problem: Problem) => boolean = () => true,
): string {
  const writer = new NoteWriter(note, options);
  const blocks = note.report.findings
    .filter((finding) => options.verbose || finding.verdict === 'fails')
    .map((finding) => `${writer.finding(finding)}\n\n`);
  const problems = note.report.problems.filter(isWarning).map((problem) => `${writer.problem(problem, 'warning')}\n`);
  if (problems.length > 0 && blocks.length > 0) problems.push('\n');
  return [...problems, ...blocks].join('');
}

/** One line for a problem of a note's text, with its place. */
export function problemText(
  note: CheckedNote,
  problem: Problem,
  severity: 'warning' | 'error',
  options: TextOptions,
): string {
  return new NoteWriter(note, options).problem(problem, severity);
}

/** The outcome of a run. `notRead` counts the files that could not be checked. */
export function summaryText(
  run: { readonly notes: number; readonly counts: Counts; readonly seed: number; readonly notRead: number },
  options: TextOptions,
): string {
  const say = messagesOf(options.locale);
  const paint = painter(options.color);
  const { notes, counts, seed, notRead } = run;
  const lines = [say.summary(notes, counts, seed)];
  if (counts.fails > 0) lines.push(paint(say.wrongSteps(counts.fails), 'bold', 'red'));
  else if (counts.relations === 0) lines.push(say.noRelations);
  else if (notRead === 0) lines.push(paint(say.nothingFails, 'green'));
  if (counts.undecided > 0 && !options.verbose) lines.push(say.undecidedHint);
  if (notRead > 0) lines.push(paint(say.notRead(notRead), 'yellow'));
  return lines.map((line) => `${line}\n`).join('');
}

class NoteWriter {
  private readonly lines: Lines;
  private readonly say: Messages;
  private readonly paint: Paint;

  constructor(
    private readonly note: CheckedNote,
    private readonly options: TextOptions,
  ) {
    this.lines = new Lines(note.text);
    this.say = messagesOf(options.locale);
    this.paint = painter(options.color);
  }

  finding(finding: Finding): string {
    const { say } = this;
    const style = verdictStyle[finding.verdict];
    const verdict = this.paint(say.verdict[finding.verdict], 'bold', style);
    const why = this.headline(finding);
    const marks: Mark[] = [
      { range: finding.left.range, sign: '~', style: 'cyan' },
      { range: finding.right.range, sign: '^', style },
    ];
    return [
      `${this.place(finding.sign.range)}: ${verdict}${why === '' ? '' : `${say.colon}${why}`}`,
      ...excerpt(this.lines, marks, {
        paint: this.paint,
        width: this.options.width,
        moreLines: (count) => say.moreLines(count),
      }),
      ...this.details(finding),
    ].join('\n');
  }

  problem(problem: Problem, severity: 'warning' | 'error'): string {
    const label = this.paint(this.say[severity], 'bold', severity === 'error' ? 'red' : 'yellow');
    return `${this.place(problem.range)}: ${label}${this.say.colon}${printable(problem.message)}`;
  }

  private place({ start }: Range): string {
    const { line, column } = this.lines.at(start);
    return this.paint(`${printable(this.note.path)}:${line}:${column}`, 'bold');
  }

  private headline({ verdict, role, points, reason }: Finding): string {
    const { say } = this;
    switch (verdict) {
      case 'fails':
        return say.fails;
      case 'holds':
        return points === undefined ? '' : say.holdsAt(points);
      case 'undecided':
        return reason ? `${say.reasonCode[reason.code]}${say.colon}${printable(reason.message)}` : '';
      case 'given':
        return say.role[role];
    }
  }

  /** What is said below the excerpt, one labelled line each. */
  private details(finding: Finding): string[] {
    const { say } = this;
    const { counterexample, explanation, reading, reason, domain } = finding;
    const rows: [label: string, text: string][] = [];
    // Where the note's characters are not the mathematics (a percent-encoded image, macros of JSON), it is shown as read.
    if (this.isEncoded(finding.left) || this.isEncoded(finding.right)) {
      rows.push(['LaTeX', `${finding.left.latex} ${finding.sign.latex} ${finding.right.latex}`]);
    }
    if (reading && this.options.verbose) rows.push([say.reading, `${reading.left}  |  ${reading.right}`]);
    if (counterexample) {
      const values = counterexample.values.map(({ symbol, value }) => `${symbol} = ${value}`);
      rows.push([say.counterexample, values.join(say.listComma)]);
      rows.push([say.left, counterexample.left], [say.right, counterexample.right]);
    }
    if (explanation) {
      rows.push([say.slip, explanation.message]);
      const { suggestion } = explanation;
      if (suggestion) {
        const from = this.note.text.slice(suggestion.range.start, suggestion.range.end);
        rows.push([say.try, say.replace(printable(from), printable(suggestion.newText))]);
      }
    }
    if (reason?.range && this.options.verbose) {
      const { line, column } = this.lines.at(reason.range.start);
      const text = this.note.text.slice(reason.range.start, reason.range.end);
      rows.push([`${line}:${column}`, text]);
    }
    if (domain !== undefined && this.options.verbose) rows.push([say.domain, domain]);

    const widest = Math.max(0, ...rows.map(([label]) => displayWidth(label)));
    return rows
      .filter(([, text]) => text !== '')
      .map(([label, text]) => {
        const padding = ' '.repeat(widest - displayWidth(label));
        return `    ${this.paint(label, 'dim')}${padding}  ${printable(text)}`;
      });
  }

  private isEncoded({ latex, range }: Part): boolean {
    const source = this.note.text.slice(range.start, range.end);
    // Quote signs and indentation at line starts, and spaces, make no difference to a reader.
    const bare = (text: string): string => text.replace(/\n[ \t>]*/g, '').replace(/\s+/g, '');
    return /%[0-9a-f]{2}|\\\\/i.test(source) && bare(source) !== bare(latex);
  }
}
