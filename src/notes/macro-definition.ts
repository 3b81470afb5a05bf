import { BACKSLASH, CLOSE_BRACE, LF, OPEN_BRACE, isLetter, isSpace } from './characters';

const DEFINERS = new Set([
  'newcommand', 'renewcommand', 'providecommand', 'newcommandx', 'renewcommandx', 'DeclareRobustCommand', 'NewDocumentCommand',
  'RenewDocumentCommand', 'ProvideDocumentCommand', 'DeclareDocumentCommand', 'DeclareMathOperator', 'DeclarePairedDelimiter',
  'newenvironment', 'renewenvironment',
]); // prettier-ignore
const PRIMITIVES = new Set(['def', 'gdef', 'edef', 'xdef', 'let']);

/** No definition is longer; one that seems to be has lost a brace. */
const MAX_LENGTH = 2000;

/** Whether a command of this name (without backslash and star) defines a macro. */
export function definesMacro(name: string): boolean {
  return DEFINERS.has(name) || PRIMITIVES.has(name);
}

/**
 * End of the macro definition whose name (`newcommand`, `def`, …) ends at `place`; −1 if it is not whole.
 * Reads what LaTeX would: `\newcommand*{\a}[2][x]{…}`, `\newcommand\a{…}`, `\def\a#1{…}`, `\let\a=\b`, `\DeclareMathOperator*{\a}{…}`.
 */
export function macroDefinitionEnd(text: string, name: string, place: number, end: number): number {
  const limit = Math.min(end, place + MAX_LENGTH);
  if (name === 'let') return letEnd(text, place, limit);
  if (PRIMITIVES.has(name)) return defEnd(text, place, limit);
  let at = skip(text, place, limit);
  if (text[at] === '*') at = skip(text, at + 1, limit);
  at = text.charCodeAt(at) === BACKSLASH ? commandEnd(text, at, limit) : groupEnd(text, at, limit);
  if (at < 0) return -1;
  const bodies =
    name.endsWith('DocumentCommand') || name === 'DeclarePairedDelimiter' || name.endsWith('environment') ? 2 : 1;
  for (let body = 0; body < bodies; body++) {
    at = skip(text, at, limit);
    while (text[at] === '[') {
      at = groupEnd(text, at, limit);
      if (at < 0) return -1;
      at = skip(text, at, limit);
    }
    at = text.charCodeAt(at) === BACKSLASH ? commandEnd(text, at, limit) : groupEnd(text, at, limit);
    if (at < 0) return -1;
  }
  return at;
}

function letEnd(text: string, place: number, limit: number): number {
  let at = commandEnd(text, skip(text, place, limit), limit);
  if (at < 0) return -1;
  at = skip(text, at, limit);
  if (text[at] === '=') at = skip(text, at + 1, limit);
  if (at >= limit) return -1;
  return text.charCodeAt(at) === BACKSLASH ? commandEnd(text, at, limit) : at + 1;
}

function defEnd(text: string, place: number, limit: number): number {
  let at = commandEnd(text, skip(text, place, limit), limit);
  if (at < 0) return -1;
  while (at < limit && text.charCodeAt(at) !== OPEN_BRACE) {
    if (text.charCodeAt(at) === LF) return -1;
    at++;
  }
  return groupEnd(text, at, limit);
}

function commandEnd(text: string, place: number, limit: number): number {
  if (place >= limit || text.charCodeAt(place) !== BACKSLASH) return -1;
  let at = place + 1;
  while (at < limit && (isLetter(text.charCodeAt(at)) || text[at] === '@')) at++;
  return at === place + 1 ? Math.min(at + 1, limit) : at;
}

/** End of the `{…}` or `[…]` that begins at `place`, or −1. */
export function groupEnd(text: string, place: number, limit: number): number {
  const open = text.charCodeAt(place);
  if (place >= limit || (open !== OPEN_BRACE && text[place] !== '[')) return -1;
  let depth = 0;
  for (let at = place; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) {
      depth--;
      if (depth < 0) return -1;
      if (depth === 0 && open === OPEN_BRACE) return at + 1;
    } else if (depth === 0 && text[at] === ']' && open !== OPEN_BRACE) return at + 1;
  }
  return -1;
}

function skip(text: string, place: number, limit: number): number {
  let at = place;
  while (at < limit && isSpace(text.charCodeAt(at))) at++;
  return at;
}
