/** What a delimiter does: open, close, or, as a bar, either. */
export type Role = { readonly side: 'open' | 'close' | 'bar'; readonly name: string };

/** Signs that may be brackets. */
export const DELIMITERS: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...(
    [
      ['(', '('],
      ['[', '['],
      ['\\lbrack', '['],
      ['\\{', '\\{'],
      ['\\lbrace', '\\{'],
      ['\\langle', '\\langle'],
      ['\\lfloor', '\\lfloor'],
      ['\\lceil', '\\lceil'],
      ['\\lvert', '|'],
      ['\\lVert', '\\|'],
      ['\\lgroup', '('],
      ['\\llbracket', '\\llbracket'],
      ['\\lAngle', '\\langle'],
    ] as const
  ).map(([text, name]) => [text, { side: 'open', name }] as const),
  ...(
    [
      [')', ')'],
      [']', ']'],
      ['\\rbrack', ']'],
      ['\\}', '\\}'],
      ['\\rbrace', '\\}'],
      ['\\rangle', '\\rangle'],
      ['\\rfloor', '\\rfloor'],
      ['\\rceil', '\\rceil'],
      ['\\rvert', '|'],
      ['\\rVert', '\\|'],
      ['\\rgroup', ')'],
      ['\\rrbracket', '\\rrbracket'],
      ['\\rAngle', '\\rangle'],
    ] as const
  ).map(([text, name]) => [text, { side: 'close', name }] as const),
  ...(
    [
      ['|', '|'],
      ['\\vert', '|'],
      ['\\|', '\\|'],
      ['\\Vert', '\\|'],
      // Some write a norm with it.
      ['\\parallel', '\\|'],
    ] as const
  ).map(([text, name]) => [text, { side: 'bar', name }] as const),
]);

/** The closing delimiter of each opening one. */
export const PARTNERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['\\{', '\\}'],
  ['\\langle', '\\rangle'],
  ['\\lfloor', '\\rfloor'],
  ['\\lceil', '\\rceil'],
  ['\\llbracket', '\\rrbracket'],
  ['|', '|'],
  ['\\|', '\\|'],
]);

/** The name of a delimiter after `\left`, `\right` or a size command, normalised as in a `fenced` node. `undefined` for other signs. */
export function delimiterName(text: string): string | undefined {
  const role = DELIMITERS.get(text);
  if (role !== undefined) return role.name;
  if (text === '<' || text === '\\lt') return '\\langle';
  if (text === '>' || text === '\\gt') return '\\rangle';
  if (text === '.') return '.';
  return OTHER_DELIMITERS.has(text) ? text : undefined;
}

const OTHER_DELIMITERS: ReadonlySet<string> = new Set([
  '/', '\\backslash', '\\uparrow', '\\downarrow', '\\updownarrow', '\\Uparrow', '\\Downarrow', '\\Updownarrow', '\\lmoustache', '\\rmoustache', '\\ulcorner', '\\urcorner', '\\llcorner', '\\lrcorner',
]); // prettier-ignore

/** The plain sign that opens like `\left` with this delimiter. */
export function openingText(name: string): string {
  return name === '|' ? '\\lvert' : name === '\\|' ? '\\lVert' : name;
}

/** The plain sign that closes like `\right` with this delimiter. */
export function closingText(name: string): string {
  return name === '|' ? '\\rvert' : name === '\\|' ? '\\rVert' : name;
}
