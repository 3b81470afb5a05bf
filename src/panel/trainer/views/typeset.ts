import katex from 'katex';

/**
 * Typesets LaTeX into an element. `render` builds nodes and sets styles by script, which a strict policy allows; text
 * that KaTeX can't read is shown as it is.
 */
export function typeset(place: HTMLElement, latex: string, display = false): void {
  if (place.dataset['latex'] === latex) return;
  place.dataset['latex'] = latex;
  try {
    katex.render(latex, place, { displayMode: display, throwOnError: true, strict: false, trust: false });
  } catch {
    place.textContent = latex;
    place.classList.add('raw-latex');
  }
}
