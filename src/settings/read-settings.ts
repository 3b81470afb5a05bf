import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { codes } from '../comments/codes';
import { nearest } from '../comments/nearest';
import type { Range } from '../expression/range';
import type { Settings, SomeSettings } from './settings';

/** A message in every language. */
export type Messages = Readonly<Record<'en' | 'zh-cn', string>>;

/** What is wrong with a setting. */
export interface SettingsProblem {
  /** `['severities', 'fails']`. Empty: the whole file. */
  readonly path: readonly (string | number)[];
  readonly messages: Messages;
  /** A schema of the file would say the same. */
  readonly schema: boolean;
}

export interface ReadSettings<P extends SettingsProblem = SettingsProblem> {
  readonly settings: SomeSettings;
  readonly problems: readonly P[];
}

/** What is wrong with a value, as the end of a sentence about it. */
type Check = (value: unknown) => Messages | undefined;

const both = (en: string, zh: string): Messages => ({ en, 'zh-cn': zh });

const quoted = (values: readonly string[]): string[] => values.map((each) => `"${each}"`);

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string)
      ? undefined
      : both(`must be one of ${quoted(values).join(', ')}`, `必须是 ${quoted(values).join('、')} 之一`);

const integer =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : both(`must be a whole number from ${least} to ${most}`, `必须是 ${least} 到 ${most} 之间的整数`);

const texts: Check = (value) =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' && each.trim() !== '')
    ? undefined
    : both('must be a list of texts', '必须是由文本组成的列表');

const record: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? undefined
    : both('must be an object', '必须是对象');

const severity = oneOf('error', 'warning', 'information', 'hint', 'off');

/** What each setting must be. The schema of the file and the editor's own declarations say the same; a test compares them. */
export const checks: Readonly<Record<keyof Settings, Check>> = {
  run: oneOf('onType', 'onSave', 'manual'),
  debounce: integer(0, 10000),
  severities: record,
  points: integer(8, 1000),
  seed: integer(0, 2 ** 32 - 1),
  budget: integer(0, 1e9),
  timeout: integer(1, 600),
  inlayHints: oneOf('off', 'fails', 'all'),
  codeLens: (value) => (typeof value === 'boolean' ? undefined : both('must be true or false', '必须是 true 或 false')),
  locale: oneOf('auto', 'en', 'zh-cn'),
  ignore: texts,
  macros: record,
  assumptions: texts,
  definitions: texts,
};

const names = Object.keys(checks) as (keyof Settings)[];

/** Takes the settings out of any value. What is wrong is a problem, and the other settings still count. */
export function readSettings(value: unknown): ReadSettings {
  if (record(value) !== undefined)
    return { settings: {}, problems: [wrong([], both('The settings must be an object.', '设置必须是一个对象。'))] };
  const settings: Record<string, unknown> = {};
  const problems: SettingsProblem[] = [];
  for (const [name, given] of Object.entries(value as object)) {
    if (name === '$schema') continue;
    if (!isName(name)) {
      problems.push(unknown([name], name, names));
      continue;
    }
    const complaint = checks[name](given);
    if (complaint !== undefined) problems.push(wrong([name], about(name, complaint)));
    else if (name === 'severities') settings[name] = entries(name, given, severityProblem, problems);
    else if (name === 'macros') settings[name] = entries(name, given, macroProblem, problems);
    else settings[name] = given;
  }
  return { settings: settings as SomeSettings, problems };
}

/** Reads the text of a settings file (JSON with comments and trailing commas). Problems carry their place in it. */
export function readSettingsFile(text: string): ReadSettings<SettingsProblem & { readonly range: Range }> {
  const errors: ParseError[] = [];
  const root = text.trim() === '' ? undefined : parseTree(text, errors, { allowTrailingComma: true });
  const broken = errors.map(({ error, offset, length }) => ({
    ...wrong([], notJson(spoken(printParseErrorCode(error)))),
    range: { start: offset, end: offset + Math.max(length, 1) },
  }));
  if (!root) return { settings: {}, problems: broken };
  const { settings, problems } = readSettings(valueOf(root));
  return {
    settings,
    problems: [...broken, ...problems.map((problem) => ({ ...problem, range: place(root, problem.path) }))],
  };
}

function isName(name: string): name is keyof Settings {
  return (names as string[]).includes(name);
}

function wrong(path: SettingsProblem['path'], messages: Messages, schema = true): SettingsProblem {
  return { path, messages, schema };
}

function about(name: string, { en, 'zh-cn': zh }: Messages): Messages {
  return both(`“${name}” ${en}.`, `“${name}”${zh}。`);
}

function notJson(why: string): Messages {
  return both(`This is not JSON: ${why}.`, `这不是 JSON：${why}。`);
}

function unknown(path: SettingsProblem['path'], name: string, known: readonly string[]): SettingsProblem {
  const guess = nearest(name, known);
  return wrong(
    path,
    both(
      `There is no setting “${name}”.${guess ? ` Did you mean “${guess}”?` : ''}`,
      `没有名为“${name}”的设置。${guess ? `是否想写“${guess}”？` : ''}`,
    ),
  );
}

function entries(
  name: string,
  given: unknown,
  problemOf: (path: [string, string], value: unknown) => SettingsProblem | undefined,
  problems: SettingsProblem[],
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given as object)) {
    const problem = problemOf([name, key], value);
    if (problem) problems.push(problem);
    else kept[key] = value;
  }
  return kept;
}

function severityProblem(path: [string, string], value: unknown): SettingsProblem | undefined {
  if (!(codes as readonly string[]).includes(path[1])) return unknown(path, path[1], codes);
  const complaint = severity(value);
  return complaint === undefined ? undefined : wrong(path, about(path[1], complaint));
}

function macroProblem(path: [string, string], value: unknown): SettingsProblem | undefined {
  if (!/^\\(?:[a-zA-Z]+|.)$/.test(path[1]))
    return wrong(
      path,
      about(path[1], both("is no macro's name: it must be like “\\E”", '不是宏的名称，应写成“\\E”的样子')),
    );
  return typeof value === 'string'
    ? undefined
    : wrong(path, about(path[1], both('must have a text as its body', '的内容必须是文本')));
}

/** The value of a node, without the parts that could not be parsed. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value as unknown;
  const pairs = (node.children ?? []).flatMap(({ children }) =>
    children?.[1] ? [[String(children[0]?.value), valueOf(children[1])]] : [],
  );
  return Object.fromEntries(pairs as [string, unknown][]);
}

function place(root: Node, path: SettingsProblem['path']): Range {
  const node = findNodeAtLocation(root, [...path]) ?? root;
  return { start: node.offset, end: node.offset + node.length };
}

/** `CommaExpected` as `comma expected`. */
function spoken(code: string): string {
  return code.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
}
