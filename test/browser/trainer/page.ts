import { startPage } from '../../../src/panel/trainer/start-page';
import { compileNamed, formulas } from './formulas';
import workerCode from './worker?inline';

// What VS Code's webview offers, with a host that keeps what it is told.
declare global {
  interface Window {
    posted: unknown[];
    trainerInit?: object;
  }
}

window.posted = [];
const stored = 'trainer-state';
Object.assign(globalThis, {
  acquireVsCodeApi: () => ({
    postMessage: (message: { type: string }) => {
      window.posted.push(message);
      if (message.type !== 'ready') return;
      const locale = document.documentElement.lang === 'zh-CN' ? 'zh-cn' : 'en';
      const init = { type: 'init', locale, formulas, ...window.trainerInit };
      setTimeout(() => window.postMessage(init), 0);
    },
    getState: () => JSON.parse(sessionStorage.getItem(stored) ?? 'null') as unknown,
    setState: (state: unknown) => sessionStorage.setItem(stored, JSON.stringify(state)),
  }),
});

startPage(workerCode, compileNamed);
