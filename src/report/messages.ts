import type { Counts } from './counts';
import type { ReasonCode, Role, Verdict } from './report';

/** The languages that the program speaks. */
export type Locale = 'en' | 'zh-cn';

export const locales: readonly Locale[] = ['en', 'zh-cn'];

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const en = {
  verdict: { holds: 'holds', fails: 'fails', undecided: 'undecided', given: 'given' } satisfies Record<Verdict, string>,
  role: {
    step: 'step',
    definition: 'definition',
    redefinition: 'redefinition',
    condition: 'condition',
    equation: 'equation to solve',
    update: 'update',
    approximation: 'approximation',
    bound: 'bound',
  } satisfies Record<Role, string>,
  reasonCode: {
    'unknown-notation': 'unknown notation',
    'unknown-quantity': 'unknown quantity',
    ambiguous: 'ambiguous',
    suspect: 'suspect',
    'no-valid-points': 'no valid points',
    imprecise: 'too imprecise',
    'too-costly': 'too costly',
    'not-numeric': 'not numeric',
  } satisfies Record<ReasonCode, string>,
  warning: 'warning',
  error: 'error',
  fails: 'the two sides differ',
  holdsAt: (points: number) => `agrees at ${plural(points, 'random point')}`,
  counterexample: 'counterexample',
  left: 'left side',
  right: 'right side',
  slip: 'likely slip',
  try: 'try',
  reading: 'read as',
  domain: 'domain',
  colon: ': ',
  listComma: ', ',
  replace: (from: string, to: string) =>
    from === '' ? `insert ${to}` : to === '' ? `remove ${from}` : `${from}  ->  ${to}`,
  moreLines: (count: number) => `(${plural(count, 'more line')})`,
  summary: (notes: number, counts: Counts, seed: number) =>
    `${plural(notes, 'note')}, ${plural(counts.relations, 'relation')}: ` +
    `${counts.fails} ${counts.fails === 1 ? 'fails' : 'fail'}, ${counts.holds} ${counts.holds === 1 ? 'holds' : 'hold'}, ` +
    `${counts.undecided} undecided, ${counts.given} given (seed ${seed})`,
  undecidedHint: 'Use --verbose to see what is undecided, and why.',
  nothingFails: 'No wrong step was found.',
  noRelations: 'No relation was found to check.',
  wrongSteps: (count: number) => `${plural(count, 'wrong step')} found.`,
  notRead: (count: number) => `${plural(count, 'file')} could not be checked (see the messages).`,
  progress: (done: number, all: number, path: string) => `[${done}/${all}] ${path}`,

  missing: 'no such file or folder',
  noPermission: 'cannot be read: permission denied',
  notAFile: 'is neither a file nor a folder',
  noNotes: (extensions: string) => `no notes in this folder (looked for ${extensions})`,
  unreadable: (why: string) => `cannot be read: ${why}`,
  tooLarge: (size: number, limit: number) => `is too large: ${size} MB, and the limit is ${limit} MB`,
  notWritten: (why: string) => `the report could not be written: ${why}`,
  binary: 'is a binary file, not a note',
  notUtf8: 'is not valid UTF-8 here; save the note as UTF-8 and try again',
  internal: (why: string) => `internal error, please report it with this note: ${why}`,
  noPaths: 'no note was given; name files or folders, or - for standard input',
  unknownOption: (option: string) => `unknown option ${option}`,
  optionNeedsValue: (option: string) => `option ${option} needs a value`,
  optionTakesNoValue: (option: string) => `option ${option} takes no value`,
  badChoice: (option: string, value: string, choices: readonly string[]) =>
    `option ${option} cannot be '${value}'; it can be ${choices.join(', ')}`,
  badNumber: (option: string, value: string, low: number, high: number) =>
    `option ${option} cannot be '${value}'; it is a whole number from ${low} to ${high}`,
  tryHelp: 'Try derivation-check --help.',
  help: (extensions: string) => `Usage: derivation-check [options] FILE|FOLDER|- ...

Tests every equality in your notes at random points and shows the wrong steps,
each with a counterexample. A step that holds was tested, not proved.

Folders are searched for notes (${extensions}),
but not node_modules and hidden folders. - reads a note from standard input.

Options:
  --format text|json   how to report (default: text)
  --language LANGUAGE  markdown, latex, notebook or plaintext
                       (default: by the name of the file; - is markdown)
  --seed N             seed of the random points (default: 1)
  --points N           points at which each relation is tested (default: 12)
  --color WHEN         auto, always or never (default: auto)
  --locale en|zh-cn    language of the messages (default: that of your system
                       for text, en for json)
  --verbose            also show what holds, is undecided or given, and why
  -h, --help           show this text
  -V, --version        show the version

Exit code:
  0  nothing fails
  1  a step fails
  2  wrong usage, or a file that could not be read (the others are checked)

Nothing leaves your machine.
`,
};

/** Everything that the program says in one language; what the checker says about a relation comes with its finding. */
export type Messages = typeof en;

const zhCn: Messages = {
  verdict: { holds: '成立', fails: '不成立', undecided: '未能判定', given: '已知' },
  role: {
    step: '推导步骤',
    definition: '定义',
    redefinition: '重新定义',
    condition: '条件',
    equation: '待解方程',
    update: '更新',
    approximation: '近似',
    bound: '不等式',
  },
  reasonCode: {
    'unknown-notation': '未知记号',
    'unknown-quantity': '未知的量',
    ambiguous: '有歧义',
    suspect: '可疑',
    'no-valid-points': '没有有效的取值',
    imprecise: '精度不足',
    'too-costly': '计算量过大',
    'not-numeric': '不是数值关系',
  },
  warning: '警告',
  error: '错误',
  fails: '两边不相等',
  holdsAt: (points) => `在 ${points} 个随机点上一致`,
  counterexample: '反例',
  left: '左边',
  right: '右边',
  slip: '可能的笔误',
  try: '可改为',
  reading: '理解为',
  domain: '定义域',
  colon: '：',
  listComma: '，',
  replace: (from, to) => (from === '' ? `插入 ${to}` : to === '' ? `删去 ${from}` : `${from}  ->  ${to}`),
  moreLines: (count) => `（还有 ${count} 行）`,
  summary: (notes, counts, seed) =>
    `${notes} 篇笔记，${counts.relations} 个关系式：${counts.fails} 个不成立，${counts.holds} 个成立，` +
    `${counts.undecided} 个未能判定，${counts.given} 个已知（种子 ${seed}）`,
  undecidedHint: '用 --verbose 查看未能判定的关系式及其原因。',
  nothingFails: '没有发现错误的步骤。',
  noRelations: '没有找到可检查的关系式。',
  wrongSteps: (count) => `发现 ${count} 处错误的步骤。`,
  notRead: (count) => `${count} 个文件未能检查（见上面的说明）。`,
  progress: (done, all, path) => `[${done}/${all}] ${path}`,

  missing: '没有这个文件或文件夹',
  noPermission: '无法读取：权限不足',
  notAFile: '既不是文件也不是文件夹',
  noNotes: (extensions) => `这个文件夹里没有笔记（查找的是 ${extensions}）`,
  unreadable: (why) => `无法读取：${why}`,
  tooLarge: (size, limit) => `文件过大：${size} MB，上限是 ${limit} MB`,
  notWritten: (why) => `报告无法写出：${why}`,
  binary: '是二进制文件，不是笔记',
  notUtf8: '此处不是有效的 UTF-8；请把笔记另存为 UTF-8 后再试',
  internal: (why) => `内部错误，请连同这篇笔记一起报告：${why}`,
  noPaths: '没有给出笔记；请指定文件或文件夹，或用 - 表示标准输入',
  unknownOption: (option) => `未知选项 ${option}`,
  optionNeedsValue: (option) => `选项 ${option} 需要一个值`,
  optionTakesNoValue: (option) => `选项 ${option} 不带值`,
  badChoice: (option, value, choices) => `选项 ${option} 不能是“${value}”，可以是 ${choices.join('、')}`,
  badNumber: (option, value, low, high) => `选项 ${option} 不能是“${value}”，应为 ${low} 到 ${high} 的整数`,
  tryHelp: '请看 derivation-check --help。',
  help: (extensions) => `用法：derivation-check [选项] 文件|文件夹|- ...

在随机点上检验笔记里的每一个等式，指出错误的步骤并给出反例。
“成立”表示通过了检验，不是证明。

文件夹会被逐层查找笔记（${extensions}），
跳过 node_modules 和隐藏文件夹。- 表示从标准输入读取一篇笔记。

选项：
  --format text|json   报告的格式（默认 text）
  --language 语言      markdown、latex、notebook 或 plaintext
                       （默认由文件名决定；- 为 markdown）
  --seed N             随机点的种子（默认 1）
  --points N           每个关系式检验的点数（默认 12）
  --color 何时         auto、always 或 never（默认 auto）
  --locale en|zh-cn    消息的语言（text 默认随系统，json 默认 en）
  --verbose            同时列出成立、未能判定和已知的关系式及原因
  -h, --help           显示本说明
  -V, --version        显示版本

退出码：
  0  没有不成立的步骤
  1  有步骤不成立
  2  用法有误，或有文件无法读取（其余文件照常检查）

任何内容都不会离开你的电脑。
`,
};

/** The table of messages of a language. */
export function messagesOf(locale: Locale): Messages {
  return locale === 'zh-cn' ? zhCn : en;
}
