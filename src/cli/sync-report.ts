import { neutraliseForTerminal } from "../ask/neutralise.ts";
import { counted } from "./counted.ts";
import type { Seen } from "./read-material.ts";

/** What a sync brought, a line for each account and region, and what it could not see. */
export function syncReport(seen: Seen, ledger: string, format: "text" | "json"): string {
  const { coverage, requests, added, unreadable } = seen;
  const places = [...seen.places].map(([place, brought]) => ({ place, ...brought }));
  const unseen = coverage.filter(({ state }) => state !== "seen" && state !== "fresh");
  if (format === "json") {
    const report = { schemaVersion: 1, ledger, added, requests, places, unseen, unreadable };
    return `${JSON.stringify(report, null, 2)}\n`;
  }
  const width = Math.max(0, ...places.map(({ place }) => place.length));
  return [
    ...places.map(
      ({ place, ...brought }) =>
        `${place.padEnd(width)}  ${counted(brought.added, "new record")}, ${counted(brought.requests, "request")}`,
    ),
    ...unseen.map(
      ({ account, region, from, to, state, note }) =>
        `${state === "partial" ? "in part" : "NOT seen"} ${account} ${region} ${from} to ${to}: ${note ?? state}`,
    ),
    `${counted(added, "new record")} in ${ledger}, ${counted(requests, "request")} in all`,
  ]
    .map((line) => `${neutraliseForTerminal(line)}\n`)
    .join("");
}
