import type { Tree } from '../latex/tree';
import { atomsOf, type Atom } from './atoms';
import { linesOf, type Layout, type Line } from './lines';
import { isBinaryOperator, isPlusOrMinus, isPrefixOperator, signAt } from './signs';

/** A stretch of a formula that says one thing: a chain of relations, or something that is none. */
export interface Segment {
  readonly atoms: Atom[];
  readonly lead: string[];
  /** Number of relation signs, and of all signs that part two sides. */
  signs: number;
  partings: number;
  /** Words that make it a condition of the segment before it. */
  condition: boolean;
  /** It begins a row and says for what the statements after it hold: `\forall x > 0: …`, `当 x > 0 时 …`. */
  readonly introduces: boolean;
  /** The condition as written, with its words. */
  readonly words: Tree[];
  readonly line: number;
  /** Place among the segments of its line that are no conditions. */
  readonly column: number;
  readonly system: boolean;
  readonly layout: Layout;
}

/** Takes a formula apart into what it says, one thing after the other. */
export function segmentsOf(body: readonly Tree[]): Segment[] {
  const lines = linesOf(body);
  const atoms = atomsOf(lines);
  return new Splitter(lines, atoms).split();
}

class Splitter {
  private readonly segments: Segment[] = [];
  private current: Segment | undefined;
  private lead: string[] = [];
  private words: Tree[] = [];
  private conditionNext = false;
  private column = 0;
  private columnsAbove = 0;
  private line = 0;
  /** For each atom, whether a sign follows before the next place where statements may part. */
  private readonly signAhead: boolean[];
  private readonly alignedSigns = new Map<number, boolean>();

  constructor(
    private readonly lines: readonly Line[],
    private readonly atoms: readonly Atom[],
  ) {
    this.signAhead = signsAhead(atoms);
    lines.forEach((line) => {
      if (hasSignAtGap(line)) this.alignedSigns.set(line.grid, true);
    });
  }

  split(): Segment[] {
    this.atoms.forEach((atom, index) => {
      switch (atom.kind) {
        case 'row':
          this.row(atom, index);
          break;
        case 'gap':
          if (!atom.inside) this.gap(index);
          break;
        case 'punctuation':
          this.punctuation(atom, index);
          break;
        case 'space':
          if (atom.wide) this.wide(index);
          else this.narrow(atom, index);
          break;
        case 'arrow':
          this.end();
          this.lead.push(atom.word);
          this.conditionNext = false;
          this.words = [];
          break;
        case 'prose':
          this.prose(atom.node);
          break;
        case 'node':
          if (
            atom.depth === 0 &&
            atom.node.kind === 'symbol' &&
            atom.node.text === ':' &&
            this.current?.introduces === true
          )
            this.end();
          else this.add(atom, index);
          break;
        case 'weak':
        case 'sign':
          this.add(atom, index);
      }
    });
    this.end();
    this.trailingWords();
    return this.segments.filter((segment) => segment.atoms.length > 0 || segment.words.length > 0);
  }

  private add(atom: Atom, index: number): void {
    const junctor =
      atom.kind === 'node' && atom.depth === 0 && atom.node.kind === 'symbol'
        ? JUNCTORS.get(atom.node.text)
        : undefined;
    if (
      junctor !== undefined &&
      this.current !== undefined &&
      hasSign(this.current) &&
      this.signAhead[index] === true
    ) {
      this.end();
      this.lead.push(junctor);
      return;
    }
    if (
      atom.kind === 'node' &&
      atom.node.kind === 'symbol' &&
      (atom.node.text === '\\forall' || atom.node.text === '\\exists') &&
      atom.depth === 0
    ) {
      // `… = … \quad \forall x > 0`
      const follows = this.current !== undefined && hasSign(this.current);
      if (follows || this.current === undefined || this.current.atoms.length === 0) {
        this.end();
        this.conditionNext = follows || this.segments[this.segments.length - 1]?.line === this.line;
        this.words.push(atom.node);
        this.lead.push(atom.node.text.slice(1));
        return;
      }
    }
    // `(n \ge 1)` after `\quad` is a condition.
    if (
      this.current === undefined &&
      atom.kind === 'node' &&
      atom.depth > 0 &&
      isBracketedAlone(this.atoms, index) &&
      this.afterStatement()
    )
      this.conditionNext = true;
    const segment = this.open();
    segment.atoms.push(atom);
    if (atom.kind === 'sign') segment.signs++;
    if (atom.kind === 'sign' || atom.kind === 'weak') segment.partings++;
  }

  private afterStatement(): boolean {
    const last = this.segments[this.segments.length - 1];
    return last !== undefined && last.line === this.line && hasSign(last);
  }

  private open(): Segment {
    if (this.current !== undefined) return this.current;
    const line = this.lines[this.line] as Line;
    const condition = this.conditionNext;
    this.current = {
      atoms: [],
      signs: 0,
      partings: 0,
      lead: this.lead,
      condition,
      introduces: !condition && this.lead.length > 0 && INTRODUCTIONS.test(this.lead[this.lead.length - 1] as string),
      words: this.words,
      line: this.line,
      column: condition ? -1 : this.column++,
      system: line.system,
      layout: line.layout,
    };
    this.segments.push(this.current);
    this.lead = [];
    this.words = [];
    this.conditionNext = false;
    return this.current;
  }

  /** Ends the segment that is open: what follows says something else. */
  private end(): void {
    this.current = undefined;
  }

  /** Words that nothing follows are a remark on the statement before them. */
  private trailingWords(): void {
    if (this.words.length === 0) {
      this.lead = [];
      return;
    }
    this.conditionNext = true;
    this.open();
    this.end();
  }

  private prose(node: Extract<Tree, { kind: 'text' }>): void {
    this.end();
    const text = node.text.trim();
    if (text === '') return;
    this.lead.push(text);
    this.words.push(node);
    if (this.conditionNext || (isCondition(text) && this.segments[this.segments.length - 1]?.line === this.line))
      this.conditionNext = true;
  }

  private punctuation(atom: Extract<Atom, { kind: 'punctuation' }>, index: number): void {
    const { current } = this;
    if (current === undefined) return;
    const next = this.next(index);
    const ends =
      next === undefined ||
      next.kind === 'row' ||
      next.kind === 'prose' ||
      next.kind === 'arrow' ||
      (next.kind === 'space' && next.wide) ||
      next.kind === 'gap';
    // `i = 1, \quad \dots` is rare; a list that goes on after a wide space is still parted there.
    const signs = current.partings > 0;
    const signAfter = this.signAhead[index] === true;
    if (signs && next?.kind === 'node' && next.depth > 0 && this.isConditionInBrackets(index)) {
      // `… = 0, (m > 0)`
      this.end();
      this.conditionNext = true;
      return;
    }
    if (signs && current.column > 0 && this.isDotsToTheEnd(index)) {
      // `a = 1, b = 2, \dots`: the list of statements goes on, not the last side.
      this.end();
      return;
    }
    if (atom.text === '.' || atom.text === ';') {
      this.end();
      return;
    }
    if (ends ? true : signs && (signAfter || next.kind === 'sign')) {
      // `a = b, = c` is one chain.
      if (next?.kind === 'sign' && signs) return;
      if (ends && this.listGoesOn(current, index)) {
        current.atoms.push(atom);
        return;
      }
      this.end();
    } else current.atoms.push(atom);
  }

  /** Brackets that hold a relation, and then the row ends. */
  private isConditionInBrackets(index: number): boolean {
    let signs = 0;
    for (let i = index + 1; i < Math.min(this.atoms.length, index + 100); i++) {
      const atom = this.atoms[i] as Atom;
      if (atom.kind === 'row') break;
      if (atom.kind === 'space' || (atom.kind === 'punctuation' && atom.text !== ',')) continue;
      if (atom.kind !== 'node' || atom.depth === 0) return false;
      if (signAt([atom.node], 0) !== undefined) signs++;
      if (atom.node.kind === 'fenced' && atom.node.body.some((child) => signAt([child], 0) !== undefined)) signs++;
    }
    return signs > 0;
  }

  private isDotsToTheEnd(index: number): boolean {
    const next = this.next(index);
    if (next?.kind !== 'node' || next.node.kind !== 'symbol' || !/^\\[lc]?dots[cbmo]?$/.test(next.node.text))
      return false;
    const after = this.next(this.atoms.indexOf(next, index));
    return after === undefined || after.kind === 'row' || (after.kind === 'punctuation' && after.text === '.');
  }

  /** `x = 1,\; 2` and `(rows of) a, \\ b`: a comma at the end of a row or before a wide space in a list that has no sign of its own after it. */
  private listGoesOn(current: Segment, index: number): boolean {
    const next = this.next(index);
    if (next?.kind !== 'gap') return false;
    return !hasSign(current) && this.signAhead[index] === true && current.partings === current.signs;
  }

  private wide(index: number): void {
    const { current } = this;
    if (current === undefined || current.atoms.length === 0) return;
    const next = this.next(index);
    if (next === undefined || next.kind === 'space' || next.kind === 'gap' || next.kind === 'row') return;
    if (next.kind === 'sign' || next.kind === 'weak' || next.kind === 'punctuation') return;
    if (isIncomplete(current)) return;
    if (
      next.kind === 'node' &&
      isBinaryOperator(next.node) &&
      !(isPlusOrMinus(next.node) && hasSign(current) && this.signAhead[index] === true)
    )
      return;
    // `f(x) \quad g(x) = …` with nothing claimed before: one left side, parted for the eye.
    if (
      !hasSign(current) &&
      current.partings === current.signs &&
      this.previousIsPunctuation(index) === false &&
      current.lead.length === 0
    ) {
      if (this.signAhead[index] !== true) return;
    }
    this.end();
  }

  /** `… = b\ (x > 0)`; `\Pr\,(X > 0)` is no condition. */
  private narrow(atom: Extract<Atom, { kind: 'space' }>, index: number): void {
    const { current } = this;
    const last = current?.atoms[current.atoms.length - 1];
    if (
      current === undefined ||
      !/^(?:~|\\ |\\;|\\:)$/.test(atom.command) ||
      !hasSign(current) ||
      last?.kind !== 'node' ||
      this.atoms[index - 1]?.kind === 'space'
    )
      return;
    const callable =
      last.node.kind === 'operator' ||
      last.node.kind === 'styled' ||
      (last.node.kind === 'symbol' && /^(?:[PEp]|\\Pr)$/.test(last.node.text));
    const next = this.next(index);
    if (callable || next?.kind !== 'node' || next.depth === 0 || last.depth > 1 || !this.isConditionInBrackets(index))
      return;
    this.end();
    this.conditionNext = true;
  }

  private previousIsPunctuation(index: number): boolean {
    for (let i = index - 1; i >= 0; i--) {
      const atom = this.atoms[i] as Atom;
      if (atom.kind !== 'space') return atom.kind === 'punctuation';
    }
    return false;
  }

  private gap(index: number): void {
    const { current } = this;
    if (current === undefined || current.atoms.length === 0) return;
    if (!hasSign(current) || isIncomplete(current)) return;
    const next = this.next(index);
    if (this.isFirstInRow(index)) return;
    // `&= 3 & &= 4` under two equations goes on with both.
    if (next?.kind === 'gap' && this.next(index + 1)?.kind === 'sign' && this.columnsAbove > 1) {
      this.end();
      return;
    }
    if (
      next === undefined ||
      next.kind === 'gap' ||
      next.kind === 'row' ||
      next.kind === 'sign' ||
      next.kind === 'weak' ||
      next.kind === 'punctuation'
    )
      return;
    if (
      next.kind === 'node' &&
      isBinaryOperator(next.node) &&
      !(isPlusOrMinus(next.node) && this.signAhead[index] === true)
    )
      return;
    this.end();
  }

  private isFirstInRow(index: number): boolean {
    for (let i = index - 1; i >= 0; i--) {
      const { kind } = this.atoms[i] as Atom;
      if (kind === 'row') return true;
      if (kind !== 'space' && kind !== 'gap') return false;
    }
    return true;
  }

  private row(atom: Extract<Atom, { kind: 'row' }>, index: number): void {
    const before = this.current;
    const previous = this.mainSegment();
    if (atom.inside && before !== undefined) return;
    if (this.words.length > 0 && before === undefined && this.segments.length > 0) this.trailingWords();
    const target = before?.condition === false ? before : previous;
    const newLine = this.lines[atom.line] as Line;
    const oldLine = this.lines[this.line] as Line;
    if (
      target !== undefined &&
      atom.line > 0 &&
      newLine.grid === oldLine.grid &&
      this.continues(target, index, newLine)
    ) {
      this.current = target;
      this.line = atom.line;
      return;
    }
    if (
      target !== undefined &&
      atom.line > 0 &&
      newLine.grid !== oldLine.grid &&
      newLine.layout !== 'table' &&
      isIncomplete(target)
    ) {
      this.current = target;
      this.line = atom.line;
      return;
    }
    this.end();
    this.line = atom.line;
    this.columnsAbove = this.column;
    this.column = 0;
    this.words = [];
    this.conditionNext = false;
  }

  /** The statement of the row above that a row may go on with. */
  private mainSegment(): Segment | undefined {
    for (let i = this.segments.length - 1; i >= 0; i--) {
      const segment = this.segments[i] as Segment;
      if (!segment.condition) return segment;
    }
    return undefined;
  }

  /** Whether a row goes on with a side of the row above. Rows that begin with a sign go on with its chain instead, as segments of their own. */
  private continues(target: Segment, index: number, line: Line): boolean {
    const first = this.nextContent(index);
    if (first === undefined || first.atom.kind === 'prose' || first.atom.kind === 'arrow') return false;
    if (first.atom.kind === 'sign' || first.atom.kind === 'weak') return false;
    if (line.layout === 'multline') return true;
    if (isIncomplete(target)) return true;
    const hasOwnSign = this.rowHasSign(index);
    if (first.atom.kind !== 'node') return false;
    const { node } = first.atom;
    if (isBinaryOperator(node)) {
      if (!isPlusOrMinus(node)) return true;
      if (!hasOwnSign) return true;
      if (line.layout === 'table' || line.layout === 'gather' || line.layout === 'plain') return false;
      // `-1 &= …` is a new left side; `&- c = d` goes on, unless the rows are not aligned at their signs.
      return first.afterGap && this.alignedSigns.get(line.grid) === true;
    }
    // A factor alone in its row: `&\left( … \right)`.
    if (hasOwnSign || line.layout !== 'align' || !first.afterGap || !hasSign(target)) return false;
    return !isRemarkRow(node) && !this.rowHasWeak(index);
  }

  private rowHasSign(index: number): boolean {
    for (let i = index + 1; i < this.atoms.length; i++) {
      const { kind } = this.atoms[i] as Atom;
      if (kind === 'row' || kind === 'prose') return false;
      if (kind === 'sign') return true;
    }
    return false;
  }

  private rowHasWeak(index: number): boolean {
    for (let i = index + 1; i < this.atoms.length; i++) {
      const { kind } = this.atoms[i] as Atom;
      if (kind === 'row') return false;
      if (kind === 'weak') return true;
    }
    return false;
  }

  /** The next atom that is no narrow space. */
  private next(index: number): Atom | undefined {
    for (let i = index + 1; i < this.atoms.length; i++) {
      const atom = this.atoms[i] as Atom;
      if (atom.kind !== 'space' || atom.wide) return atom;
    }
    return undefined;
  }

  private nextContent(index: number): { atom: Atom; afterGap: boolean } | undefined {
    let afterGap = false;
    for (let i = index + 1; i < this.atoms.length; i++) {
      const atom = this.atoms[i] as Atom;
      if (atom.kind === 'gap') afterGap = true;
      else if (atom.kind === 'row') return undefined;
      else if (atom.kind !== 'space') return { atom, afterGap };
    }
    return undefined;
  }
}

function signsAhead(atoms: readonly Atom[]): boolean[] {
  const result: boolean[] = new Array<boolean>(atoms.length).fill(false);
  let ahead = false;
  for (let i = atoms.length - 1; i >= 0; i--) {
    const atom = atoms[i] as Atom;
    result[i] = ahead;
    if (atom.kind === 'sign' || atom.kind === 'weak') ahead = true;
    else if (atom.kind === 'punctuation' || atom.kind === 'prose' || atom.kind === 'arrow' || atom.kind === 'row')
      ahead = false;
    else if (atom.kind === 'space' && atom.wide) {
      const next = atoms[i + 1];
      if (next?.kind !== 'sign') ahead = false;
    }
  }
  return result;
}

function hasSign(segment: Segment): boolean {
  return segment.signs > 0;
}

/** Whether a segment cannot end here: it ends in a sign or an operator. */
function isIncomplete(segment: Segment): boolean {
  for (let i = segment.atoms.length - 1; i >= 0; i--) {
    const atom = segment.atoms[i] as Atom;
    if (atom.kind === 'sign' || atom.kind === 'weak') return true;
    if (atom.kind === 'punctuation') return false;
    if (atom.kind === 'node') return atom.depth === 0 && (isBinaryOperator(atom.node) || isPrefixOperator(atom.node));
  }
  return false;
}

/** Some sign of the row stands right at a `&`. */
function hasSignAtGap(line: Line): boolean {
  return line.cells.some((cell, column) => {
    const shown = cell.filter((node) => node.kind !== 'ignored' && node.kind !== 'space');
    if (column > 0 && signAt(shown, 0)?.kind === 'sign') return true;
    return column < line.cells.length - 1 && signAt(shown, shown.length - 1)?.kind === 'sign';
  });
}

/** Whether what begins at an atom is one pair of brackets, and then the row or the formula ends. */
function isBracketedAlone(atoms: readonly Atom[], index: number): boolean {
  for (let i = index + 1; i < atoms.length; i++) {
    if (i > index + 200) return false;
    const atom = atoms[i] as Atom;
    if (atom.kind === 'row') return true;
    if (atom.kind === 'node' && atom.depth === 0) return false;
    if (atom.kind === 'sign' || atom.kind === 'weak') return false;
  }
  return true;
}

function isRemarkRow(node: Tree): boolean {
  return (
    node.kind === 'text' || (node.kind === 'symbol' && /^\\(?:forall|exists|vdots|ldots|cdots|dots)$/.test(node.text))
  );
}

/** Signs between statements, where both sides claim something: `a = b \\land c = d`. */
const JUNCTORS: ReadonlyMap<string, string> = new Map([
  ['\\land', 'and'],
  ['\\wedge', 'and'],
  ['\\lor', 'or'],
  ['\\vee', 'or'],
]);

const INTRODUCTIONS = /^[,;，；(（\s]*(?:forall|if|for|when|whenever|given|assuming|suppose|当|若|如果|对|假设)/i;

function isCondition(text: string): boolean {
  return /^[,;，；(（\s]*(?:if|for|when|whenever|where|with|as|on|at|in|provided|assuming|unless|given|since|because|subject|s\.\s*t\.|such|所有|当|若|如果|对|其中|只要|假设|设|在|因为|由于|且满足|满足)/i.test(
    text,
  );
}
