import type { Code } from '../comments/codes';

/** The settings file that the editor and the command line both obey. It holds for its folder and all folders below. */
export const settingsFileName = '.derivation-check.json';

/** When a note is checked in the editor. */
export type Run = 'onType' | 'onSave' | 'manual';

/** How a message is shown; `off` is not at all. */
export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** Everything that a user can set. The command line obeys what is not about an editor. */
export interface Settings {
  readonly run: Run;
  /** Milliseconds without a keystroke before a note is checked. */
  readonly debounce: number;
  readonly severities: Readonly<Record<Code, Severity>>;
  /** Valid trials wanted for each relation. */
  readonly points: number;
  readonly seed: number;
  /** Most work for one relation, in thousands of evaluated nodes; 0 is the checker's own limit. */
  readonly budget: number;
  /** Most seconds for one note in the editor. */
  readonly timeout: number;
  readonly inlayHints: 'off' | 'fails' | 'all';
  readonly codeLens: boolean;
  readonly locale: 'auto' | 'en' | 'zh-cn';
  /** Glob patterns of notes that are not checked, from the folder of the settings file or the workspace. */
  readonly ignore: readonly string[];
  /** `\E` to `\mathbb{E}`; `#1` in the body takes an argument. */
  readonly macros: Readonly<Record<string, string>>;
  readonly assumptions: readonly string[];
  readonly definitions: readonly string[];
}

export const defaults: Settings = {
  run: 'onType',
  debounce: 300,
  severities: {
    fails: 'error',
    domain: 'information',
    suspect: 'hint',
    'unknown-notation': 'off',
    'unknown-quantity': 'off',
    ambiguous: 'off',
    'no-valid-points': 'off',
    imprecise: 'off',
    'too-costly': 'information',
    'not-numeric': 'off',
    'unclosed-delimiter': 'warning',
    'unclosed-environment': 'warning',
    'invalid-json': 'warning',
    'invalid-encoding': 'warning',
    'invalid-comment': 'warning',
    'invalid-settings': 'warning',
    'too-large': 'information',
  },
  points: 12,
  seed: 1,
  budget: 0,
  timeout: 10,
  inlayHints: 'fails',
  codeLens: true,
  locale: 'auto',
  ignore: [],
  macros: {},
  assumptions: [],
  definitions: [],
};

/** What one source (a file, an editor) sets; what it does not set is missing. */
export type SomeSettings = {
  readonly [K in keyof Settings]?: K extends 'severities' ? Partial<Settings[K]> : Settings[K];
};

/** Lays settings over one another: a later source wins. Lists and macros add up, since leaving one out is no wish to lose it. */
export function layered(...sources: readonly SomeSettings[]): Settings {
  return sources.reduce<Settings>(
    (under, over) => ({
      ...under,
      ...over,
      severities: { ...under.severities, ...over.severities },
      macros: { ...under.macros, ...over.macros },
      ignore: [...under.ignore, ...(over.ignore ?? [])],
      assumptions: [...under.assumptions, ...(over.assumptions ?? [])],
      definitions: [...under.definitions, ...(over.definitions ?? [])],
    }),
    defaults,
  );
}
