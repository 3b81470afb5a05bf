/**
 * Every kind of message that the checker shows about a note, by its stable code. A code is what settings give a severity
 * to, what a comment disables, and the name of a page in `docs/codes`.
 */
export const codes = [
  'fails',
  'domain',
  'suspect',
  'unknown-notation',
  'unknown-quantity',
  'ambiguous',
  'no-valid-points',
  'imprecise',
  'too-costly',
  'not-numeric',
  'unclosed-delimiter',
  'unclosed-environment',
  'invalid-json',
  'invalid-encoding',
  'invalid-comment',
  'invalid-settings',
  'too-large',
] as const;

export type Code = (typeof codes)[number];

export function isCode(text: string): text is Code {
  return (codes as readonly string[]).includes(text);
}
