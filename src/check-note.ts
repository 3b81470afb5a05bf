import { check } from './check';
import { withoutDisabled } from './comments/apply';
import { macroDefinition, readComments } from './comments/comments';
import type { Language } from './notes/note';
import type { CheckOptions, NoteReport } from './report/report';
import type { Settings } from './settings/settings';

/** What a check of one note needs to know beside its text and settings. */
export interface NoteCheck {
  readonly language: Language;
  readonly locale: 'en' | 'zh-cn';
  readonly cancelled?: () => boolean;
}

/**
 * Checks a note as the settings and the note's own comments say. The command line and the editor both come through here,
 * so that their verdicts agree. Pure, as `check` is.
 */
export function checkNote(text: string, settings: Settings, how: NoteCheck, run: typeof check = check): NoteReport {
  const comments = readComments(text, how.language, how.locale);
  const everything = comments.disabled.some(
    ({ range, codes }) => codes === undefined && range.start === 0 && range.end === text.length,
  );
  if (everything) return { language: how.language, findings: [], problems: comments.problems };
  const report = run(text, options(settings, how, comments));
  return withoutDisabled({ ...report, problems: [...report.problems, ...comments.problems] }, comments.disabled);
}

/** How a note is checked by the settings and its own comments, apart from what is asked while it goes on. Plain data. */
export function optionsOf(
  text: string,
  settings: Settings,
  how: Omit<NoteCheck, 'cancelled'>,
): Omit<CheckOptions, 'cancelled'> {
  return options(settings, how, readComments(text, how.language, how.locale));
}

function options(settings: Settings, how: NoteCheck, comments: ReturnType<typeof readComments>): CheckOptions {
  const macros = [
    ...Object.entries(settings.macros).map(([name, body]) => macroDefinition(`${name} = ${body}`)),
    ...comments.macros.map(({ latex }) => latex),
  ];
  return {
    language: how.language,
    locale: how.locale,
    seed: settings.seed,
    points: settings.points,
    ...(settings.budget > 0 ? { budget: settings.budget * 1000 } : {}),
    ...(how.cancelled ? { cancelled: how.cancelled } : {}),
    macros: macros.join('\n'),
    assumptions: [...settings.assumptions.map((latex) => ({ latex })), ...comments.assumptions],
    definitions: [...settings.definitions.map((latex) => ({ latex })), ...comments.definitions],
  };
}
