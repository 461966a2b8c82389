import type { Coverage } from "../core/coverage.ts";

/** What hides something first, so that a cut never hides it. */
const FIRST: readonly Coverage["state"][] = [
  "denied",
  "unreachable",
  "not-asked",
  "partial",
  "fresh",
  "seen",
];

/** Parts of coverage that differ only in their account and region, together; what was not seen first. */
export function alikeCoverage(coverage: readonly Coverage[]): readonly (readonly Coverage[])[] {
  const groups = new Map<string, Coverage[]>();
  for (const part of coverage) {
    const { source, state, note, from, to } = part;
    const key = JSON.stringify([source, state, note, from, to]);
    const group = groups.get(key);
    if (group) group.push(part);
    else groups.set(key, [part]);
  }
  const rank = ([first]: readonly Coverage[]): number => FIRST.indexOf(first?.state ?? "seen");
  return [...groups.values()].toSorted((one, other) => rank(one) - rank(other));
}
