import type { DerivativeVariable, Expression, Place } from '../expression/expression';
import { symbol } from '../expression/expression';
import { symbolNames } from '../expression/traverse';
import { print } from '../expression/print';
import type { Reader } from './reader';

/** Letters that stand for a variable rather than for a parameter, the likeliest first. */
const VARIABLES = ['x', 't', 's', 'r', 'z', 'u', '\\theta', '\\tau', '\\xi', 'w', 'p'];

/** Letters that a subscript differentiates by; all others are indices or labels. */
const COORDINATES = new Set(['x', 'y', 'z', 't', 'u', 'v', 'r', 's', '\\theta', '\\xi', '\\eta']);

const speaksOfDerivatives = (reader: Reader): boolean =>
  /deriv|differenti|导|微分|\bode\b|slope|velocit|tangent/.test(reader.usage.prose);

const by = (name: string, order = 1): DerivativeVariable => ({ target: symbol(name), order });

/** The one variable among some names: the only customary one, or the one that the note differentiates by. */
function variableAmong(reader: Reader, names: readonly string[]): string | undefined {
  const likely = VARIABLES.filter((v) => names.includes(v));
  if (likely.length <= 1) return likely[0];
  const used = likely.filter((v) => reader.usage.of(v).denominator > 0);
  return used.length === 1 ? used[0] : undefined;
}

/** `y'`, `y''` of a quantity that the note defined without arguments: the derivative by the variable that it depends on. */
export function primedQuantity(reader: Reader, name: string, primes: number, place: Place): Expression | undefined {
  if (primes > 4 || reader.knowledge.isDefined(name + "'".repeat(primes))) return undefined;
  const known = reader.knowledge.variables(name);
  let variable: string | undefined;
  if (known === undefined) {
    // `(uv)' = u'v + uv'`: unknown functions of one variable.
    if (reader.usage.of(PRIMED_BRACKET).bare === 0 || reader.knowledge.isDefined(name)) return undefined;
    variable = 'x';
  } else if (known.explicit) variable = known.names.length === 1 ? known.names[0] : undefined;
  else {
    const likely = variableAmong(reader, known.names);
    const isDifferentiated =
      reader.usage.of(name).numerator > 0 && likely !== undefined && reader.usage.of(likely).denominator > 0;
    variable = primes > 1 || isDifferentiated || speaksOfDerivatives(reader) ? likely : undefined;
  }
  return variable === undefined || variable === name
    ? undefined
    : { kind: 'derivative', style: 'total', of: symbol(name), by: [by(variable, primes)], place };
}

/** The name under which {@link Usage} counts primes behind brackets. */
export const PRIMED_BRACKET = "()'";

/** `[x \sin x]'`, `(uv)''`: the derivative by the only variable inside. */
export function primedBracket(reader: Reader, body: Expression, primes: number, place: Place): Expression | undefined {
  const names = [...symbolNames(body)];
  const free = names.filter((n) => reader.usage.of(n).primed === 0);
  const variable =
    variableAmong(reader, free) ??
    (names.every((n) => !VARIABLES.includes(n) || reader.usage.of(n).primed > 0) &&
    names.some((n) => reader.usage.of(n).primed > 0)
      ? 'x'
      : undefined);
  return variable === undefined || primes > 4
    ? undefined
    : { kind: 'derivative', style: 'total', of: body, by: [by(variable, primes)], place };
}

/** `\dot{x}`, `\ddot{x}`: the derivative by time, of a known quantity or of one that the note differentiates elsewhere too. */
export function dottedQuantity(reader: Reader, dotted: string, place: Place): Expression | undefined {
  const found = /^\\(d?)dot\{(.+)\}$/.exec(dotted);
  if (found === null || reader.knowledge.isDefined(dotted)) return undefined;
  const [, double, name] = found as unknown as [string, string, string];
  const known = reader.knowledge.variables(name);
  const byTime: Expression = {
    kind: 'derivative',
    style: 'total',
    of: symbol(name),
    by: [by('t', double ? 2 : 1)],
    place,
  };
  if (known === undefined || !known.names.includes('t')) return undefined;
  return byTime;
}

/** `f_x`, `f_{xy}` of a function of these variables: the partial derivative; `f_x(1, 0)` with its values. */
export function subscriptDerivative(
  reader: Reader,
  name: string,
  label: readonly string[],
  args: readonly Expression[] | undefined,
  place: Place,
): Expression | undefined {
  const known = reader.knowledge.variables(name);
  if (known === undefined || label.length === 0 || label.length > 4) return undefined;
  if (!label.every((v) => known.names.includes(v) && COORDINATES.has(v) && reader.usage.of(v).folded === 0))
    return undefined;
  if (!(known.explicit && known.names.length > 1) && !speaksOfDerivatives(reader)) return undefined;
  const variables: DerivativeVariable[] = [];
  for (const v of label) {
    const last = variables[variables.length - 1];
    if (last !== undefined && last.target.kind === 'symbol' && last.target.name === v)
      variables[variables.length - 1] = by(v, last.order + 1);
    else variables.push(by(v));
  }
  const value: Expression = { kind: 'derivative', style: 'partial', of: symbol(name), by: variables, place };
  if (args === undefined) return value;
  if (!known.explicit || args.length !== known.names.length) return undefined;
  let at: Expression = value;
  for (const [k, arg] of args.entries()) {
    const variable = known.names[k] as string;
    if (print(arg) === print(symbol(variable))) continue;
    if ([...symbolNames(arg)].some((n) => known.names.includes(n))) return undefined;
    at = { kind: 'at', body: at, variable: symbol(variable), value: arg, place };
  }
  return at;
}
