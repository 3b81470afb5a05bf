import { compileFormula } from './formula-compiler';
import { startPage } from './start-page';
import workerCode from './worker?inline';

startPage(workerCode, compileFormula);
