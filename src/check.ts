import type { CheckOptions, NoteReport } from './report/report';

/**
 * Checks a note: reads its formulas, finds the relations in them, and tests each one numerically.
 * Pure: the same text, options and seed give the same report. Never throws on what a note contains.
 *
 * @param text the whole text of the note, as in the file (a notebook: its JSON).
 */
export function check(text: string, options: CheckOptions = {}): NoteReport {
  void text;
  return { language: options.language ?? 'markdown', findings: [], problems: [] };
}
