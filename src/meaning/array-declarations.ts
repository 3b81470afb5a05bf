import type { Tree } from '../latex/tree';
import { isLetter, isSymbol, nameOf, solid } from './names';
import { inside, labelText } from './scripts';

/** What `X \in \mathbb{R}^{n \times d}` says: how many axes the name has, and how long they are (a letter or a number, as written). */
export interface ArrayDeclaration {
  readonly name: string;
  /** Number of indices that the name bears in the declaration: 1 for `x_i \in \mathbb{R}^d`. */
  readonly arity: number;
  readonly sizes: readonly string[];
  readonly complex: boolean;
}

/** The declarations by ∈ in a formula, at every level. */
export function findArrayDeclarations(nodes: readonly Tree[]): ArrayDeclaration[] {
  const found: ArrayDeclaration[] = [];
  const visit = (body: readonly Tree[]): void => {
    const list = solid(body);
    list.forEach((node, k) => {
      if (isSymbol(node, '\\in')) {
        const space = spaceOf(list[k + 1]);
        if (space !== undefined) for (const name of namesBefore(list, k)) found.push({ ...name, ...space });
      }
      for (const part of partsOf(node)) visit(part);
    });
  };
  visit(nodes);
  return found;
}

function partsOf(node: Tree): (readonly Tree[])[] {
  switch (node.kind) {
    case 'group':
    case 'fenced':
      return [node.body];
    case 'environment':
      return node.rows.map((row) => row.cells.flatMap((cell) => cell.body));
    default:
      return [];
  }
}

/** `\mathbb{R}^{n \times d}`, `\mathbb{C}^n`, `\mathbb{R}`, `R^n`. */
function spaceOf(node: Tree | undefined): Pick<ArrayDeclaration, 'sizes' | 'complex'> | undefined {
  if (node === undefined) return undefined;
  const base = node.kind === 'scripts' ? node.base : node;
  const name = base && nameOf(base);
  if (name !== '\\mathbb{R}' && name !== '\\mathbb{C}' && name !== '\\Re' && !(name === 'R' && node.kind === 'scripts'))
    return undefined;
  const complex = name === '\\mathbb{C}';
  if (node.kind !== 'scripts' || node.sup === undefined) return { sizes: [], complex };
  const sizes: Tree[][] = [[]];
  for (const part of inside(node.sup)) {
    if (isSymbol(part, '\\times')) sizes.push([]);
    else (sizes[sizes.length - 1] as Tree[]).push(part);
  }
  if (sizes.some((s) => s.length === 0) || sizes.length > 2) return undefined;
  // `\mathbb{R}^+` is no space of vectors.
  if (sizes.some((s) => s.some((n) => isSymbol(n, '+', '*') && s.length === 1))) return { sizes: [], complex };
  return { sizes: sizes.map((s) => s.map(labelText).join('')), complex };
}

/** `X`, `x_i`, `P, Y`. */
function namesBefore(list: readonly Tree[], end: number): { name: string; arity: number }[] {
  const names: { name: string; arity: number }[] = [];
  for (let k = end - 1; k >= 0; k -= 2) {
    const node = list[k] as Tree;
    const base = node.kind === 'scripts' ? node.base : node;
    const name = base && nameOf(base);
    if (name === undefined || base?.kind === 'operator') break;
    if (node.kind === 'scripts' && node.primes === 0) {
      const sub = node.sub === undefined ? [] : inside(node.sub);
      const sup = node.sup === undefined ? undefined : inside(node.sup);
      if (sup !== undefined) {
        const [bracket] = sup;
        if (sup.length !== 1 || bracket?.kind !== 'fenced') break;
        names.push({ name: `${name}^{()}`, arity: 1 + sub.length });
      } else if (sub.every((s) => (isLetter(s) && /^[a-z]$/.test(nameOf(s) ?? '')) || s.kind === 'number'))
        names.push({ name, arity: sub.length });
      else if (sub.length === 1) names.push({ name: `${name}_{${labelText(sub[0] as Tree)}}`, arity: 0 });
    } else if (node.kind !== 'scripts') names.push({ name, arity: 0 });
    if (!isSymbol(list[k - 1], ',')) break;
  }
  return names;
}
