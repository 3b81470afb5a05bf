// Serves the trainer's page outside the editor, under the policy that it has there:
//   node test/browser/trainer/serve.mjs [port]      and open /?theme=dark&locale=zh-cn
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inlineWorkers } from '../../../scripts/esbuild/inline.mjs';
import { build as buildProduct } from '../../../scripts/build.mjs';
import { themeCss, themes } from './themes.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const types = { '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.html': 'text/html' };

/** Bundles the page with the formulas of the test, and the HTML that the extension would give it. */
async function bundle() {
  const common = { absWorkingDir: root, bundle: true, write: false, charset: 'utf8', logLevel: 'warning' };
  const page = await build({
    ...common,
    entryPoints: ['test/browser/trainer/page.ts'],
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    plugins: [inlineWorkers()],
  });
  const html = await build({ ...common, entryPoints: ['src/panel/trainer/html.ts'], format: 'esm', platform: 'node' });
  const url = `data:text/javascript;base64,${Buffer.from(html.outputFiles[0].contents).toString('base64')}`;
  const { trainerHtml } = await import(url);
  await buildProduct(['trainer-style']);
  return { script: page.outputFiles[0].text, trainerHtml };
}

/**
 * Starts the server on a free port (or the one given). With `forbidWorkers` the policy has no `worker-src`, to see the page
 * do without.
 */
export async function serve(port = 0) {
  const { script, trainerHtml } = await bundle();
  const server = createServer((request, response) => {
    answer(request.url ?? '/').then(
      ({ type, body }) => response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body),
      () => response.writeHead(404).end(),
    );
  });

  async function answer(path) {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    if (pathname === '/trainer.js') return { type: 'text/javascript', body: script };
    if (pathname === '/theme.css') {
      return { type: 'text/css', body: themeCss(themes[searchParams.get('theme')] ?? themes.light) };
    }
    if (pathname === '/') {
      const theme = searchParams.get('theme') ?? 'light';
      const html = trainerHtml({
        script: '/trainer.js',
        style: '/trainer.css',
        cspSource: "'self'",
        nonce: 'abc123',
        locale: searchParams.get('locale') ?? 'en',
        title: 'Trainer',
      });
      const body = html
        .replace('<link rel', `<link rel="stylesheet" href="/theme.css?theme=${theme}"><link rel`)
        .replace('<body>', `<body class="${themes[theme]?.class ?? ''} ${searchParams.get('class') ?? ''}">`)
        .replace('worker-src blob:', searchParams.has('noworker') ? "worker-src 'none'" : 'worker-src blob:');
      return { type: 'text/html', body };
    }
    return { type: types[extname(pathname)] ?? 'text/plain', body: await readFile(join(root, 'dist', pathname)) };
  }

  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.argv[2] ?? 8137));
  console.log(`${url}/?theme=dark  (light, dark, high-contrast; &locale=zh-cn; &noworker)`);
}
