import { fork, type ChildProcess } from 'node:child_process';
import type { Outcome, Task } from './outcome';

/**
 * Runs tasks in worker processes, in any order; the outcomes come in the order of the tasks. A worker that dies, or takes
 * longer than the limit for one note, is replaced.
 */
export async function runAll(
  tasks: readonly Task[],
  how: {
    readonly script: string;
    readonly workers: number;
    readonly seconds: number;
    readonly done: (count: number) => void;
  },
): Promise<Outcome[]> {
  const outcomes: (Outcome | undefined)[] = tasks.map(() => undefined);
  let next = 0;
  let finished = 0;
  const line = async (): Promise<void> => {
    let child: ChildProcess | undefined;
    for (let number = next++; number < tasks.length; number = next++) {
      child ??= fork(how.script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const outcome = await ask(child, tasks[number] as Task, how.seconds);
      if (outcome.kind === 'hung' || !child.connected) {
        child.kill('SIGKILL');
        child = undefined;
      }
      outcomes[number] = outcome;
      how.done(++finished);
    }
    child?.disconnect();
  };
  await Promise.all(Array.from({ length: how.workers }, line));
  return outcomes as Outcome[];
}

function ask(child: ChildProcess, task: Task, seconds: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const answer = (outcome: Outcome): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(outcome);
    };
    const timer = setTimeout(() => answer({ kind: 'hung', path: task.path, seconds }), seconds * 1000);
    child.once('message', (outcome) => answer(outcome as Outcome));
    child.once('exit', (code, signal) =>
      answer({ kind: 'crashed', path: task.path, message: `the process ended: ${signal ?? code}` }),
    );
    child.send(task);
  });
}
