import { describe, expect, it } from 'vitest';
import { formulasOf, piecesOf, problemsOf } from './reading';

describe('delimiters in Markdown', () => {
  it.each([
    ['single dollars', 'Let $a+b$ be.', ['inline: a+b']],
    ['single dollars with spaces inside', '权重 $ w $ 和偏置 $ b $ 是参数。', ['inline: w', 'inline: b']],
    ['dollars between Chinese characters', '第$i$个样本$x_i$的输出', ['inline: i', 'inline: x_i']],
    ['formulas that touch', '参数$w$$b$都要学', ['inline: w', 'inline: b']],
    ['an escaped dollar', 'It costs \\$5 and $x$ more.', ['inline: x']],
    ['an escaped dollar in a formula', 'A price $p = \\$5$ here', ['inline: p = \\$5']],
    ['a double backslash before the closing dollar', 'Take $a \\\\$ now', ['inline: a \\\\']],
    ['double dollars on one line', '$$a=b$$', ['display: a=b']],
    ['double dollars over lines', '$$\na=b\n$$', ['display: a=b']],
    ['double dollars in a sentence', 'so $$x^2$$ is even', ['inline: x^2']],
    ['double dollars with a full stop behind', '$$x^2$$.', ['display: x^2']],
    [
      'double dollars with an attribute or a number behind',
      '$$a$$ {#eq-a}\n\n$$b$$ (1.2)\n\n$$c$$ and',
      ['display: a', 'display: b', 'inline: c'],
    ],
    ['double dollars opened in mid-line', 'Hence $$a\n= b$$\nholds.', ['display: a\n= b']],
    [
      'double dollars opened behind text, with rows like list items',
      'Hence $$\n- a\n+ b\n$$ and $c$',
      ['display: - a\n+ b', 'inline: c'],
    ],
    [
      'rows like headings, rules and list items',
      '$$\n= a\n===\n- b\n> c\n1. d\n$$',
      ['display: = a\n===\n- b\n> c\n1. d'],
    ],
    [
      'an environment in double dollars',
      '$$\\begin{equation}\\begin{split}\na &= b\n\\end{split}\\end{equation}$$',
      ['display: \\begin{equation}\\begin{split}\na &= b\n\\end{split}\\end{equation}'],
    ],
    ['a blank line in a display', '$$\na\n\n= b\n$$', ['display: a\n\n= b']],
    ['two displays on one line', '$$a$$ $$b$$', ['inline: a', 'inline: b']],
    ['four dollars between displays', '$$a$$$$b$$', ['inline: a', 'inline: b']],
    [
      'a dollar alone on its line',
      '为：\n$\n\\hat y = b\n$\n其中，$ w $ 是权重',
      ['display: \\hat y = b', 'inline: w'],
    ],
    ['a formula in single dollars as a paragraph', '$a = b$.\n\nText', ['display: a = b']],
    ['a formula in single dollars as a list item', '- $a = b$\n- $c$', ['inline: a = b', 'inline: c']],
    ['a formula in single dollars over two lines', 'so $a\n+b$ is', ['inline: a\n+b']],
    ['round brackets', 'Let \\(a+b\\) be.', ['inline: a+b']],
    ['round brackets with spaces', '权重 \\( w_j \\) 的梯度', ['inline: w_j']],
    ['square brackets', '\\[\na = b\n\\]', ['display: a = b']],
    [
      'square brackets in a list',
      '1. Sigmoid:\n   \\[\n   s(z) = 1\n   \\]\n   where \\( z \\) is',
      ['display: s(z) = 1', 'inline: z'],
    ],
    ['a row spacing in square brackets', '\\[ a \\\\[2pt] b \\]', ['display: a \\\\[2pt] b']],
    ['doubled round brackets', 'Let \\\\(a+b\\\\) be.', ['inline: a+b']],
    ['doubled square brackets', '\\\\[\na = b\n\\\\]', ['display: a = b']],
    ['a math fence', '```math\na = b\nc\n```', ['display: a = b\nc']],
    ['a math directive with options', '```{math}\n:label: one\n\na = b\n```', ['display: a = b']],
    ['a math role', 'the {math}`x^2` and :math:`y`', ['inline: x^2', 'inline: y']],
    ['dollars around a code span', 'the $`x^2`$ here', ['inline: x^2']],
    [
      'a bare environment',
      'So\n\\begin{align*}\na &= b \\\\\n- c &= d\n\\end{align*}\nwhere $x$',
      ['display: \\begin{align*}\na &= b \\\\\n- c &= d\n\\end{align*}', 'inline: x'],
    ],
    [
      'an environment within single dollars',
      'so $v =\n\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}$ is',
      ['inline: v =\n\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}'],
    ],
    [
      'equations in subequations',
      '\\begin{subequations}\n\\begin{align}\na\n\\end{align}\n\\end{subequations}',
      ['display: \\begin{align}\na\n\\end{align}'],
    ],
    [
      'dollars in a text command',
      '$$ a \\text{ if $b$ holds} $$ and $c \\text{ for $d$}$',
      ['inline: a \\text{ if $b$ holds}', 'inline: c \\text{ for $d$}'],
    ],
    ['entities of HTML', 'if $a &lt; b$ and $x &amp; y$', ['inline: a < b', 'inline: x & y']],
    ['a tag-like comparison', 'if $a <b$ and $c> d$ then', ['inline: a <b', 'inline: c> d']],
    ['Windows line ends', '$$\r\na\r\n= b\r\n$$\r\nand $c$\r\n', ['display: a\n= b', 'inline: c']],
    ['a byte order mark', '\ufeff$x$ is', ['inline: x']],
    ['NUL', 'a\0 $x\0$ b', ['inline: x\0']],
    ['a control space at the end', 'so $a\\ $ is', ['inline: a\\ ']],
  ])('reads %s', (_name, note, expected) => {
    expect(formulasOf(note)).toEqual(expected);
  });

  it.each([
    ['money', 'It costs $5 and $10 in all, or US$ 3.'],
    ['money with words between', 'One pays $5, while the other pays $7.'],
    ['money in Chinese', '成本$5元，收入$8元。'],
    ['a code span', 'Write `$x$` or ``a ` $y$``.'],
    ['a fence', '```\n$x$\n$$\ny\n$$\n```'],
    ['a fence of tildes with an info string', '~~~latex\n\\[ x \\]\n~~~'],
    ['a fence in a list', '- code:\n\n  ```py\n  a = "$x$"\n\n  ```\n'],
    ['a fence in a list that is indented too little', '1. code:\n\n ```py\n a = "$x$"\n ```\n'],
    ['indented code', 'Text\n\n    $x$\n\n    \\[ y \\]'],
    ['a comment', '<!-- $x$\n\n$y$ -->'],
    ['a comment within a sentence', 'a <!-- $x$ --> b'],
    ['a comment of MDX', 'a {/* $x$ */} b'],
    ['a script', '<script>\nlet a = "$x$";\n\nlet b = "$y$";\n</script>'],
    ['an attribute', '<a href="$x$">b</a>'],
    ['a code element', '<p><code>$x$</code></p>'],
    ['a link target', '[a](http://x.org/$b$)'],
    ['a link definition', '[a]: http://x.org/$b$'],
    ['frontmatter', '---\ntitle: $x$\n---\n'],
    ['TOML frontmatter', '+++\ntitle = "$x$"\n+++\n'],
    ['escaped brackets', 'See \\[1\\] and \\(as shown\\) and \\[see below\\].'],
    ['an escaped reference at the line start', '\\[1\\] Gauss, Werke.'],
    ['a run of dollars', '$$$$$$ a $$$$$'],
  ])('finds no formula in %s', (_name, note) => {
    expect(formulasOf(note)).toEqual([]);
    expect(problemsOf(note)).toEqual([]);
  });
});

describe('an unclosed delimiter', () => {
  it.each([
    [
      'a dollar before a formula',
      '($X_{2} is uncorrelated with $Y_i$) and $z$.',
      ['inline: Y_i', 'inline: z'],
      ['unclosed-delimiter at "$"'],
    ],
    [
      'a dollar with spaces before formulas',
      '权重 $ w 和偏置 $ b $ 是参数，$ c $ 也是。',
      ['inline: b', 'inline: c'],
      [],
    ],
    ['a dollar before a blank line', 'Let $x_1 be\n\nreal, $y$.', ['inline: y'], ['unclosed-delimiter at "$"']],
    ['a dollar before a list item', '- Let $x_1 be\n- real, $y$.', ['inline: y'], ['unclosed-delimiter at "$"']],
    ['a dollar in a table cell', '|a|b|\n|-|-|\n|$x_1|b|\n|c|$y$|', ['inline: y'], ['unclosed-delimiter at "$"']],
    [
      'double dollars before a display',
      '$$\na = b\n\nThen we get the result\n\n$$\nc = d\n$$\n',
      ['display: c = d'],
      ['unclosed-delimiter at "$$"'],
    ],
    [
      'double dollars before a display on one line',
      '$$\na = b\n\n$$ c = d $$\n\nand $e$',
      ['display: c = d', 'inline: e'],
      ['unclosed-delimiter at "$$"'],
    ],
    [
      'double dollars before a heading',
      '$$\na = b\n\n# Next\n\n$$\nc = d\n$$',
      ['display: c = d'],
      ['unclosed-delimiter at "$$"'],
    ],
    [
      'double dollars in a quote',
      '> $$\n> a = b\n\nThen $x$ and\n\n$$\nc\n$$',
      ['inline: x', 'display: c'],
      ['unclosed-delimiter at "$$"'],
    ],
    [
      'double dollars in a list item',
      '- first $$a = b\n- second $$c = d$$',
      ['inline: c = d'],
      ['unclosed-delimiter at "$$"'],
    ],
    ['double dollars at the end', '$x$\n\n$$\na = b', ['display: x'], ['unclosed-delimiter at "$$"']],
    ['a square bracket', '\\[\na = b\n\nand\n\n\\[\nc\n\\]', ['display: c'], ['unclosed-delimiter at "\\\\["']],
    [
      'an environment',
      '\\begin{align}\na = b\n\nand $x$\n\n\\begin{align}\nc\n\\end{align}',
      ['inline: x', 'display: \\begin{align}\nc\n\\end{align}'],
      ['unclosed-environment at "\\\\begin{align}"'],
    ],
    ['a dollar alone on its line', '$\na = b\n\nand $x$ is', ['inline: x'], []],
    ['a code fence', 'a $x$\n\n```\n$y$\n', ['inline: x'], ['unclosed-delimiter at "```"']],
    ['a code fence in a list', '- ```\n  $y$\n\nand $x$ is', ['inline: x'], ['unclosed-delimiter at "```"']],
    ['a math fence', '```math\na', [], ['unclosed-delimiter at "```math"']],
    ['an HTML comment', 'a <!-- b $x$', ['inline: x'], []],
    ['a code span', 'a `b $x$', ['inline: x'], []],
  ])('takes nothing else along: %s', (_name, note, formulas, problems) => {
    expect(formulasOf(note)).toEqual(formulas);
    expect(problemsOf(note)).toEqual(problems);
  });
});

describe('blocks of Markdown', () => {
  it.each([
    ['a display in a block quote', '> a\n>\n> $$\n> x\n> = y\n> $$\n> b', ['display: x\n= y']],
    ['a formula in a lazy quote', '> so $a\n+b$ is', ['inline: a\n+b']],
    [
      'a display in nested quotes and lists',
      '> - item\n>\n>   $$\n>   x\n>   $$\n>   > $y$ z',
      ['display: x', 'inline: y'],
    ],
    ['a display in a list, not indented', '- item\n$$\nx\n$$\n- $y$ b', ['display: x', 'inline: y']],
    ['a display in a list, indented too far', '- item\n\n        $$\n        x\n        $$\n', ['display: x']],
    ['a display in a list with tabs', '1.\titem\n\n\t$$\n\tx\n\t$$\n', ['display: x']],
    [
      'formulas in nested lists',
      '1. a $x$\n    - b $y$\n        - c $z$\n2. d',
      ['inline: x', 'inline: y', 'inline: z'],
    ],
    [
      'an admonition',
      '??? note "证明 $p$"\n    设 $x$\n\n    $$\n    y\n    $$\n\n后 $z$ 来',
      ['inline: p', 'inline: x', 'display: y', 'inline: z'],
    ],
    [
      'an admonition in a list',
      '- a\n\n    !!! warning\n        b $x$ c\n\n        ```\n        $y$\n        ```\n',
      ['inline: x'],
    ],
    [
      'a directive that holds Markdown',
      '```{prf:theorem} Name\nLet $x$ be.\n```\n\nand $y$ is',
      ['inline: x', 'inline: y'],
    ],
    ['a fenced div', '::: {.callout-note}\nLet $x$ be.\n:::\n', ['inline: x']],
    ['a footnote', 'a[^1] $x$\n\n[^1]: where $y$ is\n\n    and $z$ too', ['inline: x', 'inline: y', 'inline: z']],
    ['a heading', '## The case $x>0$ ##\n\ntext', ['inline: x>0']],
    [
      'HTML that holds prose',
      '<details>\n<summary>Why $a$</summary>\n\nLet $x$ be.\n\n<blockquote>and $y$</blockquote>\n</details>',
      ['inline: a', 'inline: x', 'inline: y'],
    ],
    [
      'a table',
      '| a $w$ | b |\n|---|:-:|\n| $|x|$ | $P(A\\|B)$ |\n\n$y$ z',
      ['inline: w', 'inline: |x|', 'inline: P(A|B)', 'inline: y'],
    ],
    [
      'emphasis and links',
      '**$a$** _b $c$_ [d $e$](f "g $h$") [$i$][j]',
      ['inline: a', 'inline: c', 'inline: e', 'inline: i'],
    ],
    ['a hard break in a formula image note', 'a $x$  \nb $y$\\\nc', ['inline: x', 'inline: y']],
  ])('finds formulas in %s', (_name, note, expected) => {
    expect(formulasOf(note)).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    [
      'a sentence',
      'If $x$ is real, then\n$$\ny = x\n$$\nis too.',
      ['prose: If', 'inline: x', 'prose: is real, then', 'display: y = x', 'prose: is too.'],
    ],
    ['paragraphs', 'a\nb\n\n\nc', ['prose: a\nb', 'break', 'prose: c']],
    ['list items', '- a\n- b $x$\n\nc', ['prose: a', 'break', 'prose: b', 'inline: x', 'break', 'prose: c']],
    [
      'headings',
      '# A\nb\n\nC **d**\n===\n\ne\n---\n### f $x_1$ g ###',
      ['heading 1: A', 'prose: b', 'break', 'heading 1: C d', 'heading 2: e', 'heading 3: f $x_1$ g', 'inline: x_1'],
    ],
    ['a heading without a space', '##标题', ['heading 2: 标题']],
    ['a heading in a quote', '> 标题\n> ====\n>\n> b', ['heading 1: 标题', 'prose: b']],
    [
      'rules',
      'a\n\n---\n\nb\n\n* * *\n\n_____\nc',
      ['prose: a', 'break', 'heading 0: ', 'prose: b', 'break', 'heading 0: ', 'heading 0: ', 'prose: c'],
    ],
    ['a rule behind a display', '$$\nx\n$$\n---\na', ['display: x', 'heading 0: ', 'prose: a']],
    ['a rule behind a long paragraph', 'a\nb\n---\nc', ['prose: a\nb', 'heading 0: ', 'prose: c']],
    ['a table', '|a|b|\n|-|-|\n|c|$x$|', ['prose: a', 'break', 'prose: b', 'break', 'prose: c', 'break', 'inline: x']],
    [
      'text without markup',
      '**令** `code` \\* a_b &lt; <b>c</b> [d](e) ~~f~~ 2 * 3 * 4',
      ['prose: 令  * a_b < c d f 2 * 3 * 4'],
    ],
    ['text without references', 'From \\eqref{eq:a} and [^2] we get', ['prose: From  and  we get']],
    ['frontmatter', '---\ntitle: a\n---\nb', ['prose: b']],
    ['a rule at the top', '---\n\na\n\n---\nb', ['heading 0: ', 'prose: a', 'break', 'heading 0: ', 'prose: b']],
  ])('tells %s piece by piece', (_name, note, expected) => {
    expect(piecesOf(note)).toEqual(expected);
  });
});
