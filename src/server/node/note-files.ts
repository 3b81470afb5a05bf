import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { languageOfPath } from '../languages';
import type { NoteFiles } from '../workspace';

/** Folders that hold other people's files or what a program made. */
const skipped = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', '__pycache__', '.ipynb_checkpoints']);

/** The notes on the disk of this machine. */
export function noteFilesOnDisk(folders: () => readonly string[]): NoteFiles {
  return {
    async find() {
      const found: string[] = [];
      for (const folder of folders()) if (folder.startsWith('file:')) await walk(fileURLToPath(folder), found);
      return found.sort();
    },
    async read(uri) {
      if (!uri.startsWith('file:')) return undefined;
      try {
        return await readFile(fileURLToPath(uri), 'utf8');
      } catch (error) {
        if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
        throw error;
      }
    },
  };
}

async function walk(folder: string, found: string[]): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !skipped.has(entry.name)) await walk(path, found);
    else if (entry.isFile() && languageOfPath(entry.name)) found.push(pathToFileURL(path).href);
  }
}
