import type { CodeLens } from 'vscode-languageserver-protocol';
import type { NoteReport } from '../../report/report';
import type { NoteText } from '../note';
import { t } from '../text';
import { count, tally } from '../wording';
import { byFormula } from './find';

/**
 * Over each display what became of its steps: a click goes to the first one that is wrong, where the client can do that. Over
 * each gradient of logistic regression an invitation to train with it.
 */
export function codeLenses(note: NoteText, report: NoteReport, uri: string, clientCommands: boolean): CodeLens[] {
  return byFormula(report).flatMap(({ range, display, findings }) => {
    const place = note.rangeIn(uri, range);
    if (!place) return [];
    const lenses: CodeLens[] = [];
    const title = tally(count(findings));
    if (display && title !== '') {
      const worst =
        findings.find(({ verdict }) => verdict === 'fails') ??
        findings.find(({ verdict }) => verdict === 'undecided') ??
        findings[0]!;
      const at = note.location(worst.sign.range).range.start;
      const command = clientCommands
        ? { title, command: 'derivationCheck.revealStep', arguments: [uri, at.line, at.character] }
        : { title, command: '' };
      lenses.push({ range: place, command });
    }
    // A wrong one is the more worth seeing; else the last is the result.
    const gradients = findings.filter(({ gradient }) => gradient !== undefined);
    const gradient = gradients.find(({ verdict }) => verdict === 'fails') ?? gradients.at(-1);
    if (gradient && clientCommands) {
      const command = 'derivationCheck.trainWithGradient';
      lenses.push({
        range: place,
        command: { title: t('Train with this gradient'), command, arguments: [note.uri, gradient.gradient] },
      });
    }
    return lenses;
  });
}
