import { Engine } from '../../trainer/engine/engine';
import type { EngineAnswer, EngineRequest } from '../../trainer/engine/messages';
import type { FormulaCompiler } from '../../trainer/formula/note-formula';
import { deferrer } from './engine-link';

/** What a worker's global scope offers, as far as it is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<EngineRequest>) => void) | null;
  postMessage(message: EngineAnswer): void;
}

/** Serves an engine from inside a worker. */
export function startWorker(compile: FormulaCompiler): void {
  const scope = globalThis as unknown as WorkerScope;
  const engine = new Engine({
    post: (answer) => scope.postMessage(answer),
    defer: deferrer(),
    now: () => performance.now(),
    slice: 8,
    compile,
  });
  scope.onmessage = ({ data }) => engine.handle(data);
}
