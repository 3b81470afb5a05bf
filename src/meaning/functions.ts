import type { Expression } from '../expression/expression';
import { call, divide, multiply, negate, power } from '../expression/expression';
import { some } from '../expression/traverse';
import type { Tree } from '../latex/tree';
import { functionOfWord, INVERSE, isOpaqueWord, SPELLED, takesProduct } from './function-names';
import { beginsFactor, readFactor, readSequence } from './grammar';
import { isLetter, isSymbol, nameOf } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside } from './scripts';

interface Head {
  /** The function's name in the trial. */
  readonly name: string;
  readonly sub?: Tree;
  readonly sup?: Tree;
  readonly primes: number;
  readonly first: Tree;
}

/** A function with a fixed name (`\log`, `sin`, `\operatorname{sigmoid}`) and its argument. */
export function readFunction(reader: Reader, stream: Stream): Expression | undefined {
  const start = stream.position;
  const head = readHead(reader, stream);
  if (head === undefined) return undefined;
  if (head === 'opaque') {
    const node = stream.peek() as Tree;
    stream.position = stream.nodes.length;
    return unknown(reader, node, nameOf(node.kind === 'scripts' && node.base ? node.base : node) ?? '', 'prose');
  }
  if (stream.done) {
    // A function that is named, not applied: `f = \sin`.
    stream.position = start;
    return undefined;
  }
  const next = stream.peek() as Tree;
  let args: Expression[];
  const fence = next.kind === 'scripts' && next.base?.kind === 'fenced' ? next.base : next;
  if (
    fence.kind === 'fenced' &&
    (fence.open === '(' || fence.open === '[' || fence.open === '\\{') &&
    head.sup === undefined
  ) {
    stream.next();
    args = readArguments(reader, fence.body);
    if (next.kind === 'scripts') {
      if (next.sub !== undefined || next.primes > 0 || next.sup === undefined)
        return unknown(reader, next, `${head.name}(…)`);
      // `\ln(a-x)^2`: the power belongs to the argument or to the value.
      const exponent = readSequence(reader, inside(next.sup));
      const toArgument =
        reader.choices.pick(`power:${reader.formula}:${next.span.start}`, 2) === (head.name === 'log' ? 0 : 1);
      if (args.length === 1 && toArgument)
        return finish(reader, head, [power(args[0] as Expression, exponent, placed(reader, next))], next);
      return power(finish(reader, head, args, next), exponent, placed(reader, head.first, next));
    }
    return finish(reader, head, args, next);
  }
  if (fence.kind === 'fenced' && (fence.open === '(' || fence.open === '[')) {
    stream.next();
    args = readArguments(reader, fence.body);
    if (next.kind === 'scripts') return unknown(reader, next, `${head.name}(…)`);
    return finish(reader, head, args, next);
  }
  const read = readOpenArgument(reader, stream, head);
  if (read === undefined) return unknown(reader, head.first, head.name);
  return finish(reader, head, [read], stream.nodes[stream.position - 1] as Tree);
}

function isMatrixName(reader: Reader, node: Tree | undefined): boolean {
  const base = node?.kind === 'scripts' ? node.base : node;
  const name = base && nameOf(base);
  if (name === undefined) return false;
  const label = node?.kind === 'scripts' && node.sub ? nameOf(node.sub) : undefined;
  return reader.knowledge.isArray(name) || (label !== undefined && reader.knowledge.isArray(`${name}_{${label}}`));
}

/** Arguments separated by commas or semicolons. */
export function readArguments(reader: Reader, body: readonly Tree[]): Expression[] {
  const parts: Tree[][] = [[]];
  for (const node of body) {
    if (isSymbol(node, ',', ';')) parts.push([]);
    else (parts[parts.length - 1] as Tree[]).push(node);
  }
  return parts.map((part) => readSequence(reader, part));
}

function readHead(reader: Reader, stream: Stream): Head | 'opaque' | undefined {
  const node = stream.peek() as Tree;
  const base = node.kind === 'scripts' ? node.base : node;
  if (base === undefined) return undefined;
  const scripts = node.kind === 'scripts' ? node : undefined;
  const word =
    base.kind === 'operator' || base.kind === 'text' || base.kind === 'styled'
      ? nameOf(base)
      : isSymbol(base, '\\Re')
        ? 'Re'
        : isSymbol(base, '\\Im')
          ? 'Im'
          : undefined;
  if (word !== undefined && word.length > 1 && !reader.knowledge.isDefined(word)) {
    const name = functionOfWord(word);
    if (name !== undefined) {
      stream.next();
      return {
        name,
        first: node,
        primes: scripts?.primes ?? 0,
        ...(scripts?.sub && { sub: scripts.sub }),
        ...(scripts?.sup && { sup: scripts.sup }),
      };
    }
    if (isOpaqueWord(word)) return 'opaque';
  }
  return readSpelled(reader, stream);
}

/** `exp`, `log_2`, … typed as plain letters next to one another. */
function readSpelled(reader: Reader, stream: Stream): Head | 'opaque' | undefined {
  const first = stream.peek() as Tree;
  if (!isLetter(first) || first.kind !== 'symbol' || first.text.length !== 1) return undefined;
  const letters: string[] = [];
  const nodes: Tree[] = [];
  for (let k = 0; ; k++) {
    const node = stream.peek(k);
    const base = node?.kind === 'scripts' && node.primes === 0 ? node.base : node;
    if (node === undefined || base?.kind !== 'symbol' || !/^[A-Za-z]$/.test(base.text)) break;
    if (k > 0 && base.span.start !== (nodes[k - 1] as Tree).span.end) break;
    letters.push(base.text);
    nodes.push(node);
    if (node.kind === 'scripts') break;
  }
  const run = letters.join('');
  const after = stream.peek(3);
  const follows = after?.kind === 'scripts' ? after.base : after;
  if (run === 'arg' && follows?.kind === 'operator') return 'opaque';
  const word = SPELLED.find((w) => run.startsWith(w));
  if (word === undefined || reader.knowledge.isDefined(word)) return undefined;
  const last = nodes[word.length - 1] as Tree;
  // Only the last letter may bear scripts (`log_2`), and a longer run of letters is a product of names unless the word is 3 letters or longer, or is `ln`.
  if (nodes.slice(0, word.length - 1).some((n) => n.kind === 'scripts')) return undefined;
  if (word === 'tr' && stream.peek(2)?.kind !== 'fenced' && !/^[A-Z]$/.test(letters[2] ?? '')) return undefined;
  const follower = stream.peek(word.length);
  if (follower === undefined || (!beginsFactor(follower) && !isSymbol(follower, '-'))) return undefined;
  stream.position += word.length;
  const name = functionOfWord(word) as string;
  return {
    name,
    first,
    primes: 0,
    ...(last.kind === 'scripts' && last.sub && { sub: last.sub }),
    ...(last.kind === 'scripts' && last.sup && { sup: last.sup }),
  };
}

/** An argument without brackets: `\log x`, `\sin 2x`, `\cos\frac{θ}{2}`, `\log \sigma(z)`. */
function readOpenArgument(reader: Reader, stream: Stream, head: Head): Expression | undefined {
  const first = stream.peek() as Tree;
  if (isSymbol(first, '-')) {
    stream.next();
    const negative = stream.done ? undefined : readFactor(reader, stream);
    return negative && negate(negative, placed(reader, first));
  }
  if (!beginsFactor(first)) return undefined;
  const factors: Expression[] = [];
  const lead = readFactor(reader, stream);
  if (lead === undefined) return undefined;
  factors.push(lead);
  if (!takesProduct(head.name)) return lead;
  // A fraction is usually the whole argument (`\cos\frac{θ}{2} I`), but not always (`\sin\frac{nπ}{L}x`).
  const afterFraction = first.kind === 'fraction' && first.command === '\\frac';
  const next = stream.peek();
  if (
    afterFraction &&
    continuesArgument(stream, next) &&
    reader.choices.pick(`argument:${reader.formula}:${head.first.span.start}`, 2) === 0
  )
    return lead;
  // `\sin\theta\,\sigma_z`: a matrix behind an argument of numbers is multiplied by the value.
  const ofNumbers = !some(lead, (part) => part.kind === 'symbol' && reader.knowledge.isArray(part.name));
  while (continuesArgument(stream, stream.peek()) && !(ofNumbers && isMatrixName(reader, stream.peek()))) {
    const more = readFactor(reader, stream);
    if (more === undefined) break;
    factors.push(more);
  }
  if (
    isSymbol(stream.peek(), '/') &&
    factors.length === 1 &&
    !stream.spaceBefore(stream.peek()) &&
    reader.choices.pick(`argument-slash:${reader.formula}:${head.first.span.start}`, 2) === 0
  ) {
    stream.next();
    const below = stream.done ? undefined : readFactor(reader, stream);
    if (below === undefined) return undefined;
    return divide(lead, below);
  }
  return multiply(factors);
}

/** Whether the next factor still belongs to an unbracketed argument: no new function, no bracket, no space, no sign. */
function continuesArgument(stream: Stream, node: Tree | undefined): boolean {
  if (node === undefined || stream.spaceBefore(node)) return false;
  const base = node.kind === 'scripts' ? node.base : node;
  if (base === undefined) return false;
  if (base.kind === 'symbol' && nameOf(base) !== undefined) return !startsSpelledFunction(stream);
  if (base.kind === 'number' || base.kind === 'accent' || base.kind === 'styled')
    return base.kind !== 'styled' || (nameOf(base)?.length ?? 2) < 20;
  return false;
}

function startsSpelledFunction(stream: Stream): boolean {
  let run = '';
  for (let k = 0; k < 6; k++) {
    const node = stream.peek(k);
    const base = node?.kind === 'scripts' ? node.base : node;
    if (base?.kind !== 'symbol' || !/^[A-Za-z]$/.test(base.text)) break;
    run += base.text;
  }
  return SPELLED.some((w) => w !== 'tr' && run.startsWith(w));
}

/** The function with its subscript (a base) and superscript (power of the value, inverse function). */
function finish(reader: Reader, head: Head, args: Expression[], last: Tree): Expression {
  const place = placed(reader, head.first, last);
  if (head.primes > 0) return unknown(reader, head.first, `${head.name}'`);
  let name = head.name;
  let exponent: Expression | undefined;
  if (head.sup !== undefined) {
    const nodes = inside(head.sup);
    const isInverse =
      nodes.length === 2 && isSymbol(nodes[0], '-') && nodes[1]?.kind === 'number' && nodes[1].text === '1';
    const inverse = INVERSE.get(name);
    if (isInverse && inverse !== undefined) name = inverse;
    else exponent = readSequence(reader, nodes);
  }
  let value: Expression;
  if (head.sub !== undefined) {
    if (name !== 'log' && name !== 'log10') {
      if (name === 'max' || name === 'min') return unknown(reader, head.first, `\\${name}_{…}`);
      return unknown(reader, head.sub, `${name}_{…}`);
    }
    const base = readSequence(reader, inside(head.sub));
    value = divide(call('log', args), call('log', [base]), place);
  } else value = call(name, args, place);
  if (name === 'sinc') return unknown(reader, head.first, 'sinc');
  if (args.length !== 1 && !['max', 'min', 'gcd', 'lcm', 'diag'].includes(name))
    return unknown(reader, head.first, `${name}(…, …)`);
  return exponent === undefined ? value : power(value, exponent, place);
}
