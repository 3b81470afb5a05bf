import { isSpace } from './characters';
import { MappedTextBuilder, type MappedText } from './run-map';

/** A service that draws the LaTeX in a URL. */
interface FormulaService {
  /** Matches the URL up to the first character of the LaTeX. */
  readonly url: RegExp;
  /** Whether the service reads `+` as a space where the rest is percent-encoded. */
  readonly plusIsSpace: boolean;
}

const SERVICES: readonly FormulaService[] = [
  { url: /^(?:https?:)?\/\/(?:www\.)?zhihu\.com\/equation\?tex=/i, plusIsSpace: true },
  { url: /^(?:https?:)?\/\/[\w.-]*codecogs\.com\/(?:eqnedit\.php|(?:svg|gif|png|pdf|emf|swf)(?:\.(?:latex|image|download))?)\?(?:latex=)?/i, plusIsSpace: true },
  { url: /^(?:https?:)?\/\/render\.githubusercontent\.com\/render\/math\?(?:mode=\w+&(?:amp;)?)?math=/i, plusIsSpace: true },
  { url: /^(?:https?:)?\/\/chart\.(?:googleapis\.com|apis\.google\.com)\/chart\?cht=tx&(?:amp;)?(?:chf=[^&]*&(?:amp;)?)?chl=/i, plusIsSpace: true },
  { url: /^(?:https?:)?\/\/[^\s()"'<>?]*[^\s()"'<>?\w]?(?:math|latex|equation|formula|tex)[^\s()"'<>?]*\?(?:[a-z]+=\w*&)?(?:formula|tex|latex|math|from)=/i, plusIsSpace: false },
  { url: /^(?:https?:)?\/\/[^\s()"'<>?]+\?formula=/i, plusIsSpace: false },
]; // prettier-ignore

/** Parameters of these services that may stand behind the formula. */
const PARAMETER = /&(?:amp;)?(?:preview|consumer|mode|inline|bc|fc|im|fs|ff|edit|color|chf|chs|chco)=[^&\s]*$/i;

/** Commands of codecogs that set the picture, not the formula. */
const PICTURE_COMMAND = /^(?:\\(?:inline|dpi\{\d+\}|(?:bg|fn|fg)_[a-z]+)(?:&space;|\+|%20|\s)*)+/i;

const MAX_URL_HEAD = 200;
const MAX_PARAMETERS = 12;

/** Where the LaTeX begins in a formula image's URL that begins at `start`; −1 if the URL is not one. */
export function formulaStart(text: string, start: number, end: number): number {
  return serviceAt(text, start, end)?.latexStart ?? -1;
}

function serviceAt(
  text: string,
  start: number,
  end: number,
): { service: FormulaService; latexStart: number } | undefined {
  const head = text.slice(start, Math.min(end, start + MAX_URL_HEAD));
  if (!head.includes('?')) return undefined;
  for (const service of SERVICES) {
    const match = service.url.exec(head);
    if (match) return { service, latexStart: start + match[0].length };
  }
  return undefined;
}

/**
 * Where the parenthesis stands that closes `](…)` of a formula image; −1 if there is none before `end`.
 *
 * The LaTeX in such a URL is often not encoded, so it has spaces and brackets of its own, and half-open intervals too. The
 * first parenthesis closes at which round and square brackets taken together balance and no brace is open; failing that,
 * round ones alone; failing that, the first one outside of braces.
 */
export function closingParenthesis(text: string, start: number, end: number): number {
  let round = 0;
  let mixed = 0;
  let braces = 0;
  let roundChoice = -1;
  let firstChoice = -1;
  for (let place = start; place < end; place++) {
    const char = text[place];
    if (char === '\\' && /[{}]/.test(text[place + 1] ?? '')) place++;
    else if (char === '{') braces++;
    else if (char === '}') braces = Math.max(0, braces - 1);
    else if (char === '(') {
      round++;
      mixed++;
    } else if (char === '[') mixed++;
    else if (char === ']') mixed = Math.max(0, mixed - 1);
    else if (char === ')') {
      if (braces === 0) {
        if (mixed === 0) return place;
        if (firstChoice < 0) firstChoice = place;
        if (round === 0 && roundChoice < 0) roundChoice = place;
      }
      if (round > 0) round--;
      if (mixed > 0) mixed--;
    }
  }
  return roundChoice >= 0 ? roundChoice : firstChoice;
}

/** The LaTeX of a formula image whose URL is `[start, end)` of the text; undefined if the URL is not one. */
export function readFormulaUrl(text: string, start: number, end: number): MappedText | undefined {
  const found = serviceAt(text, start, end);
  if (!found) return undefined;
  let from = found.latexStart;
  let to = end;
  to = withoutTitle(text, from, to);
  for (let count = 0; count < MAX_PARAMETERS; count++) {
    const parameter = PARAMETER.exec(text.slice(from, to));
    if (!parameter) break;
    to = from + parameter.index;
  }
  const url = text.slice(from, to);
  const picture = PICTURE_COMMAND.exec(url);
  if (picture) from += picture[0].length;
  return decodeUrl(text, from, to, found.service.plusIsSpace && isEncoded(url));
}

/** End of a link target without the quoted title behind it. */
function withoutTitle(text: string, start: number, end: number): number {
  let last = end - 1;
  while (last > start && isSpace(text.charCodeAt(last))) last--;
  const quote = text[last];
  if (quote !== '"' && quote !== "'") return end;
  const first = text.slice(start, last).lastIndexOf(quote);
  return first > 0 && isSpace(text.charCodeAt(start + first - 1)) ? start + first : end;
}

/** Whether everything that a form encoder would encode is encoded, so that a `+` must be a space. */
function isEncoded(url: string): boolean {
  return !/[\s\\{}=^]/.test(url) && /%[0-9A-Fa-f]{2}/.test(url);
}

const ENTITY = /^&(?:space|plus|hash|amp|lt|gt|quot|nbsp|#39|#43|#92);/;
const ENTITY_TEXT: Readonly<Record<string, string>> = {
  '&space;': ' ', '&plus;': '+', '&hash;': '#', '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ', '&#39;': "'",
  '&#43;': '+', '&#92;': '\\',
}; // prettier-ignore

/** Undoes percent-encoding (UTF-8). An escape that is malformed stays as it is written. White space at the ends is left out. */
function decodeUrl(text: string, start: number, end: number, plusIsSpace: boolean): MappedText {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  const builder = new MappedTextBuilder(text);
  let copied = from;
  let place = from;
  const put = (decoded: string, length: number): void => {
    builder.copy(copied, place).put(decoded, place, place + length);
    place += length;
    copied = place;
  };
  while (place < to) {
    const char = text[place];
    if (char === '%') {
      const decoded = decodeSequence(text, place, to);
      if (decoded) put(decoded.text, decoded.length);
      else place++;
    } else if (char === '&') {
      const entity = ENTITY.exec(text.slice(place, Math.min(to, place + 8)))?.[0];
      if (entity) put(ENTITY_TEXT[entity]!, entity.length);
      else place++;
    } else if (char === '+' && plusIsSpace) put(' ', 1);
    else place++;
  }
  return builder.copy(copied, to).build();
}

/** The character that the escapes at `place` stand for: one, or as many as its UTF-8 bytes. */
function decodeSequence(text: string, place: number, end: number): { text: string; length: number } | undefined {
  const lead = byteAt(text, place, end);
  if (lead < 0) return undefined;
  const count =
    lead < 0x80
      ? 1
      : lead >= 0xc2 && lead < 0xe0
        ? 2
        : lead >= 0xe0 && lead < 0xf0
          ? 3
          : lead >= 0xf0 && lead < 0xf5
            ? 4
            : 0;
  if (count === 0) return undefined;
  let code = count === 1 ? lead : lead & (0xff >> (count + 1));
  for (let index = 1; index < count; index++) {
    const byte = byteAt(text, place + 3 * index, end);
    if (byte < 0x80 || byte > 0xbf) return undefined;
    code = (code << 6) | (byte & 0x3f);
  }
  const overlong = (count === 3 && code < 0x800) || (count === 4 && code < 0x10000);
  if (overlong || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { text: String.fromCodePoint(code), length: 3 * count };
}

function byteAt(text: string, place: number, end: number): number {
  if (place + 3 > end || text[place] !== '%') return -1;
  const digits = text.slice(place + 1, place + 3);
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
}

/** The formula that an `<img …>` tag shows, and where: from its `src`, or from the `alt` that zhihu writes beside it. */
export function readImageTag(text: string, start: number, end: number): MappedText | undefined {
  const src = attribute(text, start, end, 'src');
  if (src) {
    const formula = readFormulaUrl(text, src.start, src.end);
    if (formula) return formula;
  }
  if (!attribute(text, start, end, 'eeimg')) return undefined;
  const alt = attribute(text, start, end, 'alt');
  return alt && alt.end > alt.start ? decodeEntities(text, alt.start, alt.end) : undefined;
}

/** `[start, end)` of a text with its HTML entities for `<`, `>`, `&` and the like undone. */
export function decodeEntities(text: string, start: number, end: number): MappedText {
  const builder = new MappedTextBuilder(text);
  const part = text.slice(start, end);
  let copied = start;
  for (let index = part.indexOf('&'); index >= 0; index = part.indexOf('&', index + 1)) {
    const entity = ENTITY.exec(part.slice(index, index + 8))?.[0];
    if (!entity) continue;
    const place = start + index;
    builder.copy(copied, place).put(ENTITY_TEXT[entity]!, place, place + entity.length);
    copied = place + entity.length;
  }
  return builder.copy(copied, end).build();
}

function attribute(text: string, start: number, end: number, name: string): { start: number; end: number } | undefined {
  const tag = text.slice(start, end);
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag);
  if (!match) return undefined;
  const value = match[1] ?? match[2] ?? match[3] ?? '';
  const quoted = match[3] === undefined ? 1 : 0;
  const valueEnd = start + match.index + match[0].length - quoted;
  return { start: valueEnd - value.length, end: valueEnd };
}
