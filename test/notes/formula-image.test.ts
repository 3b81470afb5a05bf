import { describe, expect, it } from 'vitest';
import { formulasOf, problemsOf } from './reading';

const JIANSHU = 'https://math.jianshu.com/math?formula=';
const ZHIHU = 'https://www.zhihu.com/equation?tex=';
const CODECOGS = 'https://latex.codecogs.com/svg.latex?';

describe('formula images', () => {
  it.each([
    ['a plain URL', `由![](${JIANSHU}y_i)可得`, ['inline: y_i']],
    ['percent-encoding', `由![](${JIANSHU}a%3Db%2Bc%2C%E4%B8%AD)得`, ['inline: a=b+c,中']],
    ['characters beyond the first plane', `由![](${JIANSHU}%F0%9D%91%8E)得`, ['inline: 𝑎']],
    ['malformed escapes', `由![](${JIANSHU}50%-%2-%zz-%E4%B8-%FF-%3D)得`, ['inline: 50%-%2-%zz-%E4%B8-%FF-=']],
    ['spaces and a row end', `![](${JIANSHU}y%3D\\frac{1}{1%2Be^{-z}} \\\\)`, ['display: y=\\frac{1}{1+e^{-z}} \\\\']],
    [
      'balanced parentheses',
      `由![](${JIANSHU}p(y%3D1|x))，![](${JIANSHU}1-p(y%3D0|x))得`,
      ['inline: p(y=1|x)', 'inline: 1-p(y=0|x)'],
    ],
    ['parentheses in the text behind', `由![](${JIANSHU}y)（或 (y)）得 (z)`, ['inline: y']],
    [
      'a raw dot and a raw quote',
      `由![](${JIANSHU}g(·))与![](${JIANSHU}s(x){’}%3Ds(x)*(1-s(x)))得`,
      ['inline: g(·)', 'inline: s(x){’}=s(x)*(1-s(x))'],
    ],
    ['a half-open interval', `由![](${JIANSHU}x\\in [0,1))得`, ['inline: x\\in [0,1)']],
    ['a half-open interval the other way', `由![](${JIANSHU}x\\in (0,1])得`, ['inline: x\\in (0,1]']],
    ['a parenthesis that is never closed', `由![](${JIANSHU}f(x)得\n\nand $y$ is`, ['inline: f(x', 'inline: y']],
    ['a parenthesis in braces', `由![](${JIANSHU}\\frac{a)}{b})得`, ['inline: \\frac{a)}{b}']],
    ['escaped braces', `由![](${JIANSHU}\\{x|(x)\\})得`, ['inline: \\{x|(x)\\}']],
    [
      'a set in one line with others',
      `![](${JIANSHU}(a %2Cb)%3D \\max_{(a %2Cb)} l(c ) )。问题![](${JIANSHU}z)`,
      ['inline: (a ,b)= \\max_{(a ,b)} l(c )', 'inline: z'],
    ],
    ['an image without a URL that ends', `![](${JIANSHU}x\n\n$y$ a`, ['inline: y']],
    ['a title', `由![公式](${JIANSHU}y_i "formula")得`, ['inline: y_i']],
    ['zhihu', `由![公式](${ZHIHU}a+%2B+b%3Dc)得`, ['inline: a + b=c']],
    ['zhihu with a raw plus', `由![](${ZHIHU}a+b=c)得`, ['inline: a+b=c']],
    ['zhihu with a preview parameter', `由![](${ZHIHU}x%5E2&preview=true)得`, ['inline: x^2']],
    ['codecogs', `由![x](${CODECOGS}\\inline&space;\\frac{a}{b}&space;&plus;&space;c)得`, ['inline: \\frac{a}{b} + c']],
    [
      'codecogs as gif and png',
      '由![](http://latex.codecogs.com/gif.latex?x_1)与![](https://latex.codecogs.com/png.image?\\dpi{110}x_2)得',
      ['inline: x_1', 'inline: x_2'],
    ],
    ['an HTML image', `由<img src="${ZHIHU}a%3Db" alt="c">得`, ['inline: a=b']],
    [
      'a zhihu image that is saved',
      '由<img src="p/1.svg" alt="a &lt; b\\\\" class="x" eeimg="1">得',
      ['inline: a < b\\\\'],
    ],
    [
      'an image in a block quote',
      `> 有\n>\n> ![](${JIANSHU}a%3Db)\n>\n> 由![](${JIANSHU}c)得`,
      ['display: a=b', 'inline: c'],
    ],
    ['an image on a line of its own', `推导得：  \n![](${JIANSHU}a%3Db)`, ['display: a=b']],
    ['an image in a link', `[![](${JIANSHU}a)](http://x.org) b`, ['inline: a']],
  ])('are read from %s', (_name, note, expected) => {
    expect(formulasOf(note)).toEqual(expected);
    expect(problemsOf(note)).toEqual([]);
  });

  it.each([
    ['pictures', '![latex of $x$](img/formula.png) ![](https://x.org/a.png?tex)'],
    ['HTML pictures', '<img src="a.png" alt="x^2">'],
    ['links', `[a](${JIANSHU}x)`],
    ['a URL in a code span', `\`![](${JIANSHU}x)\``],
  ])('are not seen in %s', (_name, note) => {
    expect(formulasOf(note)).toEqual([]);
  });
});
