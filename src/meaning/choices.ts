/**
 * The points where a formula can be read in several ways, and which way was taken. A point is named by a key: the same key
 * (`apply:f`) is the same decision wherever it is met, so that both sides of a relation are read alike.
 */
export interface ChoicePoint {
  readonly key: string;
  /** Number of ways; 0 is the one preferred. */
  readonly ways: number;
}

export class Choices {
  private readonly met = new Map<string, ChoicePoint>();

  constructor(private readonly picks: ReadonlyMap<string, number> = new Map()) {}

  /** The way to take at a point: what was picked for it, else the preferred one. */
  pick(key: string, ways: number): number {
    this.met.set(key, { key, ways });
    return this.picks.get(key) ?? 0;
  }

  /** The points met so far, in order. */
  points(): readonly ChoicePoint[] {
    return [...this.met.values()];
  }
}

/**
 * All readings that `read` can give, the preferred one first, then those that differ from it in one point, then in two.
 * At most `limit`; the second part of the result says whether there were more.
 */
export function readings<T>(
  read: (choices: Choices) => T,
  limit: number,
): { readonly values: readonly T[]; readonly complete: boolean } {
  const values: T[] = [];
  const done = new Set<string>();
  let queue: ReadonlyMap<string, number>[] = [new Map()];
  while (queue.length > 0) {
    const next: ReadonlyMap<string, number>[] = [];
    for (const picks of queue) {
      const id = [...picks]
        .map(([k, v]) => `${k}=${v}`)
        .sort()
        .join('&');
      if (done.has(id)) continue;
      if (values.length >= limit) return { values, complete: false };
      done.add(id);
      const choices = new Choices(picks);
      values.push(read(choices));
      for (const point of choices.points())
        if (!picks.has(point.key))
          for (let way = 1; way < point.ways; way++) next.push(new Map([...picks, [point.key, way]]));
    }
    queue = next;
  }
  return { values, complete: true };
}
