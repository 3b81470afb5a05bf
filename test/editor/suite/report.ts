/** What is used of Mocha's runner. */
export interface Runner {
  on(event: 'pass' | 'fail' | 'pending', listener: (test: { fullTitle(): string }, error?: Error) => void): Runner;
}

/** Writes each result to the console, from where the harness reads it. */
export function report(runner: Runner): () => void {
  const counts = { passed: 0, failed: 0 };
  runner
    .on('pass', (test) => {
      counts.passed++;
      console.log(`  ✓ ${test.fullTitle()}`);
    })
    .on('fail', (test, error) => {
      counts.failed++;
      console.log(`  ✗ ${test.fullTitle()}\n${error?.stack ?? ''}`);
    })
    .on('pending', (test) => console.log(`  - ${test.fullTitle()}`));
  return () => console.log(`##result ${JSON.stringify(counts)}`);
}
