/** See `bundles.mjs`. */
export const bundles: readonly { readonly name: string; readonly entry: string }[];
