import { noteFormulaCompiler } from '../../trainer/formula/compile-note-formula';

/** Makes functions of the note's formulas, with the core that checks them. */
export const compileFormula = noteFormulaCompiler();
