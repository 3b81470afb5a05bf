import type { Usage } from '../meaning/usage';

/** Words of prose that tie a letter to a function, and the letters that are customary for it. */
const CONVENTIONS: readonly { readonly cue: RegExp; readonly names: readonly string[]; readonly means: string }[] = [
  { cue: /sigmoid|logistic|s\s*型函数|逻辑函数|逻辑斯|逻辑回归/, names: ['\\sigma', 'sig', 'S'], means: 'sigmoid' },
];

/** Names that the note's prose, and nothing else, makes a known function: σ in a note that speaks of the sigmoid. */
export function conventionsOf(usage: Usage): Map<string, string> {
  const found = new Map<string, string>();
  for (const { cue, names, means } of CONVENTIONS) {
    if (!cue.test(usage.prose)) continue;
    for (const name of names) {
      const use = usage.of(name);
      if (use.calledWithName + use.calledWithOther + use.primed > 0) found.set(name, means);
    }
  }
  return found;
}

/** Whether the letter is the imaginary unit: never an index, and the prose or an `e^{i…}` speaks of complex numbers. */
export function isImaginary(usage: Usage, name: string): boolean {
  if (name !== 'i' && name !== 'j' && name !== '\\imath') return false;
  const use = usage.of(name);
  if (use.folded > 0 || use.subscript > 0) return false;
  return /imaginary|complex|虚数|复数|虚部|commutator|pauli|quantum|fourier|phasor|euler's formula|欧拉公式/.test(
    usage.prose,
  );
}

const REDEFINES =
  /变为|变成|变\s*$|加入|加上|引入|改为|改成|改写|重新|新的|此时|现在|考虑|假设|换成|若取|将.*替换|定义|记|设|令|取|now|new|becomes?|instead|redefin|consider|let|put|suppose|define|denote|set|take|with (a|the|an)|add(ing|ed)?\b|where|其中|例|example|case/i;

/** Whether the words before a formula announce a new meaning of its left side. */
export function announcesMeaning(words: string): boolean {
  return REDEFINES.test(words.slice(-60));
}

/** Whether the words before an inline formula make it a supposition: "when", "若". */
export function announcesCondition(words: string): boolean {
  return /(当|若|如果|假如|假设|设|令|取|满足|使得?|如|if|when|whenever|for|suppose|assum\w*|let|set|setting|such that|given|with|case|unless|provided|until|where|and|,|，|且|、)\s*(that|all|any|every|the)?\W*$/i.test(
    words.trim(),
  );
}

/** Whether the words before a formula call it an equation, to be solved or to be satisfied. */
export function announcesEquation(words: string): boolean {
  return /(solv\w+|equations?|root|satisf\w+|condition|constraint|subject to|求解|解方程|方程|满足|约束|条件|令.{0,12}(为零|等于零|为0)|setting|identity holds if)[^.。;；]{0,40}$/i.test(
    words,
  );
}

/** Whether the words before a formula give a letter a meaning: "Let", "记". */
export function namesAnew(words: string): boolean {
  return /\b(let|letting|put|putting|define|denote|write|substitut\w+|set|setting)\W*$|[令设记取]\s*$/i.test(words);
}

/** Whether the words before a formula recall what was said before. */
export function recalls(words: string): boolean {
  return /(recall|again|as (before|above|defined)|remember|回顾|回想|前面|上面|如前|同上)[^.。;；]{0,40}$/i.test(words);
}

const CONCLUDES =
  /(所以|因此|于是|从而|解得|得到?|可得|即|故|[故则即]有|so|hence|thus|therefore|then|gives?|get|obtain|yields?|i\.e\.|that is|implies)[\p{Script=Han}]{0,4}[^\p{L}]*$/iu;

/** Whether the words before a formula present it as a result. */
export function announcesResult(words: string): boolean {
  return CONCLUDES.test(words.trim());
}

/** Whether the words before a formula set the derivatives before it to zero. */
export function setsToZero(words: string): boolean {
  return /(set|setting|equat\w+|put|putting|let|letting)\b[^.]{0,60}\b(zero|0)\b|vanish|令[^。]{0,20}(零|0)|导数[^。]{0,12}(零|0)/i.test(
    words,
  );
}

/** Whether the words before a formula announce unknown coefficients. */
export function announcesAnsatz(words: string): boolean {
  return /(ansatz|partial fraction|undetermined|trial solution|of the form|try|guess|待定系数|部分分式|设.{0,12}形如)[^.。]{0,30}$/i.test(
    words,
  );
}

/** Whether the words before a formula say that something small is left out. */
export function approximates(words: string): boolean {
  return /一阶|小量|近似|忽略|略去|线性化|first order|leading order|small|neglect|approximat|lineari[sz]/i.test(words);
}

/** Whether the last word before a formula supposes it: "let", "令". */
export function announcesSupposition(words: string): boolean {
  return /(令|设|取|假设|假定|\blet|\bset|\btake|\bput|\bsuppos\w*|\bassum\w*)(\s+that)?[^\p{L}]*$/iu.test(
    words.trim(),
  );
}
