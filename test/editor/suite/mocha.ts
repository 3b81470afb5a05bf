type Body = (this: { timeout(ms: number): void; skip(): never }) => void | Promise<void>;

/** Mocha puts these into the global scope before the tests are loaded, in Node and in a worker alike. */
interface Mocha {
  describe(title: string, body: () => void): void;
  it(title: string, body: Body): void;
  before(body: Body): void;
  beforeEach(body: Body): void;
  afterEach(body: Body): void;
}

export const { describe, it, before, beforeEach, afterEach } = globalThis as unknown as Mocha;
