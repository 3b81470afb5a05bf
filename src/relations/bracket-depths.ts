import type { Tree } from '../latex/tree';
import { signAt } from './signs';

const CLOSERS: ReadonlyMap<string, readonly string[]> = new Map([
  [')', ['(', '[']],
  [']', ['[', '(']],
  ['\\}', ['\\{']],
  ['\\rbrace', ['\\lbrace', '\\{']],
  ['\\rbrack', ['\\lbrack', '[']],
  ['\\rangle', ['\\langle', '\\lvert']],
  ['\\rfloor', ['\\lfloor']],
  ['\\rceil', ['\\lceil']],
  ['\\rvert', ['\\lvert', '\\langle']],
  ['\\rVert', ['\\lVert']],
]);
const OPENERS: ReadonlySet<string> = new Set([...CLOSERS.values()].flat());

/** How deep in brackets each node of a display stands, with brackets that run over several rows. */
export interface BracketDepths {
  /** Depth at the beginning of each cell. */
  readonly cells: readonly (readonly number[])[];
  /** 0 for a node outside all brackets; brackets themselves count as inside. Brackets without a partner enclose nothing. */
  of(node: Tree): number;
}

/** Pairs plain brackets over the rows and cells of a display. A row that begins with a relation sign ends all brackets of the rows above. */
export function bracketDepths(rows: readonly (readonly (readonly Tree[])[])[]): BracketDepths {
  interface Open {
    readonly text: string;
    readonly at: number;
  }
  const nodes: Tree[] = [];
  const cellStarts: number[][] = [];
  const change: number[] = [];
  let open: Open[] = [];
  for (const row of rows) {
    const starts: number[] = [];
    cellStarts.push(starts);
    row.forEach((cell, column) => {
      starts.push(nodes.length);
      let bar = -1;
      const first = cell.findIndex((node) => node.kind !== 'space');
      const atStart = first >= 0 && signAt(cell, first)?.kind === 'sign';
      if (atStart && (column > 0 || cellStarts.length > 1)) open = [];
      cell.forEach((node, index) => {
        // Vectors are compared, not what stands in them: in `|j⟩⟨j| = |k⟩` the sign ends the bra.
        if (signAt(cell, index)?.kind === 'sign') while (open[open.length - 1]?.text === '\\langle') open.pop();
        const at = nodes.length;
        nodes.push(node);
        change.push(0);
        const text = bracketText(node);
        if (text === undefined) return;
        if (OPENERS.has(text) && node.kind !== 'scripts') open.push({ text, at });
        if (text === '|' || text === '\\vert') bar = node.kind === 'symbol' ? at : -1;
        const partners = CLOSERS.get(text);
        if (partners === undefined) return;
        const partner = findPartner(open, partners);
        if (text === '\\rangle' && bar >= 0 && (partner < 0 || partner < open.length - 1)) {
          // `|ψ⟩`
          while (open.length > 0 && (open[open.length - 1] as Open).at > bar) open.pop();
          change[bar]! += 1;
          change[at]! -= 1;
          bar = -1;
          return;
        }
        if (partner < 0) return;
        change[(open[partner] as Open).at]! += 1;
        change[at]! -= 1;
        open.length = partner;
      });
    });
  }
  const depths = new Map<Tree, number>();
  const before: number[] = [];
  let depth = 0;
  nodes.forEach((node, index) => {
    before.push(depth);
    const step = change[index] as number;
    depth += step;
    depths.set(node, Math.max(depth, depth - step));
  });
  return {
    cells: cellStarts.map((starts) => starts.map((start) => before[start] ?? depth)),
    of: (node) => depths.get(node) ?? 0,
  };
}

/** The nearest opener of the right kind; mixed kinds (`[0, 1)`) only when they are nearest of all. */
function findPartner(open: readonly { readonly text: string }[], partners: readonly string[]): number {
  const exact = partners[0] as string;
  for (let i = open.length - 1; i >= Math.max(0, open.length - 200); i--) if (open[i]?.text === exact) return i;
  const last = open[open.length - 1];
  return last !== undefined && partners.includes(last.text) ? open.length - 1 : -1;
}

/** The bracket that a node is; halves of a `\left…\right` pair over two rows count too. */
function bracketText(node: Tree): string | undefined {
  if (node.kind === 'symbol') return node.text;
  if (node.kind === 'scripts') return node.base === undefined ? undefined : bracketText(node.base);
  if (node.kind !== 'fenced' || !node.explicit) return undefined;
  if (node.close === '.' && node.open !== '.') return node.open;
  return node.open === '.' && node.close !== '.' ? node.close : undefined;
}
