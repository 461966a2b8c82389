import type { Actor } from "./actor.ts";
import type { Change, Setting } from "./change.ts";
import { readImages } from "./image.ts";
import type { CloudTrailRecord, Json, JsonObject } from "./record.ts";
import { isSame } from "./same.ts";

/** What is known of a change besides its record: where it stands in the user's world and in the resource's past. */
export interface Standing {
  readonly environment?: string;
  /** Whether it lies in a change window of its environment; absent where none is configured. */
  readonly changeWindow?: "inside" | "outside";
  /** The user has labelled networks, so that an address without a label is unexpected. */
  readonly hasLabels?: boolean;
  /** The tool of infrastructure as code that last changed the resource. */
  readonly managedBy?: string;
}

/**
 * The event that rules see: EventBridge's envelope around the record, and beside it under `tasktrail` what was concluded.
 * Nothing that is unknown is there, so `exists: false` asks for it.
 */
export function seenEvent(
  change: Change,
  record: CloudTrailRecord,
  standing: Standing = {},
): JsonObject {
  return {
    source: `aws.${change.eventSource.replace(/\.amazonaws\.com$/, "")}`,
    "detail-type": "AWS API Call via CloudTrail",
    account: change.account,
    region: change.region,
    time: change.at,
    detail: record as unknown as JsonObject,
    tasktrail: told(change, record, standing),
  };
}

function told(change: Change, record: CloudTrailRecord, standing: Standing): JsonObject {
  const { actor, behind, tool, origin, resource, outcome } = change;
  const at = new Date(change.at);
  return {
    intent: change.intent,
    nature: change.nature,
    outcome: outcome.kind,
    noop: change.noop,
    actor: actorOf(actor),
    behind: behind && actorOf(behind),
    tool: { kind: tool.kind, name: tool.name, version: tool.version },
    aiAgent: tool.aiAgent,
    origin: {
      kind: origin.kind,
      name: origin.name,
      label: origin.label,
      labelled:
        standing.hasLabels && origin.kind === "address" ? origin.label !== undefined : undefined,
      network: origin.network,
      country: origin.country,
    },
    resource: {
      kind: resource.kind,
      name: resource.name,
      cluster: resource.kind === "cluster" ? resource.name : resource.cluster,
      service: resource.service,
    },
    settings: change.settings.map(settingOf),
    images: change.outcome.kind === "accepted" ? readImages(record, change.account) : [],
    environment: standing.environment,
    changeWindow: standing.changeWindow,
    managedBy: standing.managedBy,
    weekday: WEEKDAYS[at.getUTCDay()],
    hour: Number.isNaN(at.getTime()) ? undefined : at.getUTCHours(),
  };
}

const WEEKDAYS: readonly string[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

function actorOf({
  kind,
  name,
  via,
  grade,
  role,
  session,
  account,
  principal,
  mfa,
}: Actor): JsonObject {
  return { kind, name, via, grade, role, session, account, principal, mfa };
}

/** `changed` is true where the value before is unknown too; `factor` is how many times as much. */
function settingOf({ name, before, after }: Setting): JsonObject {
  return {
    name,
    before,
    after,
    changed: before === undefined || !isSame(before, after),
    factor: factorOf(before, after),
  };
}

function factorOf(before: Json | undefined, after: Json): number | undefined {
  return typeof before === "number" && typeof after === "number" && before > 0
    ? after / before
    : undefined;
}
