import { neutraliseForTerminal, neutraliseJson } from "../../ask/neutralise.ts";
import type { Interval } from "../../core/coverage.ts";
import {
  MEANINGS,
  type ChainReport,
  type Notice,
  type Problem,
  type Verification,
} from "../../integrity/verification.ts";
import { counted } from "../counted.ts";
import { minute, verdictOf, verdictSentence } from "./verdict-sentence.ts";

/** The report as the documented contract has it. */
export function jsonOfVerification(verification: Verification, place: string): string {
  const { window, chains, regions, problems, notices } = verification;
  const report = {
    schemaVersion: 1,
    place,
    window,
    verdict: verdictOf(verification),
    sentence: verdictSentence(verification),
    chains,
    regions,
    problems: problems.map((problem) => ({ ...problem, means: MEANINGS[problem.kind] })),
    notices,
  };
  return `${neutraliseJson(JSON.stringify(report, null, 2))}\n`;
}

/** More would scroll the verdict away; the JSON has them all. */
const MOST_TOLD = 40;
const MOST_PLACES = 4;

/** The verdict, a table of accounts, regions and trails, and each problem with what it means. */
export function textOfVerification(verification: Verification, place: string): string {
  const { problems, notices } = verification;
  return [
    verdictSentence(verification),
    "",
    ...tableOf(verification),
    ...rememberedLines(verification),
    ...problemLines(problems, place),
    ...noteLines(notices),
    ...rest(problems.length, "problem"),
  ]
    .map((line) => `${neutraliseForTerminal(line).trimEnd()}\n`)
    .join("");
}

function rest(count: number, what: string): readonly string[] {
  if (count <= MOST_TOLD) return [];
  return ["", `… and ${counted(count - MOST_TOLD, `more ${what}`)}: --output json tells all`];
}

/** What was not read in this run, and how to have it read. */
function rememberedLines({ chains }: Verification): readonly string[] {
  const sum = (of: "digests" | "logs"): number =>
    chains.reduce((total, chain) => total + chain[of].remembered, 0);
  const [digests, logs] = [sum("digests"), sum("logs")];
  if (digests + logs === 0) return [];
  const files = `${counted(digests, "digest")} and ${counted(logs, "log file")}`;
  const says = `${files} were not read again: they are the files that an earlier run read. --no-cache reads all.`;
  return ["", says];
}

function problemLines(problems: readonly Problem[], place: string): readonly string[] {
  const bucket = /^s3:\/\/[^/?]+\//.exec(place)?.[0] ?? "";
  return problems
    .slice(0, MOST_TOLD)
    .flatMap(({ kind, key, reason, hour }) => [
      "",
      `${kind}  ${bucket}${key}`,
      `      ${reason}${hour === undefined ? "" : ` (hour ${minute(hour.from)} to ${minute(hour.to)})`}`,
      `      ${MEANINGS[kind]}`,
    ]);
}

/** What holds of several places is told once. */
function noteLines(notices: readonly Notice[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { account, region, trail, says } of notices) {
    const place = [account, region, trail].filter((part) => part !== "").join(" ");
    places.set(says, [...(places.get(says) ?? []), place]);
  }
  const lines = [...places].slice(0, MOST_TOLD).flatMap(([says, those]) => {
    const named = those.slice(0, MOST_PLACES).join(", ");
    const others = those.length - MOST_PLACES;
    return [
      "",
      `note  ${named}${others > 0 ? ` and ${counted(others, "other place")}` : ""}`,
      `      ${says}`,
    ];
  });
  return [...lines, ...rest(places.size, "note")];
}

const HEADINGS = ["ACCOUNT", "REGION", "TRAIL", "DIGESTS", "LOG FILES", "VERIFIED"];

function tableOf({ chains, regions }: Verification): readonly string[] {
  const rows = regions.flatMap((place): readonly (readonly string[])[] => {
    const here = chains.filter(
      ({ account, region }) => account === place.account && region === place.region,
    );
    const spans = spansText(place.verified);
    if (here.length === 0) return [[place.account, place.region, "-", "none", "none", spans]];
    return here.map((chain) => [
      place.account,
      place.region,
      chain.trail,
      countsText(chain.digests),
      countsText(chain.logs, place.unlisted),
      spans,
    ]);
  });
  const lines = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, index) =>
    Math.max(...lines.map((line) => (line[index] ?? "").length)),
  );
  return lines.map((line) => line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  "));
}

function countsText(counts: ChainReport["digests"] | ChainReport["logs"], unlisted = 0): string {
  const { valid, invalid, missing, unread } = counts;
  const unproven = "unproven" in counts ? counts.unproven : 0;
  const parts = { invalid, missing, unproven, unread, "in no digest": unlisted };
  const wrong = Object.entries(parts).flatMap(([name, count]) =>
    count > 0 ? [`${String(count)} ${name}`] : [],
  );
  return [`${String(valid)} valid`, ...wrong].join(", ");
}

function spansText(spans: readonly Interval[]): string {
  const [first] = spans;
  const last = spans.at(-1);
  if (!first || !last) return "nothing";
  const holes = spans.length - 1;
  const whole = `${minute(first.from)} to ${minute(last.to)}`;
  return holes === 0 ? whole : `${whole} with ${counted(holes, "hole")}`;
}
