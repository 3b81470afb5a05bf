import type { Context, Definition } from '../context/context';
import { isChance } from '../context/chance';
import { hasPlainArguments, headOf, isKnown, type Head } from '../context/heads';
import {
  approximates,
  namesAnew,
  announcesAnsatz,
  announcesSupposition,
  announcesCondition,
  announcesEquation,
  announcesMeaning,
  announcesResult,
  recalls,
  setsToZero,
} from '../context/prose';
import { assume, leave } from '../context/assumptions';
import { dataIn, type DataSet } from '../context/data';
import type { Expression, Place } from '../expression/expression';
import { print, printName } from '../expression/print';
import { some, walk } from '../expression/traverse';
import type { Relation } from '../relations/relation';
import type { ReasonCode, Role } from '../report/report';
import { isTensor, toFloat } from '../trial/arithmetic';
import { densitiesOf } from '../trial/densities';
import type { Budget } from '../trial/model';
import { reach } from '../trial/reach';
import { edgeOf, isUntied, tryBound, type Inequality } from './bounds';
import { follow, type Problem } from './equations';
import { bearingOn, meansOf } from './suppositions';
import { givesProbability, holdsNoise, isMarginal, learnLaw, isUnsure, namedMoment, restsOnChance } from './chance';
import { decide, type DecideOptions, type Decision, type Reading } from './decide';
import { phrase } from './messages';
import { isClaim } from './claim';
import { hasDoubtfulNotation } from './doubts';
import { approximateNumber, roundedNumber, roundsTo } from './rounding';
import { Unsettled } from './staleness';
import { runTrials, Sides } from './trials';

/** Where a relation stands among the words of the note. */
export interface Setting {
  /** Number of the section by headings. */
  readonly section: number;
  /** Number of the list item, and of the paragraph, counted over the note. */
  readonly item: number;
  readonly paragraph: number;
  /** The text of the paragraph so far, formulas as LaTeX. */
  readonly passage: string;
  readonly display: boolean;
  /** The words just before the formula. */
  readonly words: string;
  /** The last words of the section before the formula, other formulas between them left out. */
  readonly theme: string;
  /** Names that the next few formulas give a meaning to. */
  readonly upcoming: ReadonlySet<string>;
  /** Names that the next few formulas give a value in numbers. */
  readonly upcomingValues: ReadonlySet<string>;
}

/** A relation, judged. `given`: it claims nothing. */
export type Judgement = { readonly role: Role; readonly reading: Reading } & (
  { readonly kind: 'given' } | { readonly kind: 'decided'; readonly decision: Decision }
);

export interface JudgeOptions extends Omit<DecideOptions, 'complete' | 'insideChain' | 'budget'> {
  /** Work that may be spent on one relation, in evaluated nodes. */
  readonly budget: number;
}

/** 64-digit arithmetic gets a hundredth of the steps. */
const budgetOf = (steps: number): Budget => ({ left: steps, precise: Math.max(4000, steps / 25) });

/**
 * Judges the relations of one note in their order: finds the role of each with what the note has said before it, tests the
 * claims, and lets the context learn from the rest.
 */
export class Judge {
  private order = 0;
  private readonly unsettled = new Unsettled();
  /** Heads of chains that could not be defined yet, since what followed was not readable. */
  private readonly waiting = new Map<number, Head>();

  /** The equations that are being solved. */
  private problem: Problem | undefined;
  private problemOrder = -1;
  /** Where the chain at hand began, and whether its last relation was a condition. */
  private chain:
    | {
        readonly number: number;
        readonly head: Expression;
        readonly isCondition: boolean;
        readonly isEquality: boolean;
      }
    | undefined;
  /** The derivatives of the last formula that gave some: what is set to zero after it. */
  private derivatives: { readonly formula: number; readonly section: number; readonly list: Expression[] } | undefined;
  /** The inequality whose solutions are asked for. */
  private range: (Inequality & { readonly section: number; readonly item: number }) | undefined;
  /** The data that the text last gave in numbers. */
  private data: { readonly columns: DataSet; readonly section: number } | undefined;
  /** Number of the last relation that followed from the problem. */
  private lastFollowed = -1;

  constructor(
    private readonly context: Context,
    private readonly settings: JudgeOptions,
  ) {
    this.options = { ...settings, budget: budgetOf(settings.budget) };
  }

  /** What the trials of the relation at hand may spend. */
  private options: Omit<DecideOptions, 'complete' | 'insideChain'>;

  judge(relation: Relation, readings: readonly Reading[], complete: boolean, setting: Setting): Judgement {
    this.order++;
    this.options = { ...this.settings, budget: budgetOf(this.settings.budget) };
    const reading = readings[0] as Reading;
    for (const side of [reading.left, reading.right]) this.learnRanges(side);
    leave(this.context, setting.section);
    const columns = dataIn(setting.passage);
    if (columns !== undefined) this.data = { columns, section: setting.section };
    this.setProblem(setting);
    const judgement = this.byKind(relation, readings, complete, setting);
    this.unsettled.note(relation, reading, judgement, this.context);
    this.noteDerivative(relation, reading, setting);
    this.noteChain(relation, reading, judgement, setting);
    for (const side of [reading.left, reading.right])
      walk(side, (part) => {
        if (part.kind === 'symbol' || part.kind === 'apply')
          this.context.seen.add(part.name).add(`${part.name}/${part.indices.length}`);
      });
    return judgement;
  }

  private byKind(relation: Relation, readings: readonly Reading[], complete: boolean, setting: Setting): Judgement {
    const reading = readings[0] as Reading;
    const given = (role: Role): Judgement => ({ kind: 'given', role, reading });
    switch (relation.sign.kind) {
      case 'assign':
        return given('update');
      case 'distributed':
        learnLaw(relation.left.nodes, reading.right, this.context);
        return given('definition');
      case 'proportional':
        if (relation.place === 0) return given('definition');
        return this.undecided('step', reading, '∝');
      case 'define': {
        const head = headOf(reading.left, this.context);
        if (head === undefined || !isKnown(head, this.context)) {
          if (head !== undefined) this.define(head, reading.right, setting, relation);
          return given('definition');
        }
        return this.restated(relation, head, readings, complete, setting);
      }
      case 'approximate':
        return this.approximation(readings, complete);
      case 'less':
      case 'lessOrEqual':
      case 'greater':
      case 'greaterOrEqual':
        return this.inequality(relation, reading, setting);
      case 'equal':
      case 'equivalent':
        return this.equality(relation, readings, complete, setting);
    }
  }

  private undecided(role: Role, reading: Reading, token: string): Judgement {
    return {
      kind: 'decided',
      role,
      reading,
      decision: { kind: 'undecided', reading, code: 'unknown-notation', detail: token, points: 0 },
    };
  }

  // --- equalities ----------------------------------------------------------------------------------------------

  private equality(relation: Relation, readings: readonly Reading[], complete: boolean, setting: Setting): Judgement {
    const { context } = this;
    const reading = ownLetter(readings[0] as Reading);
    const { left, right } = reading;
    const given = (role: Role): Judgement => ({ kind: 'given', role, reading });
    const waiting = this.waiting.get(relation.chain);
    if (waiting !== undefined && !isUnreadable(right) && !isKnown(waiting, context)) {
      // `p_i = p(y=1|x) = \frac{1}{1+e^{-z}}`: the first side that can be read defines the head of the chain.
      this.waiting.delete(relation.chain);
      if (!mentions(right, waiting)) this.define(waiting, right, setting, relation);
    }
    const head = headOf(left, context);

    if (head !== undefined && this.isUpdate(head, left, right)) return given('update');

    const moment = relation.place === 0 || isChance(left) ? namedMoment(left, right, context) : undefined;
    if (moment !== undefined) {
      this.define({ kind: 'quantity', name: moment.name, indices: moment.indices }, moment.body, setting, relation);
      return given('definition');
    }
    if (relation.place === 0 && givesProbability(left, right))
      return this.givenProbability(relation, readings, complete, setting);

    // `x = 3` after an equation in x is a solution that was found.
    if (head?.kind === 'quantity' && relation.place === 0 && !isKnown(head, context)) {
      const followed = this.followed(relation, reading, setting);
      if (followed !== undefined) {
        if (
          followed.kind === 'decided' &&
          /^\\(hat|widehat|tilde)\{|\*\}?$/.test(head.name) &&
          this.problem?.names.has(head.name) === false &&
          !isPlainNumber(right)
        )
          this.define(head, right, setting, relation);
        return followed;
      }
    }

    // `MSE = 1` where the text gave values for everything that it rests on.
    if (relation.place === 0 && this.isClosed(right)) {
      const special = this.atValues(reading, setting);
      if (special?.kind === 'holds') return { kind: 'decided', role: 'step', reading, decision: special };
    }
    // `y = 1` in a sentence is a case, a value that is tried, a root that was found: it binds nothing.
    if (
      head?.kind === 'quantity' &&
      (isPlainNumber(right) || (!setting.display && this.isClosed(right) && this.context.seen.has(head.name))) &&
      relation.place === 0 &&
      !isKnown(head, context)
    ) {
      const fixedIndex = head.indices.some((i) => i.kind === 'number');
      if (setting.display && (fixedIndex || /令|设|取|let|put|set|take/i.test(setting.words)))
        this.define(head, right, setting, relation);
      if (head.indices.length === 0) context.cases.set(head.name, { value: right, section: setting.section });
      return given('condition');
    }
    // `when a = b`, `若 L = 2T`: what follows the word is supposed.
    if (
      !setting.display &&
      relation.place === 0 &&
      announcesCondition(setting.words) &&
      (head === undefined || isKnown(head, context)) &&
      announcesMeaning(setting.words) === false
    ) {
      const supposed = this.claim('step', readings, complete, relation, setting);
      if (supposed.kind !== 'decided' || supposed.decision.kind !== 'fails') return supposed;
      this.suppose(reading, setting);
      return given('condition');
    }
    if (
      head?.kind === 'function' &&
      !isKnown(head, context) &&
      densitiesOf(reach([left, right], context), context).has(head.name.split('|')[0] as string)
    ) {
      const claimed = this.claim('step', readings, complete, relation, setting);
      if (claimed.kind === 'decided' && claimed.decision.kind === 'holds') return claimed;
    }
    if (head !== undefined && !isKnown(head, context) && hasPlainArguments(head)) {
      if (
        relation.place > 0 &&
        !context.defines(nameOfHead(head)) &&
        head.kind === 'quantity' &&
        context.seen.has(head.name) &&
        this.isUsedInDefinitions(head.name)
      )
        return this.claim('step', readings, complete, relation, setting);
      return this.introduce(head, relation, reading, setting);
    }
    // `… = K(k, s)`: the right side is a new name for the left.
    const naming = headOf(right, context);
    if (
      naming !== undefined &&
      naming.kind !== 'whole' &&
      !isKnown(naming, context) &&
      hasPlainArguments(naming) &&
      !context.seen.has(naming.name) &&
      !mentions(left, naming) &&
      !isUnreadable(left)
    ) {
      this.define(naming, left, setting, relation);
      return given('definition');
    }
    if (head !== undefined && head.kind !== 'whole' && isKnown(head, context))
      return this.restated(relation, head, readings, complete, setting);
    return this.claim('step', readings, complete, relation, setting);
  }

  /** `P(D) = 0.01`: given, unless what was given before settles it. */
  private givenProbability(
    relation: Relation,
    readings: readonly Reading[],
    complete: boolean,
    setting: Setting,
  ): Judgement {
    const reading = readings[0] as Reading;
    const { given } = this.context.chance;
    const claimed = this.claim('step', readings, complete, relation, setting);
    if (claimed.kind === 'decided' && claimed.decision.kind === 'holds') return claimed;
    given.push({ of: reading.left, value: reading.right, section: setting.section });
    const possible = runTrials(
      new Sides(
        reading.left,
        reading.right,
        this.context,
        { ...this.options, budget: budgetOf(this.settings.budget) },
        'constant',
      ),
      { ...this.options, points: 2 },
    );
    if (possible.agreeing.length > 0) return { kind: 'given', role: 'definition', reading };
    given.pop();
    return claimed;
  }

  /** The first mention of a quantity: its definition, unless it only says what solves an equation. */
  private introduce(head: Head, relation: Relation, reading: Reading, setting: Setting): Judgement {
    const { right } = reading;
    if (isUnreadable(right)) {
      this.waiting.set(relation.chain, head);
      return { kind: 'given', role: 'definition', reading };
    }
    if (mentions(right, head)) return { kind: 'given', role: 'update', reading };
    if (head.kind === 'quantity' && this.isUsedInDefinitions(head.name) && announcesResult(setting.words))
      return { kind: 'given', role: 'equation', reading };
    this.define(head, right, setting, relation);
    return { kind: 'given', role: 'definition', reading };
  }

  /** A quantity that is known is stated again: the same, a new meaning, or a slip. */
  private restated(
    relation: Relation,
    head: Head,
    readings: readonly Reading[],
    complete: boolean,
    setting: Setting,
  ): Judgement {
    const reading = readings[0] as Reading;
    const judgement = this.claim('step', readings, complete, relation, setting);
    if (
      judgement.kind === 'given' &&
      judgement.role === 'condition' &&
      head.kind !== 'whole' &&
      !isPlainNumber(reading.right) &&
      namesAnew(setting.words)
    ) {
      // "Let u = a - x": said of a letter that stood for something else.
      this.define(head, reading.right, setting, relation);
      return { kind: 'given', role: 'redefinition', reading };
    }
    if (judgement.kind !== 'decided' || head.kind === 'whole') return judgement;
    const old = this.context.definitions(head.name, head.indices.length)[0];
    if (old === undefined) return judgement;
    if (judgement.decision.kind === 'holds') {
      if (!isPlainNumber(reading.right) && !this.dependsOn(reading.right, head))
        this.context.restate(this.definition(head, reading.right, setting, relation));
      return judgement;
    }
    // In a chain the left side is the side before it: a claim, unless the letter was another's in an earlier section.
    if (relation.place > 0 && old.section === setting.section) return judgement;
    if (isStep(reading.left, reading.right)) return { kind: 'given', role: 'update', reading };
    const redefine = (): Judgement => {
      // A value in a sentence is tried, not kept.
      if (!isPlainNumber(reading.right)) this.define(head, reading.right, setting, relation);
      return { kind: 'given', role: isPlainNumber(reading.right) ? 'condition' : 'redefinition', reading };
    };
    if (judgement.decision.kind === 'undecided') {
      if (judgement.decision.code === 'unknown-quantity' || judgement.decision.code === 'unknown-notation')
        return redefine();
      // A matrix of another size, written out, is another matrix.
      if (
        judgement.decision.code === 'suspect' &&
        (reading.right.kind === 'matrix' || reading.right.kind === 'tuple' || old.section !== setting.section)
      )
        return redefine();
      return judgement;
    }
    if (isPlainNumber(reading.right)) return redefine();
    if (old.section !== setting.section || announcesMeaning(relation.lead) || !recalls(setting.words))
      return redefine();
    // Recalled, and nearly the same words: a slip. Anything else is another example of the same letter.
    return similarity(print(old.body), print(reading.right)) >= 0.75 ? judgement : redefine();
  }

  private claim(
    role: Role,
    readings: readonly Reading[],
    complete: boolean,
    relation: Relation,
    setting: Setting,
  ): Judgement {
    const { left, right } = readings[0] as Reading;
    this.context.noise =
      holdsNoise(left, this.context) || holdsNoise(right, this.context) || restsOnChance(left, right, this.context);
    try {
      return this.decideClaim(role, readings, complete, relation, setting);
    } finally {
      this.context.noise = true;
    }
  }

  private decideClaim(
    role: Role,
    readings: readonly Reading[],
    complete: boolean,
    relation: Relation,
    setting: Setting,
  ): Judgement {
    const reading = readings[0] as Reading;
    const shown = roundedNumber(reading.right);
    if (shown !== undefined && shown.unit < 1) {
      const rounded = this.rounded(role, reading, shown);
      if (rounded !== undefined) return rounded;
    }
    const options = { ...this.options, complete, insideChain: relation.place > 0 };
    let decision = decide(readings, this.context, options);
    const byChance = restsOnChance(reading.left, reading.right, this.context);
    if (byChance && decision.kind !== 'holds' && this.context.chance.assurances.independence) {
      const independent = decide(readings, this.context, {
        ...options,
        independent: true,
        budget: budgetOf(this.settings.budget),
      });
      if (independent.kind === 'holds' || decision.kind === 'undecided') decision = independent;
    }
    if (decision.kind === 'fails' && (isMarginal(reading.left) || isMarginal(reading.right)))
      decision = {
        kind: 'undecided',
        reading: decision.reading,
        code: 'suspect',
        detail: phrase('chance', this.options.locale),
        points: decision.points,
      };
    if (byChance && decision.kind === 'fails' && isUnsure(decision.reading.left, decision.reading.right, this.context))
      decision = {
        kind: 'undecided',
        reading: decision.reading,
        code: 'suspect',
        detail: phrase('chance', this.options.locale),
        points: decision.points,
      };
    const isConstant =
      decision.kind === 'undecided' &&
      decision.code === 'unknown-quantity' &&
      decision.detail === phrase('constant', this.options.locale);
    if (decision.kind === 'fails' || (decision.kind === 'undecided' && REVISED.has(decision.code))) {
      const supposed = this.underSuppositions(readings, options, setting);
      if (supposed !== undefined) return { kind: 'decided', role, reading: supposed.reading, decision: supposed };
      const followed = relation.place === 0 ? this.followed(relation, reading, setting) : undefined;
      if (followed !== undefined) return followed;
    }
    // An equation with unknown coefficients: `\frac{…}{…} = \frac{A}{x-2} + \frac{B}{x+1}`.
    const unknowns =
      decision.kind === 'undecided' && decision.code === 'unknown-quantity' ? this.freshNames(reading) : [];
    const asks =
      unknowns.length > 0 &&
      (announcesAnsatz(setting.words) ||
        unknowns.every((n) => setting.upcoming.has(n) || setting.upcomingValues.has(n)));
    const setsOut =
      relation.place === 0 &&
      (isConstant ||
        asks ||
        (decision.kind === 'fails' &&
          (announcesEquation(setting.words) ||
            (!setting.display && /\b(of|that|from|by|using|with)\W*$|的\s*$/i.test(setting.words)))));
    if (setsOut && !givesProbability(reading.left, reading.right)) {
      this.context.equations.push({
        left: reading.left,
        right: reading.right,
        section: setting.section,
        item: setting.item,
      });
      if (!setting.display && announcesCondition(setting.words)) this.suppose(reading, setting);
      if (!(headOf(reading.left, this.context) !== undefined && this.isClosed(reading.right)))
        this.open([reading], relation, setting);
      return { kind: 'given', role: 'equation', reading };
    }
    // "令 x = y = 0", "let a = b": supposed, and so are the equalities that the chain goes on with.
    const goesOn = relation.place > 0 && this.chain?.number === relation.chain && this.chain.isCondition;
    if (
      decision.kind === 'fails' &&
      !setting.display &&
      (goesOn ||
        (relation.place === 0 &&
          headOf(reading.left, this.context) === undefined &&
          announcesSupposition(setting.words)))
    )
      return { kind: 'given', role: 'condition', reading };
    if (decision.kind === 'fails') decision = this.reconsider(decision, readings, options, setting);
    if (
      decision.kind === 'fails' &&
      // `≡` may be a congruence; a number that begins a statement is what an equation asks for.
      (relation.sign.kind === 'equivalent' ||
        (relation.place === 0 && isPlainNumber(decision.reading.left) && !isPlainNumber(decision.reading.right)) ||
        hasDoubtfulNotation(decision.reading, relation.place, this.context))
    )
      decision = {
        kind: 'undecided',
        reading: decision.reading,
        code: 'suspect',
        detail: phrase('notation', this.options.locale),
        points: decision.points,
      };
    if (
      decision.kind === 'fails' &&
      !isClaim(decision.reading.left, decision.reading.right, relation.place, setting.theme, this.context)
    )
      decision = {
        kind: 'undecided',
        reading: decision.reading,
        code: 'suspect',
        detail: phrase('demand', this.options.locale),
        points: decision.points,
      };
    return { kind: 'decided', role, reading: decision.reading, decision };
  }

  /** What the note supposes beside its definitions, if it makes the claim hold. */
  private underSuppositions(
    readings: readonly Reading[],
    options: DecideOptions,
    setting: Setting,
  ): Decision | undefined {
    for (const reading of readings) {
      const sides = [reading.left, reading.right];
      const means = meansOf(sides, this.context);
      const suppositions = [...means, ...bearingOn(sides, this.context, setting.paragraph)];
      if (suppositions.length === 0) continue;
      const solveFor = new Set(means.flatMap((m) => (m.left.kind === 'symbol' ? [m.left.name] : [])));
      const decision = decide([reading], this.context, {
        ...options,
        budget: budgetOf(this.settings.budget),
        suppositions,
        solveFor,
      });
      if (decision.kind === 'holds') return decision;
      // What is supposed could not be put into numbers.
      if (decision.kind === 'undecided' && decision.points === 0)
        return { ...decision, code: 'suspect', detail: phrase('supposed', this.options.locale) };
    }
    return undefined;
  }

  /** `with Σ p_i = 1`, `suppose p + q = 1` hold from here on; `if a = b` in its paragraph. */
  private suppose(reading: Reading, setting: Setting): void {
    const passing =
      /(当|若|如果|假如|\bif|\bwhen|whenever|case|unless|until)\s*(that|all|any|every|the)?[^\p{L}]*$/iu.test(
        setting.words,
      );
    this.context.suppositions.push({
      left: reading.left,
      right: reading.right,
      ...(passing && { paragraph: setting.paragraph }),
    });
  }

  /** What the values that the text gave make of a claim, if they settle everything that it rests on. */
  private atValues(reading: Reading, setting: Setting): Decision | undefined {
    const sides = [reading.left, reading.right];
    const means = meansOf(sides, this.context);
    const reached = reach([...sides, ...means.flatMap((m) => [m.left, m.right])], this.context);
    const fixed = this.valuesOf(reached, setting);
    const solved = new Set(means.flatMap((m) => (m.left.kind === 'symbol' ? [m.left.name] : [])));
    const settled = (name: string): boolean =>
      fixed.has(name) || fixed.has(`${name}_1`) || solved.has(name) || reached.indexLetters.has(name);
    if (fixed.size === 0 || ![...reached.base].every(settled)) return undefined;
    const decision = decide([reading], this.context, {
      ...this.options,
      complete: true,
      insideChain: false,
      fixed,
      suppositions: means,
      solveFor: solved,
    });
    return decision.kind === 'holds' ? { ...decision, points: 1 } : undefined;
  }

  /** Values of base quantities by key: cases of the section, and the data of the text for the families in the order of their names. */
  private valuesOf(
    reached: { readonly base: ReadonlySet<string>; readonly quantities: ReadonlySet<string> },
    setting: Setting,
  ): Map<string, number> {
    const fixed = new Map<string, number>();
    for (const [name, c] of this.context.cases)
      if (c.section === setting.section && reached.base.has(name)) fixed.set(name, numberOf(c.value));
    if (this.data?.section !== setting.section) return fixed;
    const { columns } = this.data;
    // A single column is that of x; pairs are x and y.
    const family = (letter: string): string | undefined =>
      [letter, `\\mathbf{${letter}}`, `\\vec{${letter}}`].find((n) => reached.quantities.has(`${n}/1`));
    const families =
      columns.length === 1
        ? [family('x') ?? family('y') ?? family('X')]
        : ['x', 'y', 'z'].slice(0, columns.length).map(family);
    families.forEach(
      (name, j) => name !== undefined && columns[j]?.forEach((value, k) => fixed.set(`${name}_${k + 1}`, value)),
    );
    const upper = this.context.lastRange()?.range.upper;
    if (families.some((n) => n !== undefined) && upper?.kind === 'symbol')
      fixed.set(upper.name, columns[0]?.length ?? 0);
    return fixed;
  }

  /** Whether an expression is arithmetic with numbers only. */
  private isClosed(e: Expression): boolean {
    return (
      !isUnreadable(e) &&
      !some(
        e,
        (p) =>
          p.kind === 'symbol' || p.kind === 'apply' || p.kind === 'tuple' || p.kind === 'matrix' || p.kind === 'cases',
      )
    );
  }

  // --- equations to be solved ------------------------------------------------------------------------------------

  /** Names on the right side that the note has not spoken of yet. */
  private freshNames(reading: Reading): string[] {
    const left = reach([reading.left], this.context);
    const right = reach([reading.right], this.context);
    return [...right.base].filter((n) => !left.base.has(n) && !this.context.seen.has(n) && !right.indexLetters.has(n));
  }

  private open(equations: readonly Reading[], relation: Relation, setting: Setting): void {
    // Rows of one display hold together.
    const inSystem =
      this.problem?.formula === relation.sign.formula &&
      (relation.system || this.problem.names.size > this.problem.equations.length);
    const all = [...(inSystem && this.problem !== undefined ? this.problem.equations : []), ...equations];
    const reached = reach(
      all.flatMap((e) => [e.left, e.right]),
      this.context,
    );
    const names = new Set([...reached.base].filter((n) => !reached.indexLetters.has(n)));
    this.problem = {
      equations: all,
      derived: [],
      names,
      quantities: reached.quantities,
      section: setting.section,
      item: setting.item,
      formula: relation.sign.formula,
    };
    this.problemOrder = this.order;
  }

  /** "Setting the derivatives to zero" makes equations of the derivatives before it. */
  private setProblem(setting: Setting): void {
    const { derivatives } = this;
    if (this.problem !== undefined && (this.problem.section !== setting.section || this.problem.item !== setting.item))
      this.problem = undefined;
    if (derivatives === undefined || derivatives.section !== setting.section || !setsToZero(setting.words)) return;
    const zero: Expression = { kind: 'number', text: '0' };
    const equations = derivatives.list.map((left) => ({ left, right: zero }));
    const reached = reach(
      equations.map((e) => e.left),
      this.context,
    );
    const names = new Set([...reached.base].filter((n) => !reached.indexLetters.has(n)));
    this.problem = {
      equations,
      derived: [],
      names,
      quantities: reached.quantities,
      section: setting.section,
      item: setting.item,
      formula: derivatives.formula,
    };
    this.problemOrder = this.order;
  }

  /** `0 = x(0) = 2 + C`: the ends of a chain that began with a number are an equation. */
  private noteChain(relation: Relation, reading: Reading, judgement: Judgement, setting: Setting): void {
    const isCondition = judgement.kind === 'given' && judgement.role === 'condition';
    const head = relation.place === 0 || this.chain?.number !== relation.chain ? reading.left : this.chain.head;
    this.chain = { number: relation.chain, head, isCondition, isEquality: relation.sign.kind === 'equal' };
    const agrees = judgement.kind === 'given' || judgement.decision.kind === 'holds';
    if (
      relation.place === 0 ||
      relation.sign.kind !== 'equal' ||
      !agrees ||
      !this.isClosed(head) ||
      this.isClosed(reading.right) ||
      isUnreadable(reading.right)
    )
      return;
    this.open([{ left: head, right: reading.right }], relation, setting);
  }

  private noteDerivative(relation: Relation, reading: Reading, setting: Setting): void {
    if (reading.left.kind !== 'derivative' || relation.sign.kind !== 'equal' || isUnreadable(reading.left)) return;
    const { formula } = relation.sign;
    if (this.derivatives?.formula === formula) {
      if (!this.derivatives.list.some((d) => print(d) === print(reading.left)))
        this.derivatives.list.push(reading.left);
    } else this.derivatives = { formula, section: setting.section, list: [reading.left] };
  }

  /** The judgement of a line that follows from the equations being solved, or contradicts them; undefined when it does neither. */
  private followed(relation: Relation, reading: Reading, setting: Setting): Judgement | undefined {
    const { problem, context } = this;
    if (problem === undefined || isUnreadable(reading.left) || isUnreadable(reading.right)) return undefined;
    if (relation.system && problem.formula === relation.sign.formula) return undefined;
    const named = reach(
      problem.equations.flatMap((e) => [e.left, e.right]),
      context,
    );
    const options = {
      ...this.settings,
      budget: budgetOf(this.settings.budget),
      fixed:
        this.data?.section === setting.section
          ? this.valuesOf({ ...named, base: new Set() }, setting)
          : new Map<string, number>(),
    };
    const means = meansOf(
      [reading.left, reading.right, ...problem.equations.flatMap((e) => [e.left, e.right])],
      context,
    );
    const following = follow(
      problem,
      reading,
      new Set([...setting.upcoming, ...setting.upcomingValues]),
      context,
      options,
      means,
    );
    const given: Judgement = { kind: 'given', role: 'equation', reading };
    switch (following.kind) {
      case 'none':
        return undefined;
      case 'partly':
        return given;
      case 'follows':
        problem.derived.push(reading);
        this.lastFollowed = this.order;
        return { kind: 'decided', role: 'step', reading, decision: following.decision };
      case 'contradicts': {
        const sameDisplay = problem.formula === relation.sign.formula;
        if (sameDisplay && problem.names.size > problem.equations.length) return undefined;
        const continues =
          this.lastFollowed === this.order - 1 && /^[^\p{L}]*(and|or|和|或|及)?[^\p{L}]*$/iu.test(setting.words);
        const claimed =
          announcesResult(setting.words) ||
          announcesResult(relation.lead) ||
          /=>|⇒|implies/.test(relation.lead) ||
          continues;
        // `4x + 3y = -2` sets out another equation, unless an arrow says that it follows.
        if (isPlainNumber(reading.right) && reading.left.kind === 'add' && !/=>|⇒|implies/.test(relation.lead))
          return given;
        // Other things may have been supposed since.
        const recent = this.order - Math.max(this.lastFollowed, this.problemOrder) <= 1;
        if (!claimed || !recent || approximates(setting.words)) return undefined;
        this.lastFollowed = this.order;
        return { kind: 'decided', role: 'step', reading, decision: following.decision };
      }
    }
  }

  /** A failure is looked at again with what the section supposes: a case, an equation, a letter that is about to change. */
  private reconsider(
    decision: Decision,
    readings: readonly Reading[],
    options: DecideOptions,
    setting: Setting,
  ): Decision {
    const { reading, points } = decision;
    const reached = reach([reading.left, reading.right], this.context);
    const cases = [...this.context.cases].filter(
      ([name, c]) => c.section === setting.section && reached.base.has(name),
    );
    if (cases.length > 0) {
      const values = new Map(cases.map(([name, c]) => [name, numberOf(c.value)]));
      const special = decide(readings, this.context, { ...options, fixed: values });
      if (special.kind === 'holds') return special;
    }
    const doubt = (key: 'equation' | 'meaning', value = ''): Decision => ({
      kind: 'undecided',
      reading,
      code: 'suspect',
      detail: phrase(key, this.options.locale, value),
      points,
    });
    const equations = this.context.equations.filter(
      (e) =>
        e.section === setting.section &&
        e.item === setting.item &&
        [...reach([e.left, e.right], this.context).base].some((n) => reached.base.has(n)),
    );
    if (equations.length > 0) {
      const solved = decide(readings, this.context, {
        ...options,
        budget: budgetOf(this.settings.budget),
        suppositions: equations,
      });
      if (solved.kind === 'holds') return solved;
      const unsolved = solved.kind === 'undecided' && solved.points === 0 && options.insideChain;
      if (
        !unsolved &&
        (solved.kind !== 'fails' ||
          !(options.insideChain || reach([reading.left], this.context).definitions.length > 0))
      )
        return doubt('equation');
    }
    const changing = reached.definitions.find((d) => setting.upcoming.has(d.name) && d.section !== -1);
    if (changing !== undefined) return doubt('meaning', printName(changing.name));
    const stale = this.unsettled.behind(reading, this.context, setting.section, !options.insideChain);
    if (stale !== undefined) return doubt('meaning', printName(stale));
    return decision;
  }

  /** A decimal after `=` or `≈` holds to its last digit. */
  private rounded(
    role: Role,
    reading: Reading,
    shown: { readonly value: number; readonly unit: number },
  ): Judgement | undefined {
    if (isUnreadable(reading.left) || reach([reading.left], this.context).base.size > 0) return undefined;
    const sides = new Sides(reading.left, reading.right, this.context, this.options, 'constant');
    const trials = runTrials(sides, { ...this.options, points: 1 });
    const trial = trials.agreeing[0] ?? trials.differing[0];
    if (trial === undefined || isTensor(trial.left)) return undefined;
    const value = toFloat(trial.left);
    const outcome = roundsTo(value, shown);
    if (outcome === 'no') return undefined;
    if (outcome === 'perhaps')
      return {
        kind: 'decided',
        role,
        reading,
        decision: { kind: 'undecided', reading, code: 'suspect', detail: String(value), points: 1 },
      };
    return {
      kind: 'decided',
      role,
      reading,
      decision: {
        kind: 'holds',
        reading,
        points: 1,
        trials: [],
        uses: trials.prepared.reach.definitions,
        oneSided: false,
      },
    };
  }

  private approximation(readings: readonly Reading[], complete: boolean): Judgement {
    const reading = readings[0] as Reading;
    const shown = approximateNumber(reading.right);
    const rounded = shown && this.rounded('approximation', reading, shown);
    if (rounded !== undefined) return rounded;
    const decision = decide(readings, this.context, { ...this.options, complete, insideChain: false });
    const numeric = shown !== undefined && reach([reading.left], this.context).base.size === 0;
    if (decision.kind === 'fails' && !numeric)
      return {
        kind: 'decided',
        role: 'approximation',
        reading,
        decision: { kind: 'undecided', reading, code: 'suspect', detail: '≈', points: decision.points },
      };
    return { kind: 'decided', role: 'approximation', reading, decision };
  }

  private inequality(relation: Relation, reading: Reading, setting: Setting): Judgement {
    const { left, right } = reading;
    const { context } = this;
    const claim: Inequality = { left, right, sign: COMPARISONS[relation.sign.kind as keyof typeof COMPARISONS] };
    const condition: Judgement = { kind: 'given', role: 'condition', reading };
    const decided = (decision: Decision): Judgement => ({
      kind: 'decided',
      role: 'bound',
      reading,
      decision: { ...decision, reading },
    });
    const edge = this.solutionEdge(claim, relation, setting);
    if (edge !== undefined) return edge === 'given' ? condition : decided(edge);
    const isSimple = (e: Expression): boolean =>
      e.kind === 'symbol' || isPlainNumber(e) || e.kind === 'constant' || isUnreadable(e);
    if (isSimple(left) && isSimple(right) && !(isPlainNumber(left) && isPlainNumber(right))) {
      assume(context, claim, setting.section, setting.words);
      return condition;
    }
    const unreadable = [left, right].find(isUnreadable);
    if (unreadable !== undefined) return this.undecided('bound', reading, claim.sign);
    const asks = /(solve|for which|find|iff|if and only if|exactly|求解|解不等式|当且仅当)[^.。]{0,40}$/i.test(
      setting.words,
    );
    const goesOn = relation.place > 0 && this.chain?.number === relation.chain && this.chain.isCondition;
    const supposed =
      goesOn ||
      (relation.place === 0 && (asks || announcesCondition(setting.words) || announcesEquation(setting.words)));
    const closed = this.isClosed(left) && this.isClosed(right);
    if (!closed && isUntied(claim, context)) {
      if (supposed || relation.place === 0) return condition;
      return {
        kind: 'decided',
        role: 'bound',
        reading,
        decision: { kind: 'undecided', reading, code: 'unknown-quantity', detail: claim.sign, points: 0 },
      };
    }
    const trials = tryBound(claim, context, { ...this.options, budget: budgetOf(this.settings.budget) });
    const undecided = (code: ReasonCode, detail: string): Judgement => ({
      kind: 'decided',
      role: 'bound',
      reading,
      decision: { kind: 'undecided', reading, code, detail, points: trials.valid },
    });
    if (trials.valid < (closed ? 1 : 8))
      return trials.stuck?.code === 'cost'
        ? undecided('too-costly', trials.stuck.message)
        : undecided('no-valid-points', `${trials.valid}/8`);
    if (trials.violated === 0) return decided(trials.decision);
    if (closed)
      return relation.place > 0 || setting.display || announcesResult(setting.words)
        ? decided(trials.decision)
        : condition;
    if (supposed || (relation.place === 0 && trials.violated < trials.valid)) {
      this.range = { ...claim, section: setting.section, item: setting.item };
      return condition;
    }
    // In a chain or as a conclusion it is a claim. What it needs may be unsaid, so it must be against nearly all trials.
    const claimed =
      ((relation.place > 0 && this.chain?.number === relation.chain && this.chain.isEquality) ||
        announcesResult(setting.words)) &&
      relation.conditions.length === 0;
    if (claimed && trials.violated >= 0.9 * trials.valid && !approximates(setting.words))
      return decided(trials.decision);
    return undecided('suspect', claim.sign);
  }

  /** One end of the solution set of the inequality before it: `-2 < x < 3` for `|2x - 1| < 5`. */
  private solutionEdge(claim: Inequality, relation: Relation, setting: Setting): Decision | 'given' | undefined {
    const { range, context } = this;
    if (range === undefined || range.section !== setting.section || range.item !== setting.item) return undefined;
    const asked = reach([range.left, range.right], context).base;
    const flipped = claim.sign === '<' || claim.sign === '≤' ? 'upper' : 'lower';
    for (const [variable, end, upper] of [
      [claim.left, claim.right, flipped === 'upper'],
      [claim.right, claim.left, flipped === 'lower'],
    ] as const) {
      if (variable.kind !== 'symbol' || variable.indices.length > 0 || !asked.has(variable.name)) continue;
      const own = reach([end], context).base;
      if (own.has(variable.name) || ![...own].every((n) => asked.has(n)) || isUnreadable(end)) continue;
      const options = { ...this.options, budget: budgetOf(this.settings.budget) };
      const { edge, decision } = edgeOf(range, variable.name, end, upper, context, options);
      if (edge === 'exact') return decision;
      const exactly =
        /(iff|if and only if|exactly|precisely|i\.e\.|that is|so|hence|thus|therefore|gives?|即|当且仅当|解得|得|所以|因此|解集)(\s+(for|when|if|on))?[^\p{L}]*$/iu.test(
          setting.words.trim(),
        ) || /=>/.test(relation.lead);
      if (edge !== 'unclear' && exactly) return decision;
      return 'given';
    }
    return undefined;
  }

  // --- context -------------------------------------------------------------------------------------------------

  private define(head: Head, body: Expression, setting: Setting, relation: Relation): void {
    const place: Place = { formula: relation.left.formula, ...relation.left.span };
    if (head.kind === 'whole') {
      this.context.addFact({ pattern: head.pattern, body, order: this.order, section: setting.section, place });
      return;
    }
    if (!this.dependsOn(body, head)) this.context.define(this.definition(head, body, setting, relation));
  }

  private definition(
    head: Exclude<Head, { kind: 'whole' }>,
    body: Expression,
    setting: Setting,
    relation: Relation,
  ): Definition {
    return {
      name: head.name,
      indices: head.indices,
      body,
      order: this.order,
      section: setting.section,
      place: { formula: relation.left.formula, ...relation.left.span },
      ...(head.kind === 'function' && { args: head.args }),
      ...(holdsNoise(body, this.context) && { noisy: true }),
    };
  }

  /** Whether a body goes back to the head that it would define: then it cannot be evaluated as a definition. */
  private dependsOn(body: Expression, head: Exclude<Head, { kind: 'whole' }>): boolean {
    const reached = reach([body], this.context);
    const own = (e: Expression): boolean =>
      (e.kind === 'symbol' || e.kind === 'apply') && e.name === head.name && e.indices.length === head.indices.length;
    return reached.expressions.some((e) => some(e, own));
  }

  /** `w = w - η …`, `β = β + …`: the left side stands on the right as a term. */
  private isUpdate(head: Head, left: Expression, right: Expression): boolean {
    return head.kind === 'quantity' && !isKnown(head, this.context) && isStep(left, right);
  }

  /** Whether some definition so far speaks of the name. */
  private isUsedInDefinitions(name: string): boolean {
    return this.context.isEstablished(name);
  }

  private learnRanges(e: Expression): void {
    walk(e, (part) => {
      if (part.kind === 'fold' && part.index !== undefined && part.lower !== undefined && part.upper !== undefined)
        this.context.noteRange(part.index, { lower: part.lower, upper: part.upper });
    });
  }
}

const COMPARISONS = { less: '<', lessOrEqual: '≤', greater: '>', greaterOrEqual: '≥' } as const;

/** Reasons of `undecided` that what the note supposes may do away with. */
const REVISED: ReadonlySet<string> = new Set(['suspect', 'unknown-quantity']);

function isStep(left: Expression, right: Expression): boolean {
  if (right.kind !== 'add') return false;
  const text = print(left);
  return right.terms.some((t) => print(t) === text);
}

/** `e = y - Xβ`: a letter on the left that is read as a constant elsewhere is being given a meaning. */
function ownLetter(reading: Reading): Reading {
  const { left } = reading;
  if (left.kind !== 'constant' || left.name === 'infinity' || left.name === 'euler') return reading;
  // `e = 2.718` is the constant, `e = 0.2056` an eccentricity.
  const value = isPlainNumber(reading.right) ? numberOf(reading.right) : NaN;
  if (Math.abs(value - { pi: Math.PI, e: Math.E, i: NaN }[left.name]) < 0.01) return reading;
  return {
    ...reading,
    left: {
      kind: 'symbol',
      name: left.name === 'pi' ? '\\pi' : left.name,
      indices: [],
      ...(left.place && { place: left.place }),
    },
  };
}

function numberOf(e: Expression): number {
  if (e.kind === 'negate') return -numberOf(e.of);
  return e.kind === 'number' ? Number(e.text) : 0;
}

function nameOfHead(head: Head): string {
  return head.kind === 'whole' ? print(head.pattern) : head.name;
}

function isUnreadable(e: Expression): boolean {
  return some(e, (part) => part.kind === 'unknown');
}

function isPlainNumber(e: Expression): boolean {
  return (
    e.kind === 'number' || (e.kind === 'negate' && e.of.kind === 'number') || (e.kind === 'call' && e.name === 'zeros')
  );
}

function mentions(e: Expression, head: Head): boolean {
  if (head.kind === 'whole') {
    const text = print(head.pattern);
    return some(e, (part) => part.kind === 'derivative' && print(part) === text);
  }
  return some(
    e,
    (part) =>
      (part.kind === 'symbol' || part.kind === 'apply') &&
      part.name === head.name &&
      part.indices.length === head.indices.length,
  );
}

/** How much of two texts is common, from 0 to 1: longest common subsequence over the longer one. */
function similarity(a: string, b: string): number {
  const [x, y] = [tokens(a).slice(0, 400), tokens(b).slice(0, 400)];
  let previous = new Array<number>(y.length + 1).fill(0);
  for (const token of x) {
    const row = [0];
    y.forEach((other, k) =>
      row.push(token === other ? (previous[k] as number) + 1 : Math.max(previous[k + 1] as number, row[k] as number)),
    );
    previous = row;
  }
  return (previous[y.length] as number) / Math.max(1, x.length, y.length);
}

const tokens = (text: string): string[] => text.match(/[\p{L}\p{M}]+|\d+(\.\d+)?|\S/gu) ?? [];
