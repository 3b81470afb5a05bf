import type { ComparisonSign, Expression } from '../expression/expression';
import { call, number, power, symbol } from '../expression/expression';
import type { Tree } from '../latex/tree';
import { readFactor, readSequence } from './grammar';
import { isLetter, isSymbol, nameOf, solid } from './names';
import type { Reader, Stream } from './reader';
import { placed, unknown } from './reader';
import { inside, labelText } from './scripts';
import type { Usage } from './usage';

type Operator =
  | 'expectation'
  | 'variance'
  | 'deviation'
  | 'covariance'
  | 'correlation'
  | 'probability'
  | 'entropy'
  | 'information'
  | 'divergence';

/** Names that are an operator on random variables wherever they stand. */
const SURE: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['\\mathbb{E}', 'expectation'],
  ['\\mathbf{E}', 'expectation'],
  ['\\operatorname{E}', 'expectation'],
  ['\\mathbb{V}', 'variance'],
  ['Var', 'variance'],
  ['var', 'variance'],
  ['\\mathrm{Var}', 'variance'],
  ['Std', 'deviation'],
  ['std', 'deviation'],
  ['SD', 'deviation'],
  ['Cov', 'covariance'],
  ['cov', 'covariance'],
  ['Corr', 'correlation'],
  ['corr', 'correlation'],
  ['\\mathbb{P}', 'probability'],
  ['Pr', 'probability'],
  ['D_{KL}', 'divergence'],
  ['KL', 'divergence'],
]);

/** Letters that are an operator where the note speaks of the matter. */
const BY_PROSE: readonly { readonly names: readonly string[]; readonly cue: RegExp; readonly means: Operator }[] = [
  {
    names: ['E', '\\mathcal{E}'],
    cue: /expect(ed|ation)|random variable|varianc|probabilit|estimator|期望|方差|随机变量|概率|估计/,
    means: 'expectation',
  },
  { names: ['V'], cue: /varianc|方差/, means: 'variance' },
  { names: ['D'], cue: /方差/, means: 'variance' },
  {
    names: ['P', '\\mathrm{P}', '\\mathcal{P}'],
    cue: /probab|bayes|event|random|distribut|likelihood|概率|贝叶斯|事件|随机|分布|似然/,
    means: 'probability',
  },
  { names: ['H'], cue: /entrop|熵/, means: 'entropy' },
  { names: ['I', '\\mathrm{I}'], cue: /mutual information|互信息/, means: 'information' },
  { names: ['D'], cue: /kullback|divergence|相对熵|散度/, means: 'divergence' },
];

/** The operator that a name stands for before a bracket (or, for an expectation, before what it is taken of). */
export function probabilityOperator(usage: Usage, name: string): Operator | undefined {
  return SURE.get(name) ?? BY_PROSE.find(({ names, cue }) => names.includes(name) && cue.test(usage.prose))?.means;
}

const isBar = (node: Tree | undefined): boolean => isSymbol(node, '\\mid', '|', '\\vert', '\\middle|', '\\big|');

/** `E[X]`, `\mathrm{Var}(X \mid Y)`, `P(A \cup B)`, `\mathrm{Cov}(X, Y)`, `H(X, Y)`: an operator on random variables or events. */
export function readProbability(reader: Reader, stream: Stream): Expression | undefined {
  const start = stream.position;
  const head = readHead(reader, stream);
  if (head === undefined) return undefined;
  const { operator, first } = head;
  const next = stream.peek();
  const fence = next?.kind === 'scripts' ? next.base : next;
  const give = (): undefined => {
    stream.position = start;
    return undefined;
  };
  if (fence?.kind !== 'fenced' || !['(', '[', '\\{', '\\lbrace'].includes(fence.open)) {
    // `\mathbb{E} X^2`, `E\begin{bmatrix}…`.
    const bare = operator === 'expectation' && (head.sure || next?.kind === 'environment' || isCapitalName(next));
    if (!bare || next === undefined || next.kind === 'break' || isSymbol(next, '+', '-', ',', ';', '/')) return give();
    const operand = readFactor(reader, stream);
    if (operand === undefined) return give();
    return raise(
      reader,
      call('expectation', [operand, ...head.over], placed(reader, first, stream.nodes[stream.position - 1])),
      head.sup,
    );
  }
  if (!head.sure && fence.kind === 'fenced' && !fits(operator, fence)) return give();
  stream.next();
  const place = placed(reader, first, fence);
  const body = solid(fence.body);
  if (body.length === 0) return unknown(reader, first, fence.open + fence.close, 'broken');
  if (next?.kind === 'scripts' && (next.sub !== undefined || next.primes > 0)) return unknown(reader, next, '(…)_');
  const sup = next?.kind === 'scripts' ? next.sup : undefined;
  // `E(g - f)^2` is the mean of the square; `E[X]^2` and `E(X)^2` are squares of the mean.
  if (
    operator === 'expectation' &&
    sup !== undefined &&
    fence.open === '(' &&
    body.some((n, k) => k > 0 && isSymbol(n, '+', '-')) &&
    !body.some(isBar)
  ) {
    const whole = readSequence(reader, fence.body);
    const exponent = readSequence(reader, inside(sup));
    if (reader.choices.pick(`mean-power:${reader.formula}`, 2) === 0)
      return raise(
        reader,
        call('expectation', [power(whole, exponent, placed(reader, next as Tree)), ...head.over], place),
        head.sup,
      );
    return raise(reader, power(call('expectation', [whole, ...head.over], place), exponent), head.sup);
  }
  const value = readOperands(reader, operator, body, head.over, place, first);
  return raise(reader, raise(reader, value, sup), head.sup);
}

/** `E[…]` and `P(A \\cup B)` are what they look like, whatever the words are about. */
function plainOperator(name: string, next: Tree | undefined): Operator | undefined {
  const fence = next?.kind === 'scripts' ? next.base : next;
  if (fence?.kind !== 'fenced') return undefined;
  if (name === 'E' && fence.open === '[') return 'expectation';
  const body = solid(fence.body);
  if (name !== 'P' || fence.open !== '(') return undefined;
  const isEvent =
    body.some((n) => isSymbol(n, '\\cap', '\\cup')) ||
    (body.some(isBar) && body.every((n) => isCapitalName(n) || isBar(n)));
  return isEvent ? 'probability' : undefined;
}

interface Head {
  readonly operator: Operator;
  readonly first: Tree;
  readonly sure: boolean;
  /** The variables that a subscript names: `E_{x}`. */
  readonly over: readonly Expression[];
  readonly sup?: Tree;
}

function readHead(reader: Reader, stream: Stream): Head | undefined {
  const node = stream.peek();
  if (node === undefined) return undefined;
  const scripts = node.kind === 'scripts' ? node : undefined;
  const base = scripts ? scripts.base : node;
  if (base === undefined || (scripts?.primes ?? 0) > 0) return undefined;
  let name = base.kind === 'fraction' || base.kind === 'fenced' ? undefined : nameOf(base);
  let length = 1;
  let sub = scripts?.sub;
  if (base.kind === 'symbol' && /^[CVc]$/.test(base.text) && scripts === undefined) {
    // `Cov[X, Y]`, `Var(X)` typed as plain letters.
    const run = [0, 1, 2]
      .map((k) => stream.peek(k))
      .map((n) => (n?.kind === 'symbol' && /^[A-Za-z]$/.test(n.text) ? n.text : ''))
      .join('');
    const after = stream.peek(3);
    if (['Cov', 'cov', 'Var'].includes(run) && after?.kind === 'fenced') {
      name = run;
      length = 3;
    }
  }
  if (name === undefined) return undefined;
  if (
    sub !== undefined &&
    (name === 'D' || name === '\\mathbb{D}' || name === '\\mathcal{D}') &&
    labelText(sub) === 'KL'
  ) {
    name = 'D_{KL}';
    sub = undefined;
  }
  const operator = probabilityOperator(reader.usage, name) ?? plainOperator(name, stream.peek(length));
  if (operator === undefined || reader.knowledge.isFunction(name) || reader.knowledge.isDefined(name)) return undefined;
  const sure = SURE.has(name);
  const over: Expression[] = [];
  if (sub !== undefined) {
    // A distribution that is named (`x \sim p`) is handled where the law is known.
    const parts = inside(sub);
    if (operator === 'probability' || operator === 'entropy') return undefined;
    if (parts.some((n) => isSymbol(n, '\\sim'))) {
      const at = parts.findIndex((n) => isSymbol(n, '\\sim'));
      const variable = at === 1 ? nameOf(parts[0] as Tree) : undefined;
      const law = parts.slice(at + 1).filter((n) => n.kind !== 'fenced');
      const density = law.length === 1 ? nameOf(law[0] as Tree) : undefined;
      if (variable === undefined) return undefined;
      over.push(call('over', [symbol(variable), ...(density === undefined ? [] : [symbol(density)])]));
    } else {
      const names = parts.filter((n) => !isSymbol(n, ',')).map(nameOf);
      if (names.some((n) => n === undefined)) return undefined;
      over.push(
        call(
          'over',
          names.map((n) => symbol(n as string)),
        ),
      );
    }
  }
  stream.position += length;
  return { operator, first: node, sure, over, ...(scripts?.sup && { sup: scripts.sup }) };
}

/** Whether what stands in the bracket is what the operator is taken of: a letter alone may be a function or a factor. */
function fits(operator: Operator, fence: Extract<Tree, { kind: 'fenced' }>): boolean {
  const body = solid(fence.body);
  const hasBar = body.some(isBar);
  switch (operator) {
    case 'expectation':
      return true;
    case 'variance':
      return body.some((n) => isCapitalName(n)) || fence.open === '[' || hasBar;
    case 'probability':
      return (
        hasBar ||
        body.some((n) =>
          isSymbol(
            n,
            '=',
            '\\ne',
            '\\neq',
            '\\cap',
            '\\cup',
            '<',
            '>',
            '\\le',
            '\\ge',
            '\\leq',
            '\\geq',
            '\\leqslant',
            '\\geqslant',
          ),
        ) ||
        body.every((n) => isCapitalName(n) || isSymbol(n, ',', '+', '-'))
      );
    case 'divergence':
      return body.some((n) => isSymbol(n, '\\|', '\\parallel', '||', '\\Vert') || isBar(n));
    case 'entropy':
    case 'information':
      return body.every((n) => isCapitalName(n) || isSymbol(n, ',', ';') || isBar(n));
    default:
      return true;
  }
}

function isCapitalName(node: Tree | undefined): boolean {
  if (node === undefined) return false;
  const base = node.kind === 'scripts' ? node.base : node;
  const name = base && nameOf(base);
  return name !== undefined && /^(\\(bar|hat|tilde|overline|mathbf|mathrm|boldsymbol|vec)\{)*\\?[A-Z]/.test(name);
}

function raise(reader: Reader, value: Expression, sup: Tree | undefined): Expression {
  return sup === undefined || value.kind === 'unknown' ? value : power(value, readSequence(reader, inside(sup)));
}

function splitAt(nodes: readonly Tree[], test: (node: Tree) => boolean): Tree[][] {
  const parts: Tree[][] = [[]];
  for (const node of nodes) {
    if (test(node)) parts.push([]);
    else (parts[parts.length - 1] as Tree[]).push(node);
  }
  return parts;
}

function readOperands(
  reader: Reader,
  operator: Operator,
  body: readonly Tree[],
  over: readonly Expression[],
  place: ReturnType<typeof placed>,
  first: Tree,
): Expression {
  const halves = splitAt(body, isBar);
  if (halves.length > 2 || halves.some((h) => h.length === 0)) return unknown(reader, first, '\\mid');
  const [main, conditions] = halves as [Tree[], Tree[]?];
  const given =
    conditions === undefined
      ? []
      : [
          call(
            'given',
            splitAt(conditions, (n) => isSymbol(n, ',', ';')).map((part) =>
              readCondition(
                reader,
                part,
                operator === 'probability' && !main.some((n) => comparisonOf(n) !== undefined),
              ),
            ),
          ),
        ];
  const parts = splitAt(main, (n) => isSymbol(n, ',', ';'));
  switch (operator) {
    case 'expectation':
    case 'variance':
    case 'deviation':
      if (parts.length > 1) return unknown(reader, first, `${operator}(…, …)`);
      return call(operator, [readSequence(reader, main), ...given, ...over], place);
    case 'covariance':
    case 'correlation':
      if (parts.length > 2) return unknown(reader, first, `${operator}(…)`);
      return call(operator, [...parts.map((p) => readSequence(reader, p)), ...given, ...over], place);
    case 'probability':
      return call(operator, [readEvent(reader, main), ...given], place);
    case 'entropy':
    case 'information':
      if (operator === 'information' && parts.length !== 2) return unknown(reader, first, 'I(…)');
      return call(operator, [...parts.map((p) => readSequence(reader, p)), ...given], place);
    case 'divergence':
      return unknown(reader, first, 'KL(…)');
  }
}

// --- events ----------------------------------------------------------------------------------------------------

/** What stands behind the bar: an event, or a random variable whose value is known. */
function readCondition(reader: Reader, nodes: readonly Tree[], events: boolean): Expression {
  return isEventLike(nodes, events) ? readEvent(reader, nodes) : readSequence(reader, nodes);
}

function isEventLike(nodes: readonly Tree[], events: boolean): boolean {
  return (
    nodes.some((n) => comparisonOf(n) !== undefined || isSymbol(n, '\\cap', '\\cup', '+', '-', '\\neg', '\\lnot')) ||
    (nodes.length === 1 && (events || isComplement(nodes[0] as Tree)))
  );
}

function isComplement(node: Tree): boolean {
  if (node.kind === 'accent') return ['\\bar', '\\overline'].includes(node.command);
  const sup = node.kind === 'scripts' && node.sup ? inside(node.sup) : [];
  return sup.length === 1 && isSymbol(sup[0], 'c', 'C', '\\complement');
}

function comparisonOf(node: Tree): ComparisonSign | undefined {
  if (isSymbol(node, '=')) return '=';
  if (isSymbol(node, '<', '\\lt')) return '<';
  if (isSymbol(node, '>', '\\gt')) return '>';
  if (isSymbol(node, '\\le', '\\leq', '\\leqslant')) return '≤';
  if (isSymbol(node, '\\ge', '\\geq', '\\geqslant')) return '≥';
  return isSymbol(node, '\\ne', '\\neq') ? '≠' : undefined;
}

/** `A`, `\bar A`, `A^c`, `A \cap B`, `A, B`, `AB`, `X = x`, `X \le 3`, `a < X < b`. */
function readEvent(reader: Reader, nodes: readonly Tree[]): Expression {
  const node = nodes[0];
  if (node === undefined) return { kind: 'unknown', token: '', why: 'broken' };
  for (const [test, operation] of [
    [(n: Tree) => isSymbol(n, ',', ';'), 'and'],
    [(n: Tree) => isSymbol(n, '\\cup', '\\vee', '\\lor'), 'or'],
    [(n: Tree) => isSymbol(n, '\\cap', '\\wedge', '\\land'), 'and'],
  ] as const) {
    const parts = splitAt(nodes, test);
    if (parts.length > 1)
      return {
        kind: 'logic',
        operation,
        of: parts.map((p) => readEvent(reader, p)),
        place: placed(reader, node, nodes[nodes.length - 1]),
      };
  }
  const minus = splitAt(nodes, (n) => isSymbol(n, '\\setminus', '\\backslash'));
  if (minus.length === 2)
    return {
      kind: 'logic',
      operation: 'and',
      of: [
        readEvent(reader, minus[0] as Tree[]),
        { kind: 'logic', operation: 'not', of: [readEvent(reader, minus[1] as Tree[])] },
      ],
    };
  const signs = nodes.flatMap((n, k) => (comparisonOf(n) === undefined ? [] : [k]));
  if (signs.length > 0) {
    const stops = [...signs, nodes.length];
    const sides = [nodes.slice(0, signs[0]), ...signs.map((s, k) => nodes.slice(s + 1, stops[k + 1]))].map((side) =>
      readSequence(reader, side),
    );
    const claims = signs.map<Expression>((s, k) => ({
      kind: 'compare',
      sign: comparisonOf(nodes[s] as Tree) as ComparisonSign,
      left: sides[k] as Expression,
      right: sides[k + 1] as Expression,
    }));
    return claims.length === 1 ? (claims[0] as Expression) : { kind: 'logic', operation: 'and', of: claims };
  }
  if (isSymbol(node, '\\neg', '\\lnot', '\\sim'))
    return { kind: 'logic', operation: 'not', of: [readEvent(reader, nodes.slice(1))] };
  if (nodes.length > 1) {
    // `AB`, `ABC`: the intersection.
    if (nodes.every((n) => isCapitalName(n)))
      return { kind: 'logic', operation: 'and', of: nodes.map((n) => readEvent(reader, [n])) };
    return unknown(reader, node, 'P(…)');
  }
  return readEventName(reader, node);
}

function readEventName(reader: Reader, node: Tree): Expression {
  const place = placed(reader, node);
  const named = (name: string, indices: readonly Expression[] = []): Expression =>
    call('event', [symbol(name, indices, place)], place);
  const not = (of: Expression): Expression => ({ kind: 'logic', operation: 'not', of: [of], place });
  if (isSymbol(node, '+')) return named('+');
  if (isSymbol(node, '-')) return not(named('+'));
  if (isSymbol(node, '\\emptyset', '\\varnothing')) return { kind: 'logic', operation: 'or', of: [], place };
  if (isSymbol(node, '\\Omega', 'S') && !/^S$/.test(node.kind === 'symbol' ? node.text : ''))
    return { kind: 'logic', operation: 'and', of: [], place };
  if (node.kind === 'accent' && ['\\bar', '\\overline', '\\widebar'].includes(node.command))
    return not(readEvent(reader, solid(node.body)));
  if (node.kind === 'fenced' && (node.open === '(' || node.open === '[')) return readEvent(reader, solid(node.body));
  if (node.kind === 'group') return readEvent(reader, solid(node.body));
  if (node.kind === 'text' || node.kind === 'styled' || node.kind === 'operator') {
    const text = labelText(node);
    return text === '' ? unknown(reader, node, 'P(…)') : named(text);
  }
  if (node.kind === 'scripts' && node.base !== undefined) {
    const sup = node.sup && inside(node.sup);
    const complement =
      (sup?.length === 1 &&
        (isSymbol(sup[0], 'c', 'C', '\\complement') ||
          (sup[0]?.kind === 'styled' && /^c$/i.test(labelText(sup[0]))))) ||
      (node.primes === 1 && sup === undefined);
    if (sup !== undefined && !complement) return unknown(reader, node, 'P(…)');
    if (complement) {
      const bare: Tree =
        node.sub === undefined
          ? node.base
          : { kind: 'scripts', base: node.base, sub: node.sub, primes: 0, span: node.span };
      return not(readEventName(reader, bare));
    }
    if (node.sub !== undefined) {
      if (
        node.base.kind === 'accent' &&
        ['\\bar', '\\overline'].includes(node.base.command) &&
        node.base.body.length === 1
      )
        return not(readEventName(reader, { ...node, base: node.base.body[0] as Tree }));
      const name = nameOf(node.base);
      const parts = inside(node.sub).filter((n) => !isSymbol(n, ','));
      const plain = parts.every((n) => n.kind === 'number' || (isLetter(n) && nameOf(n) !== undefined));
      if (name === undefined) return unknown(reader, node, 'P(…)');
      if (!plain) return named(`${name}_{${labelText(node.sub)}}`);
      return named(
        name,
        parts.map((n) => (n.kind === 'number' ? number(n.text) : symbol(nameOf(n) as string))),
      );
    }
  }
  const name = nameOf(node);
  return name === undefined ? unknown(reader, node, 'P(…)') : named(name);
}
