import type { SinkNews } from "../../alert/deliver.ts";
import type { OpenedSink } from "../../alert/open-sink.ts";
import { severityOf } from "../../alert/notice.ts";
import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import type { SinkTally } from "../../core/outbox.ts";
import { counted } from "../counted.ts";
import type { NamedSource } from "../material.ts";
import type { Surroundings } from "../surroundings.ts";
import { isPolled } from "./open-watched.ts";
import type { WatchCounts } from "./take-in.ts";

/** Tells what goes on, on standard error: standard output is the terminal sink's. */
export function teller({ stderr }: Surroundings): (line: string) => void {
  return (line) => {
    stderr.write(`${neutraliseForTerminal(line)}\n`);
  };
}

const MOST_NAMED = 6;

/** What is watched, where findings go, and what waits from before. */
export function welcome(
  sources: readonly NamedSource[],
  sinks: readonly OpenedSink[],
  tallies: readonly SinkTally[],
): readonly string[] {
  const labels = sources.filter(({ isGlobal }) => !isGlobal).map(({ label }) => label);
  const more = labels.length - MOST_NAMED;
  const named =
    labels.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${String(more)} more` : "");
  const late = sources.some(({ source }) => isPolled(source.uri))
    ? [
        "what is polled comes minutes late: CloudTrail needs about 5, sometimes 15; a queue behind EventBridge brings it within seconds",
      ]
    : [];
  const known = new Set(sinks.map(({ name }) => name));
  return [
    `watching ${named}`,
    ...sinks.map(({ name, atLeast }) => `sending to ${name}: ${severityOf(atLeast)} and worse`),
    ...late,
    ...tallies.flatMap(({ sink, waiting, refused }) => [
      ...(waiting === 0 ? [] : [waitingLine(sink, waiting, known.has(sink))]),
      ...(refused === 0
        ? []
        : [
            `${counted(refused, "message")} that ${sink} refused: --retry-refused sends them again`,
          ]),
    ]),
  ];
}

function waitingLine(sink: string, waiting: number, isKnown: boolean): string {
  const rest = isKnown ? "" : ", which is not among the sinks: they are kept until it is";
  return `${counted(waiting, "message")} from before for ${sink}${rest}`;
}

/** A line about a sink. */
export function newsLine(news: SinkNews): string {
  const { sink } = news;
  switch (news.kind) {
    case "back":
      return `${sink} takes messages again`;
    case "refused":
      return `${sink} refused a message, which is kept aside: ${news.reason}`;
    case "misconfigured":
      return `${sink} cannot be used: ${news.reason}; nothing is lost, it is tried again from time to time`;
    case "failing":
      return `${sink} fails: ${news.reason}; nothing is lost, the next attempt is in ${String(Math.ceil(news.waitMs / 1000))} s`;
  }
}

/** What was done. */
export function farewell(seen: WatchCounts, tallies: readonly SinkTally[]): readonly string[] {
  const { records, effects, findings, unreadable } = seen;
  const odd = unreadable === 0 ? "" : `, ${String(unreadable)} unreadable`;
  return [
    `${counted(records, "record")}, ${counted(effects, "effect")}${odd}; ${counted(findings, "finding")}`,
    ...tallies.map(
      ({ sink, delivered, waiting, doubles }) =>
        `${sink}: ${String(delivered)} delivered, ${String(waiting)} waiting${doubles === 0 ? "" : `, ${String(doubles)} perhaps twice`}`,
    ),
  ];
}
