/**
 * The names that a person may have meant, nearest first, at most three: the same but for capitals, a part of the other,
 * or few typing mistakes away.
 */
export function nearest(typed: string, names: Iterable<string>): readonly string[] {
  const wanted = typed.toLowerCase();
  const ranked: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(names)) {
    const distance = distanceOf(wanted, name.toLowerCase());
    if (distance !== undefined) ranked.push({ name, distance });
  }
  return ranked
    .toSorted((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

const LONGEST = 255;

function distanceOf(wanted: string, given: string): number | undefined {
  if (given === "" || given.length > LONGEST || wanted.length > LONGEST) return undefined;
  if (wanted === given) return 0;
  if (wanted.length >= 3 && given.includes(wanted)) return 1;
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const steps = editDistance(wanted, given, allowed);
  if (steps !== undefined) return 1 + steps;
  return given.length >= 4 && wanted.includes(given) ? 2 + allowed : undefined;
}

/** Insertions, deletions, replacements and swapped neighbours from one to the other, or nothing if more than allowed. */
function editDistance(one: string, other: string, allowed: number): number | undefined {
  if (Math.abs(one.length - other.length) > allowed) return undefined;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current: number[] = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      const steps = Math.min(
        (last[column] ?? Infinity) + 1,
        (current[column - 1] ?? Infinity) + 1,
        (last[column - 1] ?? Infinity) + (isSame ? 0 : 1),
        isSwap ? (beforeLast[column - 2] ?? Infinity) + 1 : Infinity,
      );
      current.push(steps);
    }
    beforeLast = last;
    last = current;
  }
  const steps = last[other.length] ?? Infinity;
  return steps <= allowed ? steps : undefined;
}
