import type { NoteFormula, SymbolBinding } from './note-formula';

/** What the reader bound the symbols of a formula to, by name. */
export type ChosenBindings = Readonly<Record<string, SymbolBinding>>;

/** The numbers of the relations that a formula is made of: its id names them. */
export const indicesOf = (id: string): number[] => id.split('+').map(Number);

/** The id of the formula that relations make together. */
export const idOf = (indices: readonly number[]): string => indices.join('+');

/** The formula that a relation of the note belongs to. */
export function formulaWith(formulas: readonly NoteFormula[], index: number): NoteFormula | undefined {
  return formulas.find(({ id }) => indicesOf(id).includes(index));
}
