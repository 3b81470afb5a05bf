import type { TokenStream } from './stream';
import type { Token } from './tokens';
import type { Tree } from './tree';

/**
 * Reads the longest number: digits with at most one decimal point, thousands parted by `{,}`, `\,` or white space (`12\,000`), and a
 * decimal comma in braces (`3{,}14`). A point that no digit follows is a symbol of its own.
 */
export function readNumber(stream: TokenStream): Tree {
  const first = stream.next();
  let { end } = first;
  let text = first.text;
  if (text === '.') {
    const next = stream.peek();
    if (next.kind !== 'digit' || first.typed === '。')
      return { kind: 'symbol', text: '.', span: { start: first.start, end } };
  }
  let whole = text !== '.';
  for (;;) {
    const token = stream.next();
    if (token.kind === 'digit') {
      text += token.text;
      end = Math.max(end, token.end);
      continue;
    }
    if (whole && token.kind === 'sign' && token.text === '.' && token.typed === undefined) {
      const after = stream.peek();
      if (after.kind === 'digit') {
        text += '.';
        whole = false;
        continue;
      }
    }
    const separated = separator(stream, token, text);
    if (separated === undefined) {
      stream.pushBack(token);
      break;
    }
    text += separated.text;
    end = Math.max(end, separated.end);
    if (separated.text.startsWith('.')) whole = false;
  }
  return { kind: 'number', text, span: { start: first.start, end } };
}

/** Digits after a separator of thousands or a decimal comma; what was read is put back when there are none, except `token`. */
function separator(stream: TokenStream, token: Token, before: string): { text: string; end: number } | undefined {
  const isThin = token.kind === 'word' && token.text === '\\,';
  const isSpace = token.kind === 'space' && token.text === ' ';
  const isBrace = token.kind === 'open';
  if (!isThin && !isSpace && !isBrace) return undefined;
  const read: Token[] = [];
  const take = (): Token => {
    const next = stream.nextRaw();
    read.push(next);
    return next;
  };
  const giveBack = (count = read.length): void => {
    for (let i = read.length - 1; i >= read.length - count; i--) stream.pushBack(read[i] as Token);
  };
  if (isBrace) {
    const comma = take();
    const close = comma.kind === 'sign' && (comma.text === ',' || comma.text === '.') ? take() : comma;
    if (close.kind !== 'close') {
      giveBack();
      return undefined;
    }
    if (comma.text === '.') return { text: '.', end: close.end };
  }
  let digits = '';
  let end = token.end;
  for (let next = take(); next.kind === 'digit'; next = take()) {
    digits += next.text;
    end = next.end;
    if (digits.length > 3 && !isBrace) break;
  }
  giveBack(1);
  read.pop();
  const groups = digits.length === 3 && /^\d{1,3}(?:\d{3})*$/.test(before) && !/^0/.test(before);
  if (groups) return { text: digits, end };
  if (isBrace && digits.length > 0 && /^\d+$/.test(before)) return { text: `.${digits}`, end };
  giveBack();
  return undefined;
}
