import { pauliNumber, type ArrayEvidence } from './context/arrays';
import { assurancesOf } from './context/chance';
import { Context } from './context/context';
import { variablesOf } from './context/variables';
import { conventionsOf, isImaginary } from './context/prose';
import { domainIn, learnDomain } from './context/domains';
import type { Expression } from './expression/expression';
import { print } from './expression/print';
import type { Range } from './expression/range';
import { Gradients } from './gradients/gradients';
import { hintsOf, type Hints } from './gradients/hints';
import { collectMacros, NO_MACROS } from './latex/macros';
import { matchFences } from './latex/match-fences';
import { parseLatex, type ParsedLatex } from './latex/parse-latex';
import type { Syntax } from './latex/tree';
import { findArrayDeclarations } from './meaning/array-declarations';
import { Choices, readings } from './meaning/choices';
import { readSequence } from './meaning/grammar';
import { nameOf } from './meaning/names';
import type { Knowledge, Reader } from './meaning/reader';
import { stackingOf, tieSamples } from './meaning/sample-rows';
import { collectUsage, type Usage } from './meaning/usage';
import type { Formula, Note } from './notes/note';
import { readNote } from './notes/read-note';
import { findStatements } from './relations/find-statements';
import type { Relation, Slice } from './relations/relation';
import type { CheckOptions, Finding, NoteReport, Part } from './report/report';
import { gatherEvidence } from './trial/array-evidence';
import type { Reading } from './verdict/decide';
import { Judge, type Judgement, type Setting } from './verdict/judge';
import { StatedFacts } from './stated';
import { reasonMessage, type Locale } from './verdict/messages';

/** Readings of a relation that are tried at most. */
const MOST_READINGS = 6;
/** Evaluated nodes that the trials of one relation may take. */
const DEFAULT_BUDGET = 100_000;

/**
 * Checks a note: reads its formulas, finds the relations in them, and tests each one numerically.
 * Pure: the same text, options and seed give the same report. Never throws on what a note contains.
 *
 * @param text the whole text of the note, as in the file (a notebook: its JSON).
 */
export function check(text: string, options: CheckOptions = {}): NoteReport {
  return walkNote(text, options);
}

/** A relation on the way through a note, before it is judged: the context is what the note has said before it. */
export interface NoteStep {
  /** Place among the relations of the note, in their order. */
  readonly number: number;
  readonly relation: Relation;
  readonly readings: readonly Reading[];
  readonly context: Context;
  readonly hints: Hints;
  /** The LaTeX of a stretch of a formula, and where it stands in the note. */
  part(side: { readonly formula: number; readonly span: Range }): Part;
  /** The line of an offset of the note, from 1. */
  lineOf(offset: number): number;
}

/** `check`, with a look at every relation before it is judged. A look that returns `stop` ends the walk there. */
export function walkNote(
  text: string,
  options: CheckOptions = {},
  look?: (step: NoteStep) => 'stop' | void,
): NoteReport {
  const language = options.language ?? 'markdown';
  const note = readNote(text, language);
  const formulas = placeFormulas(note, options.macros);
  const usage = collectUsage(
    formulas.map((f) => matchFences(f.syntax.body)),
    formulas.map((f) => `${f.proseBefore} `).join('') +
      note.pieces.map((p) => (p.kind === 'heading' ? p.text : p.kind === 'prose' ? p.prose.text : '')).join(' '),
  );
  const bold = [...usage.names.keys()]
    .map(boldLetter)
    .filter(
      (letter): letter is string =>
        letter !== undefined && usage.of(letter).bare === 0 && usage.of(`\\mathbf{${letter}}`).indexed === 0,
    );
  for (const placed of formulas) for (const letter of bold) placed.boldComponents.add(letter);
  const context = new Context();
  context.chance.assurances = assurancesOf(usage.prose);
  for (const [name, means] of conventionsOf(usage)) context.conventions.set(name, means);
  const locale: Locale = options.locale ?? 'en';
  const judge = new Judge(context, {
    seed: options.seed ?? 1,
    points: Math.max(8, options.points ?? 12),
    budget: options.budget ?? DEFAULT_BUDGET,
    ranks: new Map(),
    locale,
  });

  const findings: Finding[] = [];
  const relations = findStatements(formulas).flatMap((s) => (s.kind === 'relation' ? [s.relation] : []));
  const stacking = stackingOf(usage.prose);
  const evidence = evidenceOf(relations, formulas, context, usage);
  const hints = hintsOf(
    note.pieces,
    formulas.map((f) => f.syntax),
  );
  const gradients = new Gradients();
  const facts = new StatedFacts(options);
  let toldUpTo = 0;
  for (const [number, relation] of relations.entries()) {
    const home = formulas[relation.sign.formula] as PlacedFormula;
    context.arrays = evidence(home.section);
    for (; toldUpTo <= relation.sign.formula; toldUpTo++) {
      const told = formulas[toldUpTo] as PlacedFormula;
      for (const part of told.latex.split(/\\q?quad\b|\\text\s*\{[^{}]*\}/)) {
        const domain = domainIn(part.replace(/[\s.,;，。；]+$/, ''));
        if (domain !== undefined) learnDomain(domain, context, told.section, told.words);
      }
    }
    facts.tell(context, home.formula.range.start, home.section, home.syntax.macros, (nodes) =>
      readSequence(
        {
          usage,
          knowledge: knowledgeOf(context, usage),
          choices: new Choices(),
          formula: relation.sign.formula,
          boldComponents: home.boldComponents,
        },
        nodes,
      ),
    );
    const { values, complete } = readings<Reading>((choices) => {
      const reader = (formula: number): Reader => ({
        usage,
        knowledge: knowledgeOf(context, usage),
        choices,
        formula,
        boldComponents: (formulas[formula] as PlacedFormula).boldComponents,
      });
      const sides = [
        readSide(reader(relation.left.formula), relation.left),
        readSide(reader(relation.right.formula), relation.right),
      ];
      const [left, right] = tieSamples(
        sides,
        (name) => context.arrays.ranks.get(name) === 2 || context.arrays.declared.get(`${name}/0`)?.sizes.length === 2,
        stacking,
        choices,
      );
      return { left: left as Expression, right: right as Expression };
    }, MOST_READINGS);
    const setting: Setting = {
      section: home.section,
      item: home.item,
      paragraph: home.paragraph,
      passage: home.passage,
      display: home.display,
      words: home.words,
      theme: home.theme,
      ...upcomingNames(relations, number, formulas),
    };
    const tried = distinct(values);
    const step: NoteStep = {
      number,
      relation,
      readings: tried,
      context,
      hints,
      part: ({ formula, span }) => partOf(formulas, formula, span),
      lineOf: (offset) => note.text.slice(0, offset).split('\n').length,
    };
    if (look?.(step) === 'stop') break;
    const cancelled = options.cancelled?.() === true;
    const isGradient = !cancelled && gradients.of(relation, tried[0] as Reading, context, hints) !== undefined;
    const judgement = cancelled ? undefined : judge.judge(relation, tried, complete, setting);
    findings.push({ ...findingOf(relation, judgement, formulas, locale), ...(isGradient && { gradient: number }) });
  }
  findings.sort((a, b) => a.sign.range.start - b.sign.range.start || a.sign.range.end - b.sign.range.end);
  return { language, findings, problems: note.problems };
}

/** A formula with its syntax and its place among the words of the note. */
interface PlacedFormula {
  readonly formula: Formula;
  readonly latex: string;
  readonly syntax: ParsedLatex;
  readonly display: boolean;
  readonly afterHeading: boolean;
  readonly proseBefore: string;
  readonly section: number;
  /** Number of the list item, and of the paragraph, counted over the note. */
  readonly item: number;
  readonly paragraph: number;
  /** The text of the paragraph so far, formulas as LaTeX. */
  readonly passage: string;
  /** The last words before the formula, from the same sentence or the one before. */
  readonly words: string;
  /** The last words of the section before the formula. */
  readonly theme: string;
  /** Letters that stand for components of a bold letter here. */
  readonly boldComponents: Set<string>;
}

/** The letter of a bold name. */
function boldLetter(name: string): string | undefined {
  return /^\\mathbf\{([a-zA-Z])\}$/.exec(name)?.[1];
}

/** Bold letters of one formula that do not also stand plain and alone in it. */
function boldComponentsOf(syntax: Syntax): Set<string> {
  const { names, of } = collectUsage([matchFences(syntax.body)], '');
  return new Set(
    [...names.keys()]
      .map(boldLetter)
      .filter(
        (letter): letter is string =>
          letter !== undefined && of(letter).bare === 0 && of(`\\mathbf{${letter}}`).indexed === 0,
      ),
  );
}

/** The mark of a list item at the beginning of a line. */
const LIST_ITEM = /(?:^|\n)[ \t>]*(?:\d{1,3}[.)、]|[-*+•][ \t]|\\item\b|[（(]\d{1,2}[)）])/;

function placeFormulas(note: Note, given: string | undefined): PlacedFormula[] {
  let macros = given === undefined ? NO_MACROS : collectMacros(given);
  for (const { latex } of note.macros) macros = collectMacros(latex, macros);
  const placed: PlacedFormula[] = [];
  let section = 0;
  let item = 0;
  let paragraph = 0;
  let passage = '';
  let end = 0;
  let afterHeading = false;
  let prose = '';
  let words = '';
  let theme = '';
  for (const piece of note.pieces) {
    switch (piece.kind) {
      case 'heading':
        section++;
        paragraph++;
        passage = '';
        afterHeading = true;
        words = piece.text;
        theme = piece.text;
        prose = '';
        break;
      case 'prose':
        prose += piece.prose.text;
        passage = (passage + piece.prose.text).slice(-600);
        words = (words + piece.prose.text).slice(-200);
        theme = (theme + piece.prose.text).slice(-300);
        break;
      case 'break':
        paragraph++;
        passage = '';
        prose += '\n\n';
        break;
      case 'formula': {
        const { formula } = piece;
        if (LIST_ITEM.test(note.text.slice(end, formula.range.start))) item++;
        end = formula.range.end;
        const syntax = parseLatex(formula.latex, macros);
        macros = syntax.macros;
        placed.push({
          formula,
          latex: formula.latex,
          syntax,
          display: formula.display,
          afterHeading,
          proseBefore: prose,
          section,
          item,
          paragraph,
          passage,
          words,
          theme,
          boldComponents: boldComponentsOf(syntax),
        });
        afterHeading = false;
        prose = '';
        words = '';
        if (formula.latex.length < 200) passage = `${passage} ${formula.latex} `;
        break;
      }
    }
  }
  return placed;
}

function knowledgeOf(context: Context, usage: Usage): Knowledge {
  return {
    isFunction: (name) => context.definesFunction(name) || context.conventions.has(name),
    isDefined: (name) => context.defines(name),
    variables: (name) => variablesOf(context, name),
    isImaginaryUnit: (name) => isImaginary(usage, name),
    isArray: (name) =>
      /^\\(mathbf|vec)\{/.test(name) ||
      usage.of(name).transposed > 0 ||
      context.arrays.ranks.has(name) ||
      context.arrays.operators.has(name) ||
      pauliNumber(name) !== undefined ||
      context.arrays.identities.has(name) ||
      (name === 'I' && (context.arrays.operatorAlgebra || context.arrays.pauli)),
  };
}

/** What a first reading of all relations tells of the letters that are arrays. */
function evidenceOf(
  relations: readonly Relation[],
  formulas: readonly PlacedFormula[],
  context: Context,
  usage: Usage,
): (section: number) => ArrayEvidence {
  const knowledge = knowledgeOf(context, usage);
  const samples = relations.map((relation) => {
    const reader = (formula: number): Reader => ({
      usage,
      knowledge,
      choices: new Choices(),
      formula,
      boldComponents: (formulas[formula] as PlacedFormula).boldComponents,
    });
    const section = (formulas[relation.sign.formula] as PlacedFormula).section;
    return {
      left: readSide(reader(relation.left.formula), relation.left),
      right: readSide(reader(relation.right.formula), relation.right),
      section,
    };
  });
  const declared = new Map<string, { readonly sizes: readonly string[]; readonly complex: boolean }>();
  for (const { syntax } of formulas)
    for (const { name, arity, ...shape } of findArrayDeclarations(matchFences(syntax.body)))
      declared.set(`${name}/${arity}`, shape);
  const families = new Set(
    [...usage.names.keys()].filter((name) => /^\\(mathbf|vec)\{\\?[a-z]+\}$/.test(name) && usage.of(name).indexed > 0),
  );
  return gatherEvidence(samples, usage.prose, declared, families);
}

function readSide(reader: Reader, side: Slice): Expression {
  return side.nodes.length === 0 ? { kind: 'unknown', token: '', why: 'broken' } : readSequence(reader, side.nodes);
}

/** Names at the head of the next few statements of the section. */
function upcomingNames(
  relations: readonly Relation[],
  number: number,
  formulas: readonly PlacedFormula[],
): Pick<Setting, 'upcoming' | 'upcomingValues'> {
  const here = relations[number] as Relation;
  const section = (formulas[here.sign.formula] as PlacedFormula).section;
  const names = new Set<string>();
  const values = new Set<string>();
  for (const relation of relations.slice(number + 1, number + 5)) {
    if (relation.place > 0 || (formulas[relation.sign.formula] as PlacedFormula).section !== section) continue;
    const [first, ...rest] = relation.left.nodes.filter((n) => n.kind !== 'space' && n.kind !== 'ignored');
    // `f''(x) = …` says what f'' comes to, not what f is.
    if (first?.kind === 'scripts' && first.primes > 0) continue;
    const name = first && nameOf(first.kind === 'scripts' ? (first.base ?? first) : first);
    if (name === undefined || !(rest.length === 0 || (rest.length === 1 && rest[0]?.kind === 'fenced'))) continue;
    // A number is a value that is worked out, not a new meaning.
    const isNumber =
      relation.right.nodes.length > 0 &&
      relation.right.nodes.every(
        (n) => n.kind === 'number' || n.kind === 'space' || (n.kind === 'symbol' && n.text === '-'),
      );
    (isNumber ? values : names).add(name);
  }
  return { upcoming: names, upcomingValues: values };
}

/** Readings that differ in what they say. */
function distinct(values: readonly Reading[]): Reading[] {
  const seen = new Set<string>();
  return values.filter(({ left, right }) => {
    const key = `${print(left)} = ${print(right)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

// --- the report ------------------------------------------------------------------------------------------------

function partOf(formulas: readonly PlacedFormula[], formula: number, span: Range): Part {
  const placed = formulas[formula] as PlacedFormula;
  return { latex: placed.latex.slice(span.start, span.end), range: placed.formula.source.range(span.start, span.end) };
}

function findingOf(
  relation: Relation,
  judgement: Judgement | undefined,
  formulas: readonly PlacedFormula[],
  locale: Locale,
): Finding {
  const part = (formula: number, span: Range): Part => partOf(formulas, formula, span);
  const home = formulas[relation.sign.formula] as PlacedFormula;
  const common = {
    sign: part(relation.sign.formula, relation.sign.span),
    left: part(relation.left.formula, relation.left.span),
    right: part(relation.right.formula, relation.right.span),
    formula: { range: home.formula.range, display: home.display },
  };
  if (judgement === undefined)
    return {
      ...common,
      role: 'step',
      verdict: 'undecided',
      reason: { code: 'too-costly', message: reasonMessage('too-costly', '', locale) },
    };
  const reading = { left: print(judgement.reading.left), right: print(judgement.reading.right) };
  if (judgement.kind === 'given') return { ...common, role: judgement.role, verdict: 'given', reading };
  const { decision } = judgement;
  switch (decision.kind) {
    case 'holds':
      return {
        ...common,
        role: judgement.role,
        verdict: 'holds',
        points: decision.points,
        reading,
        trials: decision.trials,
      };
    case 'fails':
      return {
        ...common,
        role: judgement.role,
        verdict: 'fails',
        points: decision.points,
        reading,
        counterexample: decision.counterexample,
        trials: decision.trials,
      };
    case 'undecided': {
      const place = decision.unknown?.place;
      return {
        ...common,
        role: judgement.role,
        verdict: 'undecided',
        points: decision.points,
        reading,
        reason: {
          code: decision.code,
          message: reasonMessage(decision.code, decision.detail, locale),
          ...(place && {
            range: (formulas[place.formula] as PlacedFormula).formula.source.range(place.start, place.end),
          }),
        },
      };
    }
  }
}
