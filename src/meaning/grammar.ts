import type { Expression, ProductSign } from '../expression/expression';
import { add, call, divide, multiply, negate, number } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readAtom } from './atoms';
import { isKet } from './bra-ket';
import { isDoubleSign, withDoubleSign } from './double-signs';
import { readDerivativeFraction, readDifferentialSlash } from './derivatives';
import { readDifferential } from './differentials';
import { productWithoutDots, withoutDots } from './dots';
import { evaluated, isEvaluationBar } from './evaluation-bars';
import { readFold } from './folds';
import { readFunction } from './functions';
import { readIntegral } from './integrals';
import { readLimit } from './limits';
import { readNabla } from './nabla';
import { isSymbol, nameOf } from './names';
import { readProbability } from './probability';
import type { Reader } from './reader';
import { placed, Stream, unknown } from './reader';

const PRODUCT_SIGNS: ReadonlyMap<string, ProductSign> = new Map([
  ['\\cdot', 'dot'],
  ['\\times', 'times'],
  ['*', 'star'],
  ['\\ast', 'star'],
  ['\\bullet', 'dot'],
  ['\\odot', 'hadamard'],
  ['\\circ', 'hadamard'],
  ['\\otimes', 'kronecker'],
]);

const isAdditive = (node: Tree | undefined): boolean => isSymbol(node, '+', '-') || isDoubleSign(node);
const productSign = (node: Tree | undefined): ProductSign | undefined =>
  node?.kind === 'symbol' ? PRODUCT_SIGNS.get(node.text) : undefined;

/** Reads a whole sequence of nodes as one expression. What is left over makes it unknown: nothing is dropped silently. */
export function readSequence(reader: Reader, nodes: readonly Tree[]): Expression {
  const stream = new Stream(nodes);
  if (stream.done) return { kind: 'unknown', token: '', why: 'broken' };
  const value = readSum(reader, stream);
  if (stream.done) return value;
  const left = stream.peek() as Tree;
  if (value.kind === 'unknown') return value;
  return unknown(reader, left, describe(left));
}

/** Words for a node that could not be read. */
export function describe(node: Tree): string {
  switch (node.kind) {
    case 'symbol':
      return node.text;
    case 'operator':
      return node.command;
    case 'command':
      return node.command;
    case 'text':
      return node.text;
    case 'environment':
      return `\\begin{${node.name}}`;
    case 'scripts':
      return node.base ? describe(node.base) : '^';
    case 'fenced':
      return node.open;
    case 'error':
      return node.text || node.message;
    case 'stack':
    case 'accent':
    case 'styled':
      return node.command;
    default:
      return node.kind;
  }
}

/** Terms joined by + and −, up to the end of the stream or something that is no term. */
export function readSum(reader: Reader, stream: Stream): Expression {
  const first = stream.peek();
  if (first === undefined) return { kind: 'unknown', token: '', why: 'broken' };
  const terms: Expression[] = [];
  for (;;) {
    let minus = false;
    let double: Tree | undefined;
    while (isAdditive(stream.peek())) {
      const sign = stream.next();
      if (isSymbol(sign, '-')) minus = !minus;
      if (isDoubleSign(sign)) double = sign;
    }
    const start = stream.peek();
    if (start === undefined) {
      terms.push(unknown(reader, stream.nodes[stream.position - 1] as Tree, '+', 'broken'));
      break;
    }
    const before = stream.position;
    const read = readTerm(reader, stream);
    if (stream.position === before) return unknown(reader, start, describe(start));
    const term = double === undefined ? read : withDoubleSign(double, read);
    terms.push(
      minus
        ? negate(term, placed(reader, stream.nodes[Math.max(0, before - 1)] as Tree, stream.nodes[stream.position - 1]))
        : term,
    );
    if (!isAdditive(stream.peek())) break;
  }
  const last = terms[terms.length - 1] as Expression;
  const bar = stream.nodes[stream.position - 1];
  // `x^2 + x \big|_0^1`: the bar stands behind the whole sum, or behind the last term.
  if (
    terms.length > 1 &&
    isEvaluationBar(bar) &&
    reader.choices.pick(`bar:${reader.formula}:${bar.span.start}`, 2) === 0
  ) {
    const inner = last.kind === 'negate' ? last.of : last;
    if (inner.kind === 'between' || inner.kind === 'at')
      return { ...inner, body: add([...terms.slice(0, -1), last.kind === 'negate' ? negate(inner.body) : inner.body]) };
  }
  return add(withoutDots(reader, terms), placed(reader, first, stream.nodes[stream.position - 1]));
}

/** Whether a node can begin a factor (so that juxtaposition means a product). */
export function beginsFactor(node: Tree | undefined): boolean {
  if (node === undefined) return false;
  switch (node.kind) {
    case 'symbol':
      return (
        nameOf(node) !== undefined ||
        [
          '\\sum',
          '\\prod',
          '\\coprod',
          '\\int',
          '\\iint',
          '\\iiint',
          '\\oint',
          '\\partial',
          '\\nabla',
          '\\infty',
          '\\Box',
          '\\emptyset',
          '\\ldots',
          '\\cdots',
          '\\dots',
          '\\vdots',
        ].includes(node.text)
      );
    case 'scripts':
      return node.base === undefined
        ? false
        : beginsFactor(node.base) || (node.base.kind === 'symbol' && !['+', '-', '='].includes(node.base.text));
    case 'break':
    case 'space':
    case 'ignored':
      return false;
    default:
      return true;
  }
}

/** Factors joined by juxtaposition, `\cdot`, `\times`, `*`, `/`, up to the next + or −. */
export function readTerm(reader: Reader, stream: Stream): Expression {
  const first = stream.peek() as Tree;
  let factors: Expression[] = [];
  let signs: ProductSign[] = [];
  const close = (): Expression => {
    const plain = productWithoutDots(reader, factors, signs);
    if (plain !== factors) return multiply(plain, placed(reader, first, stream.nodes[stream.position - 1]));
    return factors.length === 1
      ? (factors[0] as Expression)
      : { kind: 'multiply', factors, signs, place: placed(reader, first, stream.nodes[stream.position - 1]) };
  };

  const head = readFactor(reader, stream);
  if (head === undefined) return unknown(reader, first, describe(first));
  factors.push(head);
  for (;;) {
    const node = stream.peek();
    if (node === undefined || isAdditive(node)) break;
    if (isEvaluationBar(node)) {
      const value = evaluated(reader, close(), node);
      if (value === undefined) return unknown(reader, node, '|');
      stream.next();
      factors = [value];
      signs = [];
      continue;
    }
    if (isSymbol(node, '/', '\\div')) {
      stream.next();
      const start = stream.peek();
      const negative = isSymbol(start, '-');
      if (negative) stream.next();
      const divisor = readFactor(reader, stream);
      if (divisor === undefined) return unknown(reader, node, '/', 'broken');
      // `1/2c^2` is read both ways; a space or a sign after the divisor ends it.
      const following: Expression[] = [negative ? negate(divisor) : divisor];
      const next = stream.peek();
      if (
        beginsFactor(next) &&
        !stream.spaceBefore(next) &&
        reader.choices.pick(`slash:${reader.formula}:${node.span.start}`, 2) === 1
      )
        while (beginsFactor(stream.peek()) && !stream.spaceBefore(stream.peek())) {
          const more = readFactor(reader, stream);
          if (more === undefined) break;
          following.push(more);
        }
      const quotient = divide(close(), multiply(following), placed(reader, first, stream.nodes[stream.position - 1]));
      factors = [quotient];
      signs = [];
      continue;
    }
    const sign = productSign(node);
    if (sign !== undefined) {
      stream.next();
      let minus = false;
      while (isAdditive(stream.peek())) if (isSymbol(stream.next(), '-')) minus = !minus;
      const factor = stream.done ? undefined : readFactor(reader, stream);
      if (factor === undefined) return unknown(reader, node, describe(node), 'broken');
      factors.push(minus ? negate(factor) : factor);
      signs.push(sign);
      continue;
    }
    if (!beginsFactor(node)) break;
    const before = stream.position;
    const factor = readFactor(reader, stream);
    if (factor === undefined || stream.position === before) return unknown(reader, node, describe(node));
    // `|0⟩|1⟩` is a tensor product.
    signs.push(isKet(factors[factors.length - 1]) && isKet(factor) ? 'kronecker' : 'implicit');
    factors.push(factor);
  }
  return close();
}

/** One factor: an operator with all that it reaches over, a function with its argument, or an atom with its scripts. */
export function readFactor(reader: Reader, stream: Stream): Expression | undefined {
  const first = stream.peek();
  let value = readPlainFactor(reader, stream);
  while (first !== undefined && value !== undefined && value.kind !== 'unknown' && isSymbol(stream.peek(), '!')) {
    // `n!`, `(2n)!`, `n!!`; of `2^n!` nobody knows what it means.
    stream.next();
    const isDouble = isSymbol(stream.peek(), '!');
    if (isDouble) stream.next();
    const place = placed(reader, first, stream.nodes[stream.position - 1]);
    value =
      value.kind === 'power'
        ? unknown(reader, first, '!')
        : call(isDouble ? 'doubleFactorial' : 'factorial', [value], place);
  }
  return value;
}

function readPlainFactor(reader: Reader, stream: Stream): Expression | undefined {
  const node = stream.peek();
  if (node === undefined) return undefined;
  return (
    readFold(reader, stream) ??
    readIntegral(reader, stream) ??
    readLimit(reader, stream) ??
    readDifferentialSlash(reader, stream) ??
    readDerivativeFraction(reader, stream) ??
    readDifferential(reader, stream) ??
    readNabla(reader, stream) ??
    readProbability(reader, stream) ??
    readFunction(reader, stream) ??
    readMixedNumber(reader, stream) ??
    readAtom(reader, stream)
  );
}

/** `2\frac{6}{7}` is two and six sevenths, or twice six sevenths. */
function readMixedNumber(reader: Reader, stream: Stream): Expression | undefined {
  const [whole, part] = [stream.peek(), stream.peek(1)];
  if (whole?.kind !== 'number' || part?.kind !== 'fraction' || part.command !== '\\frac') return undefined;
  const digits = (nodes: readonly Tree[]): string | undefined => {
    const [only, ...more] = new Stream(nodes).nodes;
    return only?.kind === 'number' && more.length === 0 && /^\d+$/.test(only.text) ? only.text : undefined;
  };
  const [above, below] = [digits(part.numerator), digits(part.denominator)];
  if (above === undefined || below === undefined || Number(above) >= Number(below) || !/^\d+$/.test(whole.text))
    return undefined;
  if (stream.spaceBefore(part)) return undefined;
  stream.next();
  stream.next();
  const fraction = divide(number(above), number(below), placed(reader, part));
  const integer = number(whole.text, placed(reader, whole));
  return reader.choices.pick(`mixed:${reader.formula}:${whole.span.start}`, 2) === 0
    ? add([integer, fraction], placed(reader, whole, part))
    : multiply([integer, fraction], placed(reader, whole, part));
}
