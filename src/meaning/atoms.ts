import type { Expression, Place } from '../expression/expression';
import { call, divide, number, power, symbol } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { describe, readSequence } from './grammar';
import { readConditional } from './conditional';
import { readArguments } from './functions';
import { dottedQuantity, primedBracket, primedQuantity, subscriptDerivative } from './marked-derivatives';
import { differentialSign, isLetter, isSymbol, nameOf, solid } from './names';
import { readBracket } from './brackets';
import { readEnvironment } from './matrices';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { signMember } from './double-signs';
import { directionVector, unitVector } from './unit-vectors';
import { isPlainArgument } from './usage';
import { inside, labelText, readSubscript, readSuperscript } from './scripts';

type Scripts = Extract<Tree, { kind: 'scripts' }>;

/** A number, a name with scripts and arguments, a bracket, a fraction, a root, a matrix. */
export function readAtom(reader: Reader, stream: Stream): Expression | undefined {
  const node = stream.next();
  // `du = 2x\,dx`: a differential, unless the note has a quantity d.
  const variable = stream.peek();
  if (
    differentialSign(node) === 'd' &&
    variable !== undefined &&
    (node.kind === 'styled' || variable.span.start === node.span.end) &&
    nameOf(variable.kind === 'scripts' ? (variable.base ?? variable) : variable) !== undefined &&
    !reader.knowledge.isDefined('d')
  ) {
    stream.position = stream.nodes.length;
    return unknown(reader, node, 'd…');
  }
  const word = spelledName(reader, stream, node);
  if (word !== undefined) return readName(reader, stream, word.name, word.first, word.last);
  if (node.kind === 'scripts') return readScripted(reader, stream, node);
  // An upright i is the imaginary unit, an upright e Euler's number.
  if (node.kind === 'styled' && node.command === '\\mathrm') {
    const upright = nameOf(node);
    if (upright === 'i' || upright === 'e') return { kind: 'constant', name: upright, place: placed(reader, node) };
  }
  const name = nameOf(node);
  // `Δx` is a name of its own, unless the note has a quantity Δ.
  if (name === '\\Delta' && variable !== undefined && !reader.knowledge.isDefined(name)) {
    const of = nameOf(variable.kind === 'scripts' ? (variable.base ?? variable) : variable);
    if (of !== undefined && variable.kind !== 'group') {
      stream.next();
      return readName(reader, stream, `\\Delta ${of}`, node, variable);
    }
    if (reader.usage.of(name).bare === 0 || !isLetter(variable)) {
      stream.position = stream.nodes.length;
      return unknown(reader, node, '\\Delta');
    }
  }
  if (name !== undefined && node.kind !== 'group') return readName(reader, stream, name, node, node);
  return readBase(reader, node);
}

/** A word in plain letters that the note also sets as a word (`sig(x)` beside `\operatorname{sig}`). */
function spelledName(
  reader: Reader,
  stream: Stream,
  node: Tree,
): { name: string; first: Tree; last: Tree } | undefined {
  if (node.kind !== 'symbol' || node.text.length !== 1 || !isLetter(node)) return undefined;
  let run = node.text;
  let last: Tree = node;
  for (let k = 0; ; k++) {
    const next = stream.peek(k);
    const base = next?.kind === 'scripts' ? next.base : next;
    if (
      next === undefined ||
      base?.kind !== 'symbol' ||
      !/^[A-Za-z]$/.test(base.text) ||
      base.span.start !== last.span.end
    )
      break;
    run += base.text;
    last = next;
    const use = reader.usage.names.get(run);
    const after = stream.peek(k + 1);
    const ends =
      next.kind === 'scripts' ||
      !(after?.kind === 'symbol' && /^[A-Za-z]$/.test(after.text) && after.span.start === next.span.end);
    if (use !== undefined && ends) {
      stream.position += k + 1;
      return { name: run, first: node, last };
    }
    if (next.kind === 'scripts') break;
  }
  return undefined;
}

/** Anything without scripts that is no name. */
export function readBase(reader: Reader, node: Tree): Expression {
  const place = placed(reader, node);
  switch (node.kind) {
    case 'number':
      return number(node.text, place);
    case 'group':
      return readSequence(reader, node.body);
    case 'fraction': {
      const above = readSequence(reader, node.numerator);
      const below = readSequence(reader, node.denominator);
      return node.command === '\\binom' ? call('binomial', [above, below], place) : divide(above, below, place);
    }
    case 'root': {
      const radicand = readSequence(reader, node.radicand);
      if (node.degree === undefined) return call('sqrt', [radicand], place);
      const degree = solid(node.degree);
      if (degree.length === 1 && degree[0]?.kind === 'number' && degree[0].text === '3')
        return call('cbrt', [radicand], place);
      return power(radicand, divide(number(1), readSequence(reader, node.degree)), place);
    }
    case 'fenced':
      return readBracket(reader, node);
    case 'environment':
      return readEnvironment(reader, node);
    case 'symbol':
      if (node.text === '\\infty') return { kind: 'constant', name: 'infinity', place };
      if (['\\ldots', '\\cdots', '\\dots', '\\vdots', '\\ddots', '…', '\\dotsc', '\\dotsb'].includes(node.text))
        return unknown(reader, node, '…', 'dots');
      return unknown(reader, node, node.text);
    case 'styled': {
      const number1 = solid(node.body);
      if (number1.length === 1 && number1[0]?.kind === 'number' && node.command === '\\mathbf')
        return call('zeros', [number(number1[0].text)], place);
      if (node.command === '\\mathrm' || node.command === '\\mathit') return readSequence(reader, node.body);
      return unknown(reader, node, node.command);
    }
    case 'accent':
      return unknown(reader, node, node.command);
    case 'text':
      return unknown(reader, node, node.text, 'prose');
    case 'stack':
      if (node.command === '\\underbrace' || node.command === '\\overbrace') return readSequence(reader, node.base);
      return unknown(reader, node, node.command);
    case 'error':
      return unknown(reader, node, node.text || node.message, 'broken');
    default:
      return unknown(reader, node, describe(node));
  }
}

function readScripted(reader: Reader, stream: Stream, node: Scripts): Expression {
  const base = node.base;
  if (base === undefined) return unknown(reader, node, '^', 'broken');
  // `\hat{y_i}` is `\hat{y}_i`.
  const opened = base.kind === 'accent' ? openAccent(base) : undefined;
  const name = opened?.name ?? nameOf(base);
  if (name !== undefined && (base.kind !== 'group' || solid(base.body).length === 1))
    return readName(reader, stream, name, node, node, node, opened?.sub);
  if (node.primes > 0) {
    // `[x \sin x]'`, `(uv)'`.
    const isOpen =
      base.kind === 'fenced' &&
      (base.open === '(' || base.open === '[') &&
      node.sub === undefined &&
      node.sup === undefined &&
      stream.peek()?.kind !== 'fenced';
    return (
      (isOpen ? primedBracket(reader, readBase(reader, base), node.primes, placed(reader, node)) : undefined) ??
      unknown(reader, node, "'")
    );
  }
  if (
    base.kind === 'fenced' ||
    base.kind === 'environment' ||
    base.kind === 'group' ||
    base.kind === 'number' ||
    base.kind === 'fraction' ||
    base.kind === 'root' ||
    base.kind === 'stack'
  ) {
    if (base.kind === 'fenced' && node.sub !== undefined) return readEvaluated(reader, base, node);
    const value = readBase(reader, base);
    if (node.sub !== undefined)
      return base.kind === 'stack' ? value : unknown(reader, node.sub, `_{${labelText(node.sub)}}`);
    return withSuperscript(reader, value, node.sup, placed(reader, node));
  }
  return unknown(reader, node, describe(base));
}

function openAccent(
  accent: Extract<Tree, { kind: 'accent' }>,
): { readonly name: string; readonly sub?: Tree } | undefined {
  const body = solid(accent.body);
  const inner = body[0];
  if (
    body.length !== 1 ||
    inner?.kind !== 'scripts' ||
    inner.base === undefined ||
    inner.sup !== undefined ||
    inner.primes > 0
  )
    return undefined;
  const name = nameOf(inner.base);
  return name === undefined ? undefined : { name: `${accent.command}{${name}}`, ...(inner.sub && { sub: inner.sub }) };
}

/** `[F]_a^b`, `F|_{x=a}`, `F|_a^b`. */
function readEvaluated(reader: Reader, base: Extract<Tree, { kind: 'fenced' }>, node: Scripts): Expression {
  const place = placed(reader, node);
  const isBar = base.close === '|' && base.open === '.';
  const isSquare = base.open === '[' && base.close === ']';
  if (!isBar && !isSquare) {
    const value = readBase(reader, base);
    // `\|x\|_2` is the usual norm.
    const label = node.sub ? labelText(node.sub) : '';
    if (base.open === '\\|' && (label === '2' || label === 'F')) return withSuperscript(reader, value, node.sup, place);
    return unknown(reader, node.sub as Tree, `_{${label}}`);
  }
  const body = readSequence(reader, base.body);
  const lower = node.sub ? solid(inside(node.sub)) : [];
  const at = lower.findIndex((n) => isSymbol(n, '='));
  if (node.sup !== undefined) {
    const variable = at === 1 ? nameOf(lower[0] as Tree) : undefined;
    const from = readSequence(reader, variable === undefined ? lower : lower.slice(2));
    return {
      kind: 'between',
      body,
      lower: from,
      upper: readSequence(reader, inside(node.sup)),
      place,
      ...(variable !== undefined && { variable }),
    };
  }
  if (at > 0 && isBar)
    return {
      kind: 'at',
      body,
      variable: readSequence(reader, lower.slice(0, at)),
      value: readSequence(reader, lower.slice(at + 1)),
      place,
    };
  return unknown(reader, node.sub as Tree, '|_{…}');
}

/** A value with a superscript on it: a power, a transpose, an inverse. */
export function withSuperscript(reader: Reader, value: Expression, sup: Tree | undefined, place: Place): Expression {
  if (sup === undefined) return value;
  const mark = readSuperscript(reader, sup);
  switch (mark.kind) {
    case 'transpose':
      return call('transpose', [value], place);
    case 'inverse transpose':
      return power(call('transpose', [value], place), number('-1'), place);
    case 'adjoint':
      return call('adjoint', [value], place);
    case 'power':
      return power(value, readSequence(reader, mark.nodes), place);
    case 'star':
      return unknown(reader, sup, '^*');
    case 'index':
      return power(value, readSequence(reader, mark.nodes), place);
    case 'label':
      return unknown(reader, sup, mark.label);
  }
}

/** A name with its scripts and, where it is a function, its arguments. */
function readName(
  reader: Reader,
  stream: Stream,
  bareName: string,
  first: Tree,
  last: Tree,
  scripts: Scripts | undefined = last.kind === 'scripts' ? last : undefined,
  innerSub?: Tree,
): Expression {
  let name = bareName;
  let indices: Expression[] = [];
  const place = placed(reader, first, last);
  const sub = innerSub ?? scripts?.sub;
  if (innerSub !== undefined && scripts?.sub !== undefined)
    return unknown(reader, scripts.sub, `_{${labelText(scripts.sub)}}`);
  if (sub !== undefined) {
    const read = readSubscript(reader, sub, (nodes) => readSequence(reader, nodes));
    const letters =
      innerSub === undefined && scripts !== undefined
        ? inside(sub).map((n) => (isLetter(n) && n.kind === 'symbol' ? n.text : ''))
        : [];
    if (letters.length > 0 && !letters.includes('') && scripts?.primes === 0) {
      const next = stream.peek();
      const args = next?.kind === 'fenced' && next.open === '(' && !stream.spaceBefore(next) ? next : undefined;
      const derived = subscriptDerivative(reader, name, letters, args && readArguments(reader, args.body), place);
      if (derived !== undefined) {
        if (args !== undefined) stream.next();
        const value: Expression =
          scripts.sup === undefined ? derived : withSuperscript(reader, derived, scripts.sup, place);
        return value;
      }
    }
    if (read.kind === 'label') name = read.label === '' ? name : `${name}_{${read.label}}`;
    else indices = [...read.indices];
  }
  // `w_j` beside a bold `\mathbf{w}`: a component of that vector.
  const isOrigin = indices.length === 1 && indices[0]?.kind === 'number' && indices[0].text === '0';
  if (indices.length > 0 && !isOrigin && reader.boldComponents.has(name)) name = `\\mathbf{${name}}`;
  let primes = scripts?.primes ?? 0;
  let exponent: Expression | undefined;
  let mark: 'transpose' | 'adjoint' | undefined;
  let inverse = false;
  if (scripts?.sup !== undefined) {
    const sup = readSuperscript(reader, scripts.sup, name);
    switch (sup.kind) {
      case 'transpose':
        mark = 'transpose';
        break;
      case 'inverse transpose':
        mark = 'transpose';
        exponent = number('-1');
        break;
      case 'adjoint':
        mark = 'adjoint';
        break;
      case 'star':
        name = `${name}^{*}`;
        break;
      case 'label':
        if (indices.length === 0 && /^\^(\+|-|\\pm|\\mp)$/.test(sup.label)) {
          const member = signMember(reader, name, sup.label.slice(1));
          if (member !== undefined) return { ...member, place };
        }
        name = `${name}${sup.label}`;
        break;
      case 'index':
        if (isFunctionName(reader, name)) {
          // `f^{(3)}` counts primes.
          const [order, ...others] = sup.nodes;
          if (order?.kind !== 'number' || others.length > 0 || !/^[1-6]$/.test(order.text))
            return unknown(reader, scripts.sup, `${name}^{(…)}`);
          primes += Number(order.text);
          break;
        }
        name = `${name}^{()}`;
        indices = [readSequence(reader, sup.nodes), ...indices];
        break;
      case 'power': {
        const nodes = sup.nodes;
        inverse = nodes.length === 2 && isSymbol(nodes[0], '-') && nodes[1]?.kind === 'number' && nodes[1].text === '1';
        exponent = readSequence(reader, nodes);
        break;
      }
    }
  }
  const dressed = (value: Expression): Expression => {
    const marked = mark === undefined ? value : call(mark, [value], place);
    return exponent === undefined ? marked : power(marked, exponent, place);
  };

  const next = stream.peek();
  const fence = next?.kind === 'scripts' ? next.base : next;
  const bracket =
    fence?.kind === 'fenced' && (fence.open === '(' || fence.open === '[') && !stream.spaceBefore(next)
      ? fence
      : undefined;
  if (primes > 0 && bracket === undefined && !isFunctionName(reader, name)) {
    const derived = indices.length === 0 ? primedQuantity(reader, name, primes, place) : undefined;
    if (derived !== undefined) return dressed(derived);
    // `t'` is another letter where nothing makes `t` a function.
    name += "'".repeat(primes);
    primes = 0;
  }
  if (bracket !== undefined && (isProbability(name, bracket) || isProbability(bareName, bracket)))
    return unknown(reader, first, `${name}${bracket.open}…${bracket.close}`);
  if (bracket !== undefined && (primes > 0 || applies(reader, name, bracket, exponent !== undefined))) {
    if (inverse) return unknown(reader, first, `${name}^{-1}(…)`);
    if (bracket.open === '[' && bracket.body.some((n) => isSymbol(n, ',')))
      return unknown(reader, bracket, `${name}[…]`);
    stream.next();
    const { args, given } = readConditional(reader, bracket.body);
    // `p(x \mid y)` and `p(x, y)` are two functions.
    if (given > 0) name = `${name}|${given}`;
    // `f(x)'`, `f(x){'}`
    if (next?.kind === 'fenced') primes += trailingPrimes(stream);
    const value: Expression = { kind: 'apply', name, indices, args, primes, place: placed(reader, first, bracket) };
    if (next?.kind === 'scripts') {
      if (next.sub !== undefined || next.primes > 0) return unknown(reader, next, "(…)'");
      return dressed(withSuperscript(reader, value, next.sup, placed(reader, first, next)));
    }
    return dressed(value);
  }
  if (primes > 0) return dressed({ kind: 'apply', name, indices, args: [], primes, place });
  const dotted = indices.length === 0 && bracket === undefined ? dottedQuantity(reader, name, place) : undefined;
  if (dotted !== undefined) return dressed(dotted);
  const direction = indices.length === 0 && scripts?.sup === undefined ? unitVector(reader, name) : undefined;
  if (direction !== undefined) return { ...directionVector(direction), place };
  const constant = indices.length === 0 ? constantOf(reader, name, exponent !== undefined) : undefined;
  return dressed(constant === undefined ? symbol(name, indices, place) : { kind: 'constant', name: constant, place });
}

/** Expectation, variance, probability: operators on random variables, not functions of numbers. */
function isProbability(name: string, bracket: Extract<Tree, { kind: 'fenced' }>): boolean {
  if (/^(\\mathbb\{[EPV]\}|\\mathrm\{[EPV]\}|Var|Cov|var|cov|Corr|Pr|KL|D_\{KL\})$/.test(name)) return true;
  if (/^[EV]$/.test(name) && bracket.open === '[') return true;
  return (
    name === 'P' &&
    solid(bracket.body).some((n) =>
      isSymbol(n, '\\mid', '|', '=', '\\cap', '\\cup', '<', '>', '\\le', '\\ge', '\\leq', '\\geq'),
    )
  );
}

/** Primes that stand behind a bracket on their own. */
function trailingPrimes(stream: Stream): number {
  const next = stream.peek();
  const body = next?.kind === 'group' ? solid(next.body) : [];
  const mark = body.length === 1 ? body[0] : next;
  if (mark?.kind !== 'scripts' || mark.base !== undefined || mark.sub !== undefined || mark.sup !== undefined) return 0;
  stream.next();
  return mark.primes;
}

function constantOf(reader: Reader, name: string, raised: boolean): 'pi' | 'e' | 'i' | undefined {
  if (reader.knowledge.isDefined(name)) return undefined;
  if (name === '\\pi') return 'pi';
  if (name === 'e') return raised || reader.usage.of('e').indexed === 0 ? 'e' : undefined;
  if (reader.knowledge.isImaginaryUnit(name)) return 'i';
  return undefined;
}

const FUNCTION_LETTERS = new Set([
  'f',
  'g',
  'h',
  'F',
  'G',
  'H',
  '\\phi',
  '\\varphi',
  '\\psi',
  '\\Phi',
  '\\Psi',
  'p',
  'q',
  'P',
  'Q',
  'J',
  'L',
  '\\mathcal{L}',
  '\\ell',
  'u',
  'v',
  'V',
  'U',
  'E',
  '\\sigma',
  '\\Gamma',
  '\\zeta',
  '\\rho',
  'S',
  'T',
  'C',
  'R',
]);

/** Whether the note makes the name a function. */
export function isFunctionName(reader: Reader, name: string): boolean {
  if (reader.knowledge.isFunction(name)) return true;
  const use = reader.usage.of(baseName(name));
  return use.defined > 0;
}

/** `L_{CE}` is used like `L`: usage is counted by the letter. */
const baseName = (name: string): string => name.replace(/(_\{.*\}|\^\{[^}]*\})$/, '');

/** Whether `name(…)` is the function applied rather than a product. Doubtful cases are a choice for the whole note. */
function applies(reader: Reader, name: string, bracket: Extract<Tree, { kind: 'fenced' }>, raised: boolean): boolean {
  if (isFunctionName(reader, name)) return true;
  // `x^2(1 - x)`: only a function is raised before its argument.
  if (raised) return false;
  if (bracket.open === '[') return reader.knowledge.isFunction(name);
  const content = solid(bracket.body);
  const isList = content.some((n) => isSymbol(n, ',', ';', '\\mid', '|'));
  if (isList) return true;
  if (name.length > 1 && /^[A-Za-z]{2,}$/.test(name)) return true;
  const use = reader.usage.of(baseName(name));
  const simple = isPlainArgument(content);
  const always = use.bare === 0 && use.indexed === 0;
  if (use.calledWithList > 0) return true;
  if (always && use.calledWithName > 0) return true;
  if (FUNCTION_LETTERS.has(baseName(name)) && use.calledWithName > 0 && (simple || use.calledWithOther === 0)) {
    return reader.choices.pick(`apply:${baseName(name)}`, 2) === 0;
  }
  // `x(1 - x)`, `w_j(t)`: a lone name in brackets after a letter that also stands alone may be either.
  if (simple && use.calledWithOther === 0) return reader.choices.pick(`apply:${baseName(name)}`, 2) === 0;
  if (FUNCTION_LETTERS.has(baseName(name)) && always) return reader.choices.pick(`apply:${baseName(name)}`, 2) === 0;
  // Without a sum inside, the bracket may hold an argument all the same.
  const isSum = content.some((n) => isSymbol(n, '+', '-'));
  const doubtful = FUNCTION_LETTERS.has(baseName(name)) || always;
  return doubtful && !isSum && reader.choices.pick(`apply:${baseName(name)}`, 2) === 1;
}
