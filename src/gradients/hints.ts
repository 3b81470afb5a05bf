import type { Syntax } from '../latex/tree';
import { nameOf, solid } from '../meaning/names';
import type { Piece } from '../notes/note';

/** What a symbol of a note may stand for in the data and the model of logistic regression. */
export type Role =
  | 'features'
  | 'labels'
  | 'weights'
  | 'bias'
  | 'lambda'
  | 'sample-count'
  | 'feature-count'
  | 'rate'
  | 'prediction'
  | 'score'
  | 'loss';

/** Roles that the words of a note give to symbols, by name. */
export type Hints = ReadonlyMap<string, Role>;

/** Words for the roles. Those before win where two fit: a learning rate is no rate of anything else. */
const WORDS: readonly (readonly [Role, RegExp])[] = [
  ['rate', /学习率|步长|learning rate|step size/i],
  ['lambda', /正则化?(系数|参数|强度|项)|regulari[sz]ation|weight decay|权重衰减/i],
  [
    'sample-count',
    /样本(数|总数|数量|个数|容量)|样本的(数量|个数)|number of (training |data )?(samples|examples|points|observations)|(sample|training set|batch) size/i,
  ],
  ['feature-count', /特征(数|数量|维数|个数)|维数|维度|number of features|dimension/i],
  ['loss', /损失|代价|目标函数|似然|\b(loss|cost|objective|likelihood)\b/i],
  ['prediction', /预测|模型(的)?输出|predict|model output|estimated probability/i],
  ['score', /线性组合|中间结果|logit\b|linear (combination|score)|pre-?activation/i],
  ['bias', /偏置|偏差项|截距|\bbias\b|intercept/i],
  ['labels', /标签|真实(值|类别)|期望输出|\b(labels?|targets?|ground truth)\b/i],
  ['weights', /权重|权值|系数向量|\bweights?\b|coefficients/i],
  ['features', /特征|输入|\b(features?|inputs?|covariates?)\b/i],
];

/** `… 是权重向量`, `: the labels`, `denotes the number of samples`, right behind a symbol. */
const EXPLAINS =
  /^[\s*]*(?:(?:分别)?(?:是|为|表示|代表|指|即)|[:：（(]|is\b|are\b|denotes?\b|represents?\b|stands? for\b)([^。；;.\n]{0,40})/i;

/** The role that a stretch of words names: the head of its first clause, which stands last in Chinese and first in English. */
function roleIn(words: string): Role | undefined {
  const clause = /^[^，,（(、]*/.exec(words)?.[0] ?? '';
  const isChinese = /\p{Script=Han}/u.test(clause);
  let best: { readonly role: Role; readonly at: number } | undefined;
  for (const [role, pattern] of WORDS) {
    for (const { index } of clause.matchAll(new RegExp(pattern, `${pattern.flags}g`)))
      if (best === undefined || (isChinese ? index > best.at : index < best.at)) best = { role, at: index };
  }
  return best?.role;
}

/** The roles that the words beside lone symbols give them: `其中 $w$ 是权重向量`, `the learning rate $\eta$`. */
export function hintsOf(pieces: readonly Piece[], syntaxes: readonly Syntax[]): Hints {
  const hints = new Map<string, Role>();
  let formula = 0;
  pieces.forEach((piece, k) => {
    if (piece.kind !== 'formula') return;
    const syntax = syntaxes[formula++];
    const nodes = syntax === undefined ? [] : solid(syntax.body);
    const [first] = nodes;
    if (first === undefined || nodes.length > 1) return;
    const name = nameOf(first.kind === 'scripts' ? (first.base ?? first) : first);
    if (name === undefined || hints.has(name)) return;
    const next = pieces[k + 1];
    const after = next?.kind === 'prose' ? EXPLAINS.exec(next.prose.text)?.[1] : undefined;
    const last = pieces[k - 1];
    // Only the words right before: `the weights $w$`.
    const before = last?.kind === 'prose' ? (/(\S{0,8}|\S+\s\S+)\s*$/.exec(last.prose.text.slice(-24))?.[1] ?? '') : '';
    const role =
      (after === undefined ? undefined : roleIn(after)) ??
      WORDS.find(([, words]) => new RegExp(`(?:${words.source})[\\s(（*]*$`, 'i').test(before))?.[0];
    if (role !== undefined) hints.set(name, role);
  });
  return hints;
}
