import type { HistoryRecord } from '../run/history';

/** A name and the records of one run. */
export interface NamedHistory {
  readonly name: string;
  readonly records: readonly HistoryRecord[];
}

/**
 * The runs as one CSV file (RFC 4180, CRLF): run, step, epoch, losses, gradient norm, η and all parameters, numbers in
 * full precision.
 *
 * @param features names of the weights
 */
export function historyCsv(histories: readonly NamedHistory[], features: readonly string[]): string {
  const header = ['run', 'step', 'epoch', 'train_loss', 'test_loss', 'gradient_norm', 'rate'];
  const lines = [[...header, ...features.map((name) => `w[${name}]`), 'b'].map(csvCell).join(',')];
  for (const { name, records } of histories) {
    for (const record of records) {
      const numbers = [record.step, record.epoch, record.loss, record.testLoss, record.gradientNorm, record.rate];
      const cells = [...numbers, ...record.theta].map((value) => (Number.isFinite(value) ? String(value) : ''));
      lines.push([csvCell(name), ...cells].join(','));
    }
  }
  return lines.join('\r\n') + '\r\n';
}

/** Quoted if it must be; a leading `=`, `+`, `-`, `@` is kept from being run as a formula by a spreadsheet. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
