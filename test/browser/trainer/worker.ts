import { startWorker } from '../../../src/panel/trainer/start-worker';
import { compileNamed } from './formulas';

startWorker(compileNamed);
