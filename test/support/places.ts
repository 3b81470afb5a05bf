import { expect } from 'vitest';
import type { Finding, Part } from '../../src/report/report';

/** Expects that every side and sign of a note stands where its range says, through prefixes and encodings. */
export function expectExactPlaces(text: string, findings: readonly Finding[]): void {
  const faults = findings.flatMap(({ left, sign, right }) =>
    Object.entries({ left, sign, right })
      .filter(([, part]) => !standsThere(text, part))
      .map(([name, { latex, range }]) => ({ [name]: latex, written: text.slice(range.start, range.end) })),
  );
  expect(faults).toEqual([]);
}

function standsThere(text: string, { latex, range }: Part): boolean {
  const written = text.slice(range.start, range.end);
  return readings(written).some((reading) => bare(reading) === bare(latex));
}

/** What a stretch of a note may stand for: itself, percent-encoded, JSON, or with the prefixes of quotes. */
function readings(written: string): string[] {
  const lines = written.replace(/\n[ \t]*(?:> ?)+/g, '\n');
  const all = [written, lines];
  try {
    all.push(decodeURIComponent(written.replaceAll('+', ' ')), decodeURIComponent(written));
  } catch {
    // No percent-encoding.
  }
  try {
    // A side of a notebook may run over several strings of the JSON.
    all.push(JSON.parse(`"${written.replace(/"\s*,\s*"/g, '')}"`) as string);
  } catch {
    // No JSON.
  }
  return all;
}

const bare = (text: string): string => text.replace(/\s+/g, '');
