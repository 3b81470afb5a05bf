/** Colours of the editor's theme, for canvases (styles use the variables themselves). */
export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly background: string;
  readonly grid: string;
  /** Class 0, class 1. */
  readonly classes: readonly [string, string];
  /** Runs and parameters, in order. */
  readonly series: readonly string[];
  readonly focus: string;
  readonly font: string;
  readonly highContrast: boolean;
}

function variable(style: CSSStyleDeclaration, name: string): string {
  return style.getPropertyValue(name).trim();
}

/** Reads the present theme. Our own properties of the style sheet give every colour a fallback. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const get = (name: string) => variable(style, `--trainer-${name}`);
  return {
    foreground: get('foreground'),
    muted: get('muted'),
    background: get('background'),
    grid: get('grid'),
    classes: [get('class-0'), get('class-1')],
    series: ['blue', 'orange', 'green', 'purple', 'red', 'yellow', 'cyan', 'grey'].map((name) => get(`series-${name}`)),
    focus: get('focus'),
    font: `11px ${style.fontFamily || 'sans-serif'}`,
    highContrast: /vscode-high-contrast/.test(document.body.className),
  };
}

/** Calls back when the theme changes. VS Code swaps the class of the body and the variables of the root. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}

/** Whether the reader wants little motion. */
export function wantsLittleMotion(): boolean {
  return (
    document.body.classList.contains('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}
