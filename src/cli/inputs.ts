import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Messages } from '../report/messages';
import { isNoteName, noteExtensions } from './extensions';
import { readFailure } from './failure';

/** Something to check, or something that the user named and that cannot be. */
export type Input =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' }
  | { readonly kind: 'failure'; readonly path: string; readonly message: string };

/**
 * The notes that the given paths stand for, in order, each once. A file is taken whatever its name; a folder is searched for
 * names of notes, in alphabetical order, but for `node_modules`, hidden folders and linked folders.
 */
export async function findInputs(paths: readonly string[], say: Messages): Promise<Input[]> {
  const inputs: Input[] = [];
  for (const path of paths) {
    if (path === '-') {
      inputs.push({ kind: 'stdin' });
      continue;
    }
    try {
      if ((await stat(path)).isDirectory()) {
        const found = await walk(path, say);
        if (found.length === 0) inputs.push({ kind: 'failure', path, message: say.noNotes(noteExtensions) });
        inputs.push(...found);
      } else {
        inputs.push({ kind: 'file', path });
      }
    } catch (error) {
      inputs.push({ kind: 'failure', path, message: readFailure(error, say) });
    }
  }
  const seen = new Set<string>();
  return inputs.filter((input) => {
    const key = input.kind === 'stdin' ? '-' : resolve(input.path);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

async function walk(folder: string, say: Messages): Promise<Input[]> {
  const inputs: Input[] = [];
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return [{ kind: 'failure', path: folder, message: readFailure(error, say) }];
  }
  // Not by the language of the system: the order is the same on every machine.
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'node_modules') inputs.push(...(await walk(path, say)));
    } else if (isNoteName(entry.name) && (entry.isFile() || (entry.isSymbolicLink() && !(await isFolder(path))))) {
      inputs.push({ kind: 'file', path });
    }
  }
  return inputs;
}

/** A link that leads nowhere is no folder: reading it says what is wrong. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
