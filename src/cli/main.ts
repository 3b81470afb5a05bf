import { checkNote } from '../check-note';
import type { Problem } from '../notes/note';
import { countsOf, sumOfCounts, type Counts } from '../report/counts';
import { printable } from '../report/display';
import { toJson, toJsonNote, type CheckedNote, type JsonNote } from '../report/json';
import { messagesOf, type Messages } from '../report/messages';
import { painter } from '../report/paint';
import { noteText, problemText, summaryText, type TextOptions } from '../report/text';
import { tool } from '../report/tool';
import { defaults, layered } from '../settings/settings';
import { useColor } from './color';
import { languageOf, noteExtensions } from './extensions';
import { findInputs, type Input } from './inputs';
import { readOptions, type Options, type Request } from './options';
import { Output } from './output';
import { readStandardInput, readText } from './read';
import { SettingsFiles } from './settings';

const command = 'derivation-check';

/** What the exit code says. */
const exit = { nothingFails: 0, somethingFails: 1, trouble: 2 } as const;

/** Problems of a note that keep the whole of it from being read. */
const fatal: ReadonlySet<Problem['code']> = new Set(['invalid-json', 'invalid-encoding', 'too-large']);

/** A progress line is worth showing from this many notes on. */
const manyNotes = 5;

async function main(args: readonly string[]): Promise<number> {
  const output = new Output();
  const request = readOptions(args, process.env);
  const code = await answer(request, output);
  if (!output.failure) return code;
  const say = messagesOf(request.kind === 'check' ? request.options.locale : request.locale);
  output.complain(`${command}: ${say.error}${say.colon}${say.notWritten(output.failure.message)}`);
  return exit.trouble;
}

async function answer(request: Request, output: Output): Promise<number> {
  if (request.kind === 'check') return checkAll(request.options, output);
  const say = messagesOf(request.locale);
  if (request.kind === 'usage') {
    output.complain(`${command}: ${printable(request.message)}`);
    output.complain(say.tryHelp);
    return exit.trouble;
  }
  await output.write(request.kind === 'help' ? say.help(noteExtensions) : `${tool.name} ${tool.version}\n`);
  return exit.nothingFails;
}

async function checkAll(options: Options, output: Output): Promise<number> {
  const say = messagesOf(options.locale);
  const textOptions: TextOptions = {
    locale: options.locale,
    verbose: options.verbose,
    color: useColor(options.color, process.stdout, process.env),
    width: process.stdout.isTTY ? process.stdout.columns || 100 : 100,
  };
  const complaints = { ...textOptions, color: useColor(options.color, process.stderr, process.env) };
  const error = painter(complaints.color)(say.error, 'bold', 'red');

  const warning = painter(complaints.color)(say.warning, 'bold', 'yellow');
  const files = new SettingsFiles(options.locale, (place, message) => {
    output.complain(`${printable(place)}: ${warning}${say.colon}${printable(message)}`);
  });

  const inputs = await findInputs(options.paths, say);
  const jsonNotes: JsonNote[] = [];
  const counts: Counts[] = [];
  const notRead = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    if (output.closed) break;
    const path = pathOf(input);
    if (inputs.length >= manyNotes) output.progress(say.progress(index + 1, inputs.length, printable(path)));
    const outcome = await checkInput(input, path, options, files, say);
    if (outcome === 'ignored') continue;
    if ('place' in outcome) {
      notRead.add(path);
      output.complain(`${printable(outcome.place)}: ${error}${say.colon}${printable(outcome.message)}`);
      if (outcome.stack !== undefined) output.complain(outcome.stack);
      continue;
    }
    const { problems, findings } = outcome.report;
    if (problems.some((problem) => fatal.has(problem.code))) notRead.add(path);
    counts.push(countsOf(findings));
    if (options.format === 'json') jsonNotes.push(toJsonNote(outcome));
    else await output.write(noteText(outcome, textOptions, (problem) => !fatal.has(problem.code)));
    for (const problem of problems) {
      const severity = fatal.has(problem.code) ? 'error' : 'warning';
      // The text report has said the warnings; the form of the JSON report has no place for them.
      if (options.format === 'text' && severity === 'warning') continue;
      output.complain(problemText(outcome, problem, severity, complaints));
    }
  }
  output.clearProgress();

  const sum = sumOfCounts(counts);
  const seed = options.seed ?? (await files.of('note')).settings.seed ?? defaults.seed;
  if (options.format === 'json') await output.write(`${JSON.stringify(toJson(jsonNotes, seed), null, 2)}\n`);
  else if (counts.length > 0) {
    await output.write(summaryText({ notes: counts.length, counts: sum, seed, notRead: notRead.size }, textOptions));
  }
  if (notRead.size > 0) return exit.trouble;
  return sum.fails > 0 ? exit.somethingFails : exit.nothingFails;
}

/** Something that could not be checked: where, why, and for the program's own errors the stack when it is asked for. */
interface Trouble {
  readonly place: string;
  readonly message: string;
  readonly stack?: string;
}

async function checkInput(
  input: Input,
  path: string,
  options: Options,
  files: SettingsFiles,
  say: Messages,
): Promise<CheckedNote | Trouble | 'ignored'> {
  if (input.kind === 'failure') return { place: path, message: input.message };
  // What is written to the standard input is taken as a note of the current folder.
  const { settings: ofFile, ignored } = await files.of(input.kind === 'file' ? input.path : 'note');
  if (ignored) return 'ignored';
  const read = input.kind === 'stdin' ? await readStandardInput(say) : await readText(path, say);
  if ('message' in read) {
    const place = read.line === undefined ? path : `${path}:${read.line}:${read.column ?? 1}`;
    return { place, message: read.message };
  }
  const { text, byteOrderMark } = read;
  try {
    const settings = layered(ofFile, {
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.points !== undefined && { points: options.points }),
    });
    const language = options.language ?? languageOf(path);
    const report = checkNote(text, settings, { language, locale: options.locale });
    return { path, text, report, byteOrderMark };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const stack = process.env.DERIVATION_CHECK_DEBUG && error instanceof Error ? error.stack : undefined;
    return { place: path, message: say.internal(message.split('\n')[0] ?? ''), ...(stack !== undefined && { stack }) };
  }
}

function pathOf(input: Input): string {
  return input.kind === 'stdin' ? '<stdin>' : input.path || "''";
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${command}: ${messagesOf('en').internal(why.split('\n')[0] ?? '')}\n`);
    process.exitCode = exit.trouble;
  },
);
