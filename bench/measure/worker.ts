/** Checks the notes that the parent process names, one after the other. */
import { languageOf } from '../../src/cli/extensions';
import { readText } from '../../src/cli/read';
import { messagesOf } from '../../src/report/messages';
import { measureNote } from './measure-note';
import type { Outcome, Task } from './outcome';

process.on('message', (task: Task) => {
  void measure(task).then((outcome) => process.send?.(outcome));
});

async function measure(task: Task): Promise<Outcome> {
  const file = await readText(task.path, messagesOf('en'));
  if ('message' in file) return { kind: 'unread', path: task.path, message: file.message };
  return measureNote(file.text, languageOf(task.path), task);
}
