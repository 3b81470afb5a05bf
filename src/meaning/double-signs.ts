import type { Expression } from '../expression/expression';
import { multiply, negate, number, symbol } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { isSymbol } from './names';
import type { Reader } from './reader';

/** The sign that `±` stands for: +1 in some models and −1 in the others, so that a relation is tested for both. */
export const DOUBLE_SIGN = '\\pm';

/** Whether a node is `±` or `∓`. */
export const isDoubleSign = (node: Tree | undefined): boolean => isSymbol(node, '\\pm', '\\mp');

/** A term behind `±` or `∓`: upper signs go together, and so do lower ones. */
export function withDoubleSign(sign: Tree, term: Expression): Expression {
  if (term.kind === 'unknown') return term;
  const signed = multiply([symbol(DOUBLE_SIGN), term]);
  return isSymbol(sign, '\\mp') ? negate(signed) : signed;
}

/**
 * `\\sigma^+`, `\\sigma^-`, `\\sigma^\\pm` as members +1, −1 and ± of one family, where the note writes some quantity with a double
 * sign as superscript. Undefined elsewhere: a sign is then a label.
 */
export function signMember(reader: Reader, name: string, mark: string): Expression | undefined {
  if (reader.usage.of(`${name}^\\pm`).bare === 0) return undefined;
  const index =
    mark === '+'
      ? number(1)
      : mark === '-'
        ? number(-1)
        : mark === '\\mp'
          ? negate(symbol(DOUBLE_SIGN))
          : symbol(DOUBLE_SIGN);
  return symbol(`${name}^`, [index]);
}
