import type { Range } from '../expression/range';
import type { Tree } from './tree';

/** The text of a symbol, also of one with scripts: the `)` of `)^2`. */
export function symbolText(node: Tree): string | undefined {
  if (node.kind === 'symbol') return node.text;
  if (node.kind === 'scripts' && node.base?.kind === 'symbol') return node.base.text;
  return undefined;
}

/** A fenced node; scripts of the closing bracket become scripts of the whole. */
export function fence(open: string, close: string, start: Range, closer: Tree, body: readonly Tree[]): Tree {
  const closing = closer.kind === 'scripts' && closer.base !== undefined ? closer.base : closer;
  const span = { start: start.start, end: closing.span.end };
  const fenced: Tree = {
    kind: 'fenced',
    open,
    close,
    body,
    span,
    inner: { start: start.end, end: Math.max(start.end, closing.span.start) },
    explicit: false,
  };
  if (closer.kind !== 'scripts') return fenced;
  return { ...closer, base: fenced, span: { start: span.start, end: Math.max(span.end, closer.span.end) } };
}
