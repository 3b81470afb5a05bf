import type { Value } from './arithmetic';
import type { Model } from './model';
import type { Outcome } from './probability';

/**
 * What names are bound to at a point of an evaluation: a chain of frames, the newest first. A frame binds one name, with
 * all or some of its indices, and wins over definitions. Binding is dynamic: the body of a definition sees the bindings of
 * the place that uses it, so that `\sum_i r^2` with `r = y_i - z_i` sums over i.
 */
export class Environment {
  /** Values of definitions that do not depend on anything bound in newer frames. */
  private kept: Map<object, Value> | undefined;

  private constructor(
    readonly model: Model,
    readonly parent: Environment | undefined,
    readonly name: string,
    readonly indices: readonly number[],
    readonly value: Value,
    /** Number of the hidden sample that quantities without an index belong to, if inside one. */
    readonly sample: number | undefined,
    readonly depth: number,
    /** The outcome of the random experiment, inside an expectation. */
    readonly outcome?: Outcome,
  ) {}

  get cache(): Map<object, Value> {
    return (this.kept ??= new Map());
  }

  static root(model: Model): Environment {
    return new Environment(model, undefined, '', [], NaN, undefined, 0);
  }

  bind(name: string, indices: readonly number[], value: Value): Environment {
    return new Environment(this.model, this, name, indices, value, this.sample, this.depth + 1, this.outcome);
  }

  /** The same, and quantities without an index now belong to sample number `sample`. */
  bindSample(name: string, value: Value, sample: number): Environment {
    return new Environment(this.model, this, name, [], value, sample, this.depth + 1, this.outcome);
  }

  /** The same in one outcome of the random experiment. */
  bindOutcome(outcome: Outcome): Environment {
    return new Environment(this.model, this, '#outcome', [], NaN, this.sample, this.depth + 1, outcome);
  }

  /** Whether this frame changed the hidden sample. */
  get changesSample(): boolean {
    return this.parent !== undefined && this.parent.sample !== this.sample;
  }

  /** The newest value bound to exactly this name and these indices. */
  find(name: string, indices: readonly number[]): Value | undefined {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a walk along the chain
    for (let frame: Environment | undefined = this; frame !== undefined; frame = frame.parent)
      if (frame.name === name && equal(frame.indices, indices)) return frame.value;
    return undefined;
  }

  /** The newest value bound to the name with fewer indices (a whole vector of which a component is wanted), and how many. */
  findWhole(name: string, indices: readonly number[]): { readonly value: Value; readonly arity: number } | undefined {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- a walk along the chain
    for (let frame: Environment | undefined = this; frame !== undefined; frame = frame.parent)
      if (
        frame.name === name &&
        frame.indices.length < indices.length &&
        frame.indices.every((i, k) => i === indices[k])
      )
        return { value: frame.value, arity: frame.indices.length };
    return undefined;
  }
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}
