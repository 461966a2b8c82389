import type { Change, Resource } from "../core/change.ts";
import type { Handle } from "../core/handle.ts";
import { handlesOf } from "../core/handles-of.ts";
import { readCall } from "../core/read-call.ts";
import type { CloudTrailRecord } from "../core/record.ts";

/**
 * Counts the readings of records into columns. Raise it whenever an action's nature or resources are read otherwise, or
 * this file changes: every ledger then reads its raw records again when it is next opened.
 */
export const DERIVED_VERSION = 2;

/** What filters need to know of a record. */
export interface Columns {
  readonly eventID: string;
  /** Whole seconds since 1970. */
  readonly eventTime: number;
  readonly account: string;
  readonly region: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly nature: Change["nature"];
  readonly isRefused: boolean;
  readonly isRoot: boolean;
  readonly accessKeyId: string | undefined;
  readonly touched: readonly Touched[];
}

/** One thing under which a record is found again; `cluster` is `""` for what lives in none. */
export interface Touched {
  readonly name: string;
  readonly kind: string;
  readonly cluster: string;
}

/** The kind under which everything that lies in a cluster is found by the cluster's name. */
export const IN_CLUSTER = "in-cluster";

/** No AWS name is longer; a hostile one shall not fill the index. */
const LONGEST = 512;

export function deriveColumns(record: CloudTrailRecord): Columns {
  const { userIdentity } = record;
  const { account, nature, resources } = readCall(record);
  return {
    eventID: keyText(record.eventID),
    eventTime: secondsOf(record.eventTime),
    account: keyText(account),
    region: keyText(record.awsRegion),
    eventSource: keyText(record.eventSource),
    eventName: keyText(record.eventName),
    nature,
    isRefused: record.errorCode !== undefined,
    isRoot: isByRoot(record),
    accessKeyId:
      userIdentity.accessKeyId === undefined ? undefined : keyText(userIdentity.accessKeyId),
    touched: [...touchedBy(resources), ...handlesOf(record).map(touchedAs)],
  };
}

/** Whole seconds since 1970. */
export function secondsOf(eventTime: string): number {
  return Math.floor(Date.parse(eventTime) / 1000);
}

export function isByRoot({ userIdentity }: CloudTrailRecord): boolean {
  return userIdentity.type === "Root" || userIdentity.sessionContext?.assumedRoot === true;
}

/** A text as the database keeps and compares it: one of the two SQLite drivers ends texts at a NUL. */
export function keyText(text: string): string {
  const whole = text.replaceAll("\0", "\u{FFFD}");
  return whole.length > LONGEST ? whole.slice(0, LONGEST) : whole;
}

/**
 * Each thing under its own name, and under the name of what it belongs to: a task under its service, a revision under
 * its family, everything under its cluster. So that "who touched checkout?" is a look-up, not a search.
 */
export function touchedBy(resources: readonly Resource[]): readonly Touched[] {
  const found = new Map<string, Touched>();
  const add = (kind: string, name: string, cluster = ""): void => {
    if (name === "") return;
    const touched = { kind, name: keyText(name), cluster: keyText(cluster) };
    found.set(JSON.stringify(touched), touched);
  };
  for (const { kind, name, cluster, service } of resources) {
    add(kind, name, cluster);
    if (service !== undefined) add("service", service, cluster);
    const family = familyOf(kind, name);
    if (family !== undefined) add(kind, family, cluster);
    if (cluster !== undefined) add(IN_CLUSTER, cluster);
    if (kind === "cluster") add(IN_CLUSTER, name);
  }
  return [...found.values()];
}

function touchedAs({ kind, name }: Handle): Touched {
  return { kind: keyText(kind), name: keyText(name), cluster: "" };
}

function familyOf(kind: string, name: string): string | undefined {
  const colon = name.lastIndexOf(":");
  return kind.endsWith("task-definition") && colon > 0 ? name.slice(0, colon) : undefined;
}
