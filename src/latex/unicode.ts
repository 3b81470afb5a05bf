/**
 * What a Unicode character of a formula would have been typed as in plain LaTeX, or `undefined` when it stands for
 * itself. Several tokens may come out: `²` is `^{2}`, `𝐱` is `\mathbf{x}`.
 */
export function latexOfCharacter(character: string): string | undefined {
  const known = CHARACTERS.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1d400 && code <= 0x1d7ff) return mathematicalAlphanumeric(character, code);
  if (code >= 0xff01 && code <= 0xff5e) return fullWidth(code);
  return undefined;
}

/** Accent commands of the combining marks that authors type after a letter. */
export const COMBINING_ACCENTS: ReadonlyMap<string, string> = new Map([
  ['\u0300', '\\grave'],
  ['\u0301', '\\acute'],
  ['\u0302', '\\hat'],
  ['\u0303', '\\tilde'],
  ['\u0304', '\\bar'],
  ['\u0305', '\\bar'],
  ['\u0307', '\\dot'],
  ['\u0308', '\\ddot'],
  ['\u030c', '\\check'],
  ['\u20d7', '\\vec'],
]);

function fullWidth(code: number): string {
  const ascii = String.fromCharCode(code - 0xfee0);
  // Full-width braces, backslash and so on are signs on paper, not LaTeX syntax.
  if (ascii === '{' || ascii === '}') return `\\${ascii}`;
  return '\\#$%&'.includes(ascii) ? `\\${ascii === '\\' ? 'backslash' : ascii}` : ascii === '~' ? '\\sim' : ascii;
}

/** First code point of each run of 52 letters in the block Mathematical Alphanumeric Symbols, and the command of its style. */
const LETTER_STYLES: readonly (readonly [number, string])[] = [
  [0x1d400, '\\mathbf'],
  [0x1d434, ''],
  [0x1d468, '\\mathbf'],
  [0x1d49c, '\\mathcal'],
  [0x1d4d0, '\\mathcal'],
  [0x1d504, '\\mathfrak'],
  [0x1d538, '\\mathbb'],
  [0x1d56c, '\\mathfrak'],
  [0x1d5a0, '\\mathsf'],
  [0x1d5d4, '\\mathsf'],
  [0x1d608, '\\mathsf'],
  [0x1d63c, '\\mathsf'],
  [0x1d670, '\\mathsf'],
  [0x1d6a4, ''],
  [0x1d6a8, '\\mathbf'],
  [0x1d6e2, ''],
  [0x1d71c, '\\mathbf'],
  [0x1d756, '\\mathbf'],
  [0x1d790, '\\mathbf'],
  [0x1d7ca, ''],
];

function mathematicalAlphanumeric(character: string, code: number): string {
  const plain = character.normalize('NFKC');
  const letter = CHARACTERS.get(plain) ?? plain;
  let style = '';
  for (const [start, command] of LETTER_STYLES) if (code >= start) style = command;
  return style === '' ? letter : `${style}{${letter}}`;
}

const CHARACTERS: ReadonlyMap<string, string> = (() => {
  const map = new Map<string, string>();
  const put = (characters: string, commands: string): void => {
    const names = commands.split(' ');
    [...characters].forEach((character, index) => map.set(character, names[index] ?? character));
  };
  put(
    'αβγδεζηθικλμνξοπρςστυφχψω',
    '\\alpha \\beta \\gamma \\delta \\varepsilon \\zeta \\eta \\theta \\iota \\kappa \\lambda \\mu \\nu \\xi o \\pi \\rho \\varsigma \\sigma \\tau \\upsilon \\varphi \\chi \\psi \\omega',
  );
  put(
    'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ',
    'A B \\Gamma \\Delta E Z H \\Theta I K \\Lambda M N \\Xi O \\Pi P \\Sigma T \\Upsilon \\Phi X \\Psi \\Omega',
  );
  put(
    'ϵϕϑϱϖϰµℓℏℎıȷ∆',
    '\\epsilon \\phi \\vartheta \\varrho \\varpi \\varkappa \\mu \\ell \\hbar h \\imath \\jmath \\Delta',
  );
  put('ℝℂℕℤℚℙ𝔼', '\\mathbb{R} \\mathbb{C} \\mathbb{N} \\mathbb{Z} \\mathbb{Q} \\mathbb{P} \\mathbb{E}');
  put(
    'ℒℋℱℬℰℐℳℛℜℑ',
    '\\mathcal{L} \\mathcal{H} \\mathcal{F} \\mathcal{B} \\mathcal{E} \\mathcal{I} \\mathcal{M} \\mathcal{R} \\Re \\Im',
  );
  put('−–—‐‑﹣', '- - - - - -');
  put(
    '×·⋅∙•÷±∓∘∗⊗⊕⊙⋆∪∩∖',
    '\\times \\cdot \\cdot \\cdot \\cdot \\div \\pm \\mp \\circ * \\otimes \\oplus \\odot \\star \\cup \\cap \\setminus',
  );
  put(
    '≤≥≠≈≡≃≅∼∝≪≫⩽⩾≦≧≐≜≔≕∶',
    '\\le \\ge \\ne \\approx \\equiv \\simeq \\cong \\sim \\propto \\ll \\gg \\leqslant \\geqslant \\le \\ge \\doteq \\triangleq \\coloneqq \\eqqcolon :',
  );
  put(
    '∈∉∋⊂⊃⊆⊇∅∀∃¬∧∨⊥∥∣',
    '\\in \\notin \\ni \\subset \\supset \\subseteq \\supseteq \\emptyset \\forall \\exists \\neg \\wedge \\vee \\perp \\parallel \\mid',
  );
  put(
    '→←↔⇒⇐⇔↦⟶⟵⟹⟸⟺↑↓⇌',
    '\\to \\leftarrow \\leftrightarrow \\Rightarrow \\Leftarrow \\Leftrightarrow \\mapsto \\longrightarrow \\longleftarrow \\Longrightarrow \\Longleftarrow \\Longleftrightarrow \\uparrow \\downarrow \\rightleftharpoons',
  );
  put(
    '∞∂∇∑∏∐∫∬∭∮√∴∵°∠△□',
    '\\infty \\partial \\nabla \\sum \\prod \\coprod \\int \\iint \\iiint \\oint \\sqrt \\therefore \\because ^{\\circ} \\angle \\triangle \\square',
  );
  put('…⋯⋮⋱', '\\ldots \\cdots \\vdots \\ddots');
  put('⟨⟩〈〉⌊⌋⌈⌉‖', '\\langle \\rangle \\langle \\rangle \\lfloor \\rfloor \\lceil \\rceil \\|');
  put('′″‴’‘ʹ｀', "' '' ''' ' ' ' '");
  put('⁰¹²³⁴⁵⁶⁷⁸⁹', '^{0} ^{1} ^{2} ^{3} ^{4} ^{5} ^{6} ^{7} ^{8} ^{9}');
  put('⁺⁻ⁿⁱᵀ', '^{+} ^{-} ^{n} ^{i} ^{T}');
  put('₀₁₂₃₄₅₆₇₈₉', '_{0} _{1} _{2} _{3} _{4} _{5} _{6} _{7} _{8} _{9}');
  put('₊₋ₙᵢⱼₖₘₓ', '_{+} _{-} _{n} _{i} _{j} _{k} _{m} _{x}');
  put('½⅓⅔¼¾⅛', '\\frac{1}{2} \\frac{1}{3} \\frac{2}{3} \\frac{1}{4} \\frac{3}{4} \\frac{1}{8}');
  put('、。，；：！？（）［］｜＝＜＞＋－＊／．', ', . , ; : ! ? ( ) [ ] | = < > + - * / .');
  put('【】「」', '[ ] [ ]');
  return map;
})();

/** Letters that are prose when they stand in a formula: Chinese, Japanese, Korean, Cyrillic and so on. */
export function isProseLetter(character: string): boolean {
  return /[\p{L}\p{Nl}]/u.test(character) && !/[A-Za-z\p{Script=Greek}]/u.test(character);
}
