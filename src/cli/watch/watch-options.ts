import { LONGEST_GROUP_MS } from "../../alert/deliver.ts";
import { parseInstant } from "../../ask/instants.ts";
import { OperatorError } from "../../core/errors.ts";
import { isOn, textOf, type Invocation } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";
import { OVERLAP_MS } from "./poll.ts";

/** What was typed about times. */
export interface WatchOptions {
  readonly groupMs: number;
  readonly everyMs: number;
  readonly since: Date;
  readonly once: boolean;
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @throws OperatorError `bad-argument` */
export function readWatchOptions(
  invocation: Invocation,
  { now }: Pick<Surroundings, "now">,
): WatchOptions {
  const since = textOf(invocation, "since");
  const at = now();
  return {
    groupMs: duration(invocation, "group", [1000, LONGEST_GROUP_MS, "10m"]),
    everyMs: duration(invocation, "every", [5000, 86_400_000, "60s"]),
    since:
      since === undefined
        ? new Date(at.getTime() - OVERLAP_MS)
        : new Date(parseInstant(since, at, "since").at),
    once: isOn(invocation, "once"),
  };
}

function duration(
  invocation: Invocation,
  name: string,
  [least, most, usual]: readonly [number, number, string],
): number {
  const typed = textOf(invocation, name) ?? usual;
  const [, count = "", unit = ""] = /^(\d{1,6})\s*([smhd])$/.exec(typed.trim()) ?? [];
  const length = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (length >= least && length <= most) return length;
  throw new OperatorError("bad-argument", `--${name} ${typed} cannot be used.`, {
    hint: `Write a duration from ${String(least / 1000)}s to ${String(most / 3_600_000)}h, as in ${usual}.`,
  });
}
