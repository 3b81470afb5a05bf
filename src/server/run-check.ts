import { check } from '../check';
import { checkNote, optionsOf } from '../check-note';
import { noteFormulas } from '../trainer/formula/note-formulas';
import type { CheckRequest, CheckOutcome } from './checker';

/** What a request asks for, on the thread that it is called on. */
export function runCheck(request: CheckRequest, cancelled: () => boolean, run: typeof check = check): CheckOutcome {
  const { text, settings, language, locale, gradients } = request;
  if (!gradients) return checkNote(text, settings, { language, locale, cancelled }, run);
  const formulas = noteFormulas({
    text,
    options: optionsOf(text, settings, { language, locale }),
    bindings: gradients,
    cancelled,
  });
  return { language, findings: [], problems: [], formulas };
}
