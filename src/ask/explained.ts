import type { Change } from "../core/change.ts";
import type { Evidence } from "../core/evidence.ts";
import type { Json, JsonObject } from "../core/record.ts";
import { isObject } from "../core/record.ts";
import type { ExplainedField } from "./answer.ts";
import { outcomePhrase } from "./phrases.ts";

/**
 * One record field by field: first what it says about the call, then the evidence for actor, tool and origin with its
 * grade, then every field that nothing was concluded from, as it stands.
 */
export function explainFields(
  change: Change,
  raw: JsonObject | undefined,
): readonly ExplainedField[] {
  const concluded = [...callFields(change), ...evidenceFields(change)];
  const told = new Set(concluded.map(keyOf));
  const rest = raw === undefined ? [] : flatten(raw, "").filter((field) => !told.has(keyOf(field)));
  return [...concluded, ...rest];
}

function keyOf({ field, value }: ExplainedField): string {
  return JSON.stringify([field, value]);
}

function callFields(change: Change): readonly ExplainedField[] {
  const { resource, nature, intent } = change;
  const fields: readonly (ExplainedField | false)[] = [
    {
      field: "eventName",
      value: change.eventName,
      says: `${NATURES[nature]}; it amounts to ${intent}`,
    },
    { field: "eventSource", value: change.eventSource, says: "the service that was called" },
    { field: "eventTime", value: change.at, says: "when the service had completed the request" },
    { field: "recipientAccountId", value: change.account, says: "the account it happened in" },
    { field: "awsRegion", value: change.region, says: "the region it happened in" },
    {
      field: "errorCode",
      value: change.outcome.kind === "refused" ? change.outcome.errorCode : "(none)",
      says: outcomePhrase(change.outcome),
    },
    change.noop && {
      field: "(effect)",
      value: "none",
      says: change.noopReason ?? "it changed nothing",
    },
    resource.arn !== undefined && {
      field: "(resource)",
      value: resource.arn,
      says: `the ${resource.kind} it acted on`,
    },
  ];
  return fields.filter((field) => field !== false);
}

const NATURES: Readonly<Record<Change["nature"], string>> = {
  mutating: "a call that changes something",
  read: "a call that only reads",
  agent: "a call that the ECS agent makes by itself",
  data: "a data event",
};

function evidenceFields({ actor, tool, origin, behind }: Change): readonly ExplainedField[] {
  return [
    ...actor.through.flatMap(({ evidence }) => graded("hop", evidence)),
    ...graded("actor", actor.evidence),
    ...(actor.possibly ?? []).flatMap(({ evidence }) => graded("perhaps", evidence)),
    ...graded("behind", behind?.evidence ?? []),
    ...graded("tool", tool.evidence),
    ...graded("origin", origin.evidence),
  ];
}

function graded(about: string, evidence: readonly Evidence[]): readonly ExplainedField[] {
  return evidence.map(({ field, value, says, grade, eventID }) => ({
    field,
    value,
    says: `${about}: ${says}${eventID === undefined ? "" : ` (record ${eventID})`}`,
    grade,
  }));
}

const MOST_FIELDS = 400;
const DEEPEST = 12;

/** Every leaf of the raw record by its path. Odd depths and lengths are cut, as the json format shows the record whole. */
function flatten(value: Json | undefined, path: string, depth = 0): readonly ExplainedField[] {
  if (value === undefined) return [];
  const children: readonly (readonly [string, Json | undefined])[] = Array.isArray(value)
    ? value.map((item: Json, index) => [`${path}[${String(index)}]`, item] as const)
    : isObject(value)
      ? Object.entries(value).map(
          ([key, item]) => [path === "" ? key : `${path}.${key}`, item] as const,
        )
      : [];
  if (children.length === 0 || depth >= DEEPEST) {
    return path === "" ? [] : [{ field: path, value: leafText(value), says: "" }];
  }
  const fields: ExplainedField[] = [];
  for (const [childPath, item] of children) {
    if (fields.length >= MOST_FIELDS) break;
    fields.push(...flatten(item, childPath, depth + 1));
  }
  return fields.slice(0, MOST_FIELDS);
}

function leafText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
