import { HOUR_MS, type Context } from "./context.ts";
import type { TrailPlace } from "./find-places.ts";
import type { ListedChain } from "./list-digests.ts";
import type { Tally } from "./tally.ts";
import { instantText } from "./trail-key.ts";
import type { Notice } from "./verification.ts";

/** A digest comes some time after its hour; how long at most, AWS does not say. */
const EXPECTED_WITHIN_MS = 2 * HOUR_MS;

/** Says what the newest digest leaves open, and what no digest speaks of. */
export function tellEnds(
  { account, region }: TrailPlace,
  chains: readonly ListedChain[],
  tally: Tally,
  { window, now }: Context,
): void {
  const tell = (kind: Notice["kind"], trail: string, says: string, isIncomplete: boolean): void => {
    tally.notices.push({ kind, account, region, trail, says, isIncomplete });
  };
  const standard = chains.filter(({ isBackfill }) => !isBackfill);
  for (const { trail, digests } of standard) {
    const end = digests.at(-1)?.name.at ?? window.from;
    if (end >= window.to) continue;
    const at = instantText(end);
    if (now - end < HOUR_MS + EXPECTED_WITHIN_MS) {
      tell(
        "open-end",
        trail,
        `The hour since ${at} is not digested yet: it is not verified.`,
        false,
      );
    } else {
      const says = `There is no digest after ${at}. Logging or validation may be off, the copy may end there, or the newest digests were deleted, which nothing would show. Nothing is proven since.`;
      tell("open-end", trail, says, true);
    }
  }
  const { undigested } = tally;
  if (standard.length === 0) {
    const says = `There is no digest in the window: log file validation was off, or all digests were deleted. ${count(undigested)} not verified.`;
    tell("undigested", "", says, true);
  } else if (undigested > 0) {
    const says = `${count(undigested)} not verified: no proven digest covers when they were delivered, or they came within 15 minutes of where the proof begins or ends.`;
    tell("undigested", "", says, false);
  }
}

function count(files: number): string {
  return files === 1 ? "1 log file is" : `${String(files)} log files are`;
}
