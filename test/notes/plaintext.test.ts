import { describe, expect, it } from 'vitest';
import { formulasOf, piecesOf, problemsOf } from './reading';

describe('plain text', () => {
  it.each([
    [
      'all delimiters',
      'Let $a$, \\(b\\).\n$$\nc\n= d\n$$\n\\[ e \\]\n\\begin{align}\nf\n\\end{align}',
      ['inline: a', 'inline: b', 'display: c\n= d', 'display: e', 'display: \\begin{align}\nf\n\\end{align}'],
    ],
    [
      'what Markdown would skip',
      '    $a$ b\n`$c$`\n# $d$ e\n- $f$ g\n<!-- $h$ -->',
      ['inline: a', 'inline: c', 'inline: d', 'inline: f', 'inline: h'],
    ],
    ['money', 'It costs $5 and $10.', []],
    ['entities', 'if $a &lt; b$ then', ['inline: a &lt; b']],
    ['Windows line ends', 'so\r\n$$\r\na\r\nb\r\n$$\r\n', ['display: a\nb']],
  ])('is read: %s', (_name, text, expected) => {
    expect(formulasOf(text, 'plaintext')).toEqual(expected);
  });

  it('ends a sentence at a blank line', () => {
    expect(piecesOf('a *b*\nc $x$\n \nd', 'plaintext')).toEqual(['prose: a *b*\nc', 'inline: x', 'break', 'prose: d']);
  });

  it('loses nothing behind an unclosed dollar', () => {
    expect(formulasOf('Let $x_1 be\n\nand $y$ a', 'plaintext')).toEqual(['inline: y']);
    expect(problemsOf('Let $x_1 be\n\nand $y$ a', 'plaintext')).toEqual(['unclosed-delimiter at "$"']);
  });
});
