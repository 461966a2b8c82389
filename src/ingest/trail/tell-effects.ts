import type { Coverage } from "../../core/coverage.ts";
import { intervalOf } from "../event-history/spans.ts";
import type { ReadRequest } from "../source.ts";
import { recallEffects, rememberEffects } from "./place-memory.ts";
import type { TrailRun } from "./trail-run.ts";

/**
 * What ECS did or said, as far as the trail's files told it, in this reading or an earlier one: files are read once, and
 * what they told is in the ledger from then on.
 */
export function tellEffects({
  trail: { uri },
  request,
  whole,
  effects,
}: TrailRun): readonly Coverage[] {
  const fresh = effects.coverage(uri);
  const known = recallEffects(request.memory, uri);
  const told = new Map<string, Coverage>();
  for (const part of [...known, ...fresh]) {
    const key = JSON.stringify([part.account, part.region]);
    const before = told.get(key);
    told.set(key, before ? joined(before, part) : part);
  }
  const all = [...told.values()];
  if (fresh.length > 0) rememberEffects(request.memory, uri, all);
  const window = intervalOf(whole);
  return all.filter((part) => {
    const isInside = isEarlier(part.from, window.to) && isEarlier(window.from, part.to);
    return fresh.some((one) => isSamePlace(one, part)) || (isInside && isWanted(part, request));
  });
}

/** How many there were is not told: the same file may have been read twice. */
function joined({ records: _unknown, ...one }: Coverage, other: Coverage): Coverage {
  return {
    ...one,
    from: isEarlier(other.from, one.from) ? other.from : one.from,
    to: isEarlier(one.to, other.to) ? other.to : one.to,
  };
}

function isEarlier(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}

function isSamePlace(one: Coverage, other: Coverage): boolean {
  return one.account === other.account && one.region === other.region;
}

function isWanted({ account, region }: Coverage, asked: ReadRequest): boolean {
  const { accounts = [], regions = [] } = asked;
  return (
    (accounts.length === 0 || accounts.includes(account)) &&
    (regions.length === 0 || regions.includes(region))
  );
}
