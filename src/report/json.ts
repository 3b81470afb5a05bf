import type { Range } from '../expression/range';
import type { Language } from '../notes/note';
import { countsOf, sumOfCounts, type Counts } from './counts';
import { Lines } from './lines';
import type { Counterexample, Finding, NoteReport, Part, ReasonCode, Role, Verdict } from './report';
import { tool } from './tool';

/** A place in the text of a file: `line` and `column` from 1, `offset` from 0, in UTF-16 code units. */
export interface JsonPosition {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface JsonRange {
  readonly start: JsonPosition;
  readonly end: JsonPosition;
}

export interface JsonPart {
  readonly latex: string;
  readonly range: JsonRange;
}

export interface JsonRelation {
  readonly sign: JsonPart;
  readonly left: JsonPart;
  readonly right: JsonPart;
  readonly role: Role;
  readonly verdict: Verdict;
  readonly points?: number;
  readonly reading?: { readonly left: string; readonly right: string };
  readonly counterexample?: Counterexample;
  readonly explanation?: {
    readonly kind: string;
    readonly message: string;
    readonly suggestion?: { readonly range: JsonRange; readonly newText: string };
  };
  readonly reason?: { readonly code: ReasonCode; readonly message: string; readonly range?: JsonRange };
}

export interface JsonNote {
  readonly path: string;
  readonly language: Language;
  readonly relations: readonly JsonRelation[];
  readonly summary: Counts;
}

/** The report of `--format json`, as `schema/report.schema.json` describes it. */
export interface JsonReport {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly seed: number;
  readonly notes: readonly JsonNote[];
  readonly summary: Counts;
}

/** A note that was checked. */
export interface CheckedNote {
  /** As the user gave it, or found below a folder that the user gave. */
  readonly path: string;
  /** What was checked, without a byte-order mark. All ranges of the report count in it. */
  readonly text: string;
  readonly report: NoteReport;
  /** The file began with a byte-order mark. It is a character of the file's text, so positions in JSON count it. */
  readonly byteOrderMark?: boolean;
}

/** The whole report. Its notes can be made one by one with `toJsonNote`, so that the texts need not be kept. */
export function toJson(notes: readonly (CheckedNote | JsonNote)[], seed: number): JsonReport {
  const done = notes.map((note) => ('report' in note ? toJsonNote(note) : note));
  return { version: 1, tool, seed, notes: done, summary: sumOfCounts(done.map((note) => note.summary)) };
}

export function toJsonNote({ path, text, report, byteOrderMark = false }: CheckedNote): JsonNote {
  const lines = new Lines(text);
  const mark = byteOrderMark ? 1 : 0;
  const position = (offset: number): JsonPosition => {
    const { line, column } = lines.at(offset);
    return { line, column: line === 1 ? column + mark : column, offset: offset + mark };
  };
  const range = ({ start, end }: Range): JsonRange => ({ start: position(start), end: position(end) });
  const part = (side: Part): JsonPart => ({ latex: side.latex, range: range(side.range) });

  // Every field is named: a report has what the schema says, whatever else a finding may carry.
  const relation = (finding: Finding): JsonRelation => {
    const { points, reading, counterexample, explanation, reason } = finding;
    return {
      sign: part(finding.sign),
      left: part(finding.left),
      right: part(finding.right),
      role: finding.role,
      verdict: finding.verdict,
      ...(points !== undefined && { points }),
      ...(reading && { reading: { left: reading.left, right: reading.right } }),
      ...(counterexample && {
        counterexample: {
          values: counterexample.values.map(({ symbol, value }) => ({ symbol, value })),
          left: counterexample.left,
          right: counterexample.right,
        },
      }),
      ...(explanation && {
        explanation: {
          kind: explanation.kind,
          message: explanation.message,
          ...(explanation.suggestion && {
            suggestion: { range: range(explanation.suggestion.range), newText: explanation.suggestion.newText },
          }),
        },
      }),
      ...(reason && {
        reason: { code: reason.code, message: reason.message, ...(reason.range && { range: range(reason.range) }) },
      }),
    };
  };

  return {
    path,
    language: report.language,
    relations: report.findings.map(relation),
    summary: countsOf(report.findings),
  };
}
