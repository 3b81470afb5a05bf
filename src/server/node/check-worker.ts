import { parentPort } from 'node:worker_threads';
import { runCheck } from '../run-check';
import type { WorkerAnswer, WorkerTask } from './worker-checker';

/** The thread that checks notes for the server. */
parentPort?.on('message', ({ id, request, stop }: WorkerTask) => {
  const flag = new Int32Array(stop);
  const cancelled = (): boolean => Atomics.load(flag, 0) !== 0;
  let answer: WorkerAnswer;
  try {
    answer = { id, report: runCheck(request, cancelled) };
  } catch (error) {
    answer = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  parentPort?.postMessage(answer);
});
