import type { ExpressionOf } from '../expression/expression';
import type { PreparedScope } from '../trial/scope';
import { isLabel, letterOf } from './claims';
import type { Hints, Role } from './hints';

/** What a symbol is bound to: something of the data or the model, or a number. */
export type Binding = Exclude<Role, 'loss'> | { readonly number: number };

/** Bindings by name. */
export type Bindings = ReadonlyMap<string, Binding>;

const WEIGHTS = new Set(['w', 'W', '\\omega', '\\theta', '\\Theta', '\\beta']);
const FEATURES = new Set(['x', 'X', '\\phi', '\\Phi']);
const RATES = new Set(['\\eta', '\\alpha', '\\gamma', '\\epsilon', '\\varepsilon', '\\mu', 'lr']);
const PREDICTIONS = new Set(['p', 'h', 'a', '\\pi', 'o', 'P']);

/** How many indices a quantity takes in all: those that are written and those of the array that is left. */
export function fullArity(name: string, { reach, scope }: PreparedScope): number {
  let most = 0;
  for (const quantity of reach.quantities) {
    const at = quantity.lastIndexOf('/');
    if (quantity.slice(0, at) !== name) continue;
    const arity = Number(quantity.slice(at + 1));
    most = Math.max(most, arity + scope.shapes.rank(name, arity));
  }
  return most;
}

/**
 * What the open quantities behind a gradient stand for, from the words of the note, from what is differentiated by, and from
 * the customary letters. Those that stay open are not in the answer.
 *
 * @param given bindings that the reader chose; they win
 */
export function inferBindings(
  prepared: PreparedScope,
  parameter: ExpressionOf<'symbol'>,
  isUpdate: boolean,
  hints: Hints,
  given: Bindings,
): Map<string, Binding> {
  const { reach, scope } = prepared;
  const found = new Map<string, Binding>();
  const roleOf = (name: string): Binding | undefined => {
    const chosen = given.get(name);
    if (chosen !== undefined) return chosen;
    const arity = fullArity(name, prepared);
    const letter = letterOf(name);
    const hint = hints.get(name);
    if (hint !== undefined && hint !== 'loss' && (hint !== 'weights' || letter !== 'b') && fits(hint, arity))
      return hint;
    if (scope.shapes.sizeOfBound(name, 0) !== undefined && arity === 0) return undefined;
    if (WEIGHTS.has(letter) && arity <= 1) return 'weights';
    if (arity === 0 && (letter === 'b' || (letter === 'c' && name === parameter.name))) return 'bias';
    if (isLabel(name, hints) && arity <= 1) return 'labels';
    if (FEATURES.has(letter) && arity <= 2) return 'features';
    if (letter === '\\lambda' && arity === 0) return 'lambda';
    if (isUpdate && RATES.has(letter) && arity === 0) return 'rate';
    if ((name.startsWith('\\hat{') || PREDICTIONS.has(letter)) && arity <= 1) return 'prediction';
    if (letter === 'z' && arity <= 1) return 'score';
    if (name === parameter.name) return arity === 0 && letter !== 'w' ? 'bias' : 'weights';
    return undefined;
  };
  for (const name of reach.base) {
    if (reach.indexLetters.has(name)) continue;
    const role = roleOf(name);
    if (role !== undefined) found.set(name, role);
  }
  // What bounds a sum counts samples or features, as the indices under it tell.
  const featureAxes = [...found].flatMap(([name, role]) =>
    role === 'weights' && fullArity(name, prepared) === 1 ? [`${name}#0`] : [],
  );
  for (const name of reach.base) {
    if (found.has(name) || reach.indexLetters.has(name) || fullArity(name, prepared) > 0) continue;
    const bounds = scope.shapes.sizeOfBound(name, 0) !== undefined;
    if (bounds && featureAxes.some((axis) => scope.shapes.areOne(axis, `bound:${name}`)))
      found.set(name, 'feature-count');
    else if (bounds || /^[nNmM]$/.test(name)) found.set(name, 'sample-count');
  }
  return found;
}

function fits(role: Role, arity: number): boolean {
  switch (role) {
    case 'features':
      return arity <= 2;
    case 'weights':
    case 'labels':
    case 'prediction':
    case 'score':
      return arity <= 1;
    default:
      return arity === 0;
  }
}

/** What a symbol that stayed open could be bound to, likeliest first. */
export function offersFor(name: string, prepared: PreparedScope, bound: Bindings): Binding[] {
  const arity = fullArity(name, prepared);
  const taken = new Set([...bound.values()]);
  const all: Binding[] =
    arity === 0
      ? ['sample-count', 'lambda', 'bias', 'weights', 'prediction', 'score', 'labels', 'features']
      : ['prediction', 'score', 'labels', 'features', 'weights'];
  const open = all.filter((role) => !taken.has(role) && fits(role as Role, arity));
  // A sample's own quantity may be named twice (`p` and `ŷ`).
  if (!open.includes('prediction')) open.push('prediction');
  return arity === 0 ? [{ number: 1 }, { number: 0 }, { number: 2 }, ...open] : open;
}
