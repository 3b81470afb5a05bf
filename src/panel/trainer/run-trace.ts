import { recordFromRow } from '../../trainer/run/history';
import type { HistoryRecord } from '../../trainer/run/history';

/** The page's copy of a run's history, kept up to date by the engine's pieces. */
export class RunTrace {
  private rows = new Float64Array(0);
  private count = 0;

  /** @param width doubles per row */
  constructor(readonly width: number) {}

  get length(): number {
    return this.count;
  }

  /** Puts rows from a position on; what was there after is void. */
  put(from: number, rows: Float64Array): void {
    const needed = (from + rows.length / this.width) * this.width;
    if (needed > this.rows.length) {
      const larger = new Float64Array(Math.max(needed, 2 * this.rows.length));
      larger.set(this.rows.subarray(0, from * this.width));
      this.rows = larger;
    }
    this.rows.set(rows, from * this.width);
    this.count = from + rows.length / this.width;
  }

  at(position: number): HistoryRecord {
    return recordFromRow(this.rows.subarray(position * this.width, (position + 1) * this.width));
  }

  /** One number of every record: 0 step, 1 epoch, 2 loss, 3 test loss, 4 gradient norm, 5 rate, 6 … parameters. */
  column(field: number): Float64Array {
    const out = new Float64Array(this.count);
    for (let k = 0; k < this.count; k++) out[k] = this.rows[k * this.width + field]!;
    return out;
  }

  /** About `most` records, evenly chosen, the last always among them. */
  sample(most: number): HistoryRecord[] {
    const every = Math.max(1, Math.ceil(this.count / most));
    const chosen: HistoryRecord[] = [];
    for (let k = 0; k < this.count; k += every) chosen.push(this.at(k));
    if (this.count > 0 && (this.count - 1) % every !== 0) chosen.push(this.at(this.count - 1));
    return chosen;
  }
}
