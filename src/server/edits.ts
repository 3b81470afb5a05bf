import type { Range } from '../expression/range';
import type { Finding, NoteReport, Part } from '../report/report';

/** A change of a text: `[start, end)` became `length` characters. */
export interface Edit extends Range {
  readonly length: number;
}

/** The one edit between two texts: what is left between their common beginning and end. */
export function difference(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, length: after.length - tail - start };
}

/**
 * Moves a report with an edit of its note, so that it can be shown until the note has been checked again. Findings that the
 * edit touches are gone.
 */
export function moved(report: NoteReport, edit: Edit): NoteReport {
  return {
    ...report,
    findings: report.findings.flatMap((finding) => movedFinding(finding, edit) ?? []),
    problems: report.problems.flatMap((problem) => {
      const range = movedRange(problem.range, edit);
      return range ? [{ ...problem, range }] : [];
    }),
  };
}

function movedFinding(finding: Finding, edit: Edit): Finding | undefined {
  const [sign, left, right] = [finding.sign, finding.left, finding.right].map((part) => movedPart(part, edit));
  if (!sign || !left || !right) return undefined;
  const { formula, reason, explanation, uses, ...rest } = finding;
  const suggestion = explanation?.suggestion && movedRange(explanation.suggestion.range, edit);
  return {
    ...rest,
    sign,
    left,
    right,
    ...(formula ? { formula: { ...formula, range: stretched(formula.range, edit) } } : {}),
    ...(reason
      ? {
          reason: {
            code: reason.code,
            message: reason.message,
            ...optional('range', reason.range && movedRange(reason.range, edit)),
          },
        }
      : {}),
    ...(explanation
      ? {
          explanation: {
            kind: explanation.kind,
            message: explanation.message,
            ...optional('suggestion', suggestion && { range: suggestion, newText: explanation.suggestion!.newText }),
          },
        }
      : {}),
    ...(uses ? { uses: uses.flatMap((range) => movedRange(range, edit) ?? []) } : {}),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

function movedPart(part: Part, edit: Edit): Part | undefined {
  const range = movedRange(part.range, edit);
  return range && { latex: part.latex, range };
}

/** None if the edit touches the range, be it only at an end: what is typed next to a number changes it. */
function movedRange({ start, end }: Range, edit: Edit): Range | undefined {
  if (end < edit.start) return { start, end };
  const by = edit.length - (edit.end - edit.start);
  return start > edit.end ? { start: start + by, end: end + by } : undefined;
}

/** A range that lives on when something in it is edited. */
function stretched({ start, end }: Range, edit: Edit): Range {
  const by = edit.length - (edit.end - edit.start);
  const at = (offset: number): number => (offset < edit.start ? offset : offset >= edit.end ? offset + by : edit.start);
  return { start: at(start), end: Math.max(at(start), at(end)) };
}
