/** Both hosts have it, but the types of neither are loaded for both. */
export const { performance } = globalThis as unknown as { performance: { now(): number } };
