import { describe, expect, it } from 'vitest';
import { readNote } from '../../src/notes/read-note';
import { formulasOf, listFormulas, piecesOf } from './reading';

function notebook(...cells: { type?: string; source: string | string[] }[]): string {
  const json = {
    cells: cells.map(({ type, source }) => ({ cell_type: type ?? 'markdown', metadata: {}, source })),
    nbformat: 4,
  };
  return JSON.stringify(json, null, 1);
}

describe('notebooks', () => {
  it.each([
    [
      'a source of lines',
      notebook({ source: ['Let $\\frac{a}{b}$\n', 'be "$x$".'] }),
      ['inline: \\frac{a}{b}', 'inline: x'],
    ],
    ['a source that is one string', notebook({ source: 'so\n$$\na \\\\\n= b\n$$\n' }), ['display: a \\\\\n= b']],
    [
      'other cells',
      notebook({ type: 'code', source: 'a = "$x$"' }, { source: 'b $y$' }, { type: 'raw', source: 'c $z$' }),
      ['inline: y'],
    ],
    ['quotes and tabs in a formula', notebook({ source: 'a $x\t"y"$' }), ['inline: x\t"y"']],
    [
      'escaped characters',
      '{"cells":[{"source":["\\u0024\\u03b1 \\/ \\u4e2d$ x"],"cell_type":"markdown"}]}',
      ['inline: α / 中'],
    ],
    ['a key that is escaped', '{"cell\\u0073":[{"cell_type":"markdown","source":"a $x$"}]}', ['inline: x']],
    ['a byte order mark', `\ufeff${notebook({ source: 'a $x$' })}`, ['inline: x']],
    [
      'an attachment named source',
      '{"cells":[{"cell_type":"markdown","attachments":{"source":"$y$"},"source":"a $x$"}]}',
      ['inline: x'],
    ],
    ['a cell without an end of its display', notebook({ source: '$$\na' }, { source: 'b $x$' }), ['inline: x']],
    ['an empty list of cells', '{"cells": []}', []],
  ])('are read: %s', (_name, text, expected) => {
    expect(formulasOf(text, 'notebook')).toEqual(expected);
  });

  it('end a sentence at the end of a cell', () => {
    const text = notebook({ source: '# A\nlet $x$' }, { source: [] }, { source: 'b' });
    expect(piecesOf(text, 'notebook')).toEqual(['heading 1: A', 'prose: let', 'inline: x', 'break', 'prose: b']);
  });

  it('map a formula to the JSON text', () => {
    const text = notebook({ source: 'so $\\frac12$' });
    const [formula] = listFormulas(readNote(text, 'notebook'));
    expect(text.slice(formula!.range.start, formula!.range.end)).toBe('$\\\\frac12$');
    expect(formula!.source.range(0, 1)).toEqual({ start: formula!.range.start + 1, end: formula!.range.start + 3 });
  });

  it.each([
    ['an empty text', '', 0],
    ['a text that ends too early', '{"cells": [{"source": "a', 24],
    ['a missing comma', '{"cells": [1 2]}', 13],
    ['a trailing comma', '{"cells": [1,]}', 13],
    ['a missing colon', '{"cells" []}', 9],
    ['a bad escape', '{"a": "\\q"}', 7],
    ['a bad Unicode escape', '{"a": "\\u00g0"}', 7],
    ['a line break in a string', '{"a": "b\nc"}', 8],
    ['text behind the end', '{"cells": []} x', 14],
    ['a word', '{"cells": maybe}', 10],
    ['a number with a leading zero', '{"cells": [01]}', 12],
    ['deep nesting', '['.repeat(200_000), 200_000],
    ['JSON without cells', '{"a": [1.5e3, true, null, {}]}', 0],
  ])('report %s at its place', (_name, text, place) => {
    const note = readNote(text, 'notebook');
    expect(note.pieces).toEqual([]);
    expect(note.problems).toHaveLength(1);
    expect(note.problems[0]!.code).toBe('invalid-json');
    expect(note.problems[0]!.range.start).toBe(Math.min(place, Math.max(0, text.length - 1)));
  });
});
