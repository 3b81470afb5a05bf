type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined | false;

/**
 * An element with attributes and children. `true` sets an attribute without value, `false` and `undefined` leave it out.
 * Event listeners are added by the caller, styles live in the style sheet: nothing here breaks a strict CSP.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
}

export function setAttribute(element: Element, name: string, value: string | number | boolean | undefined): void {
  if (value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

/** An SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Node[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  element.append(...children);
  return element;
}

/** Changes the text only if it differs, so that nothing is laid out or announced in vain. */
export function setText(element: Node, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

let ids = 0;

/** An id that is unique in the page. */
export function uniqueId(prefix: string): string {
  return `${prefix}-${++ids}`;
}

const iconPaths: Readonly<Record<string, string>> = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  step: 'M3 3v10l7-5zM11 3h2v10h-2z',
  back: 'M13 3v10L6 8zM3 3h2v10H3z',
  reset: 'M8 3V.8L4.4 3.9 8 7V4.6a3.9 3.9 0 1 1-3.9 3.9H2.5A5.5 5.5 0 1 0 8 3z',
  add: 'M7.25 2.5h1.5v4.75h4.75v1.5H8.75v4.75h-1.5V8.75H2.5v-1.5h4.75z',
  close: 'M8 6.9 11.5 3.4l1.1 1.1L9.1 8l3.5 3.5-1.1 1.1L8 9.1l-3.5 3.5-1.1-1.1L6.9 8 3.4 4.5l1.1-1.1z',
  table:
    'M2 2.5h12v11H2zm1.2 1.2v2.2h3v-2.2zm4.2 0v2.2h5.4v-2.2zM3.2 7.1v2.1h3V7.1zm4.2 0v2.1h5.4V7.1zM3.2 10.4v1.9h3v-1.9zm4.2 0v1.9h5.4v-1.9z',
  save: 'M7.3 1.8h1.4v6.3l2.1-2.1 1 1L8 10.8 4.2 7l1-1 2.1 2.1zM2.5 11h1.4v1.8h8.2V11h1.4v3.2h-11z',
  file: 'M3.5 1.5h6l3 3v10h-9zm1.2 1.2v10.6h6.6V5.3H8.7V2.7zm5.2.4v1h1z',
};

export function icon(name: keyof typeof iconPaths): SVGSVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 16 16', class: 'icon', 'aria-hidden': 'true' },
    svg('path', { d: iconPaths[name]!, 'fill-rule': 'evenodd' }),
  );
}

/** A button with an icon, a label, or both. Without a visible label the name goes to `aria-label` and the tooltip. */
export function button(
  options: {
    readonly name: string;
    readonly icon?: string;
    readonly label?: string;
    readonly kind?: 'primary' | 'plain' | 'ghost';
    readonly hint?: string;
  },
  onClick: () => void,
): HTMLButtonElement {
  const element = h(
    'button',
    {
      type: 'button',
      class: `button ${options.kind ?? 'plain'}`,
      'aria-label': options.label === options.name ? undefined : options.name,
      title: options.hint ?? options.name,
    },
    options.icon ? icon(options.icon) : undefined,
    options.label ? h('span', {}, options.label) : undefined,
  );
  element.addEventListener('click', onClick);
  return element;
}

/** A labelled field; `stacked` puts a long control below its label. */
export function field(label: string, control: HTMLElement, layout: 'beside' | 'stacked' = 'beside'): HTMLElement {
  control.id ||= uniqueId('field');
  return h(
    'div',
    { class: layout === 'stacked' ? 'field stacked' : 'field' },
    h('label', { for: control.id }, label),
    h('div', { class: 'control' }, control),
  );
}

/** A select; `choose` gets the value of the option chosen. */
export function select(
  options: readonly (readonly [value: string, label: string])[],
  value: string,
  choose: (value: string) => void,
): HTMLSelectElement {
  const element = h('select', {}, ...options.map(([v, label]) => h('option', { value: v }, label)));
  element.value = value;
  element.addEventListener('change', () => choose(element.value));
  return element;
}

export interface NumberInputOptions {
  readonly min?: number;
  readonly max?: number;
  readonly step?: number | 'any';
  readonly label?: string;
}

/** A number input that calls `change` with numbers in range only, and marks anything else as invalid. */
export function numberInput(
  value: number,
  options: NumberInputOptions,
  change: (value: number) => void,
): HTMLInputElement {
  const { min, max, step = 'any', label } = options;
  const element = h('input', { type: 'number', min, max, step, 'aria-label': label, value });
  element.addEventListener('change', () => {
    const entered = element.valueAsNumber;
    const valid = Number.isFinite(entered) && entered >= (min ?? -Infinity) && entered <= (max ?? Infinity);
    setAttribute(element, 'aria-invalid', valid ? undefined : 'true');
    if (valid) change(entered);
  });
  return element;
}

export function checkbox(label: string, checked: boolean, change: (checked: boolean) => void): HTMLElement {
  const input = h('input', { type: 'checkbox', id: uniqueId('check') });
  input.checked = checked;
  input.addEventListener('change', () => change(input.checked));
  return h('div', { class: 'check' }, input, h('label', { for: input.id }, label));
}
