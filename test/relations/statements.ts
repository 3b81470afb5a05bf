import { parseLatex } from '../../src/latex/parse-latex';
import { findStatements, type FormulaInNote } from '../../src/relations/find-statements';
import type { Slice, Statement } from '../../src/relations/relation';

/** A formula for a test: a display, unless said otherwise. */
export function formula(latex: string, rest: Partial<FormulaInNote> = {}): FormulaInNote {
  return { latex, syntax: parseLatex(latex), display: true, afterHeading: false, proseBefore: 'Some words.', ...rest };
}

/** The statements of formulas, one line each: `1.0 a = b`, with the number of the chain and the place in it; `remark c`. */
export function statementsOf(...formulas: readonly FormulaInNote[]): string[] {
  return findStatements(formulas).map((statement) => line(statement, formulas));
}

function line(statement: Statement, formulas: readonly FormulaInNote[]): string {
  const text = (slice: Slice): string =>
    (formulas[slice.formula] as FormulaInNote).latex
      .slice(slice.span.start, slice.span.end)
      .replace(/\\\\|&/g, '')
      .replace(/\s+/g, ' ');
  if (statement.kind === 'remark') return `remark ${withLead(statement.remark.lead)}${text(statement.remark.slice)}`;
  const { chain, place, lead, left, sign, right, conditions, system } = statement.relation;
  const suffix = conditions.map((condition) => ` | ${text(condition)}`).join('');
  return `${chain}.${place}${system ? ' system' : ''} ${withLead(lead)}${text(left)} ${sign.kind} ${text(right)}${suffix}`;
}

function withLead(lead: string): string {
  return lead === '' ? '' : `[${lead}] `;
}
