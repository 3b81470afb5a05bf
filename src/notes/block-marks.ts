import { BACKTICK, isBlank } from './characters';
import type { LineIndex } from './line-index';

/** The beginning of a fence: how many of which sign. */
export interface Fence {
  readonly char: string;
  readonly length: number;
}

/** Whether a line is a thematic break: three or more of one of `-`, `*`, `_`, and white space. */
export function isRule(text: string, at: number, end: number): boolean {
  const char = text[at];
  if (char !== '-' && char !== '*' && char !== '_') return false;
  let count = 0;
  for (let place = at; place < end; place++) {
    if (text[place] === char) count++;
    else if (text[place] !== ' ' && text[place] !== '\t') return false;
  }
  return count >= 3;
}

/** Whether a line is the underline of a heading: two or more of one sign, and nothing else. */
export function isUnderline(text: string, at: number, end: number): boolean {
  let place = at + 1;
  while (place < end && text[place] === text[at]) place++;
  return place - at >= 2 && isBlank(text, place, end);
}

/** The fence that begins at `at`, if one does. */
export function fenceAt(text: string, at: number, end: number): Fence | undefined {
  const char = text[at]!;
  let after = at + 1;
  while (after < end && text[after] === char) after++;
  const length = after - at;
  if (length < 3) return undefined;
  if (char.charCodeAt(0) === BACKTICK) {
    const tick = text.indexOf('`', after);
    if (tick >= 0 && tick < end) return undefined;
  }
  return { char, length };
}

/** Behind the frontmatter (YAML or TOML) that begins at `start`; `start` if there is none. */
export function frontmatterEnd(text: string, lines: LineIndex, start: number): number {
  const fence = text.slice(start, lines.end(0)).trimEnd();
  if (fence !== '---' && fence !== '+++') return start;
  let hasKey = false;
  for (let line = 1; line < lines.count; line++) {
    const content = text.slice(lines.start(line), Math.min(lines.end(line), lines.start(line) + 200));
    if (content.trimEnd() === fence || (fence === '---' && content.trimEnd() === '...'))
      return hasKey || line === 1 ? lines.start(line + 1) : start;
    if (line === 1 && content.trim() === '') return start;
    hasKey ||= /^["']?[\w-][\w .-]*["']?[ \t]*[:=]/.test(content);
  }
  return start;
}
