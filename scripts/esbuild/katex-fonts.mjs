import { readFile } from 'node:fs/promises';

/**
 * KaTeX's style sheet offers every font three times; the editor's browser needs the smallest (WOFF2) only.
 *
 * @returns {import('esbuild').Plugin}
 */
export function katexFonts() {
  return {
    name: 'katex-fonts',
    setup({ onLoad }) {
      onLoad({ filter: /katex(\.min)?\.css$/ }, async ({ path }) => {
        const css = await readFile(path, 'utf8');
        return { contents: css.replace(/,\s*url\([^)]*\.(woff|ttf)\)\s*format\(["']?\w+["']?\)/g, ''), loader: 'css' };
      });
    },
  };
}
