import { BACKSLASH, CLOSE_BRACE, DOLLAR, OPEN_BRACE, isCjk, isDigit, isLetter, isSpace } from './characters';

/** A `$` or a `$$` that might open or close a formula. */
export interface Dollar {
  readonly start: number;
  readonly length: 1 | 2;
}

/** A formula between dollars: its content is `[contentStart, contentEnd)`, `width` dollars stand on each side. */
export interface DollarPair {
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly width: 1 | 2;
}

export interface DollarPairing {
  readonly pairs: readonly DollarPair[];
  readonly unpaired: readonly Dollar[];
}

const OUTSIDE = 0;
const IN_SINGLE = 1;
const IN_DOUBLE = 2;

// Costs are on one scale: the higher, the less an author would have meant it.
const LONELY_SINGLE = 2;
const LONELY_MONEY = 0.3;
const LONELY_DOUBLE = 3;
const TOUCHING_FORMULAS = 1;
const SINGLE_INSIDE_DOUBLE = 3;

/**
 * Pairs the dollars of one paragraph.
 *
 * Reading from left to right and pairing greedily lets one forgotten dollar turn every sentence behind it into a formula. So
 * the whole paragraph is explained at once: among all ways to say which dollars open, close or stand alone, the cheapest is
 * taken, where it costs to leave a dollar alone and to call prose a formula. This is Viterbi's algorithm with three states
 * (outside, in `$…$`, in `$$…$$`); its time is linear in the length of the paragraph.
 *
 * @param lonelySingle cost of a single dollar without a partner. LaTeX, which knows no money, sets it higher.
 */
export function pairDollars(text: string, dollars: readonly Dollar[], lonelySingle = LONELY_SINGLE): DollarPairing {
  if (dollars.length === 0) return { pairs: [], unpaired: [] };
  const cameFrom = new Uint8Array(dollars.length * 3);
  let outside = 0;
  let single = Infinity;
  let double = Infinity;
  for (let index = 0; index < dollars.length; index++) {
    const dollar = dollars[index]!;
    const following = dollars[index + 1];
    const contentStart = dollar.start + dollar.length;
    const prose = following ? proseCost(text, contentStart, following.start) : Infinity;
    const edges = following ? edgeCost(text, contentStart, following.start) : Infinity;
    const row = index * 3;
    const cheapest = outside;
    if (dollar.length === 1) {
      const alone =
        outside + (lonelySingle === LONELY_SINGLE && isMoney(text, dollar.start) ? LONELY_MONEY : lonelySingle);
      cameFrom[row + OUTSIDE] = single <= alone ? IN_SINGLE : OUTSIDE;
      outside = Math.min(single, alone);
      cameFrom[row + IN_SINGLE] = OUTSIDE;
      single = cheapest + prose + edges;
      cameFrom[row + IN_DOUBLE] = IN_DOUBLE;
      double += SINGLE_INSIDE_DOUBLE + prose;
    } else {
      const alone = outside + LONELY_DOUBLE;
      cameFrom[row + OUTSIDE] = double <= alone ? IN_DOUBLE : OUTSIDE;
      outside = Math.min(double, alone);
      cameFrom[row + IN_DOUBLE] = OUTSIDE;
      double = cheapest + prose;
      cameFrom[row + IN_SINGLE] = IN_SINGLE;
      single += TOUCHING_FORMULAS + prose + edges;
    }
  }
  return readBack(dollars, cameFrom);
}

function readBack(dollars: readonly Dollar[], cameFrom: Uint8Array): DollarPairing {
  const pairs: DollarPair[] = [];
  const unpaired: Dollar[] = [];
  let state = OUTSIDE;
  let end = 0;
  for (let index = dollars.length - 1; index >= 0; index--) {
    const dollar = dollars[index]!;
    const before = cameFrom[index * 3 + state]!;
    const width = dollar.length;
    if (before === OUTSIDE && state === OUTSIDE) unpaired.push(dollar);
    else if (before === OUTSIDE) pairs.push({ contentStart: dollar.start + width, contentEnd: end, width });
    else if (state === OUTSIDE) end = dollar.start;
    else if (before === IN_SINGLE) {
      pairs.push({ contentStart: dollar.start + 2, contentEnd: end, width: 1 });
      end = dollar.start;
    }
    state = before;
  }
  return { pairs: pairs.reverse(), unpaired: unpaired.reverse() };
}

/** `$5`, `US$`: a dollar that may well be money. The `$5$` in "exactly $5$ cases" is not. */
export function isMoney(text: string, place: number): boolean {
  if (isUpper(text.charCodeAt(place - 1)) && isUpper(text.charCodeAt(place - 2))) return true;
  let after = place + 1;
  if (!isDigit(text.charCodeAt(after))) return false;
  while (after - place < 20 && (isDigit(text.charCodeAt(after)) || text[after] === '.' || text[after] === ',')) after++;
  return text.charCodeAt(after) !== DOLLAR;
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** Whether letters look like a word of a sentence: not `AB`, `sin`, `dx`. */
function isWordLike(text: string, start: number, end: number): boolean {
  if (isUpper(text.charCodeAt(start + 1))) return false;
  return end - start > 3 || !FUNCTION_WORDS.has(text.slice(start, end));
}

/** What the white space and the neighbours of two single dollars say against a formula between them. */
function edgeCost(text: string, start: number, end: number): number {
  let first = start;
  while (first < end && isSpace(text.charCodeAt(first))) first++;
  if (first === end) return Infinity;
  const spaceInFront = first > start;
  const spaceBehind = isSpace(text.charCodeAt(end - 1));
  const before = text.charCodeAt(start - 2);
  const after = text.charCodeAt(end + 1);
  let cost = spaceInFront === spaceBehind ? (spaceInFront ? 0.2 : 0) : 1;
  if (isDigit(after)) cost += 1.5;
  if (spaceBehind && !spaceInFront && opensHere(after)) cost += 1.5;
  if (spaceInFront && !spaceBehind && (isLetter(before) || isDigit(before) || before === CLOSE_BRACE)) cost += 1.5;
  return cost;
}

function opensHere(code: number): boolean {
  return code > 32 && !isCjk(code) && code !== DOLLAR && !'.,;:!?)]}、'.includes(String.fromCharCode(code));
}

const FUNCTION_WORDS = new Set([
  'sin',
  'cos',
  'tan',
  'exp',
  'log',
  'ln',
  'max',
  'min',
  'arg',
  'mod',
  'Var',
  'Cov',
  'tr',
  'dx',
  'dy',
  'dt',
  'dz',
]);
const TEXT_COMMANDS = /^(?:text[a-z]*|mbox|hbox|mathrm|operatorname|label|tag|mathsf|mathtt|mathit|intertext)$/;

/** How much a stretch reads like sentences rather than mathematics: 0 for a formula, up to 12. Words in `\text{}` are free. */
export function proseCost(text: string, start: number, end: number): number {
  let pairs = 0;
  let cjk = 0;
  let cjkStops = 0;
  let cjkCommas = 0;
  let isMarked = false;
  let braces = 0;
  let unbalanced = false;
  let freeAbove = -1;
  let lastWordEnd = -1;
  let place = start;
  while (place < end) {
    const code = text.charCodeAt(place);
    if (code === BACKSLASH) {
      isMarked = true;
      let after = place + 1;
      while (after < end && isLetter(text.charCodeAt(after))) after++;
      if (
        freeAbove < 0 &&
        text.charCodeAt(after) === OPEN_BRACE &&
        TEXT_COMMANDS.test(text.slice(place + 1, Math.min(after, place + 16)))
      )
        freeAbove = braces;
      lastWordEnd = -1;
      place = Math.max(after, place + 2);
      if (after === place && after > place + 1) place = after;
      continue;
    }
    if (code === OPEN_BRACE) braces++;
    else if (code === CLOSE_BRACE) {
      braces--;
      if (braces < 0) unbalanced = true;
      if (braces <= freeAbove) freeAbove = -1;
    } else if (freeAbove >= 0) {
      // Words in \text{…} belong to the formula.
    } else if (isLetter(code)) {
      let after = place + 1;
      while (after < end && isLetter(text.charCodeAt(after))) after++;
      const isWord = after - place >= 2 && after - place < 24 && isWordLike(text, place, after);
      const isArticle = after - place === 1 && (code === 97 || code === 65);
      if (isWord && lastWordEnd >= 0) pairs++;
      lastWordEnd = isWord || (isArticle && lastWordEnd >= 0) ? after : -1;
      place = after;
      continue;
    } else if (isCjk(code)) {
      if (code === 0xff0c || code === 0x3001) cjkCommas++;
      else if (code === 0x3002 || code === 0xff1b || code === 0xff1a || code === 0xff0e) cjkStops++;
      else if (code !== 0x3000) cjk++;
      lastWordEnd = -1;
    } else if (!isSpace(code)) lastWordEnd = -1;
    place++;
  }
  if (braces !== 0) unbalanced = true;
  return Math.min(
    12,
    2 * pairs +
      Math.min(3, 0.4 * cjk) +
      1.5 * cjkStops +
      Math.min(3, (isMarked ? 0.3 : 1.2) * cjkCommas) +
      (unbalanced ? 3 : 0),
  );
}

/**
 * Lines of `[start, end)` that are sentences, without any sign of mathematics and outside every environment. A display that
 * holds some has probably lost its end.
 */
export function countProseLines(text: string, start: number, end: number): number {
  let count = 0;
  let depth = 0;
  let place = start;
  while (place < end) {
    let lineEnd = text.indexOf('\n', place);
    if (lineEnd < 0 || lineEnd > end) lineEnd = end;
    const line = text.slice(place, Math.min(lineEnd, place + 400));
    if (depth === 0 && isProseLine(line)) count++;
    if (line.includes('\\begin') || line.includes('\\end')) {
      depth = Math.max(0, depth + line.split('\\begin').length - line.split('\\end').length);
    }
    place = lineEnd + 1;
  }
  return count;
}

function isProseLine(line: string): boolean {
  if (/^[\s>]*#{1,6}[ \t]/.test(line)) return true;
  if (/[\\^_=]/.test(line)) return false;
  let cjk = 0;
  for (let index = 0; index < line.length; index++) if (isCjk(line.charCodeAt(index))) cjk++;
  return cjk >= 2 || /[A-Za-z]{2,}[,.]? +(?:[aAI] +)?[A-Za-z]{2,}/.test(line);
}
