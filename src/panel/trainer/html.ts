import type { Locale } from './protocol';

/** Where the page's files are, as the webview sees them. */
export interface TrainerPageSources {
  /** The bundle of `main.ts`. */
  readonly script: string;
  /** The bundle of `trainer.css`; its fonts lie beside it. */
  readonly style: string;
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Random, new for every page. */
  readonly nonce: string;
  readonly locale: Locale;
  readonly title: string;
}

/** The policy that the page lives under: nothing but its own script, styles, fonts, and a worker made of its script. */
export function trainerPolicy({ cspSource, nonce }: Pick<TrainerPageSources, 'cspSource' | 'nonce'>): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data: blob:`,
    'worker-src blob:',
  ].join('; ');
}

/** The HTML of the trainer's webview. */
export function trainerHtml(sources: TrainerPageSources): string {
  const lang = sources.locale === 'zh-cn' ? 'zh-CN' : 'en';
  return `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(trainerPolicy(sources))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${escapeHtml(sources.style)}">
<title>${escapeHtml(sources.title)}</title>
</head>
<body>
<script nonce="${escapeHtml(sources.nonce)}" src="${escapeHtml(sources.script)}"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}
