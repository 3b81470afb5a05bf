import type { Range } from '../expression/range';
import type { Finding, NoteReport } from '../report/report';
import type { Code } from './codes';
import type { Disabled } from './comments';

/** The code that a finding is shown under; none for `holds`, `given` and a step without a remark. */
export function codeOf(finding: Finding): Code | undefined {
  if (finding.verdict === 'fails') return 'fails';
  if (finding.verdict === 'undecided') return finding.reason?.code;
  return finding.domain === undefined ? undefined : 'domain';
}

/** Takes out of a report what a note's comments do not want to hear of. */
export function withoutDisabled(report: NoteReport, disabled: readonly Disabled[]): NoteReport {
  if (disabled.length === 0) return report;
  const unwanted = (at: Range, formula: Range | undefined, code: Code | undefined): boolean =>
    disabled.some(
      ({ range, wholeFormulas, codes }) =>
        (codes === undefined || (code !== undefined && codes.includes(code))) &&
        (contains(range, at.start) || (wholeFormulas && formula !== undefined && contains(range, formula.start))),
    );
  return {
    ...report,
    findings: report.findings.filter(
      (finding) => !unwanted(finding.sign.range, finding.formula?.range, codeOf(finding)),
    ),
    // A comment that is wrong itself is always told.
    problems: report.problems.filter(
      ({ code, range }) => code === 'invalid-comment' || !unwanted(range, undefined, code),
    ),
  };
}

function contains({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}
