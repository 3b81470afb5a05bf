import type { Expression, ExpressionOf } from '../expression/expression';
import { call, symbol } from '../expression/expression';
import { mapChildren, walk } from '../expression/traverse';
import type { Choices } from './choices';

/** How the note stacks samples, where it says so. */
export type Stacking = 'rows' | 'columns' | undefined;

/** What the words of a note say of stacking. */
export function stackingOf(prose: string): Stacking {
  const rows = /\brows?\b|每一?行|行向量|按行/.test(prose);
  const columns = /\bcolumns?\b|每一?列|列向量|按列/.test(prose);
  return rows === columns ? undefined : rows ? 'rows' : 'columns';
}

/**
 * In a relation that has a matrix `X` and vectors `x_n`, the vectors are the samples that the matrix stacks: its rows, or its
 * columns. Where the note does not say which, both are read.
 *
 * @param isMatrix whether a name is taken for a matrix in the note.
 * @param isFree whether the vectors have no meaning of their own.
 */
export function tieSamples(
  sides: readonly Expression[],
  isMatrix: (name: string) => boolean,
  stacking: Stacking,
  choices: Choices,
): Expression[] {
  const matrices = new Set<string>();
  const vectors = new Set<string>();
  const others = new Set<string>();
  for (const side of sides)
    walk(side, (part) => {
      if (part.kind !== 'symbol') return;
      if (part.indices.length === 0 && isMatrix(part.name)) matrices.add(part.name);
      const capital = capitalOf(part.name);
      if (capital === undefined) return;
      if (part.indices.length === 1 && part.indices[0]?.kind === 'symbol') vectors.add(part.name);
      else others.add(part.name);
    });
  const tied = new Map(
    [...vectors]
      .filter((v) => !others.has(v) && matrices.has(capitalOf(v) as string))
      .map((v) => [v, capitalOf(v) as string]),
  );
  if (tied.size === 0) return [...sides];
  const way = choices.pick('samples', stacking === undefined ? 2 : 1);
  const kind = stacking ?? (way === 0 ? 'rows' : 'columns');
  const replace = (e: Expression): Expression => {
    const matrix = e.kind === 'symbol' && e.indices.length === 1 ? tied.get(e.name) : undefined;
    if (matrix === undefined) return mapChildren(e, replace);
    const sample = e as ExpressionOf<'symbol'>;
    return call(kind === 'rows' ? 'row' : 'column', [symbol(matrix), sample.indices[0] as Expression], sample.place);
  };
  return sides.map(replace);
}

/** `x` and `\mathbf{x}` belong to `X` and `\mathbf{X}`. */
function capitalOf(name: string): string | undefined {
  const [, open = '', letter = '', close = ''] = /^(\\mathbf\{|\\vec\{|\\boldsymbol\{)?([a-z])(\})?$/.exec(name) ?? [];
  return letter === '' ? undefined : `${open}${letter.toUpperCase()}${close}`;
}
