import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // The core is pure: files need no worlds of their own, and loading it once for all halves the time.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/cli/**', 'test/editor/**', 'test/browser/**'],
        },
      },
      {
        test: {
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          globalSetup: ['test/cli/build.setup.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
