import { checkNote } from '../../src/check-note';
import { Lines } from '../../src/report/lines';
import type { Finding, NoteReport } from '../../src/report/report';
import { defaults } from '../../src/settings/settings';
import type { Language } from '../../src/notes/note';
import type { Instability, Outcome, Row, Task } from './outcome';
import { plantSlips } from './slips';

/** Checks one note and keeps what the tables need. Never throws: a bug of the checker is an outcome. */
export function measureNote(text: string, language: Language, task: Task): Outcome {
  const { path, seeds } = task;
  try {
    const seed = seeds[0] ?? 1;
    const asked: number[] = [];
    const start = performance.now();
    const report = run(text, language, seed, () => {
      asked.push(performance.now());
      return false;
    });
    const end = performance.now();
    const lines = new Lines(text);
    const { findings } = report;
    // The checker asks once before each relation. If it ever asks more often, the times cannot be told apart.
    const times = asked.length === findings.length ? asked.map((at, k) => (asked[k + 1] ?? end) - at) : [];
    return {
      kind: 'checked',
      path,
      milliseconds: end - start,
      rows: findings.map((finding, k) => rowOf(finding, lines, times[k])),
      problems: report.problems.map(({ code, range }) => `${lines.at(range.start).line}: ${code}`),
      instabilities: instabilitiesOf(text, language, report, seeds, lines),
      slips:
        task.slips > 0 ? plantSlips(text, language, report, task.slips, (changed) => run(changed, language, seed)) : [],
    };
  } catch (error) {
    return { kind: 'crashed', path, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function run(text: string, language: Language, seed: number, cancelled?: () => boolean): NoteReport {
  return checkNote(text, { ...defaults, seed }, { language, locale: 'en', ...(cancelled && { cancelled }) });
}

function rowOf(finding: Finding, lines: Lines, milliseconds: number | undefined): Row {
  const { role, verdict, reason, reading, counterexample } = finding;
  const unknown = /^the notation ([^]*) is not understood$/.exec(reason?.message ?? '')?.[1];
  return {
    line: lines.at(finding.sign.range.start).line,
    role,
    verdict,
    latex: sidesOf(finding),
    ...(reason && { code: reason.code }),
    ...(unknown !== undefined && { unknown: squeeze(unknown, 40) }),
    ...(reading && { reading }),
    ...(counterexample && {
      counterexample: `${counterexample.values.map(({ symbol, value }) => `${symbol} = ${value}`).join(', ')}: ${counterexample.left} against ${counterexample.right}`,
    }),
    ...(milliseconds !== undefined && { milliseconds }),
  };
}

/** Checks the note again with the first seed, and with each other seed, and lists what changed. */
function instabilitiesOf(
  text: string,
  language: Language,
  first: NoteReport,
  seeds: readonly number[],
  lines: Lines,
): Instability[] {
  if (seeds.length < 2) return [];
  const found: Instability[] = [];
  const again = run(text, language, seeds[0] ?? 1);
  if (JSON.stringify(again) !== JSON.stringify(first)) {
    found.push({ line: 1, latex: '', seed: seeds[0] ?? 1, was: 'one report', becomes: 'another with the same seed' });
  }
  for (const seed of seeds.slice(1)) {
    run(text, language, seed).findings.forEach((finding, k) => {
      const [was, becomes] = [verdictOf(first.findings[k]), verdictOf(finding)];
      if (was === becomes) return;
      found.push({ line: lines.at(finding.sign.range.start).line, latex: sidesOf(finding), seed, was, becomes });
    });
  }
  return found;
}

function verdictOf(finding: Finding | undefined): string {
  if (finding === undefined) return 'missing';
  return finding.reason ? `${finding.verdict} (${finding.reason.code})` : finding.verdict;
}

function sidesOf({ left, sign, right }: Finding): string {
  return squeeze(`${left.latex} ${sign.latex} ${right.latex}`, 400);
}

function squeeze(text: string, most: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > most ? `${flat.slice(0, most)}…` : flat;
}
