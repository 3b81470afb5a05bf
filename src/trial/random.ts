/**
 * A uniform number in the open interval (0, 1) that depends only on the seed and the keys, not on any order of calls:
 * the value of x₃₂ in trial 5 is `hash(seed, 'x', 3, 2, 5)`.
 *
 * The keys are mixed by two MurmurHash3 lanes (Appleby), of which 52 bits are used.
 */
export function hash(seed: number, ...keys: readonly (string | number)[]): number {
  let high = mix(0x9e3779b9, seed | 0);
  let low = mix(0x85ebca6b, Math.floor(seed / 4294967296) ^ seed);
  for (const key of keys) {
    if (typeof key === 'string') {
      for (let i = 0; i < key.length; i++) {
        const code = key.charCodeAt(i);
        high = mix(high, code);
        low = mix(low, code ^ 0x5bd1e995);
      }
      // The end of a string is marked, so that ('ab', 'c') and ('a', 'bc') differ.
      high = mix(high, 0x10000 + key.length);
      low = mix(low, 0x20000 + key.length);
    } else {
      const whole = Math.floor(key);
      high = mix(mix(high, whole | 0), Math.floor(whole / 4294967296) | 0);
      low = mix(mix(low, (key - whole) * 4294967296), whole ^ 0x3c6ef372);
    }
  }
  const bits = (finish(high ^ keys.length) >>> 6) * 67108864 + (finish(low ^ high) >>> 6);
  return (bits + 0.5) / 4503599627370496;
}

function mix(state: number, key: number): number {
  let k = Math.imul(key, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const next = state ^ k;
  return (Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(state: number): number {
  let h = state;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A stream of random numbers. The same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in (0, 1). */
  next(): number;
  /** Uniform in (low, high). */
  between(low: number, high: number): number;
  /** A whole number from low to high, both included. */
  integer(low: number, high: number): number;
  /** One of the items, which must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** Standard normal (Box–Muller). */
  normal(): number;
}

/** A stream seeded by a number and, where several are wanted, by further keys. */
export function random(seed: number, ...keys: readonly (string | number)[]): Random {
  let count = 0;
  const next = (): number => hash(seed, ...keys, count++);
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick<T>(items: readonly T[]): T {
      return items[Math.floor(next() * items.length)]!;
    },
    normal: () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next()),
  };
}
