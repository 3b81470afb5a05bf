import type { TrainerApp } from '../app';
import { h } from '../dom';

/**
 * A part of the side column that can be folded, and is built anew when the state changes. A field that is being typed in
 * is left alone, and the focus stays where it was: controls are found again by their `data-key`.
 */
export function section(
  app: TrainerApp,
  title: string,
  options: { readonly open: boolean; readonly key: string },
  build: () => readonly (Node | undefined)[],
): HTMLElement {
  const body = h('div', { class: 'body' });
  const element = h('details', { class: 'section', 'data-section': options.key }, h('summary', {}, title), body);
  element.open = options.open;
  const refresh = () => {
    const focused = document.activeElement;
    const inside = focused instanceof HTMLElement && body.contains(focused) ? focused : undefined;
    if (isBeingTyped(inside)) {
      inside!.addEventListener('blur', () => requestAnimationFrame(refresh), { once: true });
      return;
    }
    const key = inside?.dataset['key'];
    body.replaceChildren(...build().filter((child): child is Node => child !== undefined));
    if (key) body.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  refresh();
  app.on(['state', 'loaded'], refresh);
  return element;
}

function isBeingTyped(element: HTMLElement | undefined): boolean {
  if (element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && element.type !== 'checkbox' && element.value !== element.defaultValue;
}

/** Marks a control so that the focus finds it again. */
export function keyed<T extends HTMLElement>(element: T, key: string): T {
  element.dataset['key'] = key;
  return element;
}

/** Whether the page is a side column: sections then begin folded, so that the plots are not far below. */
export function isNarrow(): boolean {
  return matchMedia('(max-width: 720px)').matches;
}
