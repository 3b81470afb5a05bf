import type { NoteFormula, NotePlace, SymbolBinding } from '../../trainer/formula/note-formula';
import type { TrainerState } from '../../trainer/state';

export type Locale = 'en' | 'zh-cn';

/** What the extension tells the trainer's page. */
export type HostMessage =
  | {
      /** The answer to `ready`. */
      readonly type: 'init';
      readonly locale: Locale;
      readonly formulas: readonly NoteFormula[];
      /** The formula that the page was opened for: it is shown and trained with at once. */
      readonly open?: string;
      /** A state to begin with; what the page stored itself comes first. */
      readonly state?: TrainerState;
    }
  /** The note changed, or another formula was asked for. */
  | { readonly type: 'formulas'; readonly formulas: readonly NoteFormula[]; readonly open?: string }
  /** The text of the file chosen after `openCsv`. */
  | { readonly type: 'csv'; readonly name: string; readonly text: string }
  | { readonly type: 'setState'; readonly state: TrainerState }
  | { readonly type: 'saved'; readonly name: string }
  /** Something that the host was asked for did not work; a sentence for the reader. */
  | { readonly type: 'failed'; readonly message: string };

/** What the page asks of the extension. */
export type PageMessage =
  | { readonly type: 'ready' }
  /** Lets the reader choose a CSV file of the workspace. */
  | { readonly type: 'openCsv' }
  | { readonly type: 'jumpToLine'; readonly place: NotePlace }
  | {
      readonly type: 'saveFile';
      readonly name: string;
      readonly encoding: 'utf8' | 'base64';
      readonly content: string;
    }
  | { readonly type: 'copy'; readonly text: string }
  /** The reader says what a symbol of the formula means; the host reads the formula anew and sends `formulas`. */
  | {
      readonly type: 'bindSymbol';
      readonly formula: string;
      readonly symbol: string;
      readonly binding: SymbolBinding;
    };

/** The part of VS Code's webview API that the page uses. */
export interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: TrainerState): void;
}
