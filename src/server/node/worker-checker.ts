import { Worker } from 'node:worker_threads';
import type { CancellationToken } from 'vscode-languageserver-protocol';
import { tooCostly, type CheckOutcome, type CheckRequest, type NoteChecker } from '../checker';

export interface WorkerTask {
  readonly id: number;
  readonly request: CheckRequest;
  /** One 32-bit number; anything but 0 asks the check to end early. */
  readonly stop: SharedArrayBuffer;
}

export type WorkerAnswer = { readonly id: number } & ({ readonly report: CheckOutcome } | { readonly error: string });

interface Job extends WorkerTask {
  readonly resolve: (report: CheckOutcome) => void;
  readonly reject: (error: Error) => void;
}

/** Milliseconds that a check may take to end by itself once it has been asked to. */
const grace = 500;

/**
 * Runs checks in a thread of its own, one after the other. A check that does not end when it is told to loses its thread:
 * a pathological formula costs its note the findings, and the next note gets a new thread.
 *
 * @param script of the thread.
 */
export class WorkerChecker implements NoteChecker {
  private worker: Worker | undefined;
  private readonly queue: Job[] = [];
  private current: Job | undefined;
  private timer: NodeJS.Timeout | undefined;
  private nextId = 0;

  constructor(private readonly script: string) {}

  check(request: CheckRequest, token: CancellationToken): Promise<CheckOutcome> {
    return new Promise((resolve, reject) => {
      const job: Job = { id: this.nextId++, request, stop: new SharedArrayBuffer(4), resolve, reject };
      token.onCancellationRequested(() => this.cancel(job));
      this.queue.push(job);
      this.next();
    });
  }

  prepare(): void {
    this.start();
  }

  dispose(): void {
    clearTimeout(this.timer);
    void this.worker?.terminate();
    this.worker = undefined;
  }

  private next(): void {
    if (this.current) return;
    const job = this.queue.shift();
    if (!job) return;
    this.current = job;
    this.timer = setTimeout(() => this.ask(job), job.request.settings.timeout * 1000);
    const { id, request, stop } = job;
    this.start().postMessage({ id, request, stop } satisfies WorkerTask);
  }

  private start(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(this.script);
    worker.on('message', (answer: WorkerAnswer) => {
      const job = this.current;
      if (answer.id !== job?.id) return;
      if ('report' in answer) job.resolve(answer.report);
      else job.reject(new Error(answer.error));
      this.finish();
    });
    worker.on('error', (error) => this.lost(worker, error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', () => this.lost(worker, new Error('The checking thread has ended.')));
    worker.unref();
    return (this.worker = worker);
  }

  private lost(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    this.current?.reject(error);
    this.finish();
  }

  private finish(): void {
    clearTimeout(this.timer);
    this.current = undefined;
    this.next();
  }

  private cancel(job: Job): void {
    if (job === this.current) {
      this.ask(job);
      return;
    }
    const place = this.queue.indexOf(job);
    if (place < 0) return;
    this.queue.splice(place, 1);
    job.resolve({ language: job.request.language, findings: [], problems: [] });
  }

  /** Asks a check to end, and ends it if it does not. */
  private ask(job: Job): void {
    const flag = new Int32Array(job.stop);
    Atomics.store(flag, 0, 1);
    // A thread may sleep on the flag.
    Atomics.notify(flag, 0);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.current !== job) return;
      const worker = this.worker;
      this.worker = undefined;
      void worker?.terminate();
      job.resolve(tooCostly(job.request));
      this.finish();
    }, grace);
  }
}
