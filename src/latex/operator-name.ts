import type { Tree } from './tree';

/**
 * The word that nodes spell, when they are letters without white space between them (as in `\operatorname{arg\,max}`, where a thin space
 * is part of the name). `undefined` when they are anything else.
 */
export function operatorName(nodes: readonly Tree[]): string | undefined {
  let name = '';
  let previous: Tree | undefined;
  for (const node of nodes) {
    if (node.kind === 'space') {
      if (node.command === '~' || node.command === '\\quad' || node.command === '\\qquad' || node.command === '\\ ')
        return undefined;
    } else {
      const part = letters(node, name.length);
      if (part === undefined) return undefined;
      // Letters made by one macro call share its span.
      const joined =
        previous === undefined || node.span.start === previous.span.end || node.span.start === previous.span.start;
      if (!joined) return undefined;
      name += part;
    }
    previous = node;
  }
  return name === '' ? undefined : name;
}

function letters(node: Tree, before: number): string | undefined {
  if (node.kind === 'symbol')
    return /^[A-Za-z]$/.test(node.text) || (before > 0 && node.text === '-') ? node.text : undefined;
  if (node.kind === 'number') return before > 0 && /^\d+$/.test(node.text) ? node.text : undefined;
  if (node.kind === 'operator') return node.name;
  if (node.kind === 'text') return /^[A-Za-z][A-Za-z0-9-]*$/.test(node.text.trim()) ? node.text.trim() : undefined;
  if (node.kind === 'styled' && (node.command === '\\mathrm' || node.command === '\\mathsf'))
    return operatorName(node.body);
  return undefined;
}
