// `npm run bench:editor`: how fast the language server answers on a note of a thousand relations, over a real connection.
// Times are in milliseconds from the message to its answer, without the debounce.
import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sections = 250;
const edits = 60;
const uri = 'file:///bench/long.md';

/** Four relations in each section, one in forty of them wrong. */
function longNote() {
  const parts = ['# A long note\n'];
  for (let i = 1; i <= sections; i++) {
    const last = i % 10 === 0 ? `a^2 + ${i * i}b^2` : `(a+${i}b)(a+${i}b)`;
    parts.push(
      `## Section ${i}\n\nThe square of a sum:\n\n$$\n\\begin{aligned}\n(a+${i}b)^2 &= a^2 + ${2 * i}ab + ${i * i}b^2 \\\\\n` +
        `  &= a(a + ${2 * i}b) + ${i * i}b^2 \\\\\n  &= ${last}\n\\end{aligned}\n$$\n\n` +
        `A derivative: $\\frac{d}{dx} \\sin(${i}x) = ${i} \\cos(${i}x)$.\n`,
    );
  }
  return parts.join('\n');
}

const started = performance.now();
const server = spawn(process.execPath, [join(root, 'dist/server.js'), '--stdio'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const connection = createProtocolConnection(
  new StreamMessageReader(server.stdout),
  new StreamMessageWriter(server.stdin),
);
connection.listen();
await connection.sendRequest(InitializeRequest.type, {
  processId: process.pid,
  rootUri: null,
  capabilities: { textDocument: { diagnostic: {} } },
  initializationOptions: { settings: { debounce: 0, timeout: 600 } },
});
await connection.sendNotification(InitializedNotification.type, {});
const ready = performance.now() - started;

let text = longNote();
let version = 1;
const pull = () => connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
const timed = async (action) => {
  const from = performance.now();
  const result = await action();
  return { ms: performance.now() - from, result };
};

const first = await timed(async () => {
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'markdown', version, text },
  });
  return pull();
});

const answers = [];
const hovers = [];
for (let i = 0; i < edits; i++) {
  // Somewhere in the note a coefficient becomes another, as when someone types.
  const line = text.split('\n').findIndex((each) => each.startsWith(`(a+${1 + ((i * 37) % sections)}b)^2`));
  const character = 1;
  const range = { start: { line, character }, end: { line, character: character + 1 } };
  const letter = i % 2 === 0 ? 'c' : 'a';
  const { ms } = await timed(async () => {
    version++;
    await connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: [{ range, text: letter }],
    });
    return pull();
  });
  answers.push(ms);
  hovers.push(
    (await timed(() => connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: range.start }))).ms,
  );
  const lines = text.split('\n');
  lines[line] = lines[line].slice(0, character) + letter + lines[line].slice(character + 1);
  text = lines.join('\n');
}

const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'));
await connection.sendRequest(ShutdownRequest.type);
await connection.sendNotification(ExitNotification.type);

const at = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const line = (name, value) => console.log(`${name.padEnd(44)}${value}`);
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
line('relations', sections * 4);
line('findings', first.result.items.length);
line('server ready', ms(ready));
line('open → first findings', ms(first.ms));
line(`edit → findings (${edits} edits), p50`, ms(at(answers, 0.5)));
line(`edit → findings (${edits} edits), p95`, ms(at(answers, 0.95)));
line('hover, p95', ms(at(hovers, 0.95)));
line('memory of the server at the end', `${(Number(memory?.[1] ?? 0) / 1024).toFixed(0)} MB`);
for (const file of [
  'dist/extension.js',
  'dist/extension.web.js',
  'dist/server.js',
  'dist/check-worker.js',
  'dist/server.web.js',
]) {
  line(`size of ${file}`, `${(statSync(join(root, file)).size / 1024).toFixed(0)} KB`);
}
