import type { Interval } from "./coverage.ts";
import { mergeIntervals, subtractIntervals } from "./intervals.ts";

/** Selectors that hold every ECS call that changes something, whatever its name. */
const HOLDS_ALL: readonly string[] = [
  "everything",
  "EventSource=ecs.amazonaws.com",
  "ReadOnly=false",
];

/**
 * The stretches in which all of these operations were seen: through a selector that holds them all, or each through its
 * own name's.
 *
 * @param covered what was seen through a selector, such as `EventName=StopTask`.
 */
export function coveredFor(
  operations: readonly string[],
  covered: (selector: string) => readonly Interval[],
): readonly Interval[] {
  const whole = mergeIntervals(HOLDS_ALL.flatMap(covered));
  const [first, ...others] = operations.map((name) => [...whole, ...covered(`EventName=${name}`)]);
  if (!first) return whole;
  return others.reduce<readonly Interval[]>(
    (common, seen) => intersect(common, seen),
    mergeIntervals(first),
  );
}

function intersect(one: readonly Interval[], other: readonly Interval[]): readonly Interval[] {
  // What is left of each without its holes in the other.
  return one.flatMap((interval) => subtractIntervals(interval, subtractIntervals(interval, other)));
}
