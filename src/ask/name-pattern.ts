/**
 * The one rule by which names are filtered: capitals do not matter; with `*` (any text) or `?` (one character) the
 * whole name must fit, without them any part of it.
 */
export function fitsName(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = name.toLowerCase();
  return /[*?]/.test(wanted) ? fitsGlob(wanted, given) : given.includes(wanted);
}

/** The same rule, where even without `*` or `?` the whole name must fit. */
export function fitsWhole(pattern: string, name: string): boolean {
  return fitsGlob(pattern.toLowerCase(), name.toLowerCase());
}

/**
 * Compares without regular expressions: both texts may be hostile, and this needs at most pattern × name steps.
 */
function fitsGlob(pattern: string, name: string): boolean {
  let position = 0;
  let index = 0;
  let star = -1;
  let resume = 0;
  while (index < name.length) {
    const wanted = pattern[position];
    if (wanted === "*") {
      star = position;
      resume = index;
      position += 1;
    } else if (wanted !== undefined && (wanted === "?" || wanted === name[index])) {
      position += 1;
      index += 1;
    } else if (star >= 0) {
      position = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(position));
}
