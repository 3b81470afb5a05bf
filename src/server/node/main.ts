import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server';
import { noteFilesOnDisk } from './note-files';
import { WorkerChecker } from './worker-checker';

// Without a transport on the command line, as some editors start servers, standard input and output are meant.
if (!process.argv.some((argument) => /^--(?:stdio|node-ipc|socket|pipe)/.test(argument))) process.argv.push('--stdio');

const script = join(__dirname, 'check-worker.js');

serve(createConnection(ProposedFeatures.all), {
  checker: new WorkerChecker(script),
  background: new WorkerChecker(script),
  files: noteFilesOnDisk,
  documentation: pathToFileURL(join(__dirname, '../docs/codes/{code}.md')).href.replace('%7Bcode%7D', '{code}'),
});
