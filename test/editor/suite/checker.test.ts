import * as vscode from 'vscode';
import { afterEach, before, describe, it } from './mocha';
import {
  at,
  becomes,
  closeAll,
  codeOf,
  configure,
  equal,
  extension,
  findings,
  open,
  replace,
  scratch,
  shown,
  stays,
} from './editor';

const slips = ['fails: = u^2 + v^2', 'fails: = p^2 - q^2'];
const wrong = (name: string): string => `$$\n(${name}+1)^2 = ${name}^2 + 1\n$$\n`;

async function hoverAt(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
  return hovers
    .flatMap(({ contents }) => contents.map((each) => (typeof each === 'string' ? each : each.value)))
    .join('\n');
}

async function actionsAt(editor: vscode.TextEditor, place: string): Promise<vscode.CodeAction[]> {
  const position = editor.document.positionAt(editor.document.getText().indexOf(place));
  const range = new vscode.Range(position, position);
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    range,
  );
}

async function apply(editor: vscode.TextEditor, place: string, title: string): Promise<void> {
  const action = (await actionsAt(editor, place)).find((each) => each.title === title);
  if (!action?.edit) throw new Error(`no action “${title}”`);
  await vscode.workspace.applyEdit(action.edit);
}

const run = (command: string): Thenable<unknown> => vscode.commands.executeCommand(`derivationCheck.${command}`);

before(async () => {
  await extension();
});

afterEach(closeAll);

describe('A note in the editor', () => {
  it('has its wrong steps underlined, and nothing else', async () => {
    const { document } = await open('squares.md');
    await becomes(() => shown(document), slips);
    equal(
      findings(document.uri).map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Error, vscode.DiagnosticSeverity.Error],
    );
  });

  it('has nothing underlined when all is right', async () => {
    const { document } = await open('right.md');
    await stays(() => shown(document), []);
  });

  it('may be LaTeX', async () => {
    const { document } = await open('gauss.tex');
    await becomes(
      () => shown(document),
      ['fails: &= x^3 - 3x^2y - 3xy^2 - y^3'].map((text) => text.replace('&', '')),
    );
  });

  it('tells a counterexample and links to a page', async () => {
    const { document } = await open('squares.md');
    await becomes(() => findings(document.uri).length, 2);
    const [finding] = findings(document.uri);
    equal(
      /^This step does not hold: at .*u = .* the left side is \S+, the right side \S+\.$/m.test(finding!.message),
      true,
    );
    equal(typeof finding!.code === 'object' && finding!.code.target.scheme, 'command');
  });

  it('is checked again after an edit, and findings move with the text', async () => {
    const editor = await scratch('edited.md', wrong('x'));
    await becomes(() => shown(editor.document), ['fails: = x^2 + 1']);
    await replace(editor, '$$', 'A line before.\n\n$$');
    await becomes(() => findings(editor.document.uri).map(({ range }) => range.start.line), [3]);
    await replace(editor, 'x^2 + 1', 'x^2 + 2x + 1');
    await becomes(() => shown(editor.document), []);
    await vscode.commands.executeCommand('undo');
    await becomes(() => shown(editor.document), ['fails: = x^2 + 1']);
  });

  it('loses its findings when its tab is closed', async () => {
    const { document } = await scratch('closed.md', wrong('x'));
    await becomes(() => shown(document).length, 1);
    await closeAll();
    await becomes(() => findings(at('closed.md')).length, 0);
  });

  it('takes its findings along when it is renamed', async () => {
    const { document } = await scratch('old.md', wrong('x'));
    await becomes(() => shown(document).length, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(at('old.md'), at('new.md'));
    await vscode.workspace.applyEdit(edit);
    await becomes(() => [findings(at('old.md')).length, findings(at('new.md')).length], [0, 1]);
  });

  it('tells in a hover what was found', async () => {
    const { document } = await open('squares.md');
    await becomes(() => findings(document.uri).length, 2);
    const text = await hoverAt(document.uri, findings(document.uri)[0]!.range.end);
    equal(text.includes('Read as') && text.includes('left side'), true);
  });

  it('has a lens over each display, marks after wrong steps, and an outline', async () => {
    const { document } = await open('squares.md');
    await becomes(() => findings(document.uri).length, 2);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    equal(
      lenses.map(({ command }) => command?.title),
      ['2 steps hold', '1 step fails'],
    );
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      all,
    );
    equal(
      hints.map(({ label }) => label),
      ['✗', '✗'],
    );
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    equal(symbols.flatMap(({ children }) => children).filter(({ detail }) => detail.startsWith('✗')).length, 2);
  });
});

describe('A code action', () => {
  it('“Ignore this step” makes the finding go away', async () => {
    const editor = await scratch('ignored.md', wrong('x'));
    await becomes(() => shown(editor.document).length, 1);
    await apply(editor, '=', 'Ignore this step');
    await becomes(() => shown(editor.document), []);
    equal(editor.document.getText(), '$$\n(x+1)^2 = x^2 + 1 % derivation-check-disable-line\n$$\n');
  });

  it('“Ignore this formula” makes all of its findings go away', async () => {
    const editor = await scratch(
      'ignored.md',
      '$$\n\\begin{aligned}\n(x+1)^2 &= x^2 + 1 \\\\\n(x+2)^2 &= x^2 + 4\n\\end{aligned}\n$$\n',
    );
    await becomes(() => shown(editor.document).length, 2);
    await apply(editor, '= x', 'Ignore this formula');
    await becomes(() => shown(editor.document), []);
  });
});

describe('The command', () => {
  it('Check Note checks plain text, which is left alone otherwise', async () => {
    const { document } = await open('plain.txt');
    await stays(() => shown(document), []);
    await run('checkNote');
    await becomes(() => shown(document), ['fails: = r^2 + s^2']);
  });

  it('Check Note works when live checking is off', async () => {
    await configure('run', 'manual');
    try {
      const { document } = await scratch('manual.md', wrong('x'));
      await stays(() => shown(document), []);
      await run('checkNote');
      await becomes(() => shown(document).length, 1);
    } finally {
      await configure('run', undefined);
    }
  });

  it('Clear Findings clears them until the next edit', async () => {
    const editor = await scratch('cleared.md', wrong('x'));
    await becomes(() => shown(editor.document).length, 1);
    await run('clearFindings');
    await becomes(() => shown(editor.document).length, 0);
    await replace(editor, '$$', '\n$$');
    await becomes(() => shown(editor.document).length, 1);
  });

  it('Next Wrong Step goes round all wrong steps, and Previous back', async () => {
    const editor = await open('squares.md');
    await becomes(() => findings(editor.document.uri).length, 2);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const lines: number[] = [];
    for (const command of ['nextWrongStep', 'nextWrongStep', 'nextWrongStep', 'previousWrongStep']) {
      await run(command);
      lines.push(editor.selection.active.line + 1);
    }
    equal(lines, [15, 18, 15, 18]);
  });

  it('Ignore This Step writes the comment at the cursor', async () => {
    const editor = await scratch('command.md', wrong('x'));
    await becomes(() => shown(editor.document).length, 1);
    editor.selection = new vscode.Selection(1, 10, 1, 10);
    await run('ignoreStep');
    await becomes(() => shown(editor.document), []);
  });

  it('Toggle Live Checking changes the setting to and fro', async () => {
    const read = (): string | undefined => vscode.workspace.getConfiguration('derivationCheck').get('run');
    await run('toggleLive');
    equal(read(), 'manual');
    await run('toggleLive');
    equal(read(), 'onType');
  });

  it('Check Workspace finds wrong steps in notes that are not open, and forgets those of a deleted file', async () => {
    await vscode.workspace.fs.writeFile(at('more/passing.md'), new TextEncoder().encode(wrong('x')));
    void run('checkWorkspace');
    await becomes(() => findings(at('more/chinese.md')).length, 1);
    await becomes(() => findings(at('more/passing.md')).length, 1);
    await vscode.workspace.fs.delete(at('more/passing.md'));
    await becomes(() => findings(at('more/passing.md')).length, 0);
    equal(findings(at('right.md')), []);
    await run('clearFindings');
    await becomes(() => findings(at('more/chinese.md')).length, 0);
  });

  it('Restart Server brings the findings back', async () => {
    const { document } = await open('squares.md');
    await becomes(() => shown(document), slips);
    await run('restartServer');
    await becomes(() => shown(document), slips);
  });
});

describe('Settings', () => {
  it('of the editor apply at once', async () => {
    const { document } = await open('squares.md');
    await becomes(() => findings(document.uri).length, 2);
    await configure('severities', { fails: 'warning' });
    await becomes(
      () => findings(document.uri).map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Warning, vscode.DiagnosticSeverity.Warning],
    );
    await configure('severities', undefined);
    await becomes(
      () => findings(document.uri).map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Error, vscode.DiagnosticSeverity.Error],
    );
  });

  it('of the file apply when it is saved and cease when it is deleted', async () => {
    const { document } = await open('squares.md');
    await becomes(() => findings(document.uri).length, 2);
    const file = at('.derivation-check.json');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('{ "severities": { "fails": "off" } }'));
    await becomes(() => findings(document.uri).length, 0);
    await vscode.workspace.fs.delete(file);
    await becomes(() => findings(document.uri).length, 2);
  });

  it('that are wrong are told at their place', async () => {
    const { document } = await scratch('more/.derivation-check.json', '{ "points": 1 }');
    const wrongPlaces = (): string[] =>
      vscode.languages.getDiagnostics(document.uri).map(({ range }) => document.getText(range));
    await becomes(wrongPlaces, ['1']);
    await vscode.workspace.fs.delete(document.uri);
  });

  it('in comments that are wrong are told at their place', async () => {
    const { document } = await scratch('comment.md', '<!-- derivation-check-disabel -->\n');
    await becomes(() => shown(document), ['invalid-comment: derivation-check-disabel']);
  });
});

describe('A notebook', () => {
  it('has findings in its Markdown cells', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(at('book.ipynb'));
    const editor = await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(1);
    // A cell's text is shown, and its findings asked for, while it is being edited.
    editor.selection = new vscode.NotebookRange(1, 2);
    await vscode.commands.executeCommand('notebook.cell.edit');
    await becomes(() => findings(cell.document.uri).map(codeOf), ['fails']);
    equal(shown(cell.document), ['fails: = c^2 + d^2']);
    await vscode.commands.executeCommand('notebook.cell.quitEdit');
  });
});
