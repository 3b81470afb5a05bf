import type { DerivativeStyle, DerivativeVariable, Expression } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { beginsFactor, readFactor, readSequence, readTerm } from './grammar';
import { evaluated, isEvaluationBar } from './evaluation-bars';
import { differentialSign, isSymbol, nameOf, solid } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside } from './scripts';

export interface Operator {
  readonly style: DerivativeStyle;
  readonly by: readonly DerivativeVariable[];
  /** What stands in the numerator behind the sign; missing where the operator stands alone and applies to what follows. */
  readonly of?: Expression;
}

/** `\frac{∂L}{∂w_j}`, `\frac{d}{dx} f(x)`, `\frac{d^2 y}{dx^2}`, `\frac{\nabla}{\nabla β} J`, `\frac{∂C}{∂σ(z)}`. */
export function readDerivativeFraction(reader: Reader, stream: Stream): Expression | undefined {
  const outer = stream.peek() as Tree;
  const group = outer.kind === 'group' ? solid(outer.body) : undefined;
  const node = group?.length === 1 ? (group[0] as Tree) : outer;
  if (node.kind !== 'fraction' || node.command !== '\\frac') return undefined;
  const operator = readOperator(reader, solid(node.numerator), solid(node.denominator));
  if (operator === undefined) return undefined;
  stream.next();
  return completeDerivative(reader, stream, operator, outer);
}

/** The variables of `\frac{\partial}{\partial x}` without anything that it is applied to. */
export function readOperatorAlone(reader: Reader, node: Tree): readonly DerivativeVariable[] | undefined {
  if (node.kind !== 'fraction' || node.command !== '\\frac') return undefined;
  const operator = readOperator(reader, solid(node.numerator), solid(node.denominator));
  return operator === undefined || operator.of !== undefined ? undefined : operator.by;
}

/** `dV/dt`, `∂L/∂w`, `d/dx f`. */
export function readDifferentialSlash(reader: Reader, stream: Stream): Expression | undefined {
  const first = stream.peek() as Tree;
  const sign = differentialSign(stripPower(first));
  if (sign === undefined || sign === '∇') return undefined;
  let slash = 1;
  while (slash < 6 && !isSymbol(stream.peek(slash), '/')) {
    const node = stream.peek(slash);
    if (node === undefined || isSymbol(node, '+', '-', '=', ',')) return undefined;
    slash++;
  }
  if (!isSymbol(stream.peek(slash), '/') || differentialSign(stream.peek(slash + 1)) !== sign) return undefined;
  const upper: Tree[] = [];
  for (let k = 0; k < slash; k++) upper.push(stream.peek(k) as Tree);
  let end = slash + 1;
  while (differentialSign(stream.peek(end)) === sign && stream.peek(end + 1) !== undefined) end += 2;
  const lower: Tree[] = [];
  for (let k = slash + 1; k < end; k++) lower.push(stream.peek(k) as Tree);
  const operator = readOperator(reader, upper, lower);
  if (operator === undefined) return undefined;
  stream.position += end;
  return completeDerivative(reader, stream, operator, first);
}

/** Gives an operator that stands alone its operand: the rest of the term, or one factor where a product sign follows that. */
export function completeDerivative(reader: Reader, stream: Stream, operator: Operator, first: Tree): Expression {
  let of = operator.of;
  const bar = stream.peek();
  if (of === undefined && isEvaluationBar(bar)) {
    // `\frac{d}{dx}\Big|_{x=a} f(x)`
    stream.next();
    const at = evaluated(reader, completeDerivative(reader, stream, operator, first), bar);
    return at ?? unknown(reader, bar, '|');
  }
  if (of === undefined) {
    const start = stream.position;
    if (!beginsFactor(stream.peek())) return unknown(reader, first, 'd/dx', 'notation');
    const narrow = readFactor(reader, stream);
    const short = stream.position;
    // Where the factor is the whole term, it is not read a second time: nested operators would double the work each.
    if (narrow !== undefined && isTermEnd(stream.peek())) of = narrow;
    else {
      stream.position = start;
      of = readTerm(reader, stream);
      // `d/dx x^2 · e^x`: only a product that goes on makes the reach doubtful.
      if (
        narrow !== undefined &&
        short < stream.position &&
        reader.choices.pick(`reach:${reader.formula}:${first.span.start}`, 2) === 1
      ) {
        of = narrow;
        stream.position = short;
      }
    }
  }
  return {
    kind: 'derivative',
    style: operator.style,
    of,
    by: operator.by,
    place: placed(reader, first, stream.nodes[stream.position - 1]),
  };
}

const isTermEnd = (node: Tree | undefined): boolean => node === undefined || isSymbol(node, '+', '-');

const stripPower = (node: Tree): Tree =>
  node.kind === 'scripts' && node.base && node.sub === undefined && node.primes === 0 ? node.base : node;

/** Reads numerator and denominator as a derivative, if they are one. */
function readOperator(reader: Reader, above: readonly Tree[], below: readonly Tree[]): Operator | undefined {
  const [upper, lower] = [ungrouped(above), ungrouped(below)];
  const head = upper[0];
  if (head === undefined) return undefined;
  const sign = differentialSign(stripPower(head));
  if (sign === undefined || differentialSign(lower[0]) !== sign) return undefined;
  const order = head.kind === 'scripts' ? (head.sup ? integerOf(inside(head.sup)) : 1) : 1;
  if (order === undefined) return undefined;

  const targets: Tree[][] = [];
  for (const node of lower) {
    if (differentialSign(node) === sign) targets.push([]);
    else (targets[targets.length - 1] as Tree[]).push(node);
  }
  if (targets.some((t) => t.length === 0 || !isTarget(t))) return undefined;
  // A power in the denominator counts how often (`∂²f/∂x²`), unless the orders then do not add up (`∂ℓ/∂σ²`).
  const withPowers = targets.map((t) => countedTarget(t));
  const total = withPowers.reduce((n, t) => n + (t?.order ?? NaN), 0);
  let by: DerivativeVariable[];
  if (total === order)
    by = withPowers.map((t) => ({ target: readSequence(reader, (t as Counted).nodes), order: (t as Counted).order }));
  else if (targets.length === order) by = targets.map((t) => ({ target: readSequence(reader, t), order: 1 }));
  else return undefined;
  const of = upper.length > 1 ? readSequence(reader, upper.slice(1)) : undefined;
  return { style: sign === '∇' ? 'gradient' : sign === '∂' ? 'partial' : 'total', by, ...(of && { of }) };
}

/** Without braces around the whole; `{dx}^2` and `(dx)^2` as `dx^2`. */
function ungrouped(nodes: readonly Tree[]): readonly Tree[] {
  const [only, ...more] = nodes;
  if (only === undefined || more.length > 0) return nodes;
  if (only.kind === 'group') return ungrouped(solid(only.body));
  if (only.kind !== 'scripts' || only.sup === undefined || only.sub !== undefined || only.primes > 0) return nodes;
  if (only.base?.kind !== 'group' && only.base?.kind !== 'fenced') return nodes;
  const inside = solid(only.base.body);
  const [sign, variable, ...rest] = inside;
  if (
    variable === undefined ||
    rest.length > 0 ||
    differentialSign(sign) === undefined ||
    nameOf(variable) === undefined
  )
    return nodes;
  return [sign as Tree, { kind: 'scripts', base: variable, sup: only.sup, primes: 0, span: only.span }];
}

interface Counted {
  readonly nodes: readonly Tree[];
  readonly order: number;
}

function countedTarget(target: readonly Tree[]): Counted | undefined {
  const last = target[target.length - 1] as Tree;
  if (last.kind !== 'scripts' || last.sup === undefined) return { nodes: target, order: 1 };
  const order = integerOf(inside(last.sup));
  if (order === undefined) return { nodes: target, order: 1 };
  const { sup: _, ...bare } = last;
  void _;
  const node: Tree = bare.sub === undefined && bare.primes === 0 && bare.base ? bare.base : bare;
  return { nodes: [...target.slice(0, -1), node], order };
}

/** A name, an applied name (`σ(z_i)`) or a bracket may be differentiated by. */
function isTarget(nodes: readonly Tree[]): boolean {
  const [first, second, third] = nodes;
  const base = first?.kind === 'scripts' ? first.base : first;
  if (base === undefined) return false;
  if (nodes.length === 1)
    return nameOf(base) !== undefined || base.kind === 'fenced' || (base.kind === 'accent' && base.body.length > 0);
  if (nodes.length === 2 && nameOf(base) !== undefined && second?.kind === 'fenced' && second.open === '(') return true;
  return third === undefined && base.kind === 'operator' && second !== undefined;
}

/** A small whole number, as orders of derivatives are. */
export function integerOf(nodes: readonly Tree[]): number | undefined {
  return nodes.length === 1 && nodes[0]?.kind === 'number' && /^[1-9]$/.test(nodes[0].text)
    ? Number(nodes[0].text)
    : undefined;
}
