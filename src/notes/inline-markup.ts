import { BACKTICK, isDigit, isLetter, skipSpace } from './characters';

/** Code spans: a run of backticks is closed by the next run of the same length. */
export class CodeSpans {
  private readonly runs = new Map<number, { length: number; end: number }>();

  constructor(text: string) {
    const nextOfLength = new Map<number, number>();
    const found: { start: number; length: number }[] = [];
    for (let place = text.indexOf('`'); place >= 0;) {
      let after = place + 1;
      while (text.charCodeAt(after) === BACKTICK) after++;
      found.push({ start: place, length: after - place });
      place = text.indexOf('`', after);
    }
    for (let index = found.length - 1; index >= 0; index--) {
      const { start, length } = found[index]!;
      const close = nextOfLength.get(length);
      this.runs.set(start, { length, end: close === undefined ? -1 : close + length });
      nextOfLength.set(length, start);
    }
  }

  /** The span that a run of backticks opens: `after` is behind the run, `end` behind the span (−1 if there is none). */
  at(place: number): { after: number; contentEnd: number; end: number } {
    const run = this.runs.get(place);
    if (!run) return { after: place + 1, contentEnd: -1, end: -1 };
    return { after: place + run.length, contentEnd: run.end - run.length, end: run.end };
  }
}

/** Elements whose content is no Markdown. */
export const OPAQUE_TAGS = new Set(['code', 'pre', 'script', 'style', 'svg', 'math', 'textarea', 'kbd', 'samp']);
/** Elements that end a sentence. */
export const BLOCK_TAGS = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'center', 'dd', 'details', 'div', 'dl', 'dt', 'figcaption', 'figure', 'footer', 'form',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'html', 'iframe', 'li', 'main', 'nav', 'ol', 'p', 'pre', 'script', 'section', 'style',
  'summary', 'svg', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', 'video',
]); // prettier-ignore

/** The HTML tag that begins at `place`, if one does. */
export function tagAt(
  text: string,
  place: number,
  end: number,
): { name: string; closing: boolean; end: number } | undefined {
  let at = place + 1;
  const closing = text[at] === '/';
  if (closing) at++;
  if (!isLetter(text.charCodeAt(at))) return undefined;
  const nameStart = at;
  while (
    at < end &&
    (isLetter(text.charCodeAt(at)) ||
      isDigit(text.charCodeAt(at)) ||
      text[at] === '-' ||
      text[at] === '.' ||
      text[at] === ':')
  )
    at++;
  const name = text.slice(nameStart, at).toLowerCase();
  if (at < end && !/[\s/>]/.test(text[at]!)) return undefined;
  while (at < end) {
    const char = text[at]!;
    if (char === '>') return { name, closing, end: at + 1 };
    if (char === '<' || char === '`' || char === '$' || char === '\\') return undefined;
    if ((char === '"' || char === "'") && text[at - 1] === '=') {
      const close = text.indexOf(char, at + 1);
      if (close < 0 || close >= end) return undefined;
      at = close;
    }
    at++;
  }
  return undefined;
}

/** End of a link's `(target "title")`, behind its parenthesis; −1 if it is none. */
export function linkTargetEnd(text: string, start: number, end: number, spaces: boolean): number {
  const limit = Math.min(end, start + 4000);
  let depth = 0;
  let place = start;
  if (text[skipSpace(text, start, limit)] === '<') {
    const close = text.slice(start, limit).indexOf('>)');
    return close < 0 ? -1 : start + close + 2;
  }
  while (place < limit) {
    const char = text[place]!;
    if (char === '\n') return -1;
    if (char === '(') depth++;
    else if (char === ')') {
      if (depth === 0) return place + 1;
      depth--;
    } else if (char === ']' && text[place + 1] === '(') return -1;
    else if (char === ' ' && !spaces) {
      const quote = text[skipSpace(text, place, limit)];
      if (quote !== '"' && quote !== "'" && quote !== ')') return -1;
    } else if (char === '"' && text[place - 1] === ' ') {
      const close = text.indexOf('")', place + 1);
      return close < 0 || close > limit ? -1 : close + 2;
    }
    place++;
  }
  return -1;
}

/** Markdown text without emphasis signs, escapes and the commonest entities. */
export function plainText(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  let place = 0;
  const replace = (length: number, replacement: string): void => {
    parts.push(text.slice(copied, place), replacement);
    place += length;
    copied = place;
  };
  while (place < text.length) {
    const char = text[place]!;
    if (char === '\\' && /[!-/:-@[-`{-~]/.test(text[place + 1] ?? '')) replace(2, text[place + 1]!);
    else if (char === '*' || char === '_' || char === '~') {
      let after = place + 1;
      while (text[after] === char) after++;
      const before = text[place - 1] ?? ' ';
      const next = text[after] ?? ' ';
      const isEmphasis =
        char === '~'
          ? after - place === 2
          : char === '*'
            ? /\S/.test(before) || /\S/.test(next)
            : /[^\w]/.test(before) !== /[^\w]/.test(next);
      if (isEmphasis) replace(after - place, '');
      else place = after;
    } else if (char === '&') {
      const entity = /^&(nbsp|emsp|ensp|thinsp|lt|gt|amp);/.exec(text.slice(place, place + 8));
      if (entity) replace(entity[0].length, { lt: '<', gt: '>', amp: '&' }[entity[1]!] ?? ' ');
      else place++;
    } else place++;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}
