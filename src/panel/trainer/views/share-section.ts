import { readShareText, shareText } from '../../../trainer/export/share';
import type { TrainerApp } from '../app';
import { button, h, uniqueId } from '../dom';
import { t } from '../strings';
import { keyed, section } from './section';

/** Everything that leaves the trainer, and the way back in. */
export function shareSection(app: TrainerApp): HTMLElement {
  let pasting = false;
  return section(app, t('share'), { open: false, key: 'share' }, () => {
    const exports = [
      ['history', t('exportHistory')],
      ['parameters', t('exportParameters')],
      ['numpy', t('exportNumpy')],
      ['data', t('exportData')],
    ] as const;
    const buttons = exports.map(([kind, label]) => {
      const element = keyed(
        button({ name: label, icon: 'save', label }, () => app.export(kind)),
        `export-${kind}`,
      );
      element.dataset['action'] = `export-${kind}`;
      return element;
    });
    const copy = button({ name: t('copyShare'), label: t('copyShare') }, () => {
      app.post({ type: 'copy', text: shareText(app.state) });
      app.say(t('copied'));
    });
    copy.dataset['action'] = 'copy-share';
    const paste = button({ name: t('pasteShare'), label: t('pasteShare') }, () => {
      pasting = true;
      app.changed('state');
    });
    const content: Node[] = [
      h('div', { class: 'stack' }, ...buttons),
      h('div', { class: 'row' }, keyed(copy, 'copy'), keyed(paste, 'paste')),
    ];
    if (pasting) content.push(pasteForm(app, () => (pasting = false)));
    return content;
  });
}

function pasteForm(app: TrainerApp, close: () => void): HTMLElement {
  const area = h('textarea', { rows: 3, id: uniqueId('share'), spellcheck: 'false' });
  const problem = h('p', { class: 'problem', role: 'alert' });
  const open = button({ name: t('open'), label: t('open'), kind: 'primary' }, () => {
    const shared = readShareText(area.value);
    if ('state' in shared) {
      area.value = '';
      close();
      app.open(shared.state);
      return;
    }
    const messages = { 'not-ours': 'shareBad', newer: 'shareNewer', damaged: 'shareDamaged' } as const;
    problem.textContent = t(messages[shared.error]);
  });
  const cancel = button({ name: t('cancel'), label: t('cancel') }, () => {
    close();
    app.changed('state');
  });
  return h(
    'div',
    { class: 'stack' },
    h('label', { for: area.id }, t('shareLabel')),
    area,
    problem,
    h('div', { class: 'row' }, open, cancel),
  );
}
