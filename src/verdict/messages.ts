import type { ReasonCode } from '../report/report';

export type Locale = 'en' | 'zh-cn';

/** Words for why a relation is undecided. `detail` names the token, the symbols or the limit. */
export function reasonMessage(code: ReasonCode, detail: string, locale: Locale): string {
  const known = REASONS[code][locale];
  return known.replace('{}', detail);
}

const REASONS: Readonly<Record<ReasonCode, Readonly<Record<Locale, string>>>> = {
  'unknown-notation': { en: 'the notation {} is not understood', 'zh-cn': '无法理解记号 {}' },
  'unknown-quantity': {
    en: 'nothing in the note ties the two sides together ({})',
    'zh-cn': '笔记中没有内容把两边联系起来（{}）',
  },
  ambiguous: {
    en: 'the formula can be read in several ways that disagree ({})',
    'zh-cn': '该式有多种读法，结论不一（{}）',
  },
  suspect: {
    en: 'the sides differ, but the reading is not sure enough to call it wrong ({})',
    'zh-cn': '两边不等，但读法不够确定，不能断定有误（{}）',
  },
  'no-valid-points': {
    en: 'not enough points were found at which both sides have a value ({})',
    'zh-cn': '找不到足够多两边都有值的点（{}）',
  },
  imprecise: { en: '64 digits could not tell the sides apart ({})', 'zh-cn': '64 位数字仍无法区分两边（{}）' },
  'too-costly': { en: 'the evaluation exceeds its budget ({})', 'zh-cn': '计算量超出预算（{}）' },
  'not-numeric': { en: 'this is no statement about numbers ({})', 'zh-cn': '这不是关于数值的陈述（{}）' },
};

/** A phrase of the reasons' details. */
export function phrase(key: keyof typeof PHRASES, locale: Locale, value = ''): string {
  return PHRASES[key][locale].replace('{}', value);
}

const PHRASES = {
  neither: { en: '{} occur on one side only', 'zh-cn': '{} 只在一边出现' },
  constant: { en: 'one side is a constant', 'zh-cn': '一边是常数' },
  sometimes: { en: 'they agree at some points', 'zh-cn': '在一些点上相等' },
  zero: { en: 'both sides are 0 whatever the values', 'zh-cn': '无论取何值两边都为 0' },
  sample: { en: 'whether quantities without an index vary with the sample', 'zh-cn': '没有下标的量是否随样本变化' },
  convention: {
    en: 'a state or a matrix may have properties that only the words give it',
    'zh-cn': '某个态或矩阵可能有仅由文字说明的性质',
  },
  readings: { en: 'too many readings', 'zh-cn': '读法过多' },
  shape: { en: 'shapes do not fit: {}', 'zh-cn': '形状不符：{}' },
  chance: {
    en: 'what is random, and what is independent, is only assumed',
    'zh-cn': '哪些量是随机的、是否独立只是推测',
  },
  restated: { en: 'it may be a new definition of {}', 'zh-cn': '可能是 {} 的新定义' },
  empty: { en: 'a side is empty', 'zh-cn': '一边为空' },
  unknownFunction: { en: 'it speaks of a function that the note does not give', 'zh-cn': '涉及笔记未给出的函数' },
  identity: { en: 'I may be the identity matrix', 'zh-cn': 'I 可能是单位矩阵' },
  constants: { en: 'ħ and h are tied by a convention', 'zh-cn': 'ħ 与 h 由约定相联系' },
  equation: { en: 'it may follow from an equation before it', 'zh-cn': '可能由前面的方程得出' },
  supposed: { en: 'what the note supposes could not be put into numbers', 'zh-cn': '笔记中的假设无法数值化' },
  meaning: { en: 'the meaning of {} may have changed here', 'zh-cn': '此处 {} 的含义可能已改变' },
  heldFixed: { en: 'it is not clear what the partial derivative holds fixed', 'zh-cn': '不清楚偏导数中哪些量保持不变' },
  notation: { en: 'its notation has more than one meaning', 'zh-cn': '其记号有多种含义' },
  demand: { en: 'it may be an equation or a law, not a step', 'zh-cn': '可能是方程或定律，而非推导步骤' },
  confirm: { en: 'the difference could not be confirmed with 64 digits', 'zh-cn': '差异未能用 64 位数字确认' },
} as const;
