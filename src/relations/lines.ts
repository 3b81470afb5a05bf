import type { Row, Tree } from '../latex/tree';
import { signAt } from './signs';

/** How the rows of a grid hang together. */
export type Layout = 'plain' | 'align' | 'gather' | 'multline' | 'table';

/** One row of a display, or the whole of a formula without rows. */
export interface Line {
  /** The cells between `&`. */
  readonly cells: readonly (readonly Tree[])[];
  readonly layout: Layout;
  /** A row of equations that hold together, as in `cases`. */
  readonly system: boolean;
  /** Number of the grid that the row belongs to, so that rows of different grids are told apart. */
  readonly grid: number;
}

const LAYOUTS: ReadonlyMap<string, Layout> = new Map<string, Layout>([
  ...['equation', 'displaymath', 'math', 'dmath', 'subequations', 'empheq'].map((name) => [name, 'plain'] as const),
  ...[
    'align',
    'aligned',
    'alignat',
    'alignedat',
    'flalign',
    'xalignat',
    'eqnarray',
    'split',
    'IEEEeqnarray',
    'IEEEeqnarraybox',
    'eqalign',
    'eqalignno',
    'dgroup',
  ].map((name) => [name, 'align'] as const),
  ...['gather', 'gathered', 'displaylines', 'dgather'].map((name) => [name, 'gather'] as const),
  ...['multline', 'multlined'].map((name) => [name, 'multline'] as const),
]);

const TABLES: ReadonlySet<string> = new Set([
  'array',
  'darray',
  'cases',
  'dcases',
  'rcases',
  'drcases',
  'numcases',
  'subnumcases',
  'matrix',
  'tabular',
]);
const CASES: ReadonlySet<string> = new Set(['cases', 'dcases', 'rcases', 'drcases', 'numcases', 'subnumcases']);

/** Breaks a formula into lines: environments that only lay out are opened, piecewise definitions and matrices are left whole. */
export function linesOf(body: readonly Tree[]): Line[] {
  const builder = new LineBuilder();
  builder.add(body, 'plain', false, builder.newGrid());
  return builder.finish();
}

type Around = Omit<Line, 'cells'>;

const OUTSIDE: Around = { layout: 'plain', system: false, grid: 0 };

class LineBuilder {
  private readonly lines: Line[] = [];
  private cells: Tree[][] = [[]];
  /** The grid that is being read, and the innermost one that the line has a row of. */
  private around: Around = OUTSIDE;
  private innermost: Around | undefined;
  private grids = 0;

  newGrid(): number {
    return this.grids++;
  }

  add(nodes: readonly Tree[], layout: Layout, system: boolean, grid: number): void {
    this.enter(layout, system, grid);
    this.addAll(joinBraces(nodes), layout, system, grid);
  }

  private addAll(nodes: readonly Tree[], layout: Layout, system: boolean, grid: number): void {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i] as Tree;
      const opened = this.opened(node, nodes, i);
      if (opened !== undefined) {
        this.grown(opened);
        this.enter(layout, system, grid);
      } else if (node.kind === 'break') {
        if (node.text === '&') this.cells.push([]);
        else this.endLine();
      } else if (node.kind === 'group' && isSplit(node)) this.add(node.body, layout, system, grid);
      else if (node.kind === 'styled' && isSplit(node)) this.add(node.body, layout, system, grid);
      else (this.cells[this.cells.length - 1] as Tree[]).push(node);
    }
  }

  finish(): Line[] {
    this.endLine();
    return this.lines;
  }

  private enter(layout: Layout, system: boolean, grid: number): void {
    this.around = { layout, system, grid };
  }

  private endLine(): void {
    if (this.cells.some((cell) => cell.length > 0)) {
      this.lines.push({ cells: this.cells, ...(this.innermost ?? this.around) });
    }
    this.cells = [[]];
    this.innermost = undefined;
  }

  private grown(opened: { rows: readonly Row[]; layout: Layout; system: boolean }): void {
    const grid = this.newGrid();
    // A system has its own lines; rows of an `aligned` go on from what stands before it.
    if (opened.system) this.endLine();
    opened.rows.forEach((row, index) => {
      if (index > 0) this.endLine();
      row.cells.forEach((cell, column) => {
        if (column > 0) this.cells.push([]);
        this.add(cell.body, opened.layout, opened.system, grid);
      });
      this.innermost ??= { layout: opened.layout, system: opened.system, grid };
    });
    if (opened.system) this.endLine();
  }

  /** The rows of a node that is only there for the layout. */
  private opened(
    node: Tree,
    siblings: readonly Tree[],
    index: number,
  ): { rows: readonly Row[]; layout: Layout; system: boolean } | undefined {
    if (node.kind === 'fenced') {
      // `\left\{ \begin{array}… \right.`
      const halfOpen = node.explicit && (node.close === '.') !== (node.open === '.');
      const only = halfOpen ? onlyNode(node.body) : undefined;
      if (only?.kind !== 'environment' || !this.standsAlone(siblings, index) || !hasSigns(only.rows)) return undefined;
      return LAYOUTS.has(baseName(only.name)) || TABLES.has(only.name)
        ? { rows: only.rows, layout: layoutOf(only.name), system: true }
        : undefined;
    }
    if (node.kind !== 'environment') return undefined;
    const layout = LAYOUTS.get(baseName(node.name));
    if (layout !== undefined) return { rows: node.rows, layout, system: false };
    if (!TABLES.has(node.name) || !hasSigns(node.rows) || isRuled(node)) return undefined;
    if (!this.standsAlone(siblings, index)) return undefined;
    return { rows: node.rows, layout: 'table', system: CASES.has(node.name) };
  }

  /** Whether what comes next begins a statement: nothing stands before it that it could be a side of. */
  private beginsStatement(): boolean {
    for (let column = this.cells.length - 1; column >= 0; column--) {
      const cell = this.cells[column] as Tree[];
      for (let i = cell.length - 1; i >= 0; i--) {
        const node = cell[i] as Tree;
        if (node.kind === 'ignored' || (node.kind === 'space' && !node.wide)) continue;
        if (node.kind === 'space') return i === 0 || signAt(cell, i - 1)?.kind !== 'sign';
        if (node.kind === 'text' || (node.kind === 'symbol' && /^[,.;:]$/.test(node.text))) return true;
        return signAt(cell, i)?.kind === 'arrow';
      }
    }
    return true;
  }

  /** Whether a grid is a statement of its own: nothing that it could be a side of stands before or after it. */
  private standsAlone(siblings: readonly Tree[], index: number): boolean {
    if (!this.beginsStatement()) return false;
    for (let i = index + 1; i < siblings.length; i++) {
      const node = siblings[i] as Tree;
      if (node.kind === 'ignored' || (node.kind === 'space' && !node.wide)) continue;
      if (node.kind === 'text' || node.kind === 'break' || node.kind === 'space') return true;
      if (node.kind === 'symbol' && /^[,.;:]$/.test(node.text)) return true;
      // `\begin{cases} … \end{cases} (a = 1)`
      if (node.kind === 'fenced' && i === siblings.length - 1)
        return node.body.some((_, at) => signAt(node.body, at)?.kind === 'sign');
      return signAt(siblings, i)?.kind === 'arrow';
    }
    return true;
  }
}

/** `\Big\{ \begin{aligned} … \end{aligned}` without a closing brace means what `\left\{ … \right.` does. */
function joinBraces(nodes: readonly Tree[]): readonly Tree[] {
  const isBrace = (node: Tree, plain: string, word: string): boolean =>
    node.kind === 'symbol' && (node.text === plain || node.text === word);
  if (!nodes.some((node) => isBrace(node, '\\{', '\\lbrace')) || nodes.some((node) => isBrace(node, '\\}', '\\rbrace')))
    return nodes;
  const out: Tree[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const brace = nodes[i] as Tree;
    let next = i + 1;
    if (isBrace(brace, '\\{', '\\lbrace')) while (nodes[next]?.kind === 'space') next++;
    const grid = nodes[next];
    if (!isBrace(brace, '\\{', '\\lbrace') || grid?.kind !== 'environment') {
      out.push(brace);
      continue;
    }
    const inner = { start: brace.span.end, end: grid.span.end };
    const span = { start: brace.span.start, end: grid.span.end };
    out.push({ kind: 'fenced', open: '\\{', close: '.', body: [grid], span, inner, explicit: true });
    i = next;
  }
  return out;
}

function baseName(name: string): string {
  return name.replace(/\*$/, '');
}

function layoutOf(name: string): Layout {
  return LAYOUTS.get(baseName(name)) ?? 'table';
}

function onlyNode(body: readonly Tree[]): Tree | undefined {
  const shown = body.filter((node) => node.kind !== 'space' && node.kind !== 'ignored');
  return shown.length === 1 ? shown[0] : undefined;
}

/** Whether most rows hold a relation sign: then a table is a list of equations. */
function hasSigns(rows: readonly Row[]): boolean {
  let count = 0;
  for (const row of rows) {
    if (row.cells.some((cell) => cell.body.some((_, index) => signAt(cell.body, index)?.kind === 'sign'))) count++;
  }
  return count > 0 && count * 2 >= rows.length;
}

/** Tables with lines are tables. */
function isRuled(node: Extract<Tree, { kind: 'environment' }>): boolean {
  if (node.columns?.includes('|')) return true;
  return node.rows.some((row) =>
    row.cells.some((cell) => cell.body.some((child) => child.kind === 'ignored' && /line$|rule$/.test(child.command))),
  );
}

/** Braces around more than a part of a side: `\boxed{a = b}`, `{\color{red} x = 1}`. */
function isSplit(node: { readonly body: readonly Tree[] }): boolean {
  return node.body.some((child, index) => {
    if (child.kind === 'break') return true;
    if (child.kind === 'environment') return LAYOUTS.has(baseName(child.name));
    if (child.kind === 'group') return isSplit(child) && node.body.length === 1;
    return node.body.length > 1 && signAt(node.body, index)?.kind === 'sign';
  });
}
