/** A number for reading: four significant digits, powers of ten only where they are shorter. */
export function short(value: number, digits = 4): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const text = size >= 1e6 || size < 1e-4 ? powerOfTen(value, digits) : String(Number(value.toPrecision(digits)));
  return text.replace(/-/g, '−');
}

function powerOfTen(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 2)).split('e') as [string, string];
  const raised = exponent.replace('+', '').replace(/[-\d]/g, (c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)]!));
  return `${String(Number(mantissa))}·10${raised}`;
}

/** A number for a formula in LaTeX, negative ones in brackets where they follow an operator. */
export function latexNumber(value: number, brackets = false): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '\\text{NaN}' : value > 0 ? '\\infty' : '-\\infty';
  const size = Math.abs(value);
  let text: string;
  if (value !== 0 && (size >= 1e5 || size < 1e-3)) {
    const [mantissa, exponent] = value.toExponential(2).split('e') as [string, string];
    text = `${mantissa}\\cdot10^{${Number(exponent)}}`;
  } else text = String(Number(value.toPrecision(4)));
  return brackets && value < 0 ? `(${text})` : text;
}

/** 0.934 as `93.4 %`. */
export function percent(value: number): string {
  return Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`;
}
