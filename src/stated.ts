import { assume } from './context/assumptions';
import type { Context } from './context/context';
import { domainIn, domainOfWords, learnDomain } from './context/domains';
import { hasPlainArguments, headOf } from './context/heads';
import type { ComparisonSign, Expression } from './expression/expression';
import type { MacroTable } from './latex/macros';
import { parseLatex } from './latex/parse-latex';
import type { Tree } from './latex/tree';
import { findStatements } from './relations/find-statements';
import type { CheckOptions, Stated } from './report/report';
import { functions } from './trial/arithmetic';

const COMPARISONS: Readonly<Record<string, ComparisonSign>> = {
  less: '<',
  lessOrEqual: '≤',
  greater: '>',
  greaterOrEqual: '≥',
};

/** What settings and comments state beside the note: told to the context at its place in the note. */
export class StatedFacts {
  private readonly waiting: { readonly stated: Stated; readonly kind: 'assumption' | 'definition' }[];

  constructor(options: CheckOptions) {
    this.waiting = [
      ...(options.assumptions ?? []).map((stated) => ({ stated, kind: 'assumption' as const })),
      ...(options.definitions ?? []).map((stated) => ({ stated, kind: 'definition' as const })),
    ];
  }

  /** Tells the context everything that holds from before an offset of the note on. What cannot be read is left out. */
  tell(
    context: Context,
    offset: number,
    section: number,
    macros: MacroTable,
    read: (nodes: readonly Tree[]) => Expression,
  ): void {
    for (let k = 0; k < this.waiting.length;) {
      const { stated, kind } = this.waiting[k] as (typeof this.waiting)[number];
      if (stated.range !== undefined && stated.range.start > offset) k++;
      else {
        this.waiting.splice(k, 1);
        state(stated.latex, kind, context, section, macros, read);
      }
    }
  }
}

function state(
  latex: string,
  kind: 'assumption' | 'definition',
  context: Context,
  section: number,
  macros: MacroTable,
  read: (nodes: readonly Tree[]) => Expression,
): void {
  const domain = domainIn(latex) ?? domainOfWords(latex);
  if (domain !== undefined) {
    learnDomain(domain, context, section, '');
    return;
  }
  const syntax = parseLatex(latex, macros);
  for (const statement of findStatements([{ syntax, latex, display: true, afterHeading: false, proseBefore: '' }])) {
    if (statement.kind !== 'relation') continue;
    const { relation } = statement;
    const left = read(relation.left.nodes);
    const word = latex.slice(relation.right.span.start, relation.right.span.end).trim();
    // `σ = sigmoid`: the name of a known function.
    if (kind === 'definition' && left.kind === 'symbol' && /^[a-zA-Z]{2,}$/.test(word) && functions.has(word)) {
      context.conventions.set(left.name, word);
      continue;
    }
    const right = read(relation.right.nodes);
    const sign = COMPARISONS[relation.sign.kind];
    if (sign !== undefined) assume(context, { sign, left, right }, section, '');
    else if (relation.sign.kind === 'equal' || relation.sign.kind === 'define') {
      const head = headOf(left, context);
      if (kind === 'assumption') context.suppositions.push({ left, right });
      else if (head !== undefined && head.kind !== 'whole' && hasPlainArguments(head))
        context.define({
          name: head.name,
          indices: head.indices,
          body: right,
          order: 0,
          section,
          ...(head.kind === 'function' && { args: head.args }),
        });
    }
  }
}
