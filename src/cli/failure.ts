import type { Messages } from '../report/messages';

/** Why the system would not let a file or folder be read, in a few words. */
export function readFailure(error: unknown, say: Messages): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return say.missing;
  if (code === 'EACCES' || code === 'EPERM') return say.noPermission;
  // Node writes `CODE: what happened, call 'path'`.
  const what = /^[A-Z0-9_]+: (.*?)(?:, \w+.*)?$/s.exec(message ?? '')?.[1];
  return say.unreadable(what ?? message ?? String(error));
}
