import { findAction } from "../core/find-action.ts";
import { compilePattern, type EventPattern } from "../core/pattern.ts";
import { isObject, type Json, type JsonObject } from "../core/record.ts";
import type { Rule } from "../core/rule.ts";

/** A rule as EventBridge can hold it by itself, without any code of ours. */
export interface NativeRule {
  readonly rule: Rule;
  readonly pattern: EventPattern;
  /** How it fires more often than the rule does, as clauses; empty where it says the same. */
  readonly wider: readonly string[];
}

/**
 * What EventBridge itself can match of a rule: its pattern on the record, and of what was concluded that which a field of
 * the record says too. Never narrower than the rule; nothing where it cannot be said.
 */
export function nativeRule(rule: Rule): NativeRule | undefined {
  const { tasktrail, ...own } = rule.pattern;
  const mentions = [...compilePattern(rule.pattern).fields].filter(isConcluded);
  if (mentions.length === 0) return { rule, pattern: withEnvelope(own), wider: [] };
  if (!isObject(tasktrail) || Object.keys(own).some((key) => !ENVELOPE.has(key))) return undefined;
  const asked = withEnvelope(own);
  const { detail = {} } = asked;
  if (!isObject(detail)) return undefined;
  const lowered = lower(tasktrail, detail, own["detail"] === undefined);
  if (lowered === undefined) return undefined;
  return { rule, pattern: { ...asked, detail: lowered.detail }, wider: lowered.wider };
}

const ENVELOPE = new Set(["source", "detail-type", "account", "region", "time", "detail"]);

function isConcluded(field: string): boolean {
  return field === "tasktrail" || field.startsWith("tasktrail.");
}

/** Rules see calls only, of ECS where they name no other service; a native one must say so. */
function withEnvelope(own: EventPattern): EventPattern {
  const named = namesIn(own, "eventSource").filter((name) => name.endsWith(SUFFIX));
  const source =
    named.length > 0 ? named.map((name) => `aws.${name.slice(0, -SUFFIX.length)}`) : ["aws.ecs"];
  return { source, "detail-type": [CALL], ...own };
}

const SUFFIX = ".amazonaws.com";
/** The detail type of every API call; sign-ins and Insights have others. */
const CALL = "AWS API Call via CloudTrail";

interface Lowered {
  readonly detail: JsonObject;
  readonly wider: readonly string[];
}

function lower(
  tasktrail: JsonObject,
  start: JsonObject,
  isOfAnyCall: boolean,
): Lowered | undefined {
  let lowered: Lowered = {
    detail: start,
    wider: isOfAnyCall ? ["EventBridge delivers no calls that only read"] : [],
  };
  for (const [key, wanted = null] of Object.entries(tasktrail)) {
    const next = LOWER.get(key)?.(wanted, lowered.detail);
    if (next === undefined) return undefined;
    lowered = { detail: next.detail, wider: [...lowered.wider, ...next.wider] };
  }
  return lowered;
}

type Lower = (wanted: Json, detail: JsonObject) => Lowered | undefined;

const LOWER: ReadonlyMap<string, Lower> = new Map<string, Lower>([
  ["outcome", lowerOutcome],
  ["noop", lowerNoop],
  ["settings", lowerSettings],
  ["actor", lowerActor],
  ["origin", lowerOrigin],
]);

function lowerOutcome(wanted: Json, detail: JsonObject): Lowered | undefined {
  if (!isSame(wanted, ["accepted"]) || Object.hasOwn(detail, "errorCode")) return undefined;
  return { detail: { ...detail, errorCode: [{ exists: false }] }, wider: [] };
}

/** Whether a call changed nothing stands in no field, but some calls always change something. */
function lowerNoop(wanted: Json, detail: JsonObject): Lowered | undefined {
  if (!isSame(wanted, [false])) return undefined;
  const names = namesIn({ detail }, "eventName");
  const sources = namesIn({ detail }, "eventSource");
  const isSure =
    names.length > 0 &&
    sources.length > 0 &&
    sources.every((source) => names.every((name) => alwaysActs(source, name)));
  return { detail, wider: isSure ? [] : ["it also fires where the call changed nothing"] };
}

const ALWAYS_ACT = new Set(["create", "delete", "register", "deregister", "exec", "abort-deploy"]);

function alwaysActs(source: string, name: string): boolean {
  const { intent, noEffect } = findAction(source, name);
  return noEffect === undefined && typeof intent === "string" && ALWAYS_ACT.has(intent);
}

/** A setting of a call stands in its parameters under the same name. */
function lowerSettings(wanted: Json, detail: JsonObject): Lowered | undefined {
  if (!isObject(wanted) || Object.hasOwn(detail, "requestParameters")) return undefined;
  const { name, after, changed, ...rest } = wanted;
  const [only, ...others] = Array.isArray(name) ? (name as readonly Json[]) : [];
  const names = typeof only === "string" ? only.split(".") : [];
  // Settings of a cluster are a list of names and values, logging a word of several: only plain fields are the same.
  if (others.length > 0 || names.length === 0 || names[0] === "settings") return undefined;
  if (!Array.isArray(after) || Object.keys(rest).length > 0) return undefined;
  if (changed !== undefined && !isSame(changed, [true])) return undefined;
  const requestParameters = names.reduceRight<Json>(
    (inner, part) => Object.fromEntries([[part, inner]]),
    after,
  );
  return {
    detail: { ...detail, requestParameters },
    wider: changed === undefined ? [] : ["it also fires where it was so before"],
  };
}

function lowerActor(wanted: Json, detail: JsonObject): Lowered | undefined {
  if (!isSame(wanted, { kind: ["root"] }) || Object.hasOwn(detail, "userIdentity"))
    return undefined;
  return { detail: { ...detail, userIdentity: { type: ["Root"] } }, wider: [] };
}

/** AWS services give their name instead of an address. */
function lowerOrigin(wanted: Json, detail: JsonObject): Lowered | undefined {
  if (Object.hasOwn(detail, "sourceIPAddress")) return undefined;
  const services: Json = { suffix: SUFFIX };
  const value = isSame(wanted, { kind: ["aws-service"] })
    ? services
    : isSame(wanted, { kind: [{ "anything-but": "aws-service" }] })
      ? { "anything-but": services }
      : undefined;
  if (value === undefined) return undefined;
  return { detail: { ...detail, sourceIPAddress: [value] }, wider: [] };
}

/** The texts that a pattern lists for a field of the record; none where it asks for it otherwise. */
function namesIn({ detail }: EventPattern, field: string): readonly string[] {
  const values = isObject(detail) ? detail[field] : undefined;
  if (!Array.isArray(values)) return [];
  const list: readonly Json[] = values;
  return list.every((value) => typeof value === "string") ? list : [];
}

function isSame(one: Json, other: Json): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
