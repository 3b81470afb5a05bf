import type { FormulaPart, NoteFormula, NotePlace, SymbolBinding } from './note-formula';

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

/** A formula with its places as offsets of the note's text. */
export type FoundFormula = Omit<NoteFormula, 'place' | 'weights' | 'bias'> & {
  readonly offset: number;
  readonly weights?: FoundPart;
  readonly bias?: FoundPart;
};
export type FoundPart = Omit<FormulaPart, 'place'> & { readonly offset: number };

/** The formula with its places as the reader sees them, and its line in its name. */
export function placed(
  { offset, weights, bias, ...formula }: FoundFormula,
  placeOf: (offset: number) => NotePlace,
  named: (name: string, line: number) => string,
): NoteFormula {
  const partOf = ({ offset: start, ...part }: FoundPart): FormulaPart => ({ ...part, place: placeOf(start) });
  const place = placeOf(offset);
  return {
    ...formula,
    name: named(formula.name, place.line),
    place,
    ...(weights && { weights: partOf(weights) }),
    ...(bias && { bias: partOf(bias) }),
  };
}
