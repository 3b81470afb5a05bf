import { check } from '../check';
import type { NoteChecker } from './checker';
import { runCheck } from './run-check';

/**
 * Checks on the server's own thread, where there is no other. While a check runs nothing else is answered, so that it gives
 * up by itself when its time is over.
 */
export function inlineChecker(run: typeof check = check): NoteChecker {
  return {
    async check(request, token) {
      // Lets messages in that have come meanwhile, such as the edit that makes this check useless.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const end = Date.now() + request.settings.timeout * 1000;
      const cancelled = (): boolean => token.isCancellationRequested || Date.now() > end;
      return runCheck(request, cancelled, run);
    },
    dispose() {},
  };
}
