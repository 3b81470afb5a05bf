import type { Expression } from '../expression/expression';
import { call, multiply, number, symbol } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readSequence } from './grammar';
import { isSymbol, nameOf, solid } from './names';
import type { Reader } from './reader';
import { placed, unknown } from './reader';
import { labelText } from './scripts';

type Fenced = Extract<Tree, { kind: 'fenced' }>;

/** The name of the family of basis states: `|0⟩` is its member 0, `|j⟩` its member j. */
export const BASIS = '\\ket{}';

/** Whether an expression is a state `|…⟩`: two of them side by side are a tensor product. */
export function isKet(e: Expression | undefined): boolean {
  return (
    e !== undefined &&
    ((e.kind === 'symbol' && e.name.startsWith('\\ket{')) ||
      (e.kind === 'multiply' && e.signs.every((s) => s === 'kronecker') && e.factors.every(isKet)))
  );
}

/** `|ψ⟩`, `⟨ψ|`, `⟨φ|ψ⟩`, `⟨φ|A|ψ⟩`: columns and rows over a space of finite dimension. Undefined for other brackets. */
export function readBraKet(reader: Reader, node: Fenced): Expression | undefined {
  const place = placed(reader, node);
  const body = solid(node.body);
  if (body.length === 0) return undefined;
  if (node.open === '|' && node.close === '\\rangle') return ket(reader, body, node);
  if (node.open === '\\langle' && node.close === '|') return call('adjoint', [ket(reader, body, node)], place);
  if (node.open !== '\\langle' || node.close !== '\\rangle') return undefined;
  const parts: Tree[][] = [[]];
  for (const part of body) {
    if (isSymbol(part, '|', '\\mid', '\\vert', '\\middle|')) parts.push([]);
    else (parts[parts.length - 1] as Tree[]).push(part);
  }
  if (parts.length < 2 || parts.length > 3 || parts.some((p) => p.length === 0)) return undefined;
  const bra = call('adjoint', [ket(reader, parts[0] as Tree[], node)], place);
  const end = ket(reader, parts[parts.length - 1] as Tree[], node);
  return multiply(parts.length === 2 ? [bra, end] : [bra, readSequence(reader, parts[1] as Tree[]), end], place);
}

function ket(reader: Reader, body: readonly Tree[], node: Tree): Expression {
  const place = placed(reader, node);
  const digits =
    body.length > 1 && body.every((n) => n.kind === 'number')
      ? body.map((n) => (n as Extract<Tree, { kind: 'number' }>).text).join('')
      : undefined;
  const only: Tree | undefined =
    digits !== undefined
      ? { kind: 'number', text: digits, span: (body[0] as Tree).span }
      : body.length === 1
        ? body[0]
        : undefined;
  if (only?.kind === 'number' && /^\d+$/.test(only.text)) {
    // `|01⟩` is `|0⟩ ⊗ |1⟩`.
    if (only.text.length > 1 && /^[01]+$/.test(only.text)) {
      const factors = [...only.text].map((digit) => symbol(BASIS, [number(digit)], place));
      return { kind: 'multiply', factors, signs: factors.slice(1).map(() => 'kronecker' as const), place };
    }
    return symbol(BASIS, [number(only.text)], place);
  }
  const name = only && nameOf(only);
  if (name !== undefined && reader.usage.isIndex(name)) return symbol(BASIS, [symbol(name)], place);
  const isShifted =
    name === undefined &&
    body.every(
      (n) => n.kind === 'number' || isSymbol(n, '+', '-') || (n.kind === 'symbol' && reader.usage.isIndex(n.text)),
    );
  if (isShifted && body.length > 1) return symbol(BASIS, [readSequence(reader, body)], place);
  const label = body.map(labelText).join('');
  return label === '' || /[{},]/.test(label.replace(/_\{?\w\}?/g, ''))
    ? unknown(reader, node, '|…\\rangle')
    : symbol(`\\ket{${label}}`, [], place);
}
