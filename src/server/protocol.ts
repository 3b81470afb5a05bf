import {
  NotificationType,
  RequestType,
  RequestType0,
  type Position,
  type ProgressToken,
  type Range,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { SomeSettings } from '../settings/settings';
import type { ChosenBindings } from '../trainer/formula/formula-ids';
import type { NoteFormula } from '../trainer/formula/note-formula';

/** What a client may tell the server when it starts, beside what the protocol has. Every part may be missing. */
export interface InitializationOptions {
  /** Settings of a client that knows no `workspace/configuration`. */
  readonly settings?: SomeSettings;
  /** The client answers `FindNotes` and `ReadText`: the server never touches files itself. */
  readonly clientFiles?: boolean;
  /** The client has the commands of the extension, so that lenses and actions may call them. */
  readonly clientCommands?: boolean;
  /** The client's hovers show the diagnostics at the place too. */
  readonly clientHovers?: boolean;
  /** The client checks settings files with their schema. */
  readonly clientSchema?: boolean;
  /** Where the pages about the codes are; `{code}` in it is replaced. */
  readonly documentation?: string;
}

/** How many relations of each verdict. */
export interface Counts {
  readonly relations: number;
  readonly holds: number;
  readonly fails: number;
  readonly undecided: number;
  readonly given: number;
}

export interface WorkspaceSummary extends Counts {
  readonly notes: number;
  /** Notes that could not be read, with the reason. */
  readonly unreadable: readonly { readonly uri: string; readonly message: string }[];
  readonly cancelled: boolean;
}

/** A step of a note, for a client that wants to go to it. */
export interface StepPlace {
  readonly uri: string;
  /** The sign. */
  readonly sign: Range;
  /** What is underlined. */
  readonly range: Range;
  readonly verdict: 'holds' | 'fails' | 'undecided' | 'given';
}

/** Checks an open note now, whatever the settings say about when. With a range, everything in it is shown, also what is undecided. */
export const CheckNote = new RequestType<{ uri: string; range?: Range }, Counts, void>('derivationCheck/checkNote');

/** Checks every note of the workspace. Reports progress to the token. */
export const CheckWorkspace = new RequestType<{ workDoneToken?: ProgressToken }, WorkspaceSummary, void>(
  'derivationCheck/checkWorkspace',
);

/** Forgets all findings until the next check. */
export const ClearFindings = new RequestType0<void, void>('derivationCheck/clear');

/** All steps of an open note, in order. */
export const ListSteps = new RequestType<{ uri: string }, readonly StepPlace[], void>('derivationCheck/steps');

/** The edit that ignores the step at a position, or that states an assumption above it. */
export const CommentEdit = new RequestType<
  { uri: string; position: Position; comment: { kind: 'ignore' } | { kind: 'assume'; text: string } },
  WorkspaceEdit | null,
  void
>('derivationCheck/commentEdit');

/** The gradients of logistic regression that an open note gives, for the trainer. */
export const ListGradients = new RequestType<
  {
    uri: string;
    /** What the reader bound symbols to, by id of the formula. */
    bindings: Readonly<Record<string, ChosenBindings>>;
  },
  readonly NoteFormula[],
  void
>('derivationCheck/gradients');

/** What the server is doing with a note. */
export const Status = new NotificationType<{
  uri: string;
  state: 'checking' | 'checked' | 'idle' | 'too-costly';
  counts?: Counts;
}>('derivationCheck/status');

/** Asks the client for the notes of its workspace. */
export const FindNotes = new RequestType0<readonly string[], void>('derivationCheck/findNotes');

/** Asks the client for the text of a file; `null` if there is none. */
export const ReadText = new RequestType<{ uri: string }, string | null, void>('derivationCheck/readText');
