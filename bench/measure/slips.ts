import type { Language } from '../../src/notes/note';
import { Lines } from '../../src/report/lines';
import type { NoteReport } from '../../src/report/report';
import type { SlipRow } from './outcome';

/** A change of one place of a text. */
interface Change {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Slips as people make them, each a pattern of LaTeX and what stands there afterwards. */
const KINDS: readonly {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly become: (found: RegExpExecArray) => string | undefined;
}[] = [
  { kind: 'sign', pattern: /[+-](?![^{]*\})/g, become: ([sign]) => (sign === '+' ? '-' : '+') },
  { kind: 'exponent', pattern: /\^(\d)|\^\{(\d+)\}/g, become: ([, short, long]) => `^{${Number(short ?? long) + 1}}` },
  { kind: 'number', pattern: /(?<![\d.^_{\\a-zA-Z])\d+(?![\d.])/g, become: ([digits]) => String(Number(digits) + 1) },
  { kind: 'function', pattern: /\\(sin|cos)(?![a-z])/g, become: ([, name]) => (name === 'sin' ? '\\cos' : '\\sin') },
  { kind: 'index', pattern: /_(i|j|k)(?![a-z])/g, become: ([, index]) => (index === 'i' ? '_j' : '_i') },
  { kind: 'transpose', pattern: /\^(\\top|\{\\top\}|T|\{T\}|\\intercal)(?![a-z])/g, become: () => '' },
  { kind: 'factor', pattern: /(?<=[\s})\]])\\frac\{[^{}]*\}\{[^{}]*\}(?=[\s\\a-zA-Z(])/g, become: () => '' },
];

/**
 * Plants slips, one at a time, in right sides that hold and stand in the note as they are read, and checks the whole note
 * again. Slips are spread evenly over all those that are possible.
 */
export function plantSlips(
  text: string,
  _language: Language,
  report: NoteReport,
  most: number,
  check: (text: string) => NoteReport,
): SlipRow[] {
  const lines = new Lines(text);
  const possible = report.findings.flatMap((finding, number) => {
    if (finding.verdict !== 'holds' || finding.role !== 'step') return [];
    const { start, end } = finding.right.range;
    const side = text.slice(start, end);
    return side === finding.right.latex ? changesOf(side, start).map((change) => ({ finding, number, change })) : [];
  });
  const stride = Math.max(1, possible.length / most);
  const chosen = Array.from({ length: Math.min(most, possible.length) }, (_, k) => possible[Math.floor(k * stride)]);
  return chosen.flatMap((one) => {
    if (one === undefined) return [];
    const { finding, number, change } = one;
    const changed = text.slice(0, change.start) + change.newText + text.slice(change.end);
    const after = check(changed).findings[number];
    const found = after?.sign.range.start === finding.sign.range.start ? after : undefined;
    return [
      {
        line: lines.at(finding.sign.range.start).line,
        kind: change.kind,
        was: text.slice(change.start, change.end),
        becomes: change.newText,
        sides: `${finding.left.latex} = ${found?.right.latex ?? finding.right.latex}`.replace(/\s+/g, ' '),
        verdict: found?.verdict ?? 'lost',
        ...(found?.reason && { code: found.reason.code }),
      },
    ];
  });
}

function changesOf(side: string, offset: number): Change[] {
  return KINDS.flatMap(({ kind, pattern, become }) =>
    [...side.matchAll(pattern)].flatMap((found) => {
      const newText = become(found as RegExpExecArray);
      if (newText === undefined) return [];
      const start = offset + found.index;
      return [{ kind, start, end: start + found[0].length, newText }];
    }),
  );
}
