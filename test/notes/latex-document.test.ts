import { describe, expect, it } from 'vitest';
import { readNote } from '../../src/notes/read-note';
import { formulasOf, piecesOf, problemsOf } from './reading';

describe('formulas of LaTeX documents', () => {
  it.each([
    ['single dollars', 'Let $a+b$ be.', ['inline: a+b']],
    ['dollars that touch', 'Take $a$$b$ now', ['inline: a', 'inline: b']],
    ['double dollars', 'so $$a = b$$ holds', ['display: a = b']],
    ['brackets', 'Let \\(a\\) and \\[ b \\\\[2pt] c \\] be', ['inline: a', 'display: b \\\\[2pt] c']],
    ['an environment', '\\begin{align*}\na &= b\n\\end{align*}', ['display: \\begin{align*}\na &= b\n\\end{align*}']],
    [
      'an environment in brackets',
      '\\[\\begin{aligned} a \\end{aligned}\\]',
      ['display: \\begin{aligned} a \\end{aligned}'],
    ],
    [
      'an environment in double dollars',
      '$$\\begin{cases} a & \\text{if $b$} \\end{cases}$$ and $c$',
      ['display: \\begin{cases} a & \\text{if $b$} \\end{cases}', 'inline: c'],
    ],
    [
      'subequations with text',
      '\\begin{subequations}\n\\begin{align}a\\end{align}\nand then\n\\begin{align}b\\end{align}\n\\end{subequations}',
      ['display: \\begin{align}a\\end{align}', 'display: \\begin{align}b\\end{align}'],
    ],
    ['the math environment', 'a \\begin{math}x\\end{math} b', ['inline: \\begin{math}x\\end{math}']],
    ['comments', '% $x$\na % $y$ \\[\n$z$ 5\\% of $w$', ['inline: z', 'inline: w']],
    ['comments in a formula', '\\[\na % $ \\]\n% = d\n= b\n\\]', ['display: a \n= b']],
    ['a comment behind a row end', '\\[ a \\\\% b\nc \\]', ['display: a \\\\\nc']],
    ['Windows line ends', '\\[\r\na\r\n= b % c\r\n\\]\r\n', ['display: a\n= b']],
    ['an escaped dollar', 'costs \\$5 or $x$', ['inline: x']],
    ['dollars in a text command', '$a \\text{ if $b$}$ and \\mbox{$c$}', ['inline: a \\text{ if $b$}', 'inline: c']],
    ['a footnote and a caption', 'a\\footnote{See $x$.} \\caption{The $y$ axis}', ['inline: x', 'inline: y']],
    ['a heading', '\\section*{On $x_1$}\nb', ['inline: x_1']],
    ['an item with a label', '\\begin{itemize}\n\\item[$a$] b $c$\n\\end{itemize}', ['inline: a', 'inline: c']],
    ['a table', '\\begin{tabular}{l|l}$a$ & $b$\\\\ $c$\\end{tabular}', ['inline: a', 'inline: b', 'inline: c']],
    [
      'a document with a preamble',
      '\\documentclass{article}\n\\title{$t$}\n\\begin{document}\n$x$\n\\end{document}\n$y$',
      ['inline: x'],
    ],
    [
      'macros that stand for delimiters',
      '\\newcommand{\\be}{\\begin{equation}}\n\\newcommand{\\ee}{\\end{equation}}\n\\be a = b \\ee and $c$',
      ['display: \\be a = b \\ee', 'inline: c'],
    ],
    ['a control space at the end', 'so $a\\ $ is', ['inline: a\\ ']],
  ])('come from %s', (_name, text, expected) => {
    expect(formulasOf(text, 'latex')).toEqual(expected);
    expect(problemsOf(text, 'latex')).toEqual([]);
  });

  it.each([
    ['verbatim text', '\\begin{verbatim}$x$ \\[\\end{verbatim}'],
    ['listings', '\\begin{lstlisting}[language=C]\n$x$\n\n%$\n\\end{lstlisting}'],
    ['minted code', '\\begin{minted}{py}\n"$x$"\n\\end{minted}'],
    ['drawings', '\\begin{tikzpicture}\\node {$x$};\\end{tikzpicture} \\begin{asy}label("$y$");\\end{asy}'],
    ['comment environments', '\\begin{comment}$x$\\end{comment} \\iffalse $y$ \\fi'],
    ['inline code', 'a \\verb|$x$| b \\lstinline!$y$!'],
    ['references', '\\label{eq:$a$} \\cite[p.~$x$]{b} \\href{http://x.org/$y$}{c}'],
    ['definitions', '\\newcommand{\\R}{$\\mathbb{R}$}\n\\def\\x{$a$}'],
  ])('are not seen in %s', (_name, text) => {
    expect(formulasOf(text, 'latex')).toEqual([]);
    expect(problemsOf(text, 'latex')).toEqual([]);
  });

  it.each([
    ['a dollar', 'Let $x be\n\nreal, $y$.', ['inline: y'], ['unclosed-delimiter at "$"']],
    ['double dollars', 'Then $$ a = b\n\nand $$c$$ too', ['display: c'], ['unclosed-delimiter at "$$"']],
    ['a square bracket', '\\[ a = b\n\nand \\[ c \\] too', ['display: c'], ['unclosed-delimiter at "\\\\["']],
    ['a round bracket', '\\( a\n\nand \\( c \\) too', ['inline: c'], ['unclosed-delimiter at "\\\\("']],
    [
      'an environment',
      '\\begin{align} a\n\nand $b$ \\begin{align} c \\end{align}',
      ['inline: b', 'display: \\begin{align} c \\end{align}'],
      ['unclosed-environment at "\\\\begin{align}"'],
    ],
  ])('survive %s that is never closed', (_name, text, formulas, problems) => {
    expect(formulasOf(text, 'latex')).toEqual(formulas);
    expect(problemsOf(text, 'latex')).toEqual(problems);
  });
});

describe('pieces of LaTeX documents', () => {
  it.each<[string, string, string[]]>([
    [
      'headings',
      '\\chapter{A}\n\\section[s]{B \\emph{c}}\\label{d}\ne\n\\paragraph{F.} g',
      ['heading 2: A', 'heading 3: B c', 'prose: e', 'heading 6: F.', 'prose: g'],
    ],
    [
      'text commands',
      "Let \\emph{the \\textbf{real}} number~$x$ be ``so''.",
      ['prose: Let the real number', 'inline: x', 'prose: be "so".'],
    ],
    [
      'paragraphs and items',
      'a\n\n% only a comment\nb\\begin{enumerate}\n\\item c\n\\item d\\end{enumerate}',
      ['prose: a', 'break', 'prose: b', 'break', 'prose: c', 'break', 'prose: d'],
    ],
    ['a comment between lines of a paragraph', 'a\n% b\nc', ['prose: a\nc']],
    ['references', 'From \\eqref{a} and Figure~\\ref{b}, see \\cite{c}.\\input{d}', ['prose: From and Figure , see .']],
    ['escapes', "5\\% \\& \\_ a\\\\b \\'e", ['prose: 5% & _ a b e']],
  ])('keep %s', (_name, text, expected) => {
    expect(piecesOf(text, 'latex').map((line) => line.replace(/ +/g, ' '))).toEqual(expected);
  });
});

describe('macro definitions', () => {
  it.each([
    [
      'a preamble',
      '\\newcommand{\\R}{\\mathbb{R}}\n\\newcommand*\\E[2][x]{\\mathrm{E}_{#1}{#2}}\n\\begin{document}\na',
      'latex',
      ['\\newcommand{\\R}{\\mathbb{R}}', '\\newcommand*\\E[2][x]{\\mathrm{E}_{#1}{#2}}'],
    ],
    [
      'TeX primitives',
      '\\def\\x#1{a#1}\\let\\y=\\z \\let\\b\\c',
      'latex',
      ['\\def\\x#1{a#1}', '\\let\\y=\\z', '\\let\\b\\c'],
    ],
    [
      'operators',
      '\\DeclareMathOperator{\\Var}{Var}\\DeclareMathOperator*{\\argmin}{arg\\,min}',
      'latex',
      ['\\DeclareMathOperator{\\Var}{Var}', '\\DeclareMathOperator*{\\argmin}{arg\\,min}'],
    ],
    ['a chapter', 'a $x$\n\\renewcommand{\\a}{b}\nc', 'latex', ['\\renewcommand{\\a}{b}']],
    [
      'Markdown between paragraphs',
      'a\n\n\\newcommand{\\E}{\\mathbb{E}}\n\\providecommand\\d{\\mathrm{d}}\n\n$x$',
      'markdown',
      ['\\newcommand{\\E}{\\mathbb{E}}', '\\providecommand\\d{\\mathrm{d}}'],
    ],
    ['a formula of Markdown', '$\\newcommand{\\E}{\\mathbb{E}}$', 'markdown', []],
    ['a formula of LaTeX', '\\[\\newcommand{\\E}{\\mathbb{E}}\\]', 'latex', []],
    ['a definition that is not closed', 'a \\newcommand{\\E}{\\mathbb{E}\n\n$x$', 'markdown', []],
  ] as const)('are collected from %s', (_name, text, language, expected) => {
    const { macros } = readNote(text, language);
    expect(macros.map(({ latex }) => latex)).toEqual(expected);
    for (const { latex, source } of macros) {
      const { start, end } = source.range(0, latex.length);
      expect(text.slice(start, end)).toBe(latex);
    }
  });
});
