/** Among some words the one that was probably meant: a few typing mistakes away, or the start of it. */
export function nearestWord(typed: string, words: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase();
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  let best: { readonly word: string; readonly steps: number } | undefined;
  for (const word of words) {
    const given = word.toLowerCase();
    const isStart = wanted.length >= 3 && given.startsWith(wanted);
    const steps = isStart ? 1 : stepsBetween(wanted, given, allowed);
    if (steps <= allowed && steps < (best?.steps ?? Infinity)) best = { word, steps };
  }
  return best?.word;
}

const LONGEST = 100;

/** Letters to insert, delete or replace; a swap counts as two. */
function stepsBetween(one: string, other: string, allowed: number): number {
  if (one.length > LONGEST || Math.abs(one.length - other.length) > allowed) return Infinity;
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const letter of one) {
    const current = [(last[0] ?? 0) + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (last[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    last = current;
  }
  return last.at(-1) ?? Infinity;
}
