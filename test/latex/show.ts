import { matchFences } from '../../src/latex/match-fences';
import { parseLatex } from '../../src/latex/parse-latex';
import type { Tree } from '../../src/latex/tree';

/** A formula's tree on one line, with brackets matched: `frac(1)(2)`, `x_<i>^<2>`, `⟦( a )⟧`, `?\unknown`, `ERROR`. */
export function shown(latex: string): string {
  return showAll(matchFences(parseLatex(latex).body));
}

export function showAll(nodes: readonly Tree[]): string {
  return nodes.map(show).join(' ');
}

function show(node: Tree): string {
  switch (node.kind) {
    case 'symbol':
    case 'number':
      return node.text;
    case 'operator':
      return `@${node.name}`;
    case 'group':
      return `{${showAll(node.body)}}`;
    case 'scripts': {
      const base = node.base === undefined ? '' : show(node.base);
      const sub = node.sub === undefined ? '' : `_<${show(node.sub)}>`;
      const sup = node.sup === undefined ? '' : `^<${show(node.sup)}>`;
      return base + "'".repeat(node.primes) + sub + sup;
    }
    case 'fraction':
      return `${node.command.slice(1)}(${showAll(node.numerator)})(${showAll(node.denominator)})`;
    case 'root':
      return `root${node.degree === undefined ? '' : `[${showAll(node.degree)}]`}(${showAll(node.radicand)})`;
    case 'fenced':
      return `⟦${node.open} ${showAll(node.body)} ${node.close}⟧`;
    case 'accent':
    case 'styled':
      return `${node.command.slice(1)}(${showAll(node.body)})`;
    case 'text':
      return `"${node.text}"`;
    case 'stack':
      return `${node.command.slice(1)}(${showAll(node.base)}|${showAll(node.over ?? [])}|${showAll(node.under ?? [])})`;
    case 'environment':
      return `${node.name}[${node.rows.map((row) => row.cells.map((cell) => showAll(cell.body)).join(' & ')).join(' / ')}]`;
    case 'space':
      return node.wide ? '␣' : '·';
    case 'break':
      return node.text;
    case 'ignored':
      return `%${node.command.slice(1)}`;
    case 'command':
      return `?${node.command}${node.args.map((argument) => `{${showAll(argument)}}`).join('')}`;
    case 'error':
      return 'ERROR';
  }
}

/** All nodes of a tree, outer ones first. */
export function everyNode(nodes: readonly Tree[]): Tree[] {
  const found: Tree[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && 'span' in value) found.push(value as Tree);
      Object.values(value).forEach(visit);
    }
  };
  visit(nodes);
  return found;
}
