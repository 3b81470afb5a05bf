import { expect, it } from 'vitest';
import { detectLanguage } from '../../src/notes/detect-language';

it.each([
  ['notes/a.md', undefined, 'markdown'],
  ['a.MARKDOWN', undefined, 'markdown'],
  ['C:\\notes\\a.b.qmd', undefined, 'markdown'],
  ['a.Rmd', undefined, 'markdown'],
  ['a.mdx', undefined, 'markdown'],
  ['a.myst', undefined, 'markdown'],
  ['a.tex', undefined, 'latex'],
  ['a.ltx', undefined, 'latex'],
  ['a.ipynb', undefined, 'notebook'],
  ['a.txt', undefined, 'plaintext'],
  ['a.sty', undefined, undefined],
  ['a.constructor', undefined, undefined],
  ['.md', undefined, undefined],
  ['x.md/README', undefined, undefined],
  ['Untitled', '{\n "cells": []\n}', 'notebook'],
  ['Untitled', '% a\n\\documentclass{article}', 'latex'],
  ['Untitled', 'a', undefined],
])('tells the language of %s with text %j', (path, text, expected) => {
  expect(detectLanguage(path, text)).toBe(expected);
});
