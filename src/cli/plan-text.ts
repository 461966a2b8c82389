import { counted } from "./counted.ts";
import type { PlanEstimate } from "../ingest/source.ts";
import type { Seen } from "./read-material.ts";

/** What `--dry-run` prints: the plan of each account and region, and what the whole would cost. */
export function planText({ plans, requests, coverage }: Seen): string {
  const rows = plans.map((plan) => [
    [plan.account, plan.region].filter((part) => part !== "").join(" "),
    plan.plan,
    cost(plan),
  ]);
  const widths = [0, 1].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "),
  );
  const unread = coverage.filter(({ state }) => state === "denied" || state === "unreachable");
  const problems = unread.map(
    ({ account, region, note = "" }) => `NOT seen ${account} ${region}: ${note}`,
  );
  return [...lines, ...problems, sumOf(plans, requests)]
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** One plan's cost, as a person would say it. */
export function cost({ requests, seconds }: Pick<PlanEstimate, "requests" | "seconds">): string {
  if (requests === 0) return "nothing more to ask";
  return `about ${counted(requests, "request")}, ${duration(seconds)}`;
}

function sumOf(plans: readonly PlanEstimate[], probes: number): string {
  const requests = plans.reduce((sum, plan) => sum + plan.requests, 0);
  const slowest = Math.max(0, ...plans.map(({ seconds }) => seconds));
  const made = `${counted(probes, "probe")} made, kept in the ledger`;
  if (requests === 0) return `${made}; nothing more to ask`;
  return `${made}; in all about ${counted(requests, "request")} more, ${duration(slowest)} side by side`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${String(Math.ceil(seconds))} s`;
  if (seconds < 5400) return `${String(Math.round(seconds / 60))} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
