import type { Tree } from '../latex/tree';

/** Commands that stand for a letter: Greek and a few more. */
const LETTER_COMMANDS = new Set(
  (
    'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho sigma varsigma tau ' +
    'upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varGamma varDelta varTheta varLambda ' +
    'varXi varPi varSigma varUpsilon varPhi varPsi varOmega ell hbar imath jmath aleph beth Re Im wp hslash'
  )
    .split(' ')
    .map((w) => `\\${w}`),
);

/** Whether a symbol node is a letter that may name something (not a sign, not a bracket). */
export function isLetter(node: Tree): boolean {
  return node.kind === 'symbol' && (/^\p{L}$/u.test(node.text) || LETTER_COMMANDS.has(node.text));
}

/**
 * The name that a node gives to a quantity, scripts apart: `x`, `\alpha`, `\hat{y}`, `\mathbf{w}`, `\mathcal{L}`, `MSE`.
 * Undefined when the node is no name. Accents over an indexed letter (`\hat{y_i}`) are left to the caller.
 */
export function nameOf(node: Tree): string | undefined {
  switch (node.kind) {
    case 'symbol':
      return isLetter(node) ? node.text : undefined;
    case 'group':
      return single(node.body);
    case 'accent': {
      const inner = single(node.body);
      return inner && `${node.command}{${inner}}`;
    }
    case 'styled': {
      const inner = single(node.body) ?? word(node.body);
      if (inner === undefined) return undefined;
      // Upright and italic letters are one alphabet in notes; a word keeps no style.
      return node.command === '\\mathrm' || node.command === '\\mathit' || node.command === '\\mathsf'
        ? inner
        : `${node.command}{${inner}}`;
    }
    case 'operator':
      return node.name;
    case 'text':
      return /^[A-Za-z][A-Za-z-]{0,11}$/.test(node.text.trim()) ? node.text.trim() : undefined;
    default:
      return undefined;
  }
}

function single(body: readonly Tree[]): string | undefined {
  const solid = body.filter((n) => n.kind !== 'space' && n.kind !== 'ignored');
  return solid.length === 1 ? nameOf(solid[0] as Tree) : undefined;
}

function word(body: readonly Tree[]): string | undefined {
  const letters = body.map((n) =>
    n.kind === 'symbol' && isLetter(n) ? n.text : n.kind === 'number' ? n.text : undefined,
  );
  return letters.length > 1 && letters.every((l) => l !== undefined) ? letters.join('') : undefined;
}

/** Solid nodes of a sequence: without spaces and commands that mean nothing to mathematics. */
export function solid(nodes: readonly Tree[]): Tree[] {
  return nodes.filter((n) => n.kind !== 'space' && n.kind !== 'ignored');
}

/** Whether the node is the symbol `text`. */
export function isSymbol(node: Tree | undefined, ...texts: string[]): boolean {
  return node?.kind === 'symbol' && texts.includes(node.text);
}

/** Whether the node is a differential `d` (`d`, `\mathrm{d}`, `∂`), the nabla used as one, or none. */
export function differentialSign(node: Tree | undefined): 'd' | '∂' | '∇' | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'symbol') {
    if (node.text === 'd') return 'd';
    if (node.text === '\\partial') return '∂';
    if (node.text === '\\nabla') return '∇';
    return undefined;
  }
  if (node.kind === 'styled' || node.kind === 'group') {
    const inner = solid(node.body);
    return inner.length === 1 ? differentialSign(inner[0]) : undefined;
  }
  return undefined;
}
