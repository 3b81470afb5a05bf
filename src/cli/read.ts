import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { Messages } from '../report/messages';
import { readFailure } from './failure';

/** The text of a file, without its byte-order mark. */
export interface FileText {
  readonly text: string;
  readonly byteOrderMark: boolean;
}

/** Why a file cannot be checked, said to its owner. `line` and `column` (in bytes) where the place is known. */
export interface Failure {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** Far above any note; a larger file is a mistake. */
export const mostBytes = 64 * 1024 * 1024;
const megabyte = 1024 * 1024;

/** Reads a file as text: UTF-8, or UTF-16 with a byte-order mark. */
export async function readText(path: string, say: Messages): Promise<FileText | Failure> {
  let bytes: Buffer;
  try {
    const file = await open(path, 'r');
    try {
      const status = await file.stat();
      if (status.isDirectory() || status.isCharacterDevice() || status.isBlockDevice())
        return { message: say.notAFile };
      if (status.size > mostBytes) return tooLarge(status.size, say);
      bytes = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    return { message: readFailure(error, say) };
  }
  return decode(bytes, say);
}

/** Reads standard input to its end. */
export async function readStandardInput(say: Messages): Promise<FileText | Failure> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of process.stdin) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > mostBytes) return tooLarge(size, say);
      chunks.push(bytes);
    }
  } catch (error) {
    return { message: readFailure(error, say) };
  }
  return decode(Buffer.concat(chunks), say);
}

function tooLarge(size: number, say: Messages): Failure {
  return { message: say.tooLarge(Math.ceil(size / megabyte), mostBytes / megabyte) };
}

/** Turns the bytes of a note into text, or says why they are none. */
export function decode(bytes: Buffer, say: Messages): FileText | Failure {
  if (bytes.length > mostBytes) return tooLarge(bytes.length, say);
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (utf16) {
    try {
      const text = new TextDecoder(utf16, { fatal: true }).decode(bytes);
      return text.includes('\0') ? { message: say.binary } : { text, byteOrderMark: true };
    } catch {
      return { message: say.binary };
    }
  }
  if (bytes.includes(0)) return { message: say.binary };
  if (!isUtf8(bytes)) return { message: say.notUtf8, ...firstBadByte(bytes) };
  const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { text: bytes.toString('utf8', byteOrderMark ? 3 : 0), byteOrderMark };
}

/** The place of the first byte that is no UTF-8. A line end is never part of a longer character. */
function firstBadByte(bytes: Buffer): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    const row = bytes.subarray(start, end < 0 ? undefined : end);
    if (!isUtf8(row) || end < 0) return { line, column: goodCharacters(row) + 1 };
    line++;
    start = end + 1;
  }
}

/** How many UTF-16 code units of a row come before its first bad byte. */
function goodCharacters(row: Buffer): number {
  let low = 0;
  let high = row.length;
  // The longest prefix that a decoder takes while more may follow: a cut through a character is no error.
  const fine = (length: number): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(row.subarray(0, length), {
        stream: true,
      });
    } catch {
      return undefined;
    }
  };
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fine(middle) === undefined) high = middle - 1;
    else low = middle;
  }
  return fine(low)?.length ?? 0;
}
