/** How long one run of the function may take. */
export const FUNCTION_SECONDS = 60;

/** Six times as long, as AWS asks for, and the batching window. */
export const VISIBILITY_SECONDS = 6 * FUNCTION_SECONDS + 10;
