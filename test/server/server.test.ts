import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  CodeActionRequest,
  CodeLensRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidOpenNotebookDocumentNotification,
  DidChangeNotebookDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  FileChangeType,
  HoverRequest,
  InlayHintRequest,
  NotebookCellKind,
  WorkspaceDiagnosticRequest,
  type CodeAction,
  type DocumentSymbol,
  type MarkupContent,
} from 'vscode-languageserver-protocol/node';
import type { NoteChecker } from '../../src/server/checker';
import { CheckNote, CheckWorkspace, ClearFindings, CommentEdit, ListSteps } from '../../src/server/protocol';
import { at, Client, type ClientSetup } from './client';
import { findingsOf } from './fake-check';

let client: Client;
afterEach(() => client.stop());

async function opened(text: string, setup?: ClientSetup, path = 'note.md', languageId?: string): Promise<string> {
  client = await Client.start(setup);
  return client.open(path, text, languageId);
}

/** A machine may be busy with other tests. */
const patience = { timeout: 10_000 };
vi.setConfig({ testTimeout: 20_000 });

const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

async function actions(uri: string, place: string): Promise<CodeAction[]> {
  const position = client.position(uri, place);
  return (await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  })) as CodeAction[];
}

/** The note after the action of the given title at a place. */
async function after(title: string, text: string, place: string, languageId = 'markdown'): Promise<string> {
  const uri = await opened(text, {}, languageId === 'latex' ? 'note.tex' : 'note.md', languageId);
  await client.pull(uri);
  return client.edited(uri, (await actions(uri, place)).find((action) => action.title === title)?.edit);
}

describe('diagnostics', () => {
  it('underline the sign and the right side of a wrong step', async () => {
    const uri = await opened('Text $a = holds$ and $b = wrong$.\n');
    expect(await client.shown(uri)).toEqual(['fails: = wrong']);
  });

  it('say in plain words where the step fails', async () => {
    const uri = await opened('$b = wrong$\n');
    const report = await client.pull(uri);
    expect(report).toMatchObject({
      items: [
        {
          message: 'This step does not hold: at y = 1, ŷ = -0.25 the left side is 0.75, the right side -0.75.',
          severity: 1,
        },
      ],
    });
  });

  it('speak Chinese to a Chinese editor', async () => {
    const uri = await opened('$b = wrong$\n', { locale: 'zh-CN' });
    expect(await client.pull(uri)).toMatchObject({
      items: [{ message: '这一步不成立：当 y = 1, ŷ = -0.25 时，左边为 0.75，右边为 -0.75。' }],
    });
  });

  it('show domain remarks as information and suspects as hints, and nothing of the rest', async () => {
    const uri = await opened('$a = domain$ $b = suspect$ $c = unknown$ $d = given$\n');
    const report = await client.pull(uri);
    expect(report).toMatchObject({
      items: [
        { code: 'domain', severity: 3 },
        { code: 'suspect', severity: 4 },
      ],
    });
  });

  it('take severities from the settings', async () => {
    const uri = await opened('$a = wrong$ $b = suspect$\n', {
      settings: { severities: { fails: 'warning', suspect: 'off' } },
    });
    expect(await client.pull(uri)).toMatchObject({ items: [{ code: 'fails', severity: 2 }] });
  });

  it('link to a page about their code', async () => {
    const uri = await opened('$a = wrong$\n', { options: { documentation: 'https://example.org/{code}.html' } });
    expect(await client.pull(uri)).toMatchObject({
      items: [{ codeDescription: { href: 'https://example.org/fails.html' } }],
    });
  });

  it('are unchanged when nothing has changed', async () => {
    const uri = await opened('$a = wrong$\n');
    const { resultId } = await client.pull(uri);
    expect(await client.pull(uri, resultId)).toEqual({ kind: 'unchanged', resultId });
  });

  it('change with an edit', async () => {
    const uri = await opened('$a = wrong$ $b = wrong$\n');
    await client.pull(uri);
    await client.edit(uri, 'a = wrong', 'a = holds');
    expect(await client.shown(uri)).toEqual(['fails: = wrong']);
  });

  it('are never those of a text that has changed meanwhile', async () => {
    let checks = 0;
    let release = (): void => undefined;
    const edited = new Promise<void>((resolve) => (release = resolve));
    const slow: NoteChecker = {
      check: async ({ text }) => {
        checks++;
        await edited;
        return findingsOf(text);
      },
      dispose() {},
    };
    const uri = await opened('$a = wrong$\n', { checker: slow });
    const first = client.shown(uri);
    await expect.poll(() => checks, patience).toBe(1);
    await client.edit(uri, '$a', 'A new line\n\n$a');
    // An answer to a later request: the server has seen the edit.
    await client.connection.sendRequest(ListSteps, { uri });
    release();
    expect([await first, checks]).toEqual([['fails: = wrong'], 2]);
  });

  it('wait for the save when that is the setting', async () => {
    const uri = await opened('$a = holds$\n', { settings: { run: 'onSave' } });
    expect(await client.shown(uri)).toEqual([]);
    await client.edit(uri, 'holds', 'wrong');
    expect(await client.shown(uri)).toEqual([]);
    await client.save(uri);
    expect(await client.shown(uri)).toEqual(['fails: = wrong']);
  });

  it('come on command alone when that is the setting, and for plain text', async () => {
    const uri = await opened('$a = wrong$\n', { settings: { run: 'manual' } });
    expect(await client.shown(uri)).toEqual([]);
    const plain = await client.open('note.txt', '$a = wrong$\n', 'plaintext');
    expect(await client.shown(plain)).toEqual([]);
    for (const each of [uri, plain]) {
      expect(await client.connection.sendRequest(CheckNote, { uri: each })).toMatchObject({ fails: 1 });
      expect(await client.shown(each)).toEqual(['fails: = wrong']);
    }
  });

  it('show everything in a selection that is checked', async () => {
    const uri = await opened('$a = unknown$\n\n$b = unknown$\n');
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 13 } };
    expect(await client.connection.sendRequest(CheckNote, { uri, range })).toMatchObject({
      undecided: 1,
      relations: 1,
    });
    expect(await client.shown(uri)).toEqual(['unknown-quantity: = unknown']);
  });

  it('are gone when cleared, until the next edit', async () => {
    const uri = await opened('$a = wrong$\n');
    await client.pull(uri);
    await client.connection.sendRequest(ClearFindings);
    expect(await client.shown(uri)).toEqual([]);
    await client.edit(uri, '$a', ' $a');
    expect(await client.shown(uri)).toEqual(['fails: = wrong']);
  });

  it('tell of comments that are wrong', async () => {
    const uri = await opened('<!-- derivation-check-ignore -->\n');
    expect(await client.shown(uri)).toEqual(['invalid-comment: derivation-check-ignore']);
  });

  it('answer a check that crashes with a remark, and go on', async () => {
    let broken = true;
    const uri = await opened('$a = wrong$\n', {
      check: (text, options) => {
        if (broken) throw new Error('a bug');
        return findingsOf(text, options);
      },
    });
    expect(await client.shown(uri)).toEqual(['too-costly: $a = wrong$']);
    broken = false;
    await client.edit(uri, '$a', ' $a');
    expect(await client.shown(uri)).toEqual(['fails: = wrong']);
  });

  it('end quietly when the client cancels', async () => {
    const uri = await opened('$a = wrong$\n', { settings: { debounce: 10_000 } });
    await client.pull(uri);
    await client.edit(uri, '$a', ' $a');
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
    const source = new CancellationTokenSource();
    const pulled = client.connection.sendRequest(
      DocumentDiagnosticRequest.type,
      { textDocument: { uri } },
      source.token,
    );
    source.cancel();
    await expect(pulled).rejects.toThrow(/cancel/i);
  });
});

describe('a client that does not ask for diagnostics', () => {
  const old: ClientSetup = { capabilities: {}, options: { settings: { debounce: 0 } } };

  it('is sent them, and their end', async () => {
    const uri = await opened('$a = wrong$\n', old);
    await expect.poll(() => client.published.get(uri)?.length, patience).toBe(1);
    await client.edit(uri, 'wrong', 'holds');
    await expect.poll(() => client.published.get(uri)?.length, patience).toBe(0);
  });

  it('is told to clear a note that is closed', async () => {
    const uri = await opened('$a = wrong$\n', old);
    await expect.poll(() => client.published.get(uri)?.length, patience).toBe(1);
    await client.close(uri);
    await expect.poll(() => client.published.get(uri)?.length, patience).toBe(0);
  });

  it('can check its workspace with a command', async () => {
    client = await Client.start({ ...old, files: { 'a.md': '$a = wrong$', 'b.md': '$a = holds$' } });
    const summary = await client.connection.sendRequest(ExecuteCommandRequest.type, {
      command: 'derivationCheck.server.checkWorkspace',
    });
    expect(summary).toMatchObject({ notes: 2, fails: 1, holds: 1 });
    await expect.poll(() => client.published.get(at('a.md'))?.length, patience).toBe(1);
  });
});

describe('settings', () => {
  it('of the editor win over those of the file', async () => {
    const files = { '.derivation-check.json': '{ "severities": { "fails": "hint", "suspect": "off" } }' };
    const uri = await opened(
      '$a = wrong$ $b = suspect$\n',
      { files, settings: { severities: { fails: 'warning' } } },
      'deep/er/note.md',
    );
    expect(await client.pull(uri)).toMatchObject({ items: [{ code: 'fails', severity: 2 }] });
  });

  it('are read again when they change', async () => {
    const uri = await opened('$a = wrong$\n');
    expect(await client.shown(uri)).toHaveLength(1);
    client.settings = { severities: { fails: 'off' } };
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    expect(await client.shown(uri)).toEqual([]);
  });

  it('leave ignored notes alone', async () => {
    const uri = await opened('$a = wrong$\n', { settings: { ignore: ['drafts/'] } }, 'drafts/note.md');
    expect(await client.shown(uri)).toEqual([]);
  });

  it('that are wrong are told in their file', async () => {
    const uri = await opened('{ "pints": 12 }', {}, '.derivation-check.json', 'json');
    expect(await client.shown(uri)).toEqual(['invalid-settings: 12']);
  });
});

describe('hover', () => {
  async function shownAt(text: string, place: string): Promise<string> {
    const uri = await opened(text);
    await client.pull(uri);
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: client.position(uri, place),
    });
    return (hover?.contents as MarkupContent | undefined)?.value ?? '';
  }

  it('gives the verdict and a table of values', async () => {
    const value = await shownAt('$b = wrong$', 'wrong');
    expect(value).toContain('**✗ Does not hold**');
    expect(value).toContain(
      '| y | ŷ | left side | right side |\n| :---: | :---: | :---: | :---: |\n| 1 | -0.25 | 0.75 | -0.75 |',
    );
  });

  it('says at how many points a step holds', async () => {
    expect(await shownAt('$b = holds$', 'b')).toContain('This step holds at 12 points.');
  });

  it('is silent beside formulas', async () => {
    expect(await shownAt('Some text and $b = holds$', 'text')).toBe('');
  });
});

describe('code actions', () => {
  it('ignore a step of a display by a comment in its row', async () => {
    const text = '$$\na = wrong \\\\\nb = wrong\n$$\n';
    expect(await after('Ignore this step', text, 'a =')).toBe(
      '$$\na = wrong \\\\ % derivation-check-disable-line\nb = wrong\n$$\n',
    );
  });

  it('ignore a step of a line of text by a comment at its end', async () => {
    expect(await after('Ignore this step', 'So $a = wrong$, see?\r\nMore', 'a =')).toBe(
      'So $a = wrong$, see? <!-- derivation-check-disable-line -->\r\nMore',
    );
  });

  it('ignore a whole display by a comment above, in the same quotation', async () => {
    expect(await after('Ignore this formula', 'Text\n\n> $$\n> a = wrong\n> $$\n', 'a =')).toBe(
      'Text\n\n> <!-- derivation-check-disable-next-line -->\n> $$\n> a = wrong\n> $$\n',
    );
  });

  it('use the comments of LaTeX in LaTeX', async () => {
    expect(await after('Ignore this step', 'So $a = wrong$.\n', 'a =', 'latex')).toBe(
      'So $a = wrong$. % derivation-check-disable-line\n',
    );
  });

  it('assume what the counterexample suggests, above the paragraph', async () => {
    expect(await after('Assume ŷ > 0', 'First.\n\nThen we\nsee $a = wrong$.\n', 'a =')).toBe(
      'First.\n\n<!-- derivation-check-assume ŷ > 0 -->\nThen we\nsee $a = wrong$.\n',
    );
  });

  it.each(['Ignore this step', 'Ignore this formula'])('“%s” makes the finding go away', async (title) => {
    const text = 'Text\n\n- $$\n  a = wrong\n  $$\n- and $b = wrong$\n';
    const changed = await after(title, text, 'a =');
    const uri = await client.open('changed.md', changed);
    expect(await client.shown(uri)).toHaveLength(1);
  });

  it('offer another severity where the client can ask for it', async () => {
    const uri = await opened('$a = wrong$', { options: { clientCommands: true } });
    await client.pull(uri);
    expect((await actions(uri, 'wrong')).map(({ title }) => title)).toContain('Set the severity of “fails”…');
  });
});

describe('what is drawn over the text', () => {
  it('tells over a display what became of its steps', async () => {
    const uri = await opened('$$\na = holds, b = holds, c = wrong\n$$\n\nin line $a = wrong$\n');
    await client.pull(uri);
    const lenses = await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } });
    expect(lenses?.map(({ command, range }) => [command?.title, range.start.line])).toEqual([
      ['2 steps hold · 1 fails', 0],
    ]);
  });

  it.each([
    ['off', []],
    ['fails', ['✗']],
    ['all', ['✓', '✗', '?']],
  ] as const)('marks steps (%s)', async (inlayHints, marks) => {
    const uri = await opened('$a = holds$ $b = wrong$ $c = suspect$ $d = given$', { settings: { inlayHints } });
    await client.pull(uri);
    const hints = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range: whole });
    expect(hints?.map(({ label }) => label)).toEqual(marks);
  });

  it('moves with the text until the next check, and leaves out what was edited', async () => {
    const uri = await opened('$a = wrong$ $b = wrong$ $c = wrong$', { settings: { debounce: 10_000 } });
    await client.pull(uri);
    await client.edit(uri, '$a', 'Text before $a');
    await client.edit(uri, 'b = wrong', 'b = wronger');
    const hints = await client.connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range: whole });
    expect(hints?.map(({ position }) => position.character)).toEqual([22, 48]);
  });

  it('outlines the derivations and their steps', async () => {
    const uri = await opened('$$\na = holds, b = wrong\n$$\n');
    await client.pull(uri);
    const symbols = (await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: { uri },
    })) as DocumentSymbol[];
    expect(
      symbols.map(({ name, detail, children }) => [
        name,
        detail,
        children?.map(({ name, detail }) => `${name} ${detail}`),
      ]),
    ).toEqual([['a', '1 step holds · 1 fails', ['= holds ✓ Holds', '= wrong ✗ Does not hold']]]);
  });
});

describe('a check of the workspace', () => {
  const files = { 'a.md': '$a = wrong$', 'b.tex': '$b = holds$ $c = unknown$', 'drafts/c.md': '$a = wrong$' };

  async function checked(setup: ClientSetup = {}) {
    client = await Client.start({ files, ...setup });
    const summary = await client.connection.sendRequest(CheckWorkspace, {});
    return {
      summary,
      reports: await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] }),
    };
  }

  it('counts and shows the findings of closed notes', async () => {
    const { summary, reports } = await checked({ settings: { ignore: ['drafts/'] } });
    expect(summary).toEqual({
      notes: 2,
      relations: 3,
      holds: 1,
      fails: 1,
      undecided: 1,
      given: 0,
      unreadable: [],
      cancelled: false,
    });
    expect(reports.items.map((item) => [item.uri, item.kind === 'full' ? item.items.length : 0])).toEqual([
      [at('a.md'), 1],
      [at('b.tex'), 0],
    ]);
  });

  it('links to the same pages as open notes do', async () => {
    const { reports } = await checked({ options: { documentation: 'https://example.org/{code}.html' } });
    expect(reports.items[0]).toMatchObject({
      items: [{ codeDescription: { href: 'https://example.org/fails.html' } }],
    });
  });

  it('holds its answer back until something has changed', async () => {
    const { reports } = await checked();
    const previousResultIds = reports.items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
    let answered = false;
    const next = client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds }).finally(() => {
      answered = true;
    });
    await client.connection.sendRequest(ListSteps, { uri: at('a.md') });
    expect(answered).toBe(false);
    delete client.files['a.md'];
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: at('a.md'), type: FileChangeType.Deleted }],
    });
    expect((await next).items).toMatchObject([{ uri: at('a.md'), items: [] }]);
  });

  it('checks a file again that changes on disk', async () => {
    const { reports } = await checked();
    const previousResultIds = reports.items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
    client.files['a.md'] = '$a = wrong$ $b = wrong$';
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: at('a.md'), type: FileChangeType.Changed }],
    });
    const { items } = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    expect(items).toMatchObject([{ uri: at('a.md'), items: [{}, {}] }]);
  });
});

describe('notebooks', () => {
  it('are one note over all their Markdown cells', async () => {
    client = await Client.start();
    const [notebook, one, two] = [
      at('book.ipynb'),
      'vscode-notebook-cell:/book.ipynb#1',
      'vscode-notebook-cell:/book.ipynb#2',
    ];
    await client.connection.sendNotification(DidOpenNotebookDocumentNotification.type, {
      notebookDocument: {
        uri: notebook,
        notebookType: 'jupyter-notebook',
        version: 1,
        cells: [one, two].map((document) => ({ kind: NotebookCellKind.Markup, document })),
      },
      cellTextDocuments: [
        { uri: one, languageId: 'markdown', version: 1, text: 'First $a = holds$' },
        { uri: two, languageId: 'markdown', version: 1, text: 'Then\n$b = wrong$' },
      ],
    });
    expect(await client.pull(one)).toMatchObject({ items: [] });
    expect(await client.pull(two)).toMatchObject({ items: [{ range: { start: { line: 1, character: 3 } } }] });
    await client.connection.sendNotification(DidChangeNotebookDocumentNotification.type, {
      notebookDocument: { uri: notebook, version: 2 },
      change: {
        cells: { textContent: [{ document: { uri: one, version: 2 }, changes: [{ text: 'First $a = wrong$' }] }] },
      },
    });
    expect(await client.pull(one)).toMatchObject({ items: [{ code: 'fails' }] });
  });
});

describe('requests of the extension', () => {
  it('list the steps and write comments at them', async () => {
    const uri = await opened('$$\na = wrong\n$$\n');
    await client.pull(uri);
    const steps = await client.connection.sendRequest(ListSteps, { uri });
    expect(steps.map(({ verdict, sign }) => [verdict, sign.start])).toEqual([['fails', { line: 1, character: 2 }]]);
    const edit = await client.connection.sendRequest(CommentEdit, {
      uri,
      position: client.position(uri, 'wrong'),
      comment: { kind: 'assume', text: 'n integer' },
    });
    expect(client.edited(uri, edit)).toBe('<!-- derivation-check-assume n integer -->\n$$\na = wrong\n$$\n');
  });
});
