import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver-protocol';
import { cover } from '../../expression/range';
import type { Finding, NoteReport } from '../../report/report';
import type { NoteText } from '../note';
import { count, heading, tally } from '../wording';
import { shortened } from './diagnostics';
import { byFormula } from './find';

/** The derivations of a note, each with its steps. */
export function documentSymbols(note: NoteText, report: NoteReport, uri: string): DocumentSymbol[] {
  return byFormula(report).flatMap(({ range, findings }) => {
    const place = note.rangeIn(uri, range);
    if (!place) return [];
    const children = findings.flatMap((finding) => step(note, finding, uri) ?? []);
    const name = shortened(findings[0]!.left.latex, 40) || shortened(findings[0]!.right.latex, 40) || '=';
    return [
      { name, detail: tally(count(findings)), kind: SymbolKind.Object, range: place, selectionRange: place, children },
    ];
  });
}

function step(note: NoteText, finding: Finding, uri: string): DocumentSymbol | undefined {
  const { sign, right } = finding;
  const range = note.rangeIn(uri, right.range.start > sign.range.start ? cover(sign.range, right.range) : sign.range);
  if (!range) return undefined;
  const name = shortened(`${sign.latex.replace(/&/g, '').trim()} ${right.latex}`, 40);
  return { name, detail: heading(finding), kind: SymbolKind.Operator, range, selectionRange: range };
}
