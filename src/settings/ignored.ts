import picomatch from 'picomatch/posix';

/**
 * Whether a note is not to be checked. Patterns are as in `.gitignore`: without a slash they match a name in any folder, and
 * a folder stands for everything in it.
 *
 * @param path of the note from the folder that the patterns count from, with `/`.
 */
export function isIgnored(path: string, patterns: readonly string[]): boolean {
  const every = patterns.flatMap((pattern) => {
    const folder = pattern.replace(/\/+$/, '');
    const anywhere = folder.includes('/') ? folder.replace(/^\//, '') : `**/${folder}`;
    return pattern.endsWith('/') ? [`${anywhere}/**`] : [anywhere, `${anywhere}/**`];
  });
  return every.length > 0 && picomatch.isMatch(path, every, { dot: true });
}
