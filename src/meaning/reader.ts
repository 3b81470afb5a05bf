import type { Expression, Place } from '../expression/expression';
import type { Range } from '../expression/range';
import type { Tree } from '../latex/tree';
import type { Choices } from './choices';
import { solid } from './names';
import type { Usage } from './usage';

/** What the note has settled about names before the formula that is being read. */
export interface Knowledge {
  /** Whether the name was defined as, or is known to be, a function. */
  isFunction(name: string): boolean;
  /** Whether the name was given a meaning of its own (`e = y - Xβ`). */
  isDefined(name: string): boolean;
  /** What a name that was defined is a function of: its arguments (`explicit`), or the names that its definition speaks of. */
  variables(name: string): { readonly names: readonly string[]; readonly explicit: boolean } | undefined;
  /** Whether `i` (or `j`) is the imaginary unit in this note. */
  isImaginaryUnit(name: string): boolean;
  /** Whether the name is taken for a vector or a matrix. */
  isArray(name: string): boolean;
}

/** Everything that a reading depends on. */
export interface Reader {
  readonly usage: Usage;
  readonly knowledge: Knowledge;
  readonly choices: Choices;
  /** Letters that are components of a bold vector of the same letter in this formula: `w_j` beside `\mathbf{w}`. */
  readonly boldComponents: ReadonlySet<string>;
  /** Index of the formula that is being read. */
  readonly formula: number;
}

/** The solid nodes of a sequence with a cursor. */
export class Stream {
  readonly nodes: readonly Tree[];
  private readonly wideBefore = new Set<Tree>();
  position = 0;

  constructor(nodes: readonly Tree[]) {
    this.nodes = solid(nodes);
    let space = false;
    for (const node of nodes) {
      if (node.kind === 'space') space = true;
      else if (node.kind !== 'ignored') {
        if (space) this.wideBefore.add(node);
        space = false;
      }
    }
  }

  get done(): boolean {
    return this.position >= this.nodes.length;
  }

  peek(ahead = 0): Tree | undefined {
    return this.nodes[this.position + ahead];
  }

  next(): Tree {
    return this.nodes[this.position++] as Tree;
  }

  /** Whether a spacing command stands before the node. */
  spaceBefore(node: Tree | undefined): boolean {
    return node !== undefined && this.wideBefore.has(node);
  }

  rest(): readonly Tree[] {
    return this.nodes.slice(this.position);
  }
}

export const placeOf = (reader: Reader, span: Range): Place => ({
  formula: reader.formula,
  start: span.start,
  end: span.end,
});

export const placed = (reader: Reader, first: Tree, last: Tree = first): Place => ({
  formula: reader.formula,
  start: Math.min(first.span.start, last.span.start),
  end: Math.max(first.span.end, last.span.end),
});

export const unknown = (
  reader: Reader,
  node: Tree,
  token: string,
  why: 'notation' | 'prose' | 'dots' | 'broken' = 'notation',
): Expression => ({
  kind: 'unknown',
  token,
  why,
  place: placed(reader, node),
});
