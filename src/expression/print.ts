import type { ComparisonSign, Expression } from './expression';

/**
 * Plain linear notation of an expression, as shown to readers ("how this was read") and as the key that tells whether two
 * expressions are the same. Every product is written out, every argument bracketed: `∂L_{i}/∂w_{j}`, `sum(i, 1, n, x_{i})`.
 */
export function print(e: Expression): string {
  let text = printed.get(e);
  if (text === undefined) printed.set(e, (text = write(e, 0)));
  return text;
}

/** Expressions are immutable, so what was printed once stays right. */
const printed = new WeakMap<Expression, string>();

/** Whether two expressions are written the same, up to spacing, brackets and places. */
export function same(a: Expression, b: Expression): boolean {
  return a === b || print(a) === print(b);
}

const SUM = 1;
const PRODUCT = 2;
const UNARY = 3;
const POWER = 4;
const ATOM = 5;

const GREEK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alpha: 'α',
    beta: 'β',
    gamma: 'γ',
    delta: 'δ',
    epsilon: 'ϵ',
    varepsilon: 'ε',
    zeta: 'ζ',
    eta: 'η',
    theta: 'θ',
    vartheta: 'ϑ',
    iota: 'ι',
    kappa: 'κ',
    lambda: 'λ',
    mu: 'μ',
    nu: 'ν',
    xi: 'ξ',
    pi: 'π',
    rho: 'ρ',
    varrho: 'ϱ',
    sigma: 'σ',
    varsigma: 'ς',
    tau: 'τ',
    upsilon: 'υ',
    phi: 'ϕ',
    varphi: 'φ',
    chi: 'χ',
    psi: 'ψ',
    omega: 'ω',
    Gamma: 'Γ',
    Delta: 'Δ',
    Theta: 'Θ',
    Lambda: 'Λ',
    Xi: 'Ξ',
    Pi: 'Π',
    Sigma: 'Σ',
    Upsilon: 'Υ',
    Phi: 'Φ',
    Psi: 'Ψ',
    Omega: 'Ω',
    ell: 'ℓ',
    hbar: 'ħ',
    partial: '∂',
    nabla: '∇',
    infty: '∞',
  }),
);
const COMBINING: ReadonlyMap<string, string> = new Map(
  Object.entries({ hat: '\u0302', bar: '\u0304', tilde: '\u0303', dot: '\u0307', ddot: '\u0308', vec: '\u20d7' }),
);

/** A symbol's name as it is shown: `\hat{y}` as ŷ, `\alpha` as α, `\mathbf{w}` as 𝐰. */
export function printName(name: string): string {
  let text = namesPrinted.get(name);
  if (text === undefined) {
    text = spellName(name);
    if (namesPrinted.size < 10_000) namesPrinted.set(name, text);
  }
  return text;
}

const namesPrinted = new Map<string, string>();

function spellName(name: string): string {
  return name
    .replace(/^\\ket\{(.*)\}$/, '|$1⟩')
    .replace(/\\(hat|bar|tilde|dot|ddot|vec)\{(\\?[A-Za-z]+)\}/g, (_, mark: string, base: string) => {
      const letter = printName(base);
      return [...letter].length === 1
        ? (letter + (COMBINING.get(mark) as string)).normalize('NFC')
        : `${mark}(${letter})`;
    })
    .replace(/\\mathbf\{([A-Za-z])\}/g, (_, letter: string) => bold(letter))
    .replace(/\\mathbf\{([^{}]*)\}/g, 'bold $1')
    .replace(/\\math[a-z]+\{([^{}]*)\}/g, '$1')
    .replace(/\\([A-Za-z]+)/g, (_, word: string) => GREEK.get(word) ?? word);
}

function bold(letter: string): string {
  const code = letter.charCodeAt(0);
  return String.fromCodePoint(code < 97 ? 0x1d400 + code - 65 : 0x1d41a + code - 97);
}

function write(e: Expression, outer: number): string {
  const [text, level] = form(e);
  return level < outer ? `(${text})` : text;
}

function list(items: readonly Expression[]): string {
  return items.map((item) => write(item, 0)).join(', ');
}

function subscript(indices: readonly Expression[]): string {
  if (indices.length === 0) return '';
  const inner = indices.map((i) => write(i, 0));
  const first = inner[0] as string;
  return inner.length === 1 && /^([A-Za-z]|\d+|[α-ω])$/.test(first) ? `_${first}` : `_{${inner.join(',')}}`;
}

const SIGNS: Record<string, string> = { implicit: '·', dot: '·', times: '×', star: '*', hadamard: '⊙', kronecker: '⊗' };

function form(e: Expression): [text: string, level: number] {
  switch (e.kind) {
    case 'number':
      return [e.text, ATOM];
    case 'constant':
      return [{ pi: 'π', e: 'e', i: 'i', infinity: '∞', euler: 'γ' }[e.name], ATOM];
    case 'symbol':
      if (e.name === '\\pm') return ['±', ATOM];
      if (e.name.endsWith('^') && e.indices.length === 1)
        return [
          `${printName(e.name)}${{ '1': '+', '-1': '-', '±': '±' }[list(e.indices)] ?? `{${list(e.indices)}}`}`,
          ATOM,
        ];
      if (e.name === '\\ket{}') return [`|${list(e.indices)}⟩`, ATOM];
      return [printName(e.name) + subscript(e.indices), ATOM];
    case 'add':
      return [
        e.terms
          .map((term, k) => {
            if (term.kind === 'negate') return (k ? ' - ' : '-') + write(term.of, PRODUCT);
            return (k ? ' + ' : '') + write(term, PRODUCT);
          })
          .join(''),
        SUM,
      ];
    case 'negate':
      return [`-${write(e.of, PRODUCT)}`, SUM];
    case 'multiply':
      return [e.factors.map((f, k) => (k ? SIGNS[e.signs[k - 1] as string] : '') + write(f, UNARY)).join(''), PRODUCT];
    case 'divide':
      return [`${write(e.numerator, UNARY)}/${write(e.denominator, UNARY)}`, PRODUCT];
    case 'power':
      return [`${write(e.base, ATOM)}^${write(e.exponent, ATOM)}`, POWER];
    case 'call':
      if (e.name === 'commutator') return [`[${list(e.args)}]`, ATOM];
      if (e.name === 'anticommutator') return [`{${list(e.args)}}`, ATOM];
      if (e.name === 'adjoint') return [`${write(e.args[0] as Expression, ATOM)}†`, POWER];
      if (e.name === 'transpose') return [`${write(e.args[0] as Expression, ATOM)}ᵀ`, POWER];
      return [`${e.name}(${list(e.args)})`, ATOM];
    case 'apply': {
      const [name = e.name, given] = e.name.split('|');
      const before = e.args.length - Number(given ?? 0);
      const args =
        given === undefined ? list(e.args) : `${list(e.args.slice(0, before))} | ${list(e.args.slice(before))}`;
      return [`${printName(name)}${subscript(e.indices)}${"'".repeat(e.primes)}(${args})`, ATOM];
    }
    case 'fold': {
      const range = e.index
        ? `${printName(e.index)}${e.lower ? `=${write(e.lower, 0)}` : ''}${e.upper ? `..${write(e.upper, 0)}` : ''}${e.condition ? `, ${write(e.condition, 0)}` : ''}: `
        : e.lower || e.upper
          ? `..${e.upper ? write(e.upper, 0) : ''}: `
          : '';
      return [`${e.operation}(${range}${write(e.body, 0)})`, ATOM];
    }
    case 'derivative': {
      const d = e.style === 'total' ? 'd' : '∂';
      const order = e.by.reduce((n, v) => n + v.order, 0);
      const power = (n: number) => (n === 1 ? '' : `^${n}`);
      if (e.style === 'gradient' && order === 1)
        return [`∇_{${list(e.by.map((v) => v.target))}} ${write(e.of, UNARY)}`, UNARY];
      return [
        `${d}${power(order)}${write(e.of, ATOM)}/${e.by.map((v) => `${d}${write(v.target, ATOM)}${power(v.order)}`).join('')}`,
        UNARY,
      ];
    }
    case 'integral':
      return [
        `∫(${e.lower ? `${write(e.lower, 0)}..` : ''}${e.upper ? `${write(e.upper, 0)}: ` : ''}${write(e.body, 0)} d${printName(e.variable)})`,
        ATOM,
      ];
    case 'limit':
      return [
        `lim(${printName(e.variable)}→${write(e.to, 0)}${{ both: '', left: '⁻', right: '⁺' }[e.side]}: ${write(e.body, 0)})`,
        ATOM,
      ];
    case 'between':
      return [
        `[${write(e.body, 0)}]_{${e.variable ? `${printName(e.variable)}=` : ''}${write(e.lower, 0)}}^{${write(e.upper, 0)}}`,
        ATOM,
      ];
    case 'at':
      return [`${write(e.body, ATOM)}|_{${write(e.variable, 0)}=${write(e.value, 0)}}`, POWER];
    case 'matrix':
      return [`[${e.rows.map(list).join('; ')}]`, ATOM];
    case 'tuple':
      return [`(${list(e.items)})`, ATOM];
    case 'cases':
      return [
        `{${e.branches.map((b) => write(b.value, 0) + (b.condition ? ` if ${write(b.condition, 0)}` : ' otherwise')).join('; ')}}`,
        ATOM,
      ];
    case 'compare':
      return [`${write(e.left, SUM)} ${e.sign satisfies ComparisonSign} ${write(e.right, SUM)}`, 0];
    case 'logic':
      return [
        e.operation === 'not'
          ? `not ${write(e.of[0] as Expression, ATOM)}`
          : e.of.map((p) => write(p, SUM)).join(` ${e.operation} `),
        0,
      ];
    case 'unknown':
      return [`⟨${e.token}⟩`, ATOM];
  }
}
