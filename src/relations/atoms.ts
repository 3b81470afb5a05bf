import { pairAngles } from '../latex/bars';
import type { Tree } from '../latex/tree';
import { bracketDepths } from './bracket-depths';
import type { Line } from './lines';
import { isConjunction, isConnective, isConnectiveWord, isUnit } from './prose-words';
import type { SignKind } from './relation';
import { isBinaryOperator, signAt } from './signs';

/** A piece of a formula at the top level. */
export type Atom =
  | { readonly kind: 'node'; readonly node: Tree; readonly depth: number }
  | { readonly kind: 'sign'; readonly sign: SignKind; readonly nodes: readonly Tree[] }
  | { readonly kind: 'weak'; readonly nodes: readonly Tree[] }
  | { readonly kind: 'arrow'; readonly word: string; readonly nodes: readonly Tree[] }
  | { readonly kind: 'punctuation'; readonly text: string; readonly node: Tree }
  | { readonly kind: 'prose'; readonly node: Extract<Tree, { kind: 'text' }> }
  | { readonly kind: 'space'; readonly wide: boolean; readonly command: string }
  | { readonly kind: 'gap'; readonly inside: boolean }
  | {
      readonly kind: 'row';
      readonly line: number;
      /** Inside brackets that a later row closes. */ readonly inside: boolean;
    };

/** Breaks lines into atoms: signs, punctuation, words and wide spaces outside all brackets, and the nodes between them. */
export function atomsOf(lines: readonly Line[]): Atom[] {
  const cells = lines.map((line) =>
    line.cells.map((cell) => pairAngles(cell.filter((node) => node.kind !== 'ignored'))),
  );
  const depths = bracketDepths(cells);
  const atoms: Atom[] = [];
  cells.forEach((row, line) => {
    atoms.push({ kind: 'row', line, inside: (depths.cells[line]?.[0] ?? 0) > 0 });
    row.forEach((cell, column) => {
      if (column > 0) atoms.push({ kind: 'gap', inside: (depths.cells[line]?.[column] ?? 0) > 0 });
      for (let i = 0; i < cell.length;) {
        const node = cell[i] as Tree;
        const depth = depths.of(node);
        if (depth > 0) {
          if (node.kind !== 'break') atoms.push({ kind: 'node', node, depth });
          i++;
          continue;
        }
        const sign = signAt(cell, i);
        if (sign !== undefined) {
          const nodes = cell.slice(i, i + sign.length);
          atoms.push(
            sign.kind === 'sign'
              ? { kind: 'sign', sign: sign.sign, nodes }
              : sign.kind === 'weak'
                ? { kind: 'weak', nodes }
                : { kind: 'arrow', word: sign.word, nodes },
          );
          i += sign.length;
          continue;
        }
        atoms.push(atomOf(node, cell, i, row, column));
        i++;
      }
    });
  });
  return atoms;
}

function atomOf(
  node: Tree,
  cell: readonly Tree[],
  index: number,
  row: readonly (readonly Tree[])[],
  column: number,
): Atom {
  if (node.kind === 'space') return { kind: 'space', wide: isWide(cell, index), command: node.command };
  if (node.kind === 'symbol' && (node.text === ',' || node.text === ';'))
    return { kind: 'punctuation', text: node.text, node };
  if (node.kind === 'symbol' && node.text === '.' && !isDotted(cell, index))
    return { kind: 'punctuation', text: '.', node };
  const words = proseOf(node);
  if (words !== undefined && isProseHere(words.text, cell, index, row, column)) return { kind: 'prose', node: words };
  return { kind: 'node', node, depth: 0 };
}

/** Words that are said in text or, by authors who know no `\text`, in an upright font: `{\rm and}`. */
function proseOf(node: Tree): Extract<Tree, { kind: 'text' }> | undefined {
  if (node.kind === 'text') return node;
  if (node.kind === 'operator') {
    const word = node.command === '\\mathrm' || node.command === '\\operatorname' ? node.name : '';
    return isConnectiveWord(word) ? { kind: 'text', text: word, span: node.span } : undefined;
  }
  if (node.kind !== 'group' && node.kind !== 'styled') return undefined;
  const shown = node.body.filter((child) => child.kind !== 'space');
  return shown.length === 1 ? proseOf(shown[0] as Tree) : undefined;
}

/** `\quad` and wider, or a row of smaller spaces; `~` and `\ ` alone do not part anything. */
function isWide(cell: readonly Tree[], index: number): boolean {
  const node = cell[index] as Tree;
  if (node.kind !== 'space') return false;
  if (
    node.wide &&
    node.command !== '~' &&
    node.command !== '\\ ' &&
    node.command !== '\\nobreakspace' &&
    node.command !== '\\space'
  )
    return true;
  return [1, 2].every((step) => cell[index + step]?.kind === 'space') && cell[index - 1]?.kind !== 'space';
}

/** A point that is part of `...` or stands between letters. */
function isDotted(cell: readonly Tree[], index: number): boolean {
  const isPoint = (node: Tree | undefined): boolean => node?.kind === 'symbol' && node.text === '.';
  if (isPoint(cell[index - 1]) || isPoint(cell[index + 1])) return true;
  const before = cell[index - 1];
  const after = cell[index + 1];
  const here = cell[index] as Tree;
  return (
    before?.kind === 'symbol' &&
    after?.kind === 'symbol' &&
    /^[A-Za-z]$/.test(before.text) &&
    /^[A-Za-z]$/.test(after.text) &&
    before.span.end === here.span.start &&
    here.span.end === after.span.start
  );
}

/** Whether words are said beside the mathematics; words that name a quantity (`\text{area} = …`) are part of it. */
function isProseHere(
  text: string,
  cell: readonly Tree[],
  index: number,
  row: readonly (readonly Tree[])[],
  column: number,
): boolean {
  const plain = text.trim();
  if (plain === '' || isConjunction(plain)) return true;
  const before = neighbour(cell, index, -1, row, column);
  const after = neighbour(cell, index, 1, row, column);
  if (before?.sign === true || after?.sign === true) return false;
  if (isConnective(plain)) return true;
  if ([before, after].some((one) => one !== undefined && isBinaryOperator(one.node))) return false;
  // `\text{ROC}\{x\}` is a function.
  const opens =
    after !== undefined &&
    (after.node.kind === 'fenced' || (after.node.kind === 'symbol' && /^(?:\(|\[|\\\{)$/.test(after.node.text)));
  if (opens && /^[A-Za-z]+$/.test(plain)) return false;
  if (before?.node.kind === 'number' && isUnit(plain)) return false;
  // A lone word is what the formula is about.
  return before !== undefined || after !== undefined || /\s/.test(plain);
}

/** The node beside another in its row, past narrow spaces; in the next cell only a relation sign counts. */
function neighbour(
  cell: readonly Tree[],
  index: number,
  step: 1 | -1,
  row: readonly (readonly Tree[])[],
  column: number,
): { node: Tree; sign: boolean } | undefined {
  let i = index + step;
  while (cell[i]?.kind === 'space' && !isWide(cell, i)) i += step;
  const node = cell[i];
  if (node !== undefined) return { node, sign: signAt(cell, i)?.kind === 'sign' };
  const next = row[column + step]?.filter((one) => one.kind !== 'space') ?? [];
  const edge = step === 1 ? 0 : next.length - 1;
  return signAt(next, edge)?.kind === 'sign' ? { node: next[edge] as Tree, sign: true } : undefined;
}
