import type { Addressee, Posting } from "../src/core/outbox.ts";

/** A posting as a rule's finding would make it; what it is about is its group. */
export function postingFor(
  finding: string,
  sinks: readonly Addressee[],
  what = "checkout in prod",
): Posting {
  return {
    finding,
    key: what,
    rank: 3,
    at: "2026-11-20T14:00:00Z",
    eventIDs: [finding],
    sinks: sinks.map(({ name, updates }) => ({ name, updates })),
    notice: {
      rule: "scale-to-zero",
      severity: "high",
      title: "A service was scaled to zero",
      who: "jane",
      what,
      settings: [],
      from: "203.0.113.7",
      tool: "aws-cli",
      at: "2026-11-20T14:00:00Z",
      account: "111122223333",
      region: "eu-west-1",
      eventID: finding,
    },
  };
}
