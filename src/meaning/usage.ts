import type { Tree } from '../latex/tree';
import { differentialSign, isLetter, isSymbol, nameOf, solid } from './names';

/** How one name is used over a whole note. Counts of occurrences. */
export interface NameUse {
  /** Neither followed by a bracket nor indexed. */
  bare: number;
  /** With a subscript that may be an index. */
  indexed: number;
  /** Followed by round brackets that hold one name (`f(x)`), a list (`f(x, y)`), or something else (`y(1 - p)`). */
  calledWithName: number;
  calledWithList: number;
  calledWithOther: number;
  /** Stands as `f(x)` at the beginning of a statement, before a relation sign. */
  defined: number;
  primed: number;
  /** Bears `^T`. */
  transposed: number;
  /** Is the variable of a sum or product. */
  folded: number;
  /** Occurs in a subscript. */
  subscript: number;
  /** Is differentiated, differentiated by. */
  numerator: number;
  denominator: number;
}

/** What the formulas of a note tell about its letters. Decides between readings: is `f` ever applied, is `i` an index? */
export interface Usage {
  of(name: string): Readonly<NameUse>;
  /** Letters that stand alone (or in a run) as subscripts of at least two names, or are the variable of a sum. */
  isIndex(name: string): boolean;
  /** Words of the note's prose, lower-cased, to look for names of functions and conventions. */
  readonly prose: string;
  readonly names: ReadonlyMap<string, Readonly<NameUse>>;
}

const NONE: Readonly<NameUse> = Object.freeze(empty());

function empty(): NameUse {
  return {
    bare: 0,
    indexed: 0,
    calledWithName: 0,
    calledWithList: 0,
    calledWithOther: 0,
    defined: 0,
    primed: 0,
    transposed: 0,
    folded: 0,
    subscript: 0,
    numerator: 0,
    denominator: 0,
  };
}

/** What a function is plainly applied to: a name, or an applied name (`u(v(x))`). */
export function isPlainArgument(inside: readonly Tree[]): boolean {
  const first = inside[0];
  if (first === undefined || nameOf(first.kind === 'scripts' ? (first.base ?? first) : first) === undefined)
    return false;
  const second = inside[1];
  return inside.length === 1 || (inside.length === 2 && second?.kind === 'fenced' && second.open === '(');
}

/** Whether a superscript is the mark of a transpose: `T`, `⊤`. */
function isTransposeMark(sup: Tree | undefined): boolean {
  if (sup === undefined) return false;
  const inner = solid(sup.kind === 'group' ? sup.body : [sup]);
  const mark = inner.length === 1 ? inner[0] : inner.length === 2 && isSymbol(inner[0], '-') ? inner[1] : undefined;
  return (
    isSymbol(mark, 'T', '\\top', '\\intercal') ||
    ((mark?.kind === 'styled' || mark?.kind === 'text') && nameOf(mark) === 'T')
  );
}

/** Letters that are indices unless the note says otherwise. */
const CUSTOMARY_INDICES = new Set(['i', 'j', 'k', 'l', 'm', 'n', 't', 's', '\\tau', '\\ell', '\\mu', '\\nu']);
/** Letters that are components or labels unless they are summed over. */
const CUSTOMARY_LABELS = new Set(['x', 'y', 'z', 'e', 'o', 'c', 'f', 'h', 'b']);

/** Counts over the formulas of a note. Linear in the size of the note. */
export function collectUsage(formulas: readonly (readonly Tree[])[], prose: string): Usage {
  const names = new Map<string, NameUse>();
  const subscripted = new Map<string, Set<string>>();
  const use = (name: string): NameUse => {
    let u = names.get(name);
    if (!u) names.set(name, (u = empty()));
    return u;
  };

  const subscripts = (owner: string | undefined, sub: Tree): void => {
    const parts = sub.kind === 'group' ? solid(sub.body) : [sub];
    for (const part of parts) {
      const name = nameOf(part);
      if (name === undefined || part.kind === 'operator' || part.kind === 'text') continue;
      use(name).subscript++;
      if (owner !== undefined && parts.every((p) => isLetter(p) || isSymbol(p, ',', '+', '-') || p.kind === 'number')) {
        let owners = subscripted.get(name);
        if (!owners) subscripted.set(name, (owners = new Set()));
        owners.add(owner);
      }
    }
  };

  const foldIndex = (sub: Tree): void => {
    const parts = sub.kind === 'group' ? solid(sub.body) : [sub];
    for (let k = 0; k < parts.length; k++) {
      const name = nameOf(parts[k] as Tree);
      const next = parts[k + 1];
      if (
        name !== undefined &&
        (k === 0 || isSymbol(parts[k - 1], ',')) &&
        (next === undefined ||
          isSymbol(next, '=', ',', '\\in', '\\ne', '\\neq', '<', '\\le', '\\leq', '\\ge', '\\geq', '>'))
      )
        use(name).folded++;
    }
  };

  const occurrence = (node: Tree, next: Tree | undefined, first: boolean, before: Tree | undefined): void => {
    let base = node;
    let sub: Tree | undefined;
    let sup: Tree | undefined;
    let primes = 0;
    if (node.kind === 'scripts') {
      if (!node.base) return;
      ({ base, sub, sup, primes } = { base: node.base, sub: node.sub, sup: node.sup, primes: node.primes });
    }
    const isFold = base.kind === 'symbol' && ['\\sum', '\\prod', '\\coprod', '\\bigoplus'].includes(base.text);
    if (isFold && sub) foldIndex(sub);
    const name = nameOf(base);
    if (name === undefined) {
      if (primes > 0 && base.kind === 'fenced') use("()'").bare++;
      if (sub && !isFold) subscripts(undefined, sub);
      // `(y - Xβ)^T`: counted under a name that no letter has.
      if (
        isTransposeMark(sup) &&
        (base.kind === 'fenced' || base.kind === 'group' || base.kind === 'environment' || isSymbol(base, ')', ']'))
      )
        use('()').transposed++;
      return;
    }
    const u = use(name);
    if (sub) {
      subscripts(name, sub);
      u.indexed++;
    }
    if (primes) u.primed += 1;
    if (isTransposeMark(sup)) u.transposed++;
    if (
      sup !== undefined &&
      isSymbol(sup.kind === 'group' && sup.body.length === 1 ? sup.body[0] : sup, '\\pm', '\\mp')
    )
      use(`${name}^\\pm`).bare++;
    const called = next?.kind === 'fenced' && next.open === '(' && (sup === undefined || primes > 0);
    if (called) {
      const inside = solid(next.body);
      if (inside.some((n) => isSymbol(n, ',', ';', '\\mid', '|'))) u.calledWithList++;
      else if (isPlainArgument(inside)) u.calledWithName++;
      else u.calledWithOther++;
      if (first) u.defined++;
    } else if (differentialSign(before) !== undefined) u.numerator++;
    else if (!sub) u.bare++;
  };

  const visit = (nodes: readonly Tree[], atStart: boolean): void => {
    const list = solid(nodes);
    list.forEach((node, k) => {
      const after = list[k + 1];
      const statementStart = atStart && (k === 0 || isSymbol(list[k - 1], ',', '='));
      const definedHere =
        statementStart &&
        after?.kind === 'fenced' &&
        (isSymbol(list[k + 2], '=', ':', '&') || list[k + 2]?.kind === 'break');
      occurrence(node, after, definedHere, list[k - 1]);
      descend(node);
    });
  };

  const descend = (node: Tree): void => {
    switch (node.kind) {
      case 'accent':
      case 'styled':
        // A letter in another dress is another name.
        if (nameOf(node) === undefined) visit(node.body, false);
        break;
      case 'group':
      case 'fenced':
        visit(node.body, false);
        break;
      case 'scripts':
        if (node.base && nameOf(node.base) === undefined) descend(node.base);
        if (node.sup)
          descend(node.sup.kind === 'group' ? node.sup : { kind: 'group', body: [node.sup], span: node.sup.span });
        if (node.sub && node.sub.kind === 'group') node.sub.body.forEach(descend);
        break;
      case 'fraction': {
        const lower = solid(node.denominator);
        if (differentialSign(lower[0]) !== undefined) {
          lower.forEach((n, k) => {
            if (differentialSign(lower[k - 1]) === undefined) return;
            const name = nameOf(n.kind === 'scripts' && n.base ? n.base : n);
            if (name !== undefined) use(name).denominator++;
          });
        }
        visit(node.numerator, false);
        visit(node.denominator, false);
        break;
      }
      case 'root':
        visit(node.radicand, false);
        break;
      case 'stack':
        visit(node.base, false);
        break;
      case 'command':
        node.args.forEach((a) => visit(a, false));
        break;
      case 'environment':
        for (const row of node.rows)
          visit(
            row.cells.flatMap((c) => c.body),
            true,
          );
        break;
      default:
    }
  };

  for (const formula of formulas) visit(formula, true);

  return {
    names,
    prose: prose.toLowerCase(),
    of: (name) => names.get(name) ?? NONE,
    isIndex: (name) => {
      if ((names.get(name)?.folded ?? 0) > 0) return true;
      if (CUSTOMARY_LABELS.has(name)) return false;
      if (CUSTOMARY_INDICES.has(name)) return true;
      if (!/^[a-z]$/.test(name)) return false;
      return (subscripted.get(name)?.size ?? 0) >= 2;
    },
  };
}
