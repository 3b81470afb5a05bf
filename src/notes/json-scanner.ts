/** A JSON string in its text: the quotes are at `start` and `end - 1`. */
export interface JsonString {
  readonly start: number;
  readonly end: number;
}

/** What a scan tells. `path` holds the keys and indices that lead to a value; it changes while the scan goes on. */
export interface JsonVisitor {
  string?(value: JsonString, path: readonly (string | number)[]): void;
  /** An object or array is complete. */
  close?(path: readonly (string | number)[]): void;
}

/** Where a text stops being JSON, and why. */
export interface JsonError {
  readonly place: number;
  readonly message: string;
}

interface Frame {
  readonly isArray: boolean;
}

const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Scans a JSON text (RFC 8259) without building it, and tells the places of its strings. Works without recursion, so that
 * depth is no limit. Returns the first error, or undefined.
 */
export function scanJson(text: string, visitor: JsonVisitor, from = 0): JsonError | undefined {
  const frames: Frame[] = [];
  const path: (string | number)[] = [];
  let place = from;
  let state: 'value' | 'first' | 'key' | 'firstKey' | 'after' = 'value';

  const skip = (): void => {
    for (; place < text.length; place++) {
      const code = text.charCodeAt(place);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
    }
  };
  const closeFrame = (): void => {
    frames.pop();
    path.pop();
    visitor.close?.(path);
    place++;
    state = 'after';
  };

  for (;;) {
    skip();
    if (place >= text.length) {
      if (frames.length === 0 && state === 'after') return undefined;
      return { place: text.length, message: 'the text ends too early' };
    }
    const char = text[place]!;
    if (state === 'after') {
      const frame = frames[frames.length - 1];
      if (!frame) return { place, message: 'there is more text behind the end' };
      if (char === ',') {
        place++;
        if (frame.isArray) path[path.length - 1] = (path[path.length - 1] as number) + 1;
        state = frame.isArray ? 'value' : 'key';
      } else if (char === (frame.isArray ? ']' : '}')) closeFrame();
      else return { place, message: `"," or "${frame.isArray ? ']' : '}'}" is missing` };
    } else if (state === 'key' || state === 'firstKey') {
      if (char === '}' && state === 'firstKey') {
        closeFrame();
        continue;
      }
      if (char !== '"') return { place, message: 'a key in double quotes is missing' };
      const end = stringEnd(text, place);
      if (end < 0) return badString(text, place);
      path[path.length - 1] = end - place < 100 ? decodeKey(text, place, end) : '';
      place = end;
      skip();
      if (text[place] !== ':') return { place, message: '":" is missing' };
      place++;
      state = 'value';
    } else if (char === ']' && state === 'first') closeFrame();
    else if (char === '"') {
      const end = stringEnd(text, place);
      if (end < 0) return badString(text, place);
      visitor.string?.({ start: place, end }, path);
      place = end;
      state = 'after';
    } else if (char === '{' || char === '[') {
      frames.push({ isArray: char === '[' });
      path.push(char === '[' ? 0 : '');
      place++;
      state = char === '[' ? 'first' : 'firstKey';
    } else {
      SCALAR.lastIndex = place;
      const match = SCALAR.exec(text);
      if (!match) return { place, message: 'a value is missing' };
      place += match[0].length;
      state = 'after';
    }
  }
}

function decodeKey(text: string, start: number, end: number): string {
  return decodeJsonString(text, start, end)
    .map((part) => part.text ?? text.slice(part.start, part.end))
    .join('');
}

/** Behind the closing quote of the string that begins at `start`; −1 if the string is not well formed. */
function stringEnd(text: string, start: number): number {
  const problem = findStringEnd(text, start);
  return problem.ok ? problem.place : -1;
}

function badString(text: string, start: number): JsonError {
  const found = findStringEnd(text, start);
  return { place: found.place, message: 'this string is not well formed' };
}

function findStringEnd(text: string, start: number): { ok: boolean; place: number } {
  let place = start + 1;
  while (place < text.length) {
    const code = text.charCodeAt(place);
    if (code === 34) return { ok: true, place: place + 1 };
    if (code < 32) return { ok: false, place };
    if (code === 92) {
      const next = text[place + 1] ?? '';
      if (next === 'u') {
        if (!/^[0-9A-Fa-f]{4}$/.test(text.slice(place + 2, place + 6))) return { ok: false, place };
        place += 6;
      } else if ('"\\/bfnrt'.includes(next) && next !== '') place += 2;
      else return { ok: false, place };
    } else place++;
  }
  return { ok: false, place: text.length };
}

/** A stretch of a JSON string: copied as it stands, or an escape with the character that it means. */
export interface JsonStringPart {
  readonly start: number;
  readonly end: number;
  /** What an escape stands for. */
  readonly text?: string;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Takes a well-formed string apart, from the quote at `start` to the quote before `end`. */
export function decodeJsonString(text: string, start: number, end: number): JsonStringPart[] {
  const parts: JsonStringPart[] = [];
  const part = text.slice(start, end - 1);
  let copied = 1;
  for (let place = part.indexOf('\\', 1); place >= 0; place = part.indexOf('\\', copied)) {
    if (place > copied) parts.push({ start: start + copied, end: start + place });
    const next = part[place + 1]!;
    const length = next === 'u' ? 6 : 2;
    const decoded =
      next === 'u'
        ? String.fromCharCode(Number.parseInt(part.slice(place + 2, place + 6), 16))
        : (ESCAPES[next] ?? next);
    parts.push({ start: start + place, end: start + place + length, text: decoded });
    copied = place + length;
  }
  if (copied < part.length) parts.push({ start: start + copied, end: end - 1 });
  return parts;
}
