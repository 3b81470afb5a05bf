import type { WriteStream } from 'node:tty';

/**
 * Whether to write colours. What the command line says goes before the environment: `FORCE_COLOR` (0 is never), `NO_COLOR`
 * (any text), and last whether the stream is a terminal that has colours.
 */
export function useColor(
  option: 'auto' | 'always' | 'never',
  stream: Pick<WriteStream, 'isTTY'>,
  env: NodeJS.ProcessEnv,
): boolean {
  if (option !== 'auto') return option === 'always';
  const force = env.FORCE_COLOR;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (env.NO_COLOR) return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}
