import type { InlayHint, Range } from 'vscode-languageserver-protocol';
import type { NoteReport } from '../../report/report';
import type { Settings } from '../../settings/settings';
import type { NoteText } from '../note';
import { marks, summary } from '../wording';
import { findingsIn } from './find';
import { underlined } from './diagnostics';

/** A mark after each judged step: ✓, ✗ or ?. */
export function inlayHints(
  note: NoteText,
  report: NoteReport,
  uri: string,
  range: Range,
  { inlayHints: which }: Settings,
): InlayHint[] {
  if (which === 'off') return [];
  return findingsIn(report, note.range(uri, range)).flatMap((finding) => {
    const mark = which === 'all' || finding.verdict === 'fails' ? marks[finding.verdict] : '';
    const { end } = underlined(finding);
    const place = note.location({ start: end, end });
    if (mark === '' || place.uri !== uri) return [];
    return [{ position: place.range.start, label: mark, tooltip: summary(finding), paddingLeft: true }];
  });
}
