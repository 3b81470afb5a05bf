import { walkNote, type NoteStep } from './check';
import { print } from './expression/print';
import type { GradientClaim } from './gradients/claims';
import { Gradients } from './gradients/gradients';
import type { NoteGradient } from './gradients/note-gradient';
import type { Bindings } from './gradients/roles';
import type { CheckOptions, Part, Verdict } from './report/report';

export type { GradientValue } from './gradients/note-gradient';
export type { Parameters, Samples } from './gradients/evaluator';
export type { Binding, Bindings } from './gradients/roles';

/** A relation of a note that gives the gradient of a loss of logistic regression. */
export interface GradientFormula {
  /** Number of the relation in the note: what `formulaAt` wants. */
  readonly index: number;
  readonly kind: 'derivative' | 'update';
  /** The side that the chain begins with: the derivative, or the parameter that is updated. */
  readonly left: Part;
  readonly sign: Part;
  readonly right: Part;
  /** 1-based, of the right side. */
  readonly line: number;
  /** Printed: `J`, `L_i`; missing in an update rule that does not name it. */
  readonly loss?: string;
  /** Printed: `w_j`. */
  readonly parameter: string;
  /** Number of the formula in the note that the right side stands in. */
  readonly formula: number;
  readonly verdict: Verdict;
  readonly gradient: NoteGradient;
}

export interface GradientOptions extends CheckOptions {
  /** What the reader bound symbols to, by number of the relation. */
  readonly bindings?: ReadonlyMap<number, Bindings>;
}

/**
 * The relations of a note that give ∂(loss)/∂(weights or bias), or a step of gradient descent by it, with their verdicts.
 * A relation whose loss is that of another model is left out. Pure, as `check` is.
 */
export function gradientFormulas(text: string, options: GradientOptions = {}): GradientFormula[] {
  const found: Omit<GradientFormula, 'verdict'>[] = [];
  const collect = collector(options, (formula) => void found.push(formula));
  const report = walkNote(text, options, collect);
  const verdicts = new Map(
    report.findings.flatMap((f) => (f.gradient === undefined ? [] : [[f.gradient, f.verdict] as const])),
  );
  return found.map((formula) => ({ ...formula, verdict: verdicts.get(formula.index) ?? 'undecided' }));
}

/**
 * The formula of one relation, in the context that the note has given up to it. Undefined if the relation is no such formula.
 * What follows it in the note is not looked at.
 *
 * @param index number of the relation
 */
export function formulaAt(text: string, options: GradientOptions, index: number): NoteGradient | undefined {
  let gradient: NoteGradient | undefined;
  const collect = collector(options, (formula) => void (gradient = formula.gradient), index);
  walkNote(text, options, (step) => {
    collect(step);
    return step.number === index ? 'stop' : undefined;
  });
  return gradient;
}

function collector(
  { bindings }: GradientOptions,
  take: (formula: Omit<GradientFormula, 'verdict'>) => void,
  only?: number,
): (step: NoteStep) => void {
  const gradients = new Gradients();
  const heads = new Map<number, Part>();
  return ({ relation, readings, context, hints, number, part, lineOf }) => {
    if (relation.place === 0) heads.set(relation.chain, part(relation.left));
    const [reading] = readings;
    if (reading === undefined) return;
    if (only !== undefined && only !== number) {
      gradients.pass(relation, reading, context, hints);
      return;
    }
    const found = gradients.of(relation, reading, context, hints, bindings?.get(number));
    if (found === undefined) return;
    const right = part(relation.right);
    take({
      ...described(found.claim),
      index: number,
      left: heads.get(relation.chain) ?? part(relation.left),
      sign: part(relation.sign),
      right,
      line: lineOf(right.range.start),
      formula: relation.right.formula,
      gradient: found.gradient,
    });
  };
}

function described({ kind, loss, parameter }: GradientClaim): Pick<GradientFormula, 'kind' | 'loss' | 'parameter'> {
  return { kind, ...(loss && { loss: print(loss) }), parameter: print(parameter) };
}
