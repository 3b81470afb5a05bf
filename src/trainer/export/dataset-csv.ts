import type { Dataset } from '../data/dataset';
import { csvCell } from './history-csv';

/** A data set as CSV, features first, then the label `y`. `parseCsv` and `readCsvColumns` read it back exactly. */
export function datasetCsv(data: Dataset): string {
  const lines = [[...data.names, 'y'].map(csvCell).join(',')];
  for (let i = 0; i < data.n; i++) {
    lines.push([...data.x.subarray(i * data.d, (i + 1) * data.d), data.y[i]!].join(','));
  }
  return lines.join('\n') + '\n';
}
