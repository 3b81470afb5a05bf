import type { OptimiserId } from '../optimise/optimiser';

/** Why a run goes the wrong way, with the numbers that show it. */
export type Trouble =
  /** Numbers overflowed; the last finite state is kept. `limit` is 2/L. */
  | { readonly code: 'not-finite'; readonly rate: number; readonly limit: number }
  /** The loss rises because steps are longer than the curvature allows. */
  | { readonly code: 'step-too-long'; readonly rate: number; readonly limit: number; readonly curvature: number }
  /** The steps go against the true gradient: cos of the angle between driving and exact gradient is negative. */
  | { readonly code: 'uphill'; readonly cosine: number }
  /** The loss rises and neither of the above explains it (momentum, batches). */
  | { readonly code: 'rising' };

/** What is known when the loss is rising. */
export interface RisingEvidence {
  readonly optimiser: OptimiserId;
  readonly rate: number;
  readonly momentum: number;
  /** Largest eigenvalue of the Hessian anywhere (bound) and here. */
  readonly curvatureBound: number;
  readonly curvatureHere: number;
  /** cos of the angle between the driving and the exact gradient. */
  readonly cosine: number;
}

/**
 * The longest safe η: 2/L for gradient descent, 2(1+β)/L for heavy-ball momentum, 2(1+β)/((1+2β)L) for Nesterov's
 * (the limits of stability on a quadratic, O'Donoghue & Candès 2015; Lessard, Recht & Packard 2016). Undefined for
 * methods that have no such limit.
 */
export function stabilityLimit(optimiser: OptimiserId, momentum: number, curvature: number): number | undefined {
  switch (optimiser) {
    case 'gradient-descent':
      return 2 / curvature;
    case 'momentum':
      return (2 * (1 + momentum)) / curvature;
    case 'nesterov':
      return (2 * (1 + momentum)) / ((1 + 2 * momentum) * curvature);
    default:
      return undefined;
  }
}

/** Names the likeliest cause of a rising loss. */
export function explainRising(evidence: RisingEvidence): Trouble {
  if (evidence.cosine < 0) return { code: 'uphill', cosine: evidence.cosine };
  const limit = stabilityLimit(evidence.optimiser, evidence.momentum, evidence.curvatureBound);
  if (limit !== undefined && evidence.rate > limit) {
    return { code: 'step-too-long', rate: evidence.rate, limit, curvature: evidence.curvatureHere };
  }
  return { code: 'rising' };
}

/** Watches the losses of a full-batch run and tells while they rise more than a healthy run's would. */
export class RiseWatch {
  private readonly rises: Uint8Array;
  private seen = 0;
  private count = 0;
  private first = NaN;
  private previous = NaN;
  private best = Infinity;
  private rising = false;

  /**
   * @param wavers whether ups and downs below the first loss are normal, as with momentum
   * @param span steps looked back on
   */
  constructor(
    private readonly wavers: boolean,
    private readonly span = 20,
  ) {
    this.rises = new Uint8Array(span);
  }

  /**
   * Takes the next loss; true from when at least a third of the last steps rose and the loss is well above its best, until
   * it goes down steadily.
   */
  observe(loss: number): boolean {
    if (this.seen === 0) this.first = loss;
    else {
      const slot = this.seen % this.span;
      const rise = loss > this.previous + 1e-12 * Math.abs(this.previous) ? 1 : 0;
      this.count += rise - this.rises[slot]!;
      this.rises[slot] = rise;
    }
    this.seen++;
    this.previous = loss;
    this.best = Math.min(this.best, loss);
    const bar = this.wavers ? Math.max(this.first, this.best * 1.02) : this.best * 1.02;
    if (this.count >= Math.max(4, Math.min(this.seen, this.span) / 3) && loss > bar) this.rising = true;
    // A wild run touches low losses now and then: it is over only when hardly any step rises.
    else if (this.count < 3 || (this.wavers && loss < this.first)) this.rising = false;
    return this.rising;
  }

  reset(): void {
    this.rises.fill(0);
    this.seen = 0;
    this.count = 0;
    this.best = Infinity;
    this.rising = false;
  }
}
