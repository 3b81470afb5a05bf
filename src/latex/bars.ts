import type { Range } from '../expression/range';
import { DELIMITERS } from './delimiters';
import { fence, symbolText } from './fence';
import type { SyntaxProblem, Tree } from './tree';

const DEPTH_LIMIT = 150;

/**
 * Pairs the bars of one level. A bar opens where no operand stands before it, and closes after an operand.
 * Where an operand stands before it and nothing is open (`2|x|`, `P(A|B)`, `V|_{x=0}`), it opens only if a partner follows that has no comma or relation
 * sign before it, and the brackets around it do not make it a condition.
 *
 * @param around the bracket that encloses the level; `applied` whether an operand stands before that bracket.
 */
export function resolveBars(
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

/** `|` or `\\|` when a node is a bar, also one with scripts. */
export function barOf(node: Tree): string | undefined {
  const text = symbolText(node);
  const role = text === undefined ? undefined : DELIMITERS.get(text);
  return role?.side === 'bar' ? role.name : undefined;
}

/** The last node that shows, unless a wide space follows it. */
export function lastMeaningful(items: readonly Tree[]): Tree | undefined {
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
export function isOperand(node: Tree): boolean {
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

/** `,` or `;`. */
export function isComma(node: Tree): boolean {
  return node.kind === 'symbol' && (node.text === ',' || node.text === ';');
}

/** Adds items one by one: spreading a long list into `push` may overflow the stack. */
export function append(target: Tree[], items: readonly Tree[]): void {
  for (const item of items) target.push(item);
}
