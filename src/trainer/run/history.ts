/** One line of a run's history: the state before step `step + 1`. */
export interface HistoryRecord {
  /** Steps made so far. */
  readonly step: number;
  /** Passes over the data so far. */
  readonly epoch: number;
  /** Loss on the training data, with the L2 term. */
  readonly loss: number;
  /** Cross-entropy on the test data; NaN without test data. */
  readonly testLoss: number;
  /** ‖∇J‖ of the gradient that drives the run. */
  readonly gradientNorm: number;
  /** The step length η of the step that led here. */
  readonly rate: number;
  /** Weights, then bias. */
  readonly theta: Float64Array;
}

const FIELDS = 6;

/**
 * The past of a run in a bounded number of records: when full, every second one goes, and from then on only every
 * second (fourth, …) step is kept. Step 0 always stays.
 */
export class History {
  /** Doubles per record. */
  readonly width: number;
  /** Only steps divisible by this are kept. */
  stride = 1;
  /** Goes up whenever records that were there have gone or changed, so that a copy must be made anew. */
  generation = 0;
  private rows: Float64Array;
  private count = 0;

  /** @param parameters length of θ */
  constructor(
    readonly parameters: number,
    private readonly capacity = 2048,
  ) {
    this.width = FIELDS + parameters;
    this.rows = new Float64Array(64 * this.width);
  }

  get length(): number {
    return this.count;
  }

  push(record: HistoryRecord): void {
    if (record.step % this.stride !== 0) return;
    if (this.count === this.capacity) this.thin();
    if (record.step % this.stride !== 0) return;
    if ((this.count + 1) * this.width > this.rows.length) {
      const larger = new Float64Array(Math.min(2 * this.rows.length, this.capacity * this.width));
      larger.set(this.rows);
      this.rows = larger;
    }
    const at = this.count * this.width;
    this.rows[at] = record.step;
    this.rows[at + 1] = record.epoch;
    this.rows[at + 2] = record.loss;
    this.rows[at + 3] = record.testLoss;
    this.rows[at + 4] = record.gradientNorm;
    this.rows[at + 5] = record.rate;
    this.rows.set(record.theta, at + FIELDS);
    this.count++;
  }

  at(position: number): HistoryRecord {
    if (position < 0 || position >= this.count) throw new RangeError(`no record ${position} of ${this.count}`);
    return recordFromRow(this.rows.subarray(position * this.width, (position + 1) * this.width));
  }

  /** The records from a position on, as one array of `width` doubles each; a copy. */
  rowsFrom(position: number): Float64Array {
    return this.rows.slice(position * this.width, this.count * this.width);
  }

  /** Forgets all records after the given step. */
  truncate(step: number): void {
    const before = this.count;
    while (this.count > 0 && this.rows[(this.count - 1) * this.width]! > step) this.count--;
    if (this.count !== before) this.generation++;
  }

  clear(): void {
    this.count = 0;
    this.stride = 1;
    this.generation++;
  }

  private thin(): void {
    this.stride *= 2;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const at = i * this.width;
      if (this.rows[at]! % this.stride !== 0) continue;
      this.rows.copyWithin(kept * this.width, at, at + this.width);
      kept++;
    }
    this.count = kept;
    this.generation++;
  }
}

/** Reads one row of `History.rowsFrom`. θ is a view into the row. */
export function recordFromRow(row: Float64Array): HistoryRecord {
  return {
    step: row[0]!,
    epoch: row[1]!,
    loss: row[2]!,
    testLoss: row[3]!,
    gradientNorm: row[4]!,
    rate: row[5]!,
    theta: row.subarray(FIELDS),
  };
}
