/** Where the build puts the function's code: the same file, whether this one is bundled itself or not. */
export const BUNDLE = new URL("../../dist/lambda/function.mjs", import.meta.url);
