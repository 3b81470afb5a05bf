import type { Tree } from '../latex/tree';
import type { SignKind } from './relation';

const SIGNS: ReadonlyMap<string, SignKind> = new Map<string, SignKind>([
  ['=', 'equal'],
  ['\\equiv', 'equivalent'],
  ...['\\approx', '\\simeq', '\\approxeq', '\\thickapprox', '\\fallingdotseq', '\\risingdotseq'].map(
    (text) => [text, 'approximate'] as const,
  ),
  ...[
    '\\coloneqq',
    '\\coloneq',
    '\\eqqcolon',
    '\\eqcolon',
    '\\Coloneqq',
    '\\Eqqcolon',
    '\\colonequals',
    '\\triangleq',
    '\\doteq',
    '\\doteqdot',
  ].map((text) => [text, 'define'] as const),
  ...['<', '\\lt'].map((text) => [text, 'less'] as const),
  ...['>', '\\gt'].map((text) => [text, 'greater'] as const),
  ...['\\le', '\\leq', '\\leqq', '\\leqslant'].map((text) => [text, 'lessOrEqual'] as const),
  ...['\\ge', '\\geq', '\\geqq', '\\geqslant'].map((text) => [text, 'greaterOrEqual'] as const),
  ...['\\propto', '\\varpropto'].map((text) => [text, 'proportional'] as const),
  ...['\\sim', '\\thicksim'].map((text) => [text, 'distributed'] as const),
  ...['\\gets', '\\leftarrow', '\\longleftarrow'].map((text) => [text, 'assign'] as const),
]);

/** Signs typed as several characters; longest first. */
const COMPOUND: readonly (readonly [string, SignKind | 'arrow' | 'weak'])[] = [
  ['<=>', 'arrow'],
  ['==>', 'arrow'],
  ['::=', 'define'],
  [':=', 'define'],
  ['=:', 'define'],
  ['==', 'equal'],
  ['<=', 'lessOrEqual'],
  ['>=', 'greaterOrEqual'],
  ['=>', 'arrow'],
  ['->', 'weak'],
  ['>>', 'weak'],
  ['<<', 'weak'],
];

/** Signs that stand between two things like a relation but claim nothing that numbers could test. */
const WEAK: ReadonlySet<string> = new Set(
  `\\in \\notin \\ni \\owns \\ne \\neq \\subset \\supset \\subseteq \\supseteq \\subsetneq \\supsetneq \\nsubseteq \\to \\rightarrow \\longrightarrow \\mapsto \\longmapsto
   \\ll \\gg \\cong \\perp \\prec \\succ \\preceq \\succeq \\lesssim \\gtrsim \\asymp \\nearrow \\searrow \\hookrightarrow \\models \\vdash \\nless \\ngtr \\nleq \\ngeq
   \\leftrightarrow \\longleftrightarrow \\rightleftharpoons \\not\\equiv \\not\\subset \\not\\in \\not\\approx \\ncong \\nsim \\leadsto \\rightsquigarrow`.split(
    /\s+/,
  ),
);

/** Signs between whole statements, and the word they stand for in a statement's lead. */
const ARROWS: ReadonlyMap<string, string> = new Map([
  ...['\\Rightarrow', '\\Longrightarrow', '\\implies', '\\therefore', '=>', '==>', '\\rArr', '\\Rarr'].map(
    (text) => [text, '=>'] as const,
  ),
  ...['\\Leftrightarrow', '\\Longleftrightarrow', '\\iff', '<=>'].map((text) => [text, '<=>'] as const),
  ...['\\Leftarrow', '\\Longleftarrow', '\\impliedby', '\\because'].map((text) => [text, '<='] as const),
]);

/** What a sign at the top level is. `length` is the number of nodes that it is written with. */
export type FoundSign =
  | { readonly kind: 'sign'; readonly sign: SignKind; readonly length: number }
  | { readonly kind: 'weak'; readonly length: number }
  | { readonly kind: 'arrow'; readonly word: string; readonly length: number };

/** The sign that begins at `nodes[index]`, if there is one. */
export function signAt(nodes: readonly Tree[], index: number): FoundSign | undefined {
  const node = nodes[index];
  if (node === undefined) return undefined;
  if (node.kind === 'symbol' && /^[:=<>-]$/.test(node.text)) {
    const compound = compoundAt(nodes, index);
    if (compound !== undefined) return compound;
  }
  return signOf(node);
}

function compoundAt(nodes: readonly Tree[], index: number): FoundSign | undefined {
  let typed = '';
  let end = nodes[index]?.span.end ?? 0;
  let length = 0;
  for (let i = index; i < nodes.length && i < index + 3; i++) {
    const node = nodes[i] as Tree;
    // `: =` is one sign as well, but `x = -1` and `< =` are not joined over white space.
    if (
      node.kind !== 'symbol' ||
      (length > 0 &&
        node.span.start !== end &&
        !(typed === ':' && node.text === '=' && node.span.start - end <= 2) &&
        node.span.end !== end)
    )
      break;
    typed += node.text;
    end = node.span.end;
    length++;
  }
  for (const [text, kind] of COMPOUND) {
    if (!typed.startsWith(text)) continue;
    if (kind === 'arrow') return { kind, word: ARROWS.get(text) as string, length: text.length };
    if (kind === 'weak') return { kind, length: text.length };
    return { kind: 'sign', sign: kind, length: text.length };
  }
  return undefined;
}

function signOf(node: Tree): FoundSign | undefined {
  switch (node.kind) {
    case 'symbol': {
      const sign = SIGNS.get(node.text);
      if (sign !== undefined) return { kind: 'sign', sign, length: 1 };
      const word = ARROWS.get(node.text);
      if (word !== undefined) return { kind: 'arrow', word, length: 1 };
      return WEAK.has(node.text) ? { kind: 'weak', length: 1 } : undefined;
    }
    case 'scripts': {
      // `\mathop{=}\limits^{(a)}`, `\sim_{iid}`
      const base = node.base === undefined || node.primes > 0 ? undefined : signOf(node.base);
      return base?.kind === 'sign' && base.sign === 'equal' && node.sup !== undefined && saysDefinition([node.sup])
        ? { ...base, sign: 'define' }
        : base;
    }
    case 'stack': {
      const base = signOfList(node.base);
      if (base?.kind !== 'sign' || base.sign !== 'equal') return base;
      return saysDefinition(node.over ?? []) || saysDefinition(node.under ?? []) ? { ...base, sign: 'define' } : base;
    }
    case 'group':
    case 'styled':
      return signOfList(node.body);
    default:
      return undefined;
  }
}

/** The sign that a list of nodes is, when it is nothing else. */
function signOfList(nodes: readonly Tree[]): FoundSign | undefined {
  const shown = nodes.filter((node) => node.kind !== 'space' && node.kind !== 'ignored');
  if (shown.length === 0 || shown.length > 3) return undefined;
  const sign = signAt(shown, 0);
  return sign !== undefined && sign.length === shown.length ? { ...sign, length: 1 } : undefined;
}

/** `def`, a triangle or a Chinese word for it over an equals sign. */
function saysDefinition(nodes: readonly Tree[]): boolean {
  const text = words(nodes);
  return (
    /^(?:def\.?|define|defn|definition|df|let|:|定义|记为?|记作|令|设)$/i.test(text) ||
    /^\\(?:Delta|triangle|vartriangle|bigtriangleup|wedge)$/.test(text)
  );
}

function words(nodes: readonly Tree[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text' || node.kind === 'symbol') return node.text.trim();
      if (node.kind === 'operator') return node.name;
      return node.kind === 'styled' || node.kind === 'group' ? words(node.body) : '';
    })
    .join('');
}

/** Binary operators: a row that ends or begins with one goes on with the same side. */
const BINARY: ReadonlySet<string> = new Set(
  `+ - * / \\pm \\mp \\times \\cdot \\div \\ast \\star \\circ \\otimes \\oplus \\ominus \\odot \\cup \\cap \\setminus \\wedge \\vee \\land \\lor \\bmod \\bullet \\boxtimes \\big/`.split(
    /\s+/,
  ),
);

export function isBinaryOperator(node: Tree): boolean {
  if (node.kind === 'symbol') return BINARY.has(node.text);
  return node.kind === 'stack' && node.base.length === 1 && isBinaryOperator(node.base[0] as Tree);
}

/** `+` or `-`, which may also begin a side. */
export function isPlusOrMinus(node: Tree): boolean {
  return (
    node.kind === 'symbol' && (node.text === '+' || node.text === '-' || node.text === '\\pm' || node.text === '\\mp')
  );
}

/** What cannot end a side, because it acts on what follows: `\sum_i`, `\int`, `\log`, `\nabla`. */
export function isPrefixOperator(node: Tree): boolean {
  if (node.kind === 'scripts') return node.base !== undefined && isPrefixOperator(node.base);
  if (node.kind === 'operator') return !/^(?:Pr|det|max|min|sup|inf)$/.test(node.name) || node.command !== '\\mathrm';
  return node.kind === 'symbol' && /^\\(?:sum|prod|coprod|i{0,4}int|oint|bigcup|bigcap|lim)$/.test(node.text);
}
