import { build } from '../../scripts/build.mjs';

/** Builds the command line once, before all tests that run it. */
export default async function setup(): Promise<void> {
  await build(['cli']);
}
