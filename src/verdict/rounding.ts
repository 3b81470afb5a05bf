import type { Expression } from '../expression/expression';

/** A decimal as written in a note, with the size of its last digit. */
export interface Rounded {
  readonly value: number;
  /** One unit in the last place shown. */
  readonly unit: number;
}

/** The decimal that an expression is, if it is one with a point: `0.617`, `-3.5`. */
export function roundedNumber(e: Expression): Rounded | undefined {
  if (e.kind === 'negate') {
    const inner = roundedNumber(e.of);
    return inner && { value: -inner.value, unit: inner.unit };
  }
  if (e.kind !== 'number') return undefined;
  const point = e.text.indexOf('.');
  return { value: Number(e.text), unit: point < 0 ? 1 : 10 ** -(e.text.length - point - 1) };
}

/** The same for a number after `≈`: zeros at the end of a whole number are no digits (`26^4 ≈ 460000`). */
export function approximateNumber(e: Expression): Rounded | undefined {
  const shown = roundedNumber(e);
  if (shown === undefined || shown.unit < 1 || shown.value === 0) return shown;
  let unit = 1;
  while (shown.value % (unit * 10) === 0) unit *= 10;
  return { value: shown.value, unit };
}

/** Whether a value rounds to the number shown: yes, perhaps (cut off instead of rounded), or no. */
export function roundsTo(value: number, shown: Rounded): 'yes' | 'perhaps' | 'no' {
  const distance = Math.abs(value - shown.value) / shown.unit;
  if (distance <= 0.5 + 1e-6) return 'yes';
  return distance < 2 ? 'perhaps' : 'no';
}
