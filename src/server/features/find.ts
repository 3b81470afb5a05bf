import type { Range } from '../../expression/range';
import type { Finding, NoteReport } from '../../report/report';

/**
 * The finding that a place of the note is about: the one whose right side or sign holds it, else whose left side does, else
 * the first one of the formula around it.
 */
export function findingAt({ findings }: NoteReport, offset: number): Finding | undefined {
  return (
    findings.find(({ sign, right }) =>
      holds({ start: sign.range.start, end: Math.max(sign.range.end, right.range.end) }, offset),
    ) ??
    findings.find(({ left }) => holds(left.range, offset)) ??
    findings.find(({ formula }) => formula !== undefined && holds(formula.range, offset))
  );
}

/** All findings whose sign or right side meets a range. */
export function findingsIn({ findings }: NoteReport, { start, end }: Range): Finding[] {
  return findings.filter(
    ({ sign, right }) => sign.range.start <= end && Math.max(sign.range.end, right.range.end) >= start,
  );
}

function holds({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}

/** The findings of each formula of a note, in order. Findings that do not say where their formula is stand alone. */
export function byFormula({
  findings,
}: NoteReport): { readonly range: Range; readonly display: boolean; readonly findings: Finding[] }[] {
  const groups: { range: Range; display: boolean; findings: Finding[] }[] = [];
  for (const finding of findings) {
    const range = finding.formula?.range ?? {
      start: Math.min(finding.left.range.start, finding.sign.range.start),
      end: Math.max(finding.right.range.end, finding.sign.range.end),
    };
    const last = groups.at(-1);
    if (last && last.range.start === range.start && last.range.end === range.end) last.findings.push(finding);
    else groups.push({ range, display: finding.formula?.display ?? false, findings: [finding] });
  }
  return groups;
}
