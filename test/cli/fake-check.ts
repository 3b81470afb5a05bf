import type { CheckOptions, Finding, NoteReport, Part, Verdict } from '../../src/report/report';

/**
 * Stands in for the checker where a test is about the command line alone: a line `VERDICT: LEFT = RIGHT` of a note is a
 * finding with that verdict, `problem CODE` is a problem of the text, and `bug` throws.
 */
export function check(text: string, options: CheckOptions = {}): NoteReport {
  if (/^bug$/m.test(text)) throw new TypeError("cannot read 'x' of undefined\nand more");
  const findings: Finding[] = [];
  for (const match of text.matchAll(/^(holds|fails|undecided|given): (.+?) (=) (.+)$/gm)) {
    const [line, verdict = '', left = '', sign = '', right = ''] = match;
    const part = (latex: string, at: number): Part => ({
      latex,
      range: { start: match.index + at, end: match.index + at + latex.length },
    });
    findings.push({
      left: part(left, verdict.length + 2),
      sign: part(sign, verdict.length + left.length + 3),
      right: part(right, line.length - right.length),
      role: verdict === 'given' ? 'definition' : 'step',
      verdict: verdict as Verdict,
      points: options.points ?? 12,
    });
  }
  const problems = [...text.matchAll(/^problem (.+)$/gm)].map((match) => ({
    code: match[1] as NoteReport['problems'][number]['code'],
    message: 'something is wrong here',
    range: { start: match.index, end: match.index + match[0].length },
  }));
  return { language: options.language ?? 'markdown', findings, problems };
}
