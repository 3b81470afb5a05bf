import { isEscaped } from './characters';

const STARRED = [
  'equation', 'align', 'gather', 'multline', 'eqnarray', 'alignat', 'flalign', 'xalignat', 'dmath', 'dgroup', 'darray',
  'IEEEeqnarray', 'matrix', 'pmatrix', 'bmatrix', 'Bmatrix', 'vmatrix', 'Vmatrix', 'empheq',
]; // prettier-ignore
const PLAIN = [
  'math', 'displaymath', 'split', 'aligned', 'alignedat', 'gathered', 'cases', 'dcases', 'rcases', 'array', 'smallmatrix',
  'subnumcases', 'numcases', 'xxalignat', 'multlined',
]; // prettier-ignore

/**
 * Environments that hold mathematics when they stand in text. `subequations` is not one: it may hold sentences between its
 * equations, which are environments of their own.
 */
export const MATH_ENVIRONMENTS: ReadonlySet<string> = new Set([
  ...STARRED.flatMap((name) => [name, `${name}*`]),
  ...PLAIN,
]);

/** Environments of a LaTeX document that hold neither sentences nor formulas. */
export const OPAQUE_ENVIRONMENTS: ReadonlySet<string> = new Set([
  'verbatim', 'verbatim*', 'Verbatim', 'BVerbatim', 'LVerbatim', 'lstlisting', 'minted', 'asy', 'asydef', 'tikzpicture', 'tikzcd',
  'comment', 'filecontents', 'filecontents*', 'pspicture', 'picture', 'luacode', 'thebibliography', 'sagesilent', 'pycode',
  'forest', 'circuitikz', 'axis', 'alltt',
]); // prettier-ignore

/** Where the mathematical environments of a text begin and end. */
export interface EnvironmentMatches {
  /** From the place of a `\begin` to the place behind its `\end{…}`. */
  readonly endOf: ReadonlyMap<number, number>;
}

/**
 * Matches each `\begin` of a mathematical environment with its `\end`: the nearest of the same name that is still free.
 * So one that is never closed takes nothing from those after it.
 */
export function matchEnvironments(text: string): EnvironmentMatches {
  const endOf = new Map<number, number>();
  if (!text.includes('\\begin')) return { endOf };
  const open = new Map<string, number[]>();
  const marker = /\\(begin|end)[ \t]*\{([A-Za-z]+\*?)\}/g;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    const name = match[2]!;
    if (!MATH_ENVIRONMENTS.has(name) || isEscaped(text, match.index)) continue;
    const stack = open.get(name);
    if (match[1] === 'begin') {
      if (stack) stack.push(match.index);
      else open.set(name, [match.index]);
    } else {
      const begin = stack?.pop();
      if (begin !== undefined) endOf.set(begin, match.index + match[0].length);
    }
  }
  return { endOf };
}
