import type { ComparisonSign, Expression, ExpressionOf } from '../expression/expression';
import { print } from '../expression/print';
import type { Context } from './context';

const FLIPPED: Readonly<Record<ComparisonSign, ComparisonSign>> = {
  '<': '>',
  '≤': '≥',
  '>': '<',
  '≥': '≤',
  '=': '=',
  '≠': '≠',
};

/** Words after which a condition holds for a while only: a case, a range of validity. */
const PASSING =
  /(当|若|如果|对于?|\bfor|\bif|\bwhen(ever)?|\bcase|\bon|\bunless|\bwhile)\s*(that|all|any|every|the)?[^\p{L}]*$/iu;

/**
 * Adds a condition on a symbol, `x > 0` or `0 < x`. One that is said of a case ("for x < 0") ends with its section; any takes the
 * place of older ones that it contradicts.
 */
export function assume(
  context: Context,
  condition: { readonly sign: ComparisonSign; readonly left: Expression; readonly right: Expression },
  section: number,
  words: string,
): void {
  const turned = condition.left.kind !== 'symbol' && condition.right.kind === 'symbol';
  const [left, right] = turned ? [condition.right, condition.left] : [condition.left, condition.right];
  if (left.kind !== 'symbol') return;
  if (right.kind === 'symbol') {
    // `a < b` orders two symbols in this section.
    const order: ExpressionOf<'compare'> = { kind: 'compare', sign: condition.sign, left, right };
    const pair = [print(left), print(right)].sort().join();
    for (const old of [...context.passing.keys()])
      if ([print(old.left), print(old.right)].sort().join() === pair) remove(context, old);
    context.assumptions.push(order);
    context.passing.set(order, section);
    return;
  }
  if (!isNumber(right)) return;
  const sign = turned ? FLIPPED[condition.sign] : condition.sign;
  const added: ExpressionOf<'compare'> = { kind: 'compare', sign, left, right };
  for (let k = context.assumptions.length - 1; k >= 0; k--) {
    const old = context.assumptions[k] as ExpressionOf<'compare'>;
    if (print(old.left) === print(left) && contradicts(old, added)) context.assumptions.splice(k, 1);
  }
  context.assumptions.push(added);
  if (PASSING.test(words.trim())) context.passing.set(added, section);
}

/** Takes out the conditions of cases whose section is over. */
export function leave(context: Context, section: number): void {
  for (const [condition, home] of context.passing) {
    if (home !== section) remove(context, condition);
  }
}

function remove(context: Context, condition: ExpressionOf<'compare'>): void {
  context.passing.delete(condition);
  const at = context.assumptions.indexOf(condition);
  if (at >= 0) context.assumptions.splice(at, 1);
}

/** Whether no number satisfies both conditions. */
function contradicts(a: ExpressionOf<'compare'>, b: ExpressionOf<'compare'>): boolean {
  const side = (sign: ComparisonSign): number =>
    sign === '>' || sign === '≥' ? 1 : sign === '<' || sign === '≤' ? -1 : 0;
  const [x, y] = [valueOf(a.right), valueOf(b.right)];
  if (side(a.sign) * side(b.sign) >= 0) return false;
  const [low, high] = side(a.sign) > 0 ? [x, y] : [y, x];
  return low > high || (low === high && (a.sign === '<' || a.sign === '>' || b.sign === '<' || b.sign === '>'));
}

/** The number that a bound is. */
export function valueOf(e: Expression): number {
  if (e.kind === 'negate') return -valueOf(e.of);
  if (e.kind === 'divide') return valueOf(e.numerator) / valueOf(e.denominator);
  if (e.kind === 'constant') return { pi: Math.PI, e: Math.E, i: NaN, infinity: Infinity, euler: 0.5772156649 }[e.name];
  if (e.kind === 'multiply') return e.factors.reduce((p, f) => p * valueOf(f), 1);
  return e.kind === 'number' ? Number(e.text) : NaN;
}

const isNumber = (e: Expression): boolean => !Number.isNaN(valueOf(e));
