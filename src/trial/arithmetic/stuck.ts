/**
 * A computation that cannot go on because of what the note says, not because of a bug: shapes do not fit, a matrix
 * is singular, the budget is used up. Thrown by the arithmetic and caught where a trial begins. It carries no stack,
 * since a run may meet thousands.
 */
export class Stuck {
  constructor(
    /** `type`: an operation that does not exist, or quantities that nothing ties; `unknown`: a notation that was not understood. */
    readonly code: 'shape' | 'domain' | 'cost' | 'type' | 'unknown',
    readonly message: string,
  ) {}
}
