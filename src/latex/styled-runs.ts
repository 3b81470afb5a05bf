import type { Range } from '../expression/range';
import { coverAll } from './cover-all';
import { operatorName } from './operator-name';
import type { Tree } from './tree';

/** What a font switch acts on, as nodes: letters get the font, signs and the rest stay as they are. */
export function styledRuns(command: string, body: readonly Tree[], token: Range): Tree[] {
  const name = command === '\\mathrm' ? operatorName(body) : undefined;
  const span = coverAll(token, body);
  if (name !== undefined && name.length > 1) return [{ kind: 'operator', name, command: '\\mathrm', span }];
  const plainLetters = body.every((node) => node.kind === 'symbol' && /^(?:[A-Za-z]|\\[A-Za-z]+)$/.test(node.text));
  if (plainLetters) return [{ kind: 'styled', command, body, span }];
  const out: Tree[] = [];
  for (let i = 0; i < body.length;) {
    const letters: Tree[] = [];
    let next = body[i];
    while (
      next !== undefined &&
      isLetterNode(next) &&
      (letters.length === 0 || touches(letters[letters.length - 1]!, next))
    ) {
      letters.push(next);
      next = body[++i];
    }
    const word = command === '\\mathrm' ? operatorName(letters) : undefined;
    if (word !== undefined && word.length > 1)
      out.push({ kind: 'operator', name: word, command: '\\mathrm', span: coverAll(letters[0]!.span, letters) });
    else for (const letter of letters) out.push({ kind: 'styled', command, body: [letter], span: letter.span });
    if (next !== undefined && letters.length === 0) {
      out.push(styledBase(command, next));
      i++;
    }
  }
  return out;
}

function styledBase(command: string, node: Tree): Tree {
  if (node.kind !== 'scripts' || node.base === undefined || !isLetterNode(node.base)) return node;
  return { ...node, base: { kind: 'styled', command, body: [node.base], span: node.base.span } };
}

function isLetterNode(node: Tree): boolean {
  return node.kind === 'symbol' && /^[A-Za-z]$/.test(node.text);
}

function touches(left: Tree, right: Tree): boolean {
  return right.span.start === left.span.end || right.span.start === left.span.start;
}
