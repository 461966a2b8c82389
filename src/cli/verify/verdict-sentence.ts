import type { Interval } from "../../core/coverage.ts";
import { mergeIntervals, subtractIntervals } from "../../core/intervals.ts";
import type { ProblemKind, Verification } from "../../integrity/verification.ts";
import { counted } from "../counted.ts";

/**
 * - `valid`: everything asked about is proven.
 * - `incomplete`: nothing is wrong, but not everything could be proven.
 * - `unproven`: nothing is wrong, and nothing could be proven.
 * - `invalid`: something was changed, is missing, or does not belong there.
 */
export type Verdict = "valid" | "incomplete" | "unproven" | "invalid";

export function verdictOf({ problems, notices, chains }: Verification): Verdict {
  if (problems.length > 0) return "invalid";
  if (!chains.some(({ digests }) => digests.valid > 0)) return "unproven";
  return notices.some(({ isIncomplete }) => isIncomplete) ? "incomplete" : "valid";
}

/** The verdict in a sentence or two; it never claims more than was looked at. */
export function verdictSentence(verification: Verification): string {
  const { chains, window } = verification;
  const digests = sum(chains.map((chain) => chain.digests.valid));
  const logs = sum(chains.map((chain) => chain.logs.valid));
  const proven = `${counted(digests, "digest")} and ${counted(logs, "log file")}`;
  const time = `delivered from ${minute(window.from)} to ${minute(window.to)}`;
  switch (verdictOf(verification)) {
    case "valid":
      return `Verified ${span(verification)}: ${proven} are as CloudTrail delivered them, and none is missing.`;
    case "incomplete":
      return `Nothing is wrong in what could be verified: ${proven} are as CloudTrail delivered them. Not everything ${time} is proven; the notes say what is not.`;
    case "unproven":
      return `NOT verified: nothing ${time} could be proven.`;
    case "invalid":
      return `NOT intact: ${problemCounts(verification)}. ${proven} are as CloudTrail delivered them.`;
  }
}

const NAMES: Readonly<Record<ProblemKind, readonly [one: string, more: string]>> = {
  "digest-changed": ["digest changed", "digests changed"],
  "digest-unsigned": ["digest without signature", "digests without signature"],
  "digest-format": ["digest damaged", "digests damaged"],
  "digest-moved": ["digest moved", "digests moved"],
  "digest-key-unknown": ["digest of an unknown key", "digests of unknown keys"],
  "digest-replaced": ["digest replaced", "digests replaced"],
  "digest-missing": ["digest missing", "digests missing"],
  "digest-unaccounted": ["stretch without digests", "stretches without digests"],
  "log-changed": ["log file changed", "log files changed"],
  "log-format": ["log file damaged", "log files damaged"],
  "log-missing": ["log file missing", "log files missing"],
  "log-unlisted": ["log file in no digest", "log files in no digest"],
};

function problemCounts({ problems }: Verification): string {
  const counts = new Map<ProblemKind, number>();
  for (const { kind } of problems) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts]
    .map(([kind, count]) => `${String(count)} ${NAMES[kind][count === 1 ? 0 : 1]}`)
    .join(", ");
}

/** The stretch in which all that was looked at is proven, as far as it is the same everywhere. */
function span({ regions, window }: Verification): string {
  const all = regions.reduce<readonly Interval[]>(
    (common, { verified }) =>
      verified.length === 0
        ? common
        : common.flatMap((part) => subtractIntervals(part, subtractIntervals(part, verified))),
    [window],
  );
  const [only, ...others] = mergeIntervals(all);
  return only && others.length === 0
    ? `from ${minute(only.from)} to ${minute(only.to)}`
    : "as the table tells";
}

export function minute(time: string): string {
  return `${time.slice(0, 16)}Z`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
