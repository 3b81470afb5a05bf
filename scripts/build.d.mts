/** See `build.mjs`. */
export function build(
  names?: readonly string[],
  options?: { readonly dev?: boolean; readonly watch?: boolean },
): Promise<void>;
