import { append, barOf, isComma, isOperand, lastMeaningful, resolveBars } from './bars';
import { closingText, DELIMITERS, openingText, PARTNERS, type Role } from './delimiters';
import { fence, symbolText } from './fence';
import type { SyntaxProblem, Tree } from './tree';

/** Deeper brackets stay symbols, so that whoever walks the tree by recursion is safe. */
const DEPTH_LIMIT = 150;

/** What an unmatched bracket opened. */
interface Frame {
  readonly opener?: { readonly node: Tree; readonly role: Role };
  items: Tree[];
}

/**
 * Pairs the plain brackets of a list of nodes: `( ) [ ] \{ \} \langle \rangle \lfloor …`, half-open intervals, bars where they are
 * clearly an absolute value or a norm, kets `|ψ⟩`, bras `⟨ψ|`, and `<u, v>`. What is inside nodes is left alone (the parser has done it).
 * An unmatched bracket stays a symbol and is added to `problems`. Bars that part a condition, as in `P(A|B)`, stay symbols.
 * Linear in the number of nodes.
 */
export function matchFences(nodes: readonly Tree[], problems: SyntaxProblem[] = []): Tree[] {
  if (!nodes.some(hasDelimiter)) return [...nodes];
  return new Matcher(problems).match(joinSplitFences(nodes));
}

function hasDelimiter(node: Tree): boolean {
  if (node.kind === 'fenced') return node.open === '.' || node.close === '.';
  const text = symbolText(node);
  return text !== undefined && (DELIMITERS.has(text) || text === '<' || text === '\\lt');
}

class Matcher {
  private frames: Frame[] = [{ items: [] }];

  constructor(private readonly problems: SyntaxProblem[]) {}

  match(nodes: readonly Tree[]): Tree[] {
    for (const node of nodes) this.take(node);
    const out: Tree[] = [];
    // What is still open was never closed. Bras may be among it: ⟨ψ|.
    for (let i = this.frames.length - 1; i > 0; i--) {
      const frame = this.frames[i] as Frame;
      if (frame.opener?.role.name !== '\\langle') continue;
      const bra = closeBra(frame);
      if (bra === undefined) continue;
      const target = this.frames[i - 1] as Frame;
      append(target.items, bra);
      this.frames.splice(i, 1);
      // Frames further in lie behind the bra: they now belong to the frame before.
      if (i < this.frames.length) continue;
    }
    for (const frame of this.frames) {
      if (frame.opener !== undefined) {
        this.unmatched(frame.opener.node);
        out.push(frame.opener.node);
      }
      append(out, frame.items);
    }
    return resolveBars(out, undefined, false, this.problems);
  }

  private take(node: Tree): void {
    const text = symbolText(node);
    const role = text === undefined ? undefined : DELIMITERS.get(text);
    if (role === undefined || role.side === 'bar' || (role.side === 'open' && node.kind !== 'symbol'))
      this.top.items.push(node);
    else if (role.side === 'open') this.push(node, role);
    else this.close(node, role);
  }

  private get top(): Frame {
    return this.frames[this.frames.length - 1] as Frame;
  }

  private push(node: Tree, role: Role): void {
    if (this.frames.length > DEPTH_LIMIT) {
      this.problems.push({ message: `Brackets nested more than ${DEPTH_LIMIT} levels deep.`, span: node.span });
      this.top.items.push(node);
    } else this.frames.push({ opener: { node, role }, items: [] });
  }

  private close(node: Tree, role: Role): void {
    const exact = this.findOpener((name) => PARTNERS.get(name) === role.name);
    const { opener } = this.top;
    if (
      opener !== undefined &&
      exact !== this.frames.length - 1 &&
      isInterval(opener.role.name, role.name, this.top.items)
    ) {
      this.fold(this.frames.length - 1, node, role);
      return;
    }
    const last = this.frames.length - 1;
    if (role.name === '\\rangle' && exact < last) {
      // `\lvert ψ \rangle`, and `⟨φ| (a - |ψ⟩⟨ψ|) …`: the nearer bar is the partner.
      const below = this.frames[last - 1]?.opener?.role.name;
      if (opener?.role.name === '|' && below !== '\\langle') {
        this.fold(last, node, role);
        return;
      }
      if (opener !== undefined && opener.role.name !== '|' && this.closeKet(node)) return;
    }
    if (
      role.name === '\\rangle' &&
      opener?.role.name === '\\langle' &&
      exact === last &&
      isBraPlusKet(this.top.items)
    ) {
      const bra = closeBra(this.frames.pop() as Frame);
      append(this.top.items, bra ?? []);
      this.closeKet(node);
      return;
    }
    if (role.name === '|' && opener?.role.name === '\\langle') {
      this.fold(last, node, role);
      return;
    }
    if (exact > 0) {
      this.fold(exact, node, role);
      return;
    }
    if (role.name === '\\rangle' && this.closeKet(node)) return;
    this.unmatched(node);
    this.top.items.push(role.name === '|' || role.name === '\\|' ? plainBar(node, role.name) : node);
  }

  /** Index of the innermost frame with such an opener, 0 when there is none. */
  private findOpener(matches: (name: string) => boolean): number {
    for (let i = this.frames.length - 1; i > 0; i--) {
      const name = (this.frames[i] as Frame).opener?.role.name;
      if (name !== undefined && matches(name)) return i;
    }
    return 0;
  }

  /** Makes a fenced node of a frame; frames further in are unmatched brackets inside it. */
  private fold(index: number, closer: Tree, role: Role): void {
    const frame = this.frames[index] as Frame;
    for (const inner of this.frames.splice(index + 1)) {
      const innerOpener = inner.opener as NonNullable<Frame['opener']>;
      const bra = innerOpener.role.name === '\\langle' ? closeBra(inner) : undefined;
      if (bra !== undefined) append(frame.items, bra);
      else {
        // `\langle φ \lvert ψ \rangle`: the bar parts the two.
        const parts = innerOpener.role.name === '|' && frame.opener?.role.name === '\\langle';
        if (!parts) this.unmatched(innerOpener.node);
        frame.items.push(parts ? plainBar(innerOpener.node, '|') : innerOpener.node);
        append(frame.items, inner.items);
      }
    }
    this.frames.pop();
    const opener = frame.opener as NonNullable<Frame['opener']>;
    const before = this.top.items[this.top.items.length - 1];
    const applied = before !== undefined && isOperand(before);
    const body = resolveBars(frame.items, opener.role.name, applied, this.problems);
    this.top.items.push(fence(opener.role.name, role.name, opener.node.span, closer, body));
  }

  /** `|ψ⟩`: the bar is the last one of the innermost frame. */
  private closeKet(closer: Tree): boolean {
    const { items } = this.top;
    // The state's name is short; looking no further keeps the time linear.
    for (let i = items.length - 1; i >= Math.max(0, items.length - 200); i--) {
      const item = items[i] as Tree;
      if (item.kind !== 'symbol' || DELIMITERS.get(item.text)?.side !== 'bar') continue;
      const body = items.splice(i + 1);
      const bar = items.pop() as Tree;
      items.push(fence('|', '\\rangle', bar.span, closer, body));
      return true;
    }
    return false;
  }

  private unmatched(node: Tree): void {
    this.problems.push({ message: `The bracket ${symbolText(node) ?? ''} has no partner.`, span: node.span });
  }
}

/** `[0, 1)`: different brackets around exactly two things. */
function isInterval(open: string, close: string, items: readonly Tree[]): boolean {
  const mixed = (open === '[' && close === ')') || (open === '(' && close === ']');
  return mixed && items.filter(isComma).length === 1;
}

/** `⟨ψ| …`: the nodes of a frame that an angle bracket opened, with the bra made. `undefined` when it holds no bar. */
function closeBra(frame: Frame): Tree[] | undefined {
  const index = frame.items.findIndex((item) => {
    const text = symbolText(item);
    return text !== undefined && DELIMITERS.get(text)?.side === 'bar';
  });
  if (index < 1 || frame.opener === undefined) return undefined;
  const bar = frame.items[index] as Tree;
  return [
    fence('\\langle', '|', frame.opener.node.span, bar, frame.items.slice(0, index)),
    ...frame.items.slice(index + 1),
  ];
}

/** `⟨j| + |k⟩` is no bracket of two vectors: an operator stands right at a bar. */
function isBraPlusKet(items: readonly Tree[]): boolean {
  const isBar = (item: Tree): boolean => barOf(item) !== undefined;
  const first = items.findIndex(isBar);
  let last = items.length - 1;
  while (last > first && !isBar(items[last] as Tree)) last--;
  if (first < 1 || last <= first) return false;
  const after = items.slice(first + 1, last).find((item) => item.kind !== 'space');
  const before = lastMeaningful(items.slice(first + 1, last));
  return [after, before].some((item) => item?.kind === 'symbol' && (item.text === '+' || item.text === '-'));
}

function plainBar(node: Tree, name: string): Tree {
  if (node.kind === 'symbol') return { ...node, text: name };
  if (node.kind === 'scripts' && node.base?.kind === 'symbol') return { ...node, base: { ...node.base, text: name } };
  return node;
}

// ---- fences that run over rows

/**
 * `\left( a \right. \\ \left. b \right)` after the rows are joined: two half-empty pairs that are one bracket. They are taken apart into
 * plain brackets, which are then matched. `\left. f \right|_0` alone is no such thing.
 */
function joinSplitFences(nodes: readonly Tree[]): readonly Tree[] {
  const openAt: number[] = [];
  const apart = new Set<number>();
  nodes.forEach((node, index) => {
    const fenced = fencedOf(node);
    if (fenced === undefined || !fenced.explicit) return;
    if (fenced.open === '.' && fenced.close !== '.') {
      const partner = openAt[openAt.length - 1];
      if (partner !== undefined && PARTNERS.get(fencedOf(nodes[partner] as Tree)?.open ?? '') === fenced.close) {
        openAt.pop();
        apart.add(partner).add(index);
      }
    } else if (fenced.close === '.' && fenced.open !== '.') openAt.push(index);
  });
  if (apart.size === 0) return nodes;
  return nodes.flatMap((node, index) => (apart.has(index) ? takeApart(node) : [node]));
}

function fencedOf(node: Tree): Extract<Tree, { kind: 'fenced' }> | undefined {
  if (node.kind === 'fenced') return node;
  return node.kind === 'scripts' && node.base?.kind === 'fenced' ? node.base : undefined;
}

function takeApart(node: Tree): Tree[] {
  const fenced = fencedOf(node);
  if (fenced === undefined) return [node];
  if (fenced.close === '.')
    return [
      { kind: 'symbol', text: openingText(fenced.open), span: { start: fenced.span.start, end: fenced.inner.start } },
      ...fenced.body,
    ];
  const closer: Tree = {
    kind: 'symbol',
    text: closingText(fenced.close),
    span: { start: fenced.inner.end, end: fenced.span.end },
  };
  return [
    ...fenced.body,
    node.kind === 'scripts'
      ? { ...node, base: closer, span: { start: closer.span.start, end: node.span.end } }
      : closer,
  ];
}
