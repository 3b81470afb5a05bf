/* eslint-disable @typescript-eslint/no-require-imports -- the tests must load after Mocha has made its globals. */
import { report, type Runner } from './report';

declare const mocha: { setup(options: object): void; run(done: (failures: number) => void): Runner };

/** VS Code calls this inside its web worker extension host. */
export function run(): Promise<void> {
  require('mocha/mocha');
  mocha.setup({ ui: 'bdd', timeout: 20_000, reporter: class {} });
  require('./checker.test');
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      finish();
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
    const finish = report(runner);
  });
}
