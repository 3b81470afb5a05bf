/* eslint-disable @typescript-eslint/no-require-imports -- the tests must load after Mocha has made its globals. */
import Mocha from 'mocha';
import { report, type Runner } from './report';

/** VS Code calls this inside its Node extension host. */
export function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: class {} as unknown as Mocha.ReporterConstructor });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  require('./checker.test');
  require('./server-process.test');
  return new Promise((resolve, reject) => {
    const runner = mocha.run((failures) => {
      finish();
      if (failures > 0) reject(new Error(`${failures} tests failed`));
      else resolve();
    });
    const finish = report(runner as unknown as Runner);
  });
}
