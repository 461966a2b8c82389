import type { Severity } from "../core/finding.ts";
import type { Parcel } from "../core/outbox.ts";
import { severityOf, type Notice } from "./notice.ts";

/** What a sink is to say now about one group of findings. Strings are hostile until the sink has made them harmless. */
export interface Message {
  /** The group: the same in every message about it, also after a restart. */
  readonly id: string;
  /** This very message: the same when it is sent again. */
  readonly delivery: string;
  /** The first about its group, its severity rose, or more of the same. */
  readonly phase: "first" | "risen" | "more";
  readonly severity: Severity;
  readonly notice: Notice;
  /** How many times so far, and how many of them are news to this sink. */
  readonly count: number;
  readonly news: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Some of the records, oldest first. */
  readonly eventIDs: readonly string[];
  /** An earlier attempt may have arrived. */
  readonly isRepeat: boolean;
}

export function messageOf(parcel: Parcel): Message {
  const { group, key, count, toldCount, rank, toldRank } = parcel;
  const risen = rank > toldRank ? "risen" : "more";
  return {
    id: `${key}-${String(group)}`,
    delivery: `${key}-${String(group)}-${String(count)}`,
    phase: toldCount === 0 ? "first" : risen,
    severity: severityOf(rank),
    notice: parcel.notice as unknown as Notice,
    count,
    news: count - toldCount,
    firstAt: parcel.firstAt,
    lastAt: parcel.lastAt,
    eventIDs: parcel.eventIDs,
    isRepeat: parcel.isRepeat,
  };
}

/** One line of a message: a name of ours, and a value that may be hostile. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** A command, to be copied. */
  readonly isCode?: true;
}

/** What every sink tells, in the order of importance; each makes the values harmless for where they are read. */
export interface Facts {
  readonly headline: string;
  readonly facts: readonly Fact[];
  /** Where the record stands in the AWS console; ours, not the record's. */
  readonly link?: string;
}

export function factsOf(message: Message): Facts {
  const { notice, severity, count, phase } = message;
  const { settings, undo } = notice;
  const times = count === 1 ? "" : ` (${String(count)} times)`;
  const risen = phase === "risen" ? "now " : "";
  const link = consoleLink(notice);
  return {
    headline: `${risen}${severity.toUpperCase()}: ${notice.title}${times}`,
    facts: [
      { name: "What", value: notice.what },
      { name: "Who", value: notice.who },
      ...(settings.length === 0 ? [] : [{ name: "Before → after", value: stepsOf(notice) }]),
      { name: "From", value: `${notice.from}, with ${notice.tool}` },
      { name: "When", value: whenOf(message) },
      { name: "Where", value: `account ${notice.account || "unknown"}, ${notice.region}` },
      {
        name: "Rule",
        value: notice.says === undefined ? notice.rule : `${notice.rule}: ${notice.says}`,
      },
      ...(notice.next === undefined ? [] : [{ name: "Next", value: notice.next }]),
      { name: "Evidence", value: `tasktrail explain ${notice.eventID}`, isCode: true as const },
      ...(undo === undefined
        ? []
        : [{ name: undoName(undo.leaves), value: undo.command, isCode: true as const }]),
      ...(message.isRepeat
        ? [{ name: "Note", value: "this may be a repeat: an earlier attempt had no clear answer" }]
        : []),
    ],
    ...(link !== undefined && { link }),
  };
}

function stepsOf({ settings }: Notice): string {
  return settings
    .map(({ name, before, after }) => `${name} ${before ?? "(not seen)"} → ${after}`)
    .join("; ");
}

function whenOf({ count, firstAt, lastAt, notice }: Message): string {
  return count === 1 || firstAt === lastAt ? notice.at : `${firstAt} to ${lastAt}`;
}

function undoName(leaves: readonly string[]): string {
  const rest = leaves.length === 0 ? "" : `; does not put back ${leaves.join(", ")}`;
  return `To undo (a suggestion, never run${rest})`;
}

/** CloudTrail's console shows one event of the last 90 days by its id; other partitions have other consoles. */
function consoleLink({ region, eventID }: Notice): string | undefined {
  if (!/^[a-z]{2}-[a-z]+-\d$/.test(region) || region.startsWith("cn-")) return undefined;
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(eventID)) return undefined;
  return `https://${region}.console.aws.amazon.com/cloudtrailv2/home?region=${region}#/events/${eventID}`;
}
