import type { CheckOptions, Finding, NoteReport, Verdict } from '../../src/report/report';

/** Sides by which the fake check knows what to say about a relation: `a = holds`. */
const verdicts: Readonly<Record<string, Verdict>> = {
  holds: 'holds',
  given: 'given',
  suspect: 'undecided',
  unknown: 'undecided',
};

/**
 * Stands in for the core: every `=` between words in `$…$` or `$$…$$` is a relation that fails, unless its right side
 * names another verdict. So a test controls findings by what it writes.
 */
export function findingsOf(text: string, options: CheckOptions = {}): NoteReport {
  const findings: Finding[] = [];
  for (const formula of text.matchAll(/\$\$([^$]+)\$\$|\$([^$]+)\$/g)) {
    const range = { start: formula.index, end: formula.index + formula[0].length };
    for (const relation of formula[0].matchAll(/(\w+)(\s*&?)=(\s*)(?=([\w-]+))/g)) {
      const [, left = '', gap = '', space = '', right = ''] = relation;
      const start = range.start + relation.index;
      const sign = start + left.length + gap.length;
      const at = (from: number, latex: string) => ({ latex, range: { start: from, end: from + latex.length } });
      findings.push({
        ...judged(right),
        left: at(start, left),
        sign: at(sign, '='),
        right: at(sign + 1 + space.length, right),
        role: 'step',
        formula: { range, display: formula[0].startsWith('$$') },
      });
    }
  }
  return { language: options.language ?? 'markdown', findings, problems: [] };
}

function judged(
  right: string,
): Pick<Finding, 'verdict' | 'counterexample' | 'reason' | 'points' | 'domain' | 'explanation'> {
  const verdict = verdicts[right] ?? (right === 'domain' ? 'holds' : 'fails');
  if (right === 'domain') return { verdict, points: 12, domain: 'The right side is undefined for x < 0.' };
  if (right === 'suspect')
    return { verdict, reason: { code: 'suspect', message: 'It fails, but b may mean something else.' } };
  if (right === 'unknown') return { verdict, reason: { code: 'unknown-quantity', message: 'Nothing ties the sides.' } };
  if (verdict !== 'fails') return { verdict, points: 12 };
  const values = [
    { symbol: 'y', value: '1' },
    { symbol: 'ŷ', value: '-0.25' },
  ];
  return { verdict, points: 12, counterexample: { values, left: '0.75', right: '-0.75' } };
}
