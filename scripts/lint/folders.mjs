/**
 * The one-way rule of the core: a formula walks through these folders from left to right, and each imports only folders to
 * its left.
 */
export const core = [
  'expression',
  'notes',
  'latex',
  'relations',
  'meaning',
  'context',
  'trial',
  'verdict',
  'gradients',
];

/** Pure as the core is, beside its way: what a note's comments and the settings ask for, and the form of the outcome. */
export const beside = ['comments', 'settings', 'report'];

/** Thin shells around the core. They may import whatever they need of it. */
export const shells = ['cli', 'server', 'extension', 'panel', 'trainer'];

/**
 * What the files of each folder of `src` may import from the other folders. Folders that are not listed (the shells, and
 * `check.ts` with its like at the top) are free. `report` is the form of the outcome: the types that a verdict fills in, and
 * their printed forms.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const mayImport = {
  ...Object.fromEntries(core.map((folder, place) => [folder, core.slice(0, place)])),
  verdict: [...core.slice(0, core.indexOf('verdict')), 'report'],
  report: ['expression', 'notes'],
  comments: ['expression', 'notes', 'report'],
  settings: ['expression', 'comments', 'report'],
};

/** Packages that need Node, an editor or a connection. */
export const shellPackages = /^(vscode|vscode-.*|@vscode\/.*)$/;
