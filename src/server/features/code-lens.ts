import type { CodeLens } from 'vscode-languageserver-protocol';
import type { NoteReport } from '../../report/report';
import type { NoteText } from '../note';
import { count, tally } from '../wording';
import { byFormula } from './find';

/** Over each display what became of its steps. A click goes to the first one that is wrong, where the client can do that. */
export function codeLenses(note: NoteText, report: NoteReport, uri: string, clientCommands: boolean): CodeLens[] {
  return byFormula(report).flatMap(({ range, display, findings }) => {
    const title = tally(count(findings));
    const place = note.rangeIn(uri, range);
    if (!display || title === '' || !place) return [];
    const worst =
      findings.find(({ verdict }) => verdict === 'fails') ??
      findings.find(({ verdict }) => verdict === 'undecided') ??
      findings[0]!;
    const at = note.location(worst.sign.range).range.start;
    const command = clientCommands
      ? { title, command: 'derivationCheck.revealStep', arguments: [uri, at.line, at.character] }
      : { title, command: '' };
    return [{ range: place, command }];
  });
}
