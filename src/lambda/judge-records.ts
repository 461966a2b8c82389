import { postingsOf } from "../alert/notice.ts";
import type { Change, Resource } from "../core/change.ts";
import { decode } from "../core/decode.ts";
import { startWatch } from "../core/detect.ts";
import type { Severity } from "../core/finding.ts";
import { groupHits } from "../core/group-hits.ts";
import { isEffective } from "../core/is-effective.ts";
import type { Addressee, Posting } from "../core/outbox.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import { tellHistory } from "../core/timeline.ts";
import type { LambdaSettings } from "./settings.ts";

/** What is found of one record. */
export interface Judged {
  readonly record: CloudTrailRecord;
  readonly postings: readonly Posting[];
}

export interface Judgement {
  readonly judged: readonly Judged[];
  /** By place, the last call that set something there. */
  readonly past: ReadonlyMap<string, CloudTrailRecord>;
}

/**
 * Holds records against the rules.
 *
 * @param records of one batch, each once.
 * @param earlier what was last set at the places they touch.
 */
export function judgeRecords(
  records: readonly CloudTrailRecord[],
  earlier: readonly CloudTrailRecord[],
  { rules, suppressions }: LambdaSettings,
  options: {
    readonly today: string;
    readonly sinksFor: (severity: Severity) => readonly Addressee[];
  },
): Judgement {
  const watch = startWatch({
    // Examples are not deployed; nothing here runs them.
    rules: rules.map((rule) => ({ ...rule, examples: { fires: [], silent: [] } })),
    detectors: [],
  });
  const fresh = new Set(records.map(({ eventID }) => eventID));
  const past = earlier.filter(({ eventID }) => !fresh.has(eventID));
  const all = [...past, ...records].toSorted(byTime);
  const changes = tellHistory(all.map((record) => decode(record)));
  const judged: Judged[] = [];
  const places = new Map<string, CloudTrailRecord>();
  for (const [index, change] of changes.entries()) {
    const record = all[index];
    if (record === undefined) continue;
    if (fresh.has(record.eventID)) {
      const findings = groupHits(watch.see(change, record), {
        today: options.today,
        changes: [change],
        suppressions,
      });
      const postings = findings.flatMap((finding) => postingsOf(finding, change, options.sinksFor));
      judged.push({ record, postings });
    } else {
      watch.learn(change, record);
    }
    if (leavesSomething(change)) places.set(placeOf(change), record);
  }
  return { judged, past: places };
}

/** Where a call acts, for what was set there before; nothing for calls that set nothing that lasts. */
export function placeTouched(record: CloudTrailRecord): string | undefined {
  const change = decode(record);
  return change.nature === "mutating" ? placeOf(change) : undefined;
}

function leavesSomething(change: Change): boolean {
  return (
    isEffective(change) && (change.settings.length > 0 || Object.keys(change.state).length > 0)
  );
}

function placeOf({ account, region, resource }: Change): string {
  const { kind, cluster = "" } = resource;
  return JSON.stringify([account, region, kind, cluster, lasting(resource)]);
}

/** Revisions come and go; the family is what a registration changes. */
function lasting({ kind, name }: Resource): string {
  return kind.endsWith("task-definition") ? name.replace(/:\d+$/, "") : name;
}

function byTime(one: CloudTrailRecord, other: CloudTrailRecord): number {
  return one.eventTime < other.eventTime ? -1 : Number(one.eventTime > other.eventTime);
}
