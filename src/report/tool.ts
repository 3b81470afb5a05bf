import { name, version } from '../../package.json';

/** Name and version of the program, as in the package. */
export const tool = { name, version } as const;
