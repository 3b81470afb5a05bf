import { gradientFormulas, type Binding, type GradientFormula } from '../../note-gradients';
import type { CheckOptions } from '../../report/report';
import { mostSamplesOf, type FormulaPayload } from './compile-note-formula';
import { idOf, indicesOf, type ChosenBindings, type FoundFormula, type FoundPart } from './formula-ids';

export type { FoundFormula } from './formula-ids';
import type { SymbolBinding } from './note-formula';

/** A note, to look for gradients in. */
export interface FormulaSource {
  readonly text: string;
  readonly options: Omit<CheckOptions, 'cancelled'>;
  readonly cancelled?: () => boolean;
  /** By id of the formula. */
  readonly bindings?: Readonly<Record<string, ChosenBindings>>;
}

/** The gradient formulas of a note, ready for the trainer. Those for weights and bias that one display gives belong together. */
export function noteFormulas(source: FormulaSource): FoundFormula[] {
  const { text, options, cancelled, bindings = {} } = source;
  const chosen = new Map(
    Object.entries(bindings).flatMap(([id, of]) =>
      indicesOf(id).map((index) => [index, new Map(Object.entries(of) as [string, Binding][])] as const),
    ),
  );
  const found = gradientFormulas(text, { ...options, ...(cancelled && { cancelled }), bindings: chosen });
  const formulas: FoundFormula[] = [];
  for (let k = 0; k < found.length; k++) {
    const first = found[k]!;
    const second = found[k + 1];
    if (second !== undefined && belongTogether(first, second, found)) {
      formulas.push(formulaOf(source, [first, second]));
      k++;
    } else formulas.push(formulaOf(source, [first]));
  }
  return formulas;
}

/** Weights and bias, stated once each in one display. */
function belongTogether(first: GradientFormula, second: GradientFormula, all: readonly GradientFormula[]): boolean {
  const alone = (formula: GradientFormula) =>
    all.filter((other) => other.left.range.start === formula.left.range.start).length === 1;
  return (
    first.formula === second.formula &&
    first.loss === second.loss &&
    first.kind === second.kind &&
    first.gradient.parts.w &&
    !first.gradient.parts.b &&
    !second.gradient.parts.w &&
    alone(first) &&
    alone(second)
  );
}

function formulaOf(
  { text, options, bindings = {} }: FormulaSource,
  relations: readonly GradientFormula[],
): FoundFormula {
  const [first] = relations as [GradientFormula];
  const id = idOf(relations.map(({ index }) => index));
  const partOf = (is: (relation: GradientFormula) => boolean): FoundPart | undefined => {
    const relation = relations.find(is);
    if (relation === undefined) return undefined;
    const { right, verdict } = relation;
    return { latex: right.latex, offset: right.range.start, verdict };
  };
  const weights = relations.find(({ gradient }) => gradient.parts.w || gradient.open.length > 0);
  const bias = relations.find((relation) => relation !== weights && relation.gradient.parts.b);
  const weightsPart = partOf((relation) => relation === weights);
  const biasPart = partOf((relation) => relation === bias || (bias === undefined && relation.gradient.parts.b));
  const { gradient } = first;
  const payload: FormulaPayload = {
    text,
    options,
    ...(weights && { weights: weights.index }),
    ...(bias && { bias: bias.index }),
    bindings: Object.entries(bindings[id] ?? {}) as [string, Binding][],
  };
  return {
    id,
    name: nameOf(relations),
    latex: relations.map(({ left, sign, right }) => `${left.latex} ${sign.latex} ${right.latex}`).join(',\\quad '),
    offset: first.right.range.start,
    ...(weightsPart && { weights: weightsPart }),
    ...(biasPart && { bias: biasPart }),
    regularised: gradient.regularised,
    hasBias: gradient.hasBias,
    ...(gradient.singleWeight && { singleWeight: true }),
    ...(gradient.adaptation && { adaptation: gradient.adaptation }),
    mostSamples: Math.min(...relations.map((relation) => mostSamplesOf(relation.gradient))),
    unbound: relations.flatMap((relation) =>
      relation.gradient.open.map(({ name, offers }) => ({ symbol: name, offers: offers as readonly SymbolBinding[] })),
    ),
    payload,
  };
}

function nameOf(relations: readonly GradientFormula[]): string {
  return relations
    .map(({ kind, loss, parameter }) => (kind === 'update' ? `${parameter} ←` : `∂${loss ?? ''}/∂${parameter}`))
    .join(', ');
}
