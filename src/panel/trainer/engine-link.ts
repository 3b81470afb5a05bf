import type { EngineAnswer, EngineRequest } from '../../trainer/engine/messages';
import { Engine } from '../../trainer/engine/engine';
import type { FormulaCompiler } from '../../trainer/formula/note-formula';

/** The way to an engine, wherever it runs. */
export interface EngineLink {
  readonly send: (request: EngineRequest) => void;
}

/** Runs a function after waiting events, without the four milliseconds that nested timers are made to wait. */
export function deferrer(): (work: () => void) => void {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return (work) => {
    waiting.push(work);
    channel.port2.postMessage(null);
  };
}

/**
 * Starts an engine in a worker made from its code (`blob:`, all that a webview's policy allows), or, where that is
 * refused, in the page, in slices that leave room for drawing.
 *
 * @param workerCode the bundle of the worker
 * @param failed called with a message when a running engine breaks
 */
export function startEngine(
  workerCode: string,
  compile: FormulaCompiler,
  answer: (answer: EngineAnswer) => void,
  failed: (message: string) => void,
): EngineLink {
  const sent: EngineRequest[] = [];
  let answered = false;
  let link: EngineLink;
  try {
    const url = URL.createObjectURL(new Blob([workerCode], { type: 'text/javascript' }));
    const worker = new Worker(url);
    worker.onmessage = ({ data }: MessageEvent<EngineAnswer>) => {
      answered = true;
      sent.length = 0;
      answer(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (answered) {
        failed(event.message);
        return;
      }
      // A policy that forbids workers says so only now: start over in the page.
      worker.terminate();
      link = engineInPage(compile, answer);
      for (const request of sent.splice(0)) link.send(request);
      answered = true;
    };
    link = { send: (request) => worker.postMessage(request) };
  } catch {
    answered = true;
    link = engineInPage(compile, answer);
  }
  return {
    send: (request) => {
      if (!answered) sent.push(request);
      link.send(request);
    },
  };
}

function engineInPage(compile: FormulaCompiler, answer: (answer: EngineAnswer) => void): EngineLink {
  const engine = new Engine({
    post: (message) => queueMicrotask(() => answer(message)),
    defer: (work) => void setTimeout(work, 0),
    now: () => performance.now(),
    slice: 6,
    compile,
  });
  return { send: (request) => engine.handle(request) };
}
