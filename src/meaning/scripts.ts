import type { Expression } from '../expression/expression';
import { number } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { isLetter, isSymbol, nameOf, solid } from './names';
import type { Reader } from './reader';
import { placed } from './reader';

/** What a subscript says: indices, or a label that belongs to the name. */
export type Subscript =
  | { readonly kind: 'indices'; readonly indices: readonly Expression[] }
  | { readonly kind: 'label'; readonly label: string };

/** The nodes of a script without the braces around them. */
export function inside(script: Tree): readonly Tree[] {
  return solid(script.kind === 'group' ? script.body : [script]);
}

/**
 * Reads a subscript. `ij`, `i,j`, `2`, `i+1`, `t-1` are indices; words, capitals and letters that the note never uses as an index
 * (`E_y`, `T_c`) are labels.
 */
export function readSubscript(
  reader: Reader,
  script: Tree,
  readIndex: (nodes: readonly Tree[]) => Expression,
): Subscript {
  const nodes = inside(script);
  if (nodes.length === 0) return { kind: 'label', label: '' };
  const parts = split(nodes);
  const indices: Expression[] = [];
  for (const part of parts) {
    const read = readPart(reader, part, readIndex);
    if (read === undefined) return { kind: 'label', label: nodes.map(labelText).join('') };
    indices.push(...read);
  }
  return { kind: 'indices', indices };
}

function split(nodes: readonly Tree[]): Tree[][] {
  const parts: Tree[][] = [[]];
  for (const node of nodes) {
    if (isSymbol(node, ',', ';')) parts.push([]);
    else (parts[parts.length - 1] as Tree[]).push(node);
  }
  return parts.filter((p) => p.length > 0);
}

function readPart(
  reader: Reader,
  part: readonly Tree[],
  readIndex: (nodes: readonly Tree[]) => Expression,
): Expression[] | undefined {
  const isIndexName = (node: Tree) => {
    const name = nameOf(node);
    return name !== undefined && (node.kind === 'symbol' || node.kind === 'accent') && reader.usage.isIndex(name);
  };
  if (part.every((n) => n.kind === 'number' || isIndexName(n))) {
    // `x_{12}` is the pair 1, 2 where both are small, but the lexer gives one number: a label-like single index serves as well.
    return part.map((n) =>
      n.kind === 'number'
        ? number(n.text, placed(reader, n))
        : { kind: 'symbol', name: nameOf(n) as string, indices: [], place: placed(reader, n) },
    );
  }
  const first = part[0] as Tree;
  if (part.length === 1 && first.kind === 'scripts' && first.base && isIndexName(first.base)) return [readIndex(part)];
  if (part.length === 1 && first.kind === 'fenced') return readPart(reader, solid(first.body), readIndex);
  const arithmetic = part.some((n) => isSymbol(n, '+', '-', '*', '\\cdot'));
  if (
    arithmetic &&
    part.length > 1 &&
    part.every(
      (n) =>
        n.kind === 'number' ||
        isLetter(n) ||
        isSymbol(n, '+', '-', '\\cdot', '*') ||
        n.kind === 'group' ||
        n.kind === 'fenced' ||
        n.kind === 'fraction',
    )
  )
    return [readIndex(part)];
  return undefined;
}

/** A script as the text of a label: `{CE}` is `CE`, `\max` is `max`. */
export function labelText(node: Tree): string {
  switch (node.kind) {
    case 'symbol':
    case 'number':
      return node.text;
    case 'operator':
      return node.name;
    case 'text':
      return node.text.trim();
    case 'group':
    case 'styled':
      return node.body.map(labelText).join('');
    case 'accent':
      return `${node.command}{${node.body.map(labelText).join('')}}`;
    case 'scripts':
      return (
        (node.base ? labelText(node.base) : '') +
        (node.sub ? `_${labelText(node.sub)}` : '') +
        (node.sup ? `^${labelText(node.sup)}` : '') +
        "'".repeat(node.primes)
      );
    case 'fenced':
      return node.open + node.body.map(labelText).join('') + node.close;
    case 'fraction':
      return `${node.numerator.map(labelText).join('')}/${node.denominator.map(labelText).join('')}`;
    case 'command':
      return node.command;
    default:
      return '';
  }
}

/** What a superscript says about the thing that bears it. */
export type Superscript =
  | { readonly kind: 'power'; readonly nodes: readonly Tree[] }
  | { readonly kind: 'transpose' }
  /** `^{-T}`, `^{-\top}`: the inverse of the transpose. */
  | { readonly kind: 'inverse transpose' }
  | { readonly kind: 'adjoint' }
  | { readonly kind: 'star' }
  /** A bracketed index or a mark that belongs to the name: `x^{(i)}`, `x^{[l]}`, `w^{+}`. */
  | { readonly kind: 'index'; readonly nodes: readonly Tree[] }
  | { readonly kind: 'label'; readonly label: string };

export function readSuperscript(reader: Reader, script: Tree, base?: string): Superscript {
  const nodes = inside(script);
  const only = nodes.length === 1 ? (nodes[0] as Tree) : undefined;
  // `\\sigma^z` is the matrix for that axis.
  if (
    base !== undefined &&
    /^(\\hat\{)?(\\sigma|\\tau|S)\}?$/.test(base) &&
    only?.kind === 'symbol' &&
    /^[xyz]$/.test(only.text) &&
    /pauli|qubit|spin|泡利|自旋|量子/.test(reader.usage.prose)
  )
    return { kind: 'label', label: `^{${only.text}}` };
  if (isSymbol(only, '\\top', '\\intercal', '⊤')) return { kind: 'transpose' };
  if (
    only !== undefined &&
    nameOf(only) === 'T' &&
    (only.kind === 'symbol' || only.kind === 'styled' || only.kind === 'text') &&
    isTransposeLetter(reader)
  )
    return { kind: 'transpose' };
  const marked = nodes.length === 2 && isSymbol(nodes[0], '-') ? nodes[1] : undefined;
  if (
    isSymbol(marked, '\\top', '\\intercal', '⊤') ||
    (marked !== undefined && nameOf(marked) === 'T' && isTransposeLetter(reader))
  )
    return { kind: 'inverse transpose' };
  if (
    isSymbol(only, '\\dagger', '†') ||
    (only?.kind === 'symbol' && only.text === 'H' && reader.usage.of('H').bare === 0)
  )
    return { kind: 'adjoint' };
  if (isSymbol(only, '*', '\\ast', '\\star')) return { kind: 'star' };
  if (isSymbol(only, '+', '-', '\\pm', '\\mp')) return { kind: 'label', label: `^${labelText(only as Tree)}` };
  if (only?.kind === 'fenced' && (only.open === '(' || only.open === '[')) {
    const body = solid(only.body);
    if (body.every((n) => n.kind === 'number' || isLetter(n) || isSymbol(n, '+', '-')))
      return { kind: 'index', nodes: body };
  }
  if (only?.kind === 'text' || (only?.kind === 'operator' && only.name.length > 1))
    return { kind: 'label', label: `^${labelText(only)}` };
  return { kind: 'power', nodes };
}

/** Whether a superscript `T` is the mark of a transpose in this note: the letter hardly stands anywhere else. */
function isTransposeLetter(reader: Reader): boolean {
  const { bare, subscript } = reader.usage.of('T');
  const transposes = countPowers(reader);
  return bare <= subscript + transposes * 1.2;
}

/** A bare `T` is counted by usage also where it is the mark of a transpose; those do not count against it. */
function countPowers(reader: Reader): number {
  let named = 0;
  let total = 0;
  for (const [name, use] of reader.usage.names) {
    total += use.transposed;
    if (name !== '()') named += use.transposed;
  }
  // `(1 + r)^T` alone is a power.
  return named > 0 ? total : 0;
}
