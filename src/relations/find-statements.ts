import { matchFences } from '../latex/match-fences';
import type { Syntax, Tree } from '../latex/tree';
import type { Atom } from './atoms';
import type { Relation, SignKind, Slice, Statement } from './relation';
import { segmentsOf, type Segment } from './segments';

/** A formula of a note, and what stands before it. */
export interface FormulaInNote {
  readonly syntax: Syntax;
  readonly latex: string;
  /** A display of its own, not in the flow of a sentence. */
  readonly display: boolean;
  /** A heading stands between the formula before and this one. */
  readonly afterHeading: boolean;
  /** The prose between the formula before and this one; blank when they follow each other directly. */
  readonly proseBefore: string;
}

/** The end of a chain, from which a later formula may go on. */
interface ChainEnd {
  readonly chain: number;
  readonly chainFormula: number;
  readonly place: number;
  readonly side: Slice;
  /** The chain ended in a sign; its right side is still to come. */
  readonly open?: { readonly kind: SignKind; readonly formula: number; readonly nodes: readonly Tree[] };
  readonly system: boolean;
}

/**
 * Finds what the formulas of a note say: relations, in chains, and remarks. Purely syntactic; what a relation is there for is decided later.
 *
 * @param formulas all formulas of the note in their order; a slice's `formula` is the index in this list.
 */
export function findStatements(formulas: readonly FormulaInNote[]): Statement[] {
  const finder = new Finder(formulas);
  formulas.forEach((_, index) => finder.formula(index));
  return finder.finish();
}

class Finder {
  private readonly statements: Statement[] = [];
  private chains = 0;
  private lastDisplay: ChainEnd | undefined;
  private lastFormula: ChainEnd | undefined;
  /** A sign at the end of a display, waiting for its right side. */
  private waiting: ChainEnd | undefined;

  constructor(private readonly formulas: readonly FormulaInNote[]) {}

  formula(index: number): void {
    const formula = this.formulas[index] as FormulaInNote;
    if (formula.afterHeading) {
      this.flush();
      this.lastDisplay = undefined;
      this.lastFormula = undefined;
    }
    const segments = segmentsOf(formula.syntax.body);
    // `$=$` in a sentence speaks of the sign.
    if (!formula.display && segments.every((segment) => segment.atoms.every((atom) => atom.kind === 'sign'))) return;
    const conditions = segments.map((_, at) => conditionsOf(index, segments, at));
    let above: readonly (ChainEnd | undefined)[] = [];
    let row: (ChainEnd | undefined)[] = [];
    let line = -1;
    let last: ChainEnd | undefined;
    segments.forEach((segment, at) => {
      if (segment.line !== line) {
        if (row.length > 0) above = row;
        row = [];
        line = segment.line;
      }
      if (segment.atoms.length === 0) return;
      const opens = opensWithSign(segment);
      let from: ChainEnd | undefined;
      if (opens && !segment.condition) {
        const column = row.length;
        from =
          row.length > 0 && segment.column > 0 && above[column] === undefined
            ? undefined
            : above.length > 1
              ? (above[column] ?? last)
              : last;
        from ??= last ?? this.before(formula, segment);
      } else if (last === undefined && this.waiting !== undefined && formula.display && !segment.condition)
        from = this.waiting;
      if (from !== undefined && from === this.waiting) this.waiting = undefined;
      const end = this.segment(index, segment, from, conditions[at] as Slice[]);
      if (segment.condition) return;
      row.push(end);
      last = end;
    });
    if (last === undefined) return;
    this.lastFormula = last;
    if (!formula.display) return;
    this.flush();
    if (last.open !== undefined) this.waiting = last;
    this.lastDisplay = last;
  }

  finish(): Statement[] {
    this.flush();
    return this.statements;
  }

  /** Where a formula that begins with a sign goes on from. */
  private before(formula: FormulaInNote, segment: Segment): ChainEnd | undefined {
    // In a sentence, `$> 0$` and `$\approx 5$` are said of what the words name.
    const first = segment.atoms[0];
    if (!formula.display && (first?.kind !== 'sign' || first.sign !== 'equal')) return undefined;
    const blank = !/[\p{L}\p{N},;，；、]/u.test(formula.proseBefore);
    if (blank && this.lastFormula !== undefined) return this.lastFormula;
    return this.lastDisplay ?? (formula.display ? this.lastFormula : undefined);
  }

  /** A sign that nothing followed is still a sign of the note. */
  private flush(): void {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting?.open === undefined) return;
    const empty: Slice = { formula: waiting.open.formula, nodes: [], span: endOf(waiting.open.nodes) };
    this.relation(waiting, waiting.open.kind, waiting.open.formula, waiting.open.nodes, empty, [], '');
  }

  private segment(index: number, segment: Segment, from: ChainEnd | undefined, conditions: readonly Slice[]): ChainEnd {
    const { sides, signs } = sidesOf(index, segment.atoms);
    const lead = segment.lead.join(' ');
    let first = 0;
    let end: ChainEnd;
    if (from?.open !== undefined) {
      // The sign stands at the end of an earlier row or display.
      const { open } = from;
      const opens = (sides[0] as Slice).nodes.length === 0;
      if (opens) end = { ...from, system: segment.system };
      else end = this.relation(from, open.kind, open.formula, open.nodes, sides[0] as Slice, conditions, lead);
    } else if (from !== undefined && (sides[0] as Slice).nodes.length === 0) end = { ...from, system: from.system };
    else end = { chain: -1, chainFormula: index, place: 0, side: sides[0] as Slice, system: segment.system };
    if (signs.length === 0) {
      if (
        from?.open === undefined &&
        (sides[0] as Slice).nodes.length > 0 &&
        !(segment.condition && isNumbering((sides[0] as Slice).nodes))
      )
        this.remark(sides[0] as Slice, lead);
      return end;
    }
    for (; first < signs.length; first++) {
      const sign = signs[first] as FoundSign;
      const right = sides[first + 1] as Slice;
      if (sign.kind === 'weak') {
        this.remark(joined(index, end.side, sign.nodes, right), lead);
        end = { chain: -1, chainFormula: index, place: 0, side: right, system: segment.system };
        continue;
      }
      if (right.nodes.length === 0 && first === signs.length - 1) {
        end = { ...end, open: { kind: sign.sign, formula: index, nodes: sign.nodes } };
        if (!(this.formulas[index] as FormulaInNote).display || segment.condition) {
          end = this.relation(end, sign.sign, index, sign.nodes, right, conditions, lead);
        }
        return end;
      }
      end = this.relation(end, sign.sign, index, sign.nodes, right, conditions, lead);
    }
    return end;
  }

  private relation(
    from: ChainEnd,
    kind: SignKind,
    formula: number,
    nodes: readonly Tree[],
    right: Slice,
    conditions: readonly Slice[],
    lead: string,
  ): ChainEnd {
    const chain = from.chain < 0 ? this.chains++ : from.chain;
    const span = { start: (nodes[0] as Tree).span.start, end: endOf(nodes).end };
    const latex = (this.formulas[formula] as FormulaInNote).latex.slice(span.start, span.end);
    const relation: Relation = {
      sign: { kind, formula, span, latex },
      left: from.side,
      right,
      chain,
      place: from.place,
      chainFormula: from.chainFormula,
      conditions,
      lead,
      system: from.system,
    };
    this.statements.push({ kind: 'relation', relation });
    return { chain, chainFormula: from.chainFormula, place: from.place + 1, side: right, system: from.system };
  }

  private remark(slice: Slice, lead: string): void {
    this.statements.push({ kind: 'remark', remark: { slice, lead } });
  }
}

type FoundSign =
  | { readonly kind: 'sign'; readonly sign: SignKind; readonly nodes: readonly Tree[] }
  | { readonly kind: 'weak'; readonly nodes: readonly Tree[] };

function opensWithSign(segment: Segment): boolean {
  return segment.atoms[0]?.kind === 'sign';
}

/** The sides between the signs of a segment; one more than there are signs. */
function sidesOf(formula: number, atoms: readonly Atom[]): { sides: Slice[]; signs: FoundSign[] } {
  const sides: Slice[] = [];
  const signs: FoundSign[] = [];
  let nodes: Tree[] = [];
  let after = 0;
  const take = (): void => {
    sides.push(slice(formula, nodes, after));
    nodes = [];
  };
  for (const atom of atoms) {
    if (atom.kind === 'sign' || atom.kind === 'weak') {
      take();
      signs.push(atom);
      after = endOf(atom.nodes).end;
    } else if (atom.kind === 'node' || atom.kind === 'punctuation') nodes.push(atom.node);
  }
  take();
  return { sides, signs };
}

/** A slice of nodes, without punctuation and spaces at its ends; `at` is where an empty one stands. */
function slice(formula: number, nodes: readonly Tree[], at: number): Slice {
  let end = nodes.length;
  while (end > 0 && isEdge(nodes[end - 1] as Tree)) end--;
  let start = 0;
  while (start < end && isEdge(nodes[start] as Tree)) start++;
  const kept = matchFences(nodes.slice(start, end));
  if (kept.length === 0) return { formula, nodes: [], span: { start: at, end: at } };
  return { formula, nodes: kept, span: cover(kept) };
}

function isEdge(node: Tree): boolean {
  return node.kind === 'space' || (node.kind === 'symbol' && /^[,.;:]$/.test(node.text));
}

function cover(nodes: readonly Tree[]): { start: number; end: number } {
  let start = Infinity;
  let end = 0;
  for (const node of nodes) {
    start = Math.min(start, node.span.start);
    end = Math.max(end, node.span.end);
  }
  return { start, end };
}

function endOf(nodes: readonly Tree[]): { start: number; end: number } {
  const { end } = cover(nodes);
  return { start: end, end };
}

/** `(1)`, `(*)`, `\text{(2a)}`: the number of an equation, typed by hand. */
function isNumbering(nodes: readonly Tree[]): boolean {
  const only = nodes.length === 1 ? nodes[0] : undefined;
  if (only?.kind === 'text') return /^\s*[(（[]?\s*(?:\d+(?:\.\d+)*[a-z]?|[*†‡①-⑳])\s*[)）\]]?\s*$/.test(only.text);
  if (only?.kind !== 'fenced' || only.open !== '(') return false;
  const [first, second] = only.body;
  if (only.body.length > 2 || first === undefined) return false;
  if (first.kind === 'number') return second === undefined || second.kind === 'symbol';
  return second === undefined && first.kind === 'symbol' && /^(?:\*|\\ast|\\star|\\dagger|\\ddagger)$/.test(first.text);
}

function joined(formula: number, left: Slice, sign: readonly Tree[], right: Slice): Slice {
  const nodes = left.formula === formula ? [...left.nodes, ...sign, ...right.nodes] : [...sign, ...right.nodes];
  return { formula, nodes, span: cover(nodes) };
}

/** What stands after a statement in the same row and qualifies it. */
function conditionsOf(formula: number, segments: readonly Segment[], at: number): Slice[] {
  const result: Slice[] = [];
  const here = segments[at] as Segment;
  if (here.condition) return result;
  const others: Segment[] = [];
  for (let i = at - 1; i >= Math.max(0, at - 4) && segments[i]?.line === here.line; i--)
    if (segments[i]?.introduces === true && !here.introduces) others.push(segments[i] as Segment);
  for (let i = at + 1; i < segments.length && (segments[i] as Segment).condition; i++)
    others.push(segments[i] as Segment);
  for (const segment of others) {
    const nodes = [
      ...segment.words,
      ...segment.atoms.flatMap((atom) =>
        atom.kind === 'node' || atom.kind === 'punctuation' || atom.kind === 'prose'
          ? [atom.node]
          : 'nodes' in atom
            ? [...atom.nodes]
            : [],
      ),
    ];
    const condition = slice(formula, nodes, 0);
    if (condition.nodes.length > 0 && !isNumbering(condition.nodes)) result.push(condition);
  }
  return result;
}
