import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beside, core, mayImport, shellPackages, shells } from './folders.mjs';

const src = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'src');

/** The folder of `src` that a file stands in, or the file itself when it stands at the top. */
function folderOf(file) {
  return relative(src, file)
    .split(sep)[0]
    .replace(/\.[cm]?[jt]sx?$/, '');
}

/**
 * ESLint rule: the folders of the core import only what is to their left, no Node built-in and no editor package. Looks at
 * static, dynamic and type imports, and at exports from another file.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const oneWay = {
  meta: {
    type: 'problem',
    docs: { description: 'keep imports between the folders of the core one-way' },
    schema: [],
    messages: {
      folder: '{{from}} must not import {{to}}: it may import {{allowed}} (see scripts/lint/folders.mjs).',
      builtin: 'The core must not import the Node built-in {{name}}: it also runs in browsers.',
      shell: 'The core must not import {{name}}: it also runs outside the editor.',
      computed: 'The core must not import a computed path.',
    },
  },
  create(context) {
    const from = folderOf(context.filename);
    const allowed = mayImport[from];

    function look(node, source) {
      if (!source) return;
      if (source.type === 'TSLiteralType') return look(node, source.literal);
      if (source.type !== 'Literal' || typeof source.value !== 'string') {
        context.report({ node, messageId: 'computed' });
        return;
      }
      const name = source.value;
      if (!name.startsWith('.')) {
        if (isBuiltin(name)) context.report({ node: source, messageId: 'builtin', data: { name } });
        else if (shellPackages.test(name)) context.report({ node: source, messageId: 'shell', data: { name } });
        return;
      }
      // Data of the package (its version) is no code.
      if (name.endsWith('.json')) return;
      const to = folderOf(resolve(dirname(context.filename), name));
      // The top of the core (`check.ts`) may import all of it, but no shell.
      const fine = allowed ? to === from || allowed.includes(to) : !shells.includes(to);
      if (fine) return;
      const names = allowed ?? [...core, ...beside];
      context.report({
        node: source,
        messageId: 'folder',
        data: { from, to, allowed: names.length > 0 ? names.join(', ') : 'no other folder' },
      });
    }

    return {
      ImportDeclaration: (node) => look(node, node.source),
      ExportNamedDeclaration: (node) => look(node, node.source),
      ExportAllDeclaration: (node) => look(node, node.source),
      ImportExpression: (node) => look(node, node.source),
      TSImportType: (node) => look(node, node.source ?? node.argument),
      TSExternalModuleReference: (node) => look(node, node.expression),
      'CallExpression[callee.name="require"]': (node) => look(node, node.arguments[0]),
    };
  },
};
