import { createHash } from "node:crypto";
import type { Actor } from "../core/actor.ts";
import type { Change, Resource } from "../core/change.ts";
import { SEVERITIES, type Finding, type Severity } from "../core/finding.ts";
import type { Addressee, Posting } from "../core/outbox.ts";
import type { JsonObject } from "../core/record.ts";
import {
  changedSettings,
  deedOf,
  namedActor,
  relationOf,
  resourceLabel,
  sentenceOf,
  valueLabel,
} from "../core/sentence.ts";
import { cut } from "./harmless.ts";
import { undoOf, type Undo } from "./undo.ts";

/** What a message says of one finding, as plain strings. Everything in it may come from a record: hostile until rendered. */
export interface Notice {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** What the rule says of this hit besides; absent where it only tells the change. */
  readonly says?: string;
  readonly who: string;
  readonly what: string;
  readonly settings: readonly NoticeSetting[];
  readonly from: string;
  readonly tool: string;
  readonly at: string;
  readonly account: string;
  readonly region: string;
  /** The record to read first. */
  readonly eventID: string;
  readonly next?: string;
  readonly undo?: Undo;
}

export interface NoticeSetting {
  readonly name: string;
  /** Absent where it was not seen. */
  readonly before?: string;
  readonly after: string;
}

const LONGEST = 600;
const MOST_SETTINGS = 12;

/** What to say of a finding that rests on this change. */
function noticeOf(finding: Finding, change: Change): Notice {
  const says = besides(finding.message, change);
  const undo = undoOf(change);
  const { next } = finding;
  return {
    rule: finding.id,
    severity: finding.severity,
    title: cut(finding.title, LONGEST),
    ...(says !== "" && { says: cut(says, LONGEST) }),
    who: cut(whoOf(change), LONGEST),
    what: cut(whatOf(change), LONGEST),
    settings: changedSettings(change.settings)
      .slice(0, MOST_SETTINGS)
      .map(({ name, before, after }) => ({
        name: cut(name, 120),
        ...(before !== undefined && { before: cut(valueLabel(before), 200) }),
        after: cut(valueLabel(after), 200),
      })),
    from: cut(fromOf(change), LONGEST),
    tool: cut(toolOf(change), LONGEST),
    at: change.at,
    account: change.account,
    region: change.region,
    eventID: change.eventID,
    ...(next !== undefined && { next: cut(next, LONGEST) }),
    ...(undo && { undo }),
  };
}

/** A rule's message begins with the sentence about the change, which the other facts tell already. */
function besides(message: string, change: Change): string {
  const told = [sentenceOf(change, change.at.slice(0, 10)), sentenceOf(change)];
  const sentence = told.find((one) => message.startsWith(one)) ?? "";
  return message.slice(sentence.length).trim();
}

/**
 * A finding about one change as the outbox takes it: nothing where it is suppressed or nobody wants to hear of it. Found
 * again, it is the same one, however a queue cuts and orders its messages.
 */
export function postingsOf(
  finding: Finding,
  change: Change,
  sinksFor: (severity: Severity) => readonly Addressee[],
): readonly Posting[] {
  if (finding.suppressed) return [];
  const sinks = sinksFor(finding.severity);
  if (sinks.length === 0) return [];
  return [
    {
      finding: hash([finding.id, change.eventID]),
      key: groupKey(finding, change),
      rank: rankOf(finding.severity),
      at: change.at,
      eventIDs: finding.eventIDs,
      notice: { ...noticeOf(finding, change) } as unknown as JsonObject,
      sinks,
    },
  ];
}

/** Higher is worse. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.length - 1 - SEVERITIES.indexOf(severity);
}

export function severityOf(rank: number): Severity {
  return SEVERITIES[SEVERITIES.length - 1 - rank] ?? "critical";
}

/** Account, region, actor, intent, resource and rule: what one message is about. */
function groupKey({ id }: Finding, change: Change): string {
  const { account, region, actor, intent } = change;
  return hash([account, region, nameOf(actor), intent, ...placeOf(change.resource), id]);
}

function nameOf({ kind, name, principal }: Actor): string {
  return JSON.stringify([kind, kind === "unknown" ? principal : name]);
}

/** A hundred tasks of one service that somebody stops are one story; so are the revisions of one family. */
function placeOf({ kind, name, cluster = "", service = "" }: Resource): readonly string[] {
  if (service !== "") return ["service", cluster, service];
  if (kind === "task" || kind === "container-instance") return [kind, cluster];
  return [kind, cluster, kind.endsWith("task-definition") ? name.replace(/:\d+$/, "") : name];
}

function hash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 27);
}

function whoOf({ actor, behind }: Change): string {
  const name = namedActor(actor);
  const acting = name === "" ? actor.principal || "unknown" : name;
  return behind === undefined ? acting : `${acting}, ${relationOf(actor)} ${namedActor(behind)}`;
}

function whatOf(change: Change): string {
  const { resource, outcome, noop } = change;
  const what = resourceLabel(resource);
  if (outcome.kind === "refused") {
    return `${what} was not ${deedOf(change)}: ${change.eventName} was refused (${outcome.errorCode})`;
  }
  return `${what} was ${deedOf(change)}${noop ? ", which changed nothing" : ""}`;
}

function fromOf({ origin }: Change): string {
  const { label, network, country, name } = origin;
  const known = label ?? [network, country].filter((part) => part !== undefined).join(", ");
  const where = name === "" ? "an unknown address" : name;
  return known === "" ? where : `${where} (${known})`;
}

function toolOf({ tool }: Change): string {
  const version = tool.version === undefined ? "" : ` ${tool.version}`;
  const driven = tool.aiAgent === undefined ? "" : `, driven by ${tool.aiAgent}`;
  return `${tool.name === "" ? "an unknown tool" : tool.name}${version}${driven}`;
}
