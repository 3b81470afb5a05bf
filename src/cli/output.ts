/**
 * Standard output and standard error. A reader that goes away (`| head`) is no error: `closed` turns true, and whoever is
 * still writing may stop.
 */
export class Output {
  closed = false;
  private lastProgress = -Infinity;
  private progressShown = false;

  constructor() {
    process.stdout.on('error', (error) => this.stop(error));
    // Nothing more can be said when nobody listens.
    process.stderr.on('error', () => {});
  }

  /** Why standard output could not be written, when it was not its reader's will. */
  failure: Error | undefined;

  /** Writes to standard output, and waits until it is taken. */
  async write(text: string): Promise<void> {
    if (this.closed || text === '') return;
    this.clearProgress();
    await new Promise<void>((done) =>
      process.stdout.write(text, (error) => {
        if (error) this.stop(error);
        done();
      }),
    );
  }

  private stop(error: NodeJS.ErrnoException): void {
    this.closed = true;
    if (error.code !== 'EPIPE') this.failure = error;
  }

  /** Writes a line to standard error. */
  complain(line: string): void {
    this.clearProgress();
    process.stderr.write(`${line}\n`);
  }

  /** Shows how far the work is, on a terminal only, and not more often than can be seen. */
  progress(line: string): void {
    if (!process.stderr.isTTY) return;
    const now = performance.now();
    if (now - this.lastProgress < 80) return;
    this.lastProgress = now;
    this.progressShown = true;
    const room = Math.max(20, (process.stderr.columns || 80) - 1);
    process.stderr.write(`\r\x1b[K${[...line].slice(0, room).join('')}`);
  }

  clearProgress(): void {
    if (this.progressShown) process.stderr.write('\r\x1b[K');
    this.progressShown = false;
  }
}
