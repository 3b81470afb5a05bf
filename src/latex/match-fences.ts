import type { Range } from '../expression/range';
import type { SyntaxProblem, Tree } from './tree';

/** Deeper brackets stay symbols, so that whoever walks the tree by recursion is safe. */
const DEPTH_LIMIT = 150;

type Role = { readonly side: 'open' | 'close' | 'bar'; readonly name: string };

const DELIMITERS: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...(
    [
      ['(', '('],
      ['[', '['],
      ['\\lbrack', '['],
      ['\\{', '\\{'],
      ['\\lbrace', '\\{'],
      ['\\langle', '\\langle'],
      ['\\lfloor', '\\lfloor'],
      ['\\lceil', '\\lceil'],
      ['\\lvert', '|'],
      ['\\lVert', '\\|'],
      ['\\lgroup', '('],
      ['\\llbracket', '\\llbracket'],
      ['\\lAngle', '\\langle'],
    ] as const
  ).map(([text, name]) => [text, { side: 'open', name }] as const),
  ...(
    [
      [')', ')'],
      [']', ']'],
      ['\\rbrack', ']'],
      ['\\}', '\\}'],
      ['\\rbrace', '\\}'],
      ['\\rangle', '\\rangle'],
      ['\\rfloor', '\\rfloor'],
      ['\\rceil', '\\rceil'],
      ['\\rvert', '|'],
      ['\\rVert', '\\|'],
      ['\\rgroup', ')'],
      ['\\rrbracket', '\\rrbracket'],
      ['\\rAngle', '\\rangle'],
    ] as const
  ).map(([text, name]) => [text, { side: 'close', name }] as const),
  ...(
    [
      ['|', '|'],
      ['\\vert', '|'],
      ['\\|', '\\|'],
      ['\\Vert', '\\|'],
      // Some write a norm with it.
      ['\\parallel', '\\|'],
    ] as const
  ).map(([text, name]) => [text, { side: 'bar', name }] as const),
]);

const PARTNERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['\\{', '\\}'],
  ['\\langle', '\\rangle'],
  ['\\lfloor', '\\rfloor'],
  ['\\lceil', '\\rceil'],
  ['\\llbracket', '\\rrbracket'],
  ['|', '|'],
  ['\\|', '\\|'],
]);

/** The name of a delimiter after `\left`, `\right` or a size command, normalised as in a `fenced` node. `undefined` for other signs. */
export function delimiterName(text: string): string | undefined {
  const role = DELIMITERS.get(text);
  if (role !== undefined) return role.name;
  if (text === '<' || text === '\\lt') return '\\langle';
  if (text === '>' || text === '\\gt') return '\\rangle';
  if (text === '.') return '.';
  return OTHER_DELIMITERS.has(text) ? text : undefined;
}

const OTHER_DELIMITERS: ReadonlySet<string> = new Set([
  '/', '\\backslash', '\\uparrow', '\\downarrow', '\\updownarrow', '\\Uparrow', '\\Downarrow', '\\Updownarrow', '\\lmoustache', '\\rmoustache', '\\ulcorner', '\\urcorner', '\\llcorner', '\\lrcorner',
]); // prettier-ignore

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

/** The text of a symbol, also of one with scripts: the `)` of `)^2`. */
function symbolText(node: Tree): string | undefined {
  if (node.kind === 'symbol') return node.text;
  if (node.kind === 'scripts' && node.base?.kind === 'symbol') return node.base.text;
  return undefined;
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

/** A fenced node; scripts of the closing bracket become scripts of the whole. */
function fence(open: string, close: string, start: Range, closer: Tree, body: readonly Tree[]): Tree {
  const closing = closer.kind === 'scripts' && closer.base !== undefined ? closer.base : closer;
  const span = { start: start.start, end: closing.span.end };
  const fenced: Tree = {
    kind: 'fenced',
    open,
    close,
    body,
    span,
    inner: { start: start.end, end: Math.max(start.end, closing.span.start) },
    explicit: false,
  };
  if (closer.kind !== 'scripts') return fenced;
  return { ...closer, base: fenced, span: { start: span.start, end: Math.max(span.end, closer.span.end) } };
}

/** `[0, 1)`: different brackets around exactly two things. */
function isInterval(open: string, close: string, items: readonly Tree[]): boolean {
  const mixed = (open === '[' && close === ')') || (open === '(' && close === ']');
  return mixed && items.filter(isComma).length === 1;
}

function isComma(node: Tree): boolean {
  return node.kind === 'symbol' && (node.text === ',' || node.text === ';');
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

function append(target: Tree[], items: readonly Tree[]): void {
  for (const item of items) target.push(item);
}

// ---- bars

/**
 * Pairs the bars of one level. A bar opens where no operand stands before it, and closes after an operand.
 * Where an operand stands before it and nothing is open (`2|x|`, `P(A|B)`, `V|_{x=0}`), it opens only if a partner follows that has no comma or relation
 * sign before it, and the brackets around it do not make it a condition.
 *
 * @param around the bracket that encloses the level; `applied` whether an operand stands before that bracket.
 */
function resolveBars(
  items: readonly Tree[],
  around: string | undefined,
  applied: boolean,
  problems: SyntaxProblem[],
): Tree[] {
  const withAngles = pairAngles(items);
  if (!withAngles.some((item) => barOf(item) !== undefined)) return withAngles;
  const nodes = joinDoubleBars(withAngles);
  const bars = nodes.flatMap((node, index) => (barOf(node) === undefined ? [] : [index]));
  const angle = around === '\\langle';
  if (angle && bars[0] !== 0) return nodes;
  const stack: { readonly name: string; readonly node: Tree; readonly items: Tree[] }[] = [];
  let out: Tree[] = [];
  let seen = 0;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as Tree;
    const name = barOf(node);
    if (name === undefined) {
      out.push(node);
      continue;
    }
    seen++;
    const before = lastMeaningful(out);
    const afterOperand = before !== undefined && isOperand(before);
    const top = stack[stack.length - 1];
    if (afterOperand && top !== undefined && top.name === name) {
      stack.pop();
      const fenced = fence(name, name, top.node.span, node, out);
      out = top.items;
      out.push(fenced);
    } else if (
      node.kind === 'symbol' &&
      (!afterOperand ? seen < bars.length : opensAfterOperand(nodes, bars, seen - 1, around, applied))
    ) {
      if (stack.length >= DEPTH_LIMIT) out.push(node);
      else {
        stack.push({ name, node, items: out });
        out = [];
      }
    } else out.push(node);
  }
  // Bars that found no partner are signs.
  const parts: Tree[][] = [out];
  for (let i = stack.length - 1; i >= 0; i--) {
    const open = stack[i]!;
    problems.push({ message: `The bar ${open.name} has no partner.`, span: open.node.span });
    parts.push([open.node], open.items);
  }
  if (parts.length === 1) return out;
  const result: Tree[] = [];
  for (let i = parts.length - 1; i >= 0; i--) append(result, parts[i] as Tree[]);
  return result;
}

function barOf(node: Tree): string | undefined {
  const text = symbolText(node);
  const role = text === undefined ? undefined : DELIMITERS.get(text);
  return role?.side === 'bar' ? role.name : undefined;
}

function lastMeaningful(items: readonly Tree[]): Tree | undefined {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i] as Tree;
    if (item.kind === 'space' && item.wide) return undefined;
    if (item.kind !== 'space' && item.kind !== 'ignored') return item;
  }
  return undefined;
}

function opensAfterOperand(
  nodes: readonly Tree[],
  bars: readonly number[],
  index: number,
  around: string | undefined,
  applied: boolean,
): boolean {
  // `{x | …}` is a set; `p(x | …)` and `E[x | …]` have a condition.
  if (around === '\\{' || around === '\\langle') return false;
  const here = bars[index] as number;
  const next = bars[index + 1];
  if (next === undefined) return false;
  if (barOf(nodes[here] as Tree) !== barOf(nodes[next] as Tree)) return false;
  // With an even number of bars left the others pair by themselves, and this one is a condition: `p(x | |y|)`.
  if ((bars.length - index) % 2 === 1) return false;
  const between = nodes.slice(here + 1, next);
  const last = lastMeaningful(between);
  // The next bar opens as well (`2|x - |y||`): not in the arguments of a function, where the first one is rather a condition.
  if ((last === undefined || !isOperand(last)) && (applied || bars.length - index < 4)) return false;
  return !between.some((node) => isComma(node) || (node.kind === 'symbol' && RELATIONS.has(node.text)));
}

const RELATIONS: ReadonlySet<string> = new Set([
  '=',
  '<',
  '>',
  '\\le',
  '\\leq',
  '\\ge',
  '\\geq',
  '\\ne',
  '\\neq',
  '\\in',
  '\\to',
  '\\approx',
  '\\equiv',
  '\\sim',
  '\\mid',
  ':',
]);

/** `||x||` is `\|x\|`, but the inner two of `|a||b|` are the end of one and the beginning of the other. */
function joinDoubleBars(items: readonly Tree[]): Tree[] {
  const out: Tree[] = [];
  let single = false;
  for (let i = 0; i < items.length; i++) {
    const node = items[i] as Tree;
    const next = items[i + 1];
    if (barOf(node) !== '|') {
      out.push(node);
      continue;
    }
    const adjacent =
      node.kind === 'symbol' && next !== undefined && barOf(next) === '|' && barSpan(next).start === node.span.end;
    const before = lastMeaningful(out);
    const afterOperand = before !== undefined && isOperand(before);
    if (adjacent && !single) {
      const span = { start: node.span.start, end: barSpan(next).end };
      const symbol: Tree = { kind: 'symbol', text: '\\|', span };
      out.push(
        next.kind === 'scripts' ? { ...next, base: symbol, span: { start: span.start, end: next.span.end } } : symbol,
      );
      i++;
    } else {
      out.push(node);
      single = afterOperand ? false : true;
    }
  }
  return out;
}

function barSpan(node: Tree): Range {
  return node.kind === 'scripts' && node.base !== undefined ? node.base.span : node.span;
}

/** Makes `<u, v>` an inner product: nothing to compare stands before the `<`, and a comma or a bar stands inside. */
export function pairAngles(items: readonly Tree[]): Tree[] {
  if (!items.some((item) => item.kind === 'symbol' && (item.text === '<' || item.text === '\\lt'))) return [...items];
  const out: Tree[] = [];
  let open = -1;
  for (const item of items) {
    const text = symbolText(item);
    if (item.kind === 'symbol' && (text === '<' || text === '\\lt')) {
      const before = lastMeaningful(out);
      open = before === undefined || !isOperand(before) ? out.length : -1;
    } else if ((text === '>' || text === '\\gt') && open >= 0) {
      const body = out.slice(open + 1);
      const last = lastMeaningful(body);
      const parted = body.some((node) => node.kind === 'text' || (node.kind === 'space' && node.wide));
      const vectors = body[0]?.kind !== 'number' && body.some((node) => isComma(node) || barOf(node) !== undefined);
      if (vectors && !parted && last !== undefined && isOperand(last)) {
        out.length = open + 1;
        const opener = out.pop() as Tree;
        out.push(fence('\\langle', '\\rangle', opener.span, item, body));
        open = -1;
        continue;
      }
      open = -1;
    } else if (item.kind === 'symbol' && RELATIONS.has(item.text)) open = -1;
    out.push(item);
  }
  return out;
}

/** Whether a bar after this node would close something, or stand between two operands. */
function isOperand(node: Tree): boolean {
  switch (node.kind) {
    case 'symbol':
      return /^[A-Za-z0-9.!)\]]$/.test(node.text) || OPERAND_SYMBOLS.test(node.text);
    case 'scripts':
      return (
        node.base === undefined || node.base.kind !== 'symbol' || isOperand(node.base) || barOf(node) !== undefined
      );
    case 'number':
    case 'group':
    case 'fraction':
    case 'root':
    case 'fenced':
    case 'accent':
    case 'styled':
    case 'text':
    case 'environment':
    case 'command':
    case 'error':
      return true;
    case 'stack':
      return node.command.endsWith('brace') || node.base.some(isOperand);
    case 'operator':
    case 'space':
    case 'break':
    case 'ignored':
      return false;
  }
}

/** Commands that are letters or other things with a value: Greek, `\infty`, `\hbar`, `\ldots`, … */
const OPERAND_SYMBOLS =
  /^\\(?:(?:var)?(?:[aA]lpha|[bB]eta|[gG]amma|[dD]elta|[eE]psilon|[zZ]eta|[eE]ta|[tT]heta|[iI]ota|[kK]appa|[lL]ambda|[mM]u|[nN]u|[xX]i|[oO]micron|[pP]i|[rR]ho|[sS]igma|[tT]au|[uU]psilon|[pP]hi|[cC]hi|[pP]si|[oO]mega)|infty|hbar|hslash|ell|imath|jmath|emptyset|varnothing|aleph|[lc]?dots|dots[cbmio]|vdots|ddots|prime|top|bot|degree|square|Box|star|bullet|%|_)$/;

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

/** The plain sign that opens like `\left` with this delimiter. */
export function openingText(name: string): string {
  return name === '|' ? '\\lvert' : name === '\\|' ? '\\lVert' : name;
}

/** The plain sign that closes like `\right` with this delimiter. */
export function closingText(name: string): string {
  return name === '|' ? '\\rvert' : name === '\\|' ? '\\rVert' : name;
}
