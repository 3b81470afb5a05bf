import type { Range } from '../expression/range';

/** Smallest range that covers a range and the spans of nodes. */
export function coverAll(first: Range, others: readonly { readonly span: Range }[]): Range {
  let { start, end } = first;
  for (const { span } of others) {
    if (span.start < start) start = span.start;
    if (span.end > end) end = span.end;
  }
  return { start, end };
}
