import { compileFormula } from './formula-compiler';
import { startWorker } from './start-worker';

startWorker(compileFormula);
