import { printName } from '../expression/print';
import { Complex, isBigNumber, Tensor, toFloat, type Scalar, type Value } from '../trial/arithmetic';
import { Dual } from '../trial/arithmetic';

/** A number as a reader wants it: up to five significant digits, no trailing zeros. */
export function formatNumber(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 1e15) return String(x).replace('-', '−');
  const size = Math.abs(x);
  const text = size !== 0 && (size < 1e-4 || size >= 1e7) ? x.toExponential(3) : String(Number(x.toPrecision(5)));
  return text.replace(/-/g, '−');
}

export function formatValue(value: Value): string {
  if (value instanceof Tensor) {
    const parts = value.data.map(formatScalar);
    if (value.rank === 0) return parts[0] === '1' ? 'I' : `${parts[0] as string}·I`;
    if (value.rank === 1) return `[${parts.join(', ')}]`;
    const columns = value.shape[1] as number;
    const rows: string[] = [];
    for (let k = 0; k < parts.length; k += columns) rows.push(parts.slice(k, k + columns).join(', '));
    return `[${rows.join('; ')}]`;
  }
  return formatScalar(value);
}

function formatScalar(x: Scalar): string {
  if (x instanceof Dual) return formatScalar(x.primal);
  if (x instanceof Complex) {
    const [re, im] = [toFloat(x.re), toFloat(x.im)];
    if (im === 0) return formatNumber(re);
    return `${re === 0 ? '' : formatNumber(re)}${im < 0 ? ' − ' : re === 0 ? '' : ' + '}${formatNumber(Math.abs(im))}i`;
  }
  return formatNumber(isBigNumber(x) ? x.toNumber() : x);
}

/** The key of a drawn value as a symbol: `x_3,2` is x₃,₂ written `x_{3,2}`. */
export function formatKey(key: string): string {
  const [named = key, sample] = key.split('@');
  const at = named.lastIndexOf('_');
  const indices = at > 0 && /^-?[\d.,-]+$/.test(named.slice(at + 1)) ? named.slice(at + 1).split(',') : [];
  const name = indices.length > 0 ? named.slice(0, at) : named;
  const all = sample === undefined ? indices : [...indices, `#${sample}`];
  if (all.length === 0) return printName(name);
  return all.length === 1 && (all[0] as string).length === 1
    ? `${printName(name)}_${all[0]}`
    : `${printName(name)}_{${all.join(',')}}`;
}
