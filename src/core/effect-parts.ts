import { readEcsArn } from "./arn.ts";
import type { Resource, ResourceKind } from "./change.ts";
import type { Effect, RawEffect } from "./effect.ts";
import { pick, textIn } from "./json-fields.ts";
import { readTime } from "./read-time.ts";
import type { Json, JsonObject } from "./record.ts";
import { listResources, readMentioned, readResource } from "./resource-names.ts";

/** As 5138-11-16 in seconds: what is larger counts milliseconds. */
const LARGEST_SECONDS = 1e11;

/**
 * A time as the ECS API (seconds since 1970, with a fraction), the AWS CLI (ISO 8601 with an offset) and EventBridge
 * (ISO 8601) tell it; milliseconds since 1970 too.
 *
 * @returns ISO 8601 in UTC, with milliseconds where they are not zero; nothing for what is no time.
 */
export function readInstant(value: Json | undefined): string | undefined {
  const whole = readTime(typeof value === "number" ? Math.trunc(secondsOf(value)) : value);
  if (whole === undefined) return undefined;
  const milliseconds = String(millisecondsOf(value)).padStart(3, "0");
  return milliseconds === "000" ? whole : `${whole.slice(0, -1)}.${milliseconds}Z`;
}

function secondsOf(value: number): number {
  const milliseconds = Math.abs(value) < LARGEST_SECONDS ? value * 1000 : value;
  return Math.round(milliseconds) / 1000;
}

function millisecondsOf(value: Json | undefined): number {
  if (typeof value === "number") return Math.round(secondsOf(value) * 1000) % 1000;
  const text = typeof value === "string" ? value : "";
  if (/^\s*\d{9,13}(?:\.\d{1,9})?\s*$/.test(text)) return millisecondsOf(Number(text));
  const fraction = /:\d\d[.,](\d{1,9})/.exec(text)?.[1] ?? "";
  return Number(fraction.slice(0, 3).padEnd(3, "0"));
}

/** What an effect of a raw thing must say; the rest is as empty as it can be. */
export type EffectDraft = Pick<Effect, "id" | "at" | "kind" | "state" | "resource"> &
  Partial<Effect>;

/** A whole effect; account and region are the resource's where its ARN tells them, else those it was asked in. */
export function draftEffect(raw: RawEffect, draft: EffectDraft): Effect {
  return {
    ...placeOf(raw, draft.resource.arn),
    related: [],
    message: "",
    containers: [],
    details: {},
    ...draft,
  };
}

/** Where a thing is: as its ARN tells, else as whoever asked tells. */
export function placeOf(
  raw: Pick<RawEffect, "account" | "region">,
  ...arns: readonly (string | undefined)[]
): Pick<Effect, "account" | "region"> {
  const named = arns.map((arn) => readEcsArn(arn ?? "")).find((arn) => arn !== undefined);
  return {
    account: named?.account || raw.account,
    region: named?.region || raw.region,
  };
}

/** The service that a thing stands beside or names. */
export function serviceIn(body: JsonObject): Resource | undefined {
  return readMentioned({
    kind: "service",
    names: [body.serviceArn, body.serviceName],
    ...clusterBeside(body),
  });
}

/** A thing by its ARN or id, in the cluster and service that stand beside it. */
export function thingIn(
  kind: ResourceKind,
  body: JsonObject,
  ...names: readonly string[]
): Resource {
  return readResource({
    kind,
    names: names.map((name) => body[name]),
    ...clusterBeside(body),
    services: [body.serviceArn, body.serviceName],
  });
}

/** What ECS says of itself never means the cluster `default` by saying none, as a caller does. */
function clusterBeside(body: JsonObject): { readonly clusters?: readonly string[] } {
  const cluster = textIn(body, "clusterArn");
  return cluster === undefined ? {} : { clusters: [cluster] };
}

/** A task definition by its ARN. */
export function taskDefinitionOf(value: Json | undefined): Resource | undefined {
  return readMentioned({ kind: "task-definition", names: [value] });
}

/** Something that is no resource of ECS but has a name to be found by: a deployment `ecs-svc/1`, an instance `i-…`. */
export function namedThing(name: string | undefined): Resource | undefined {
  return name === undefined ? undefined : { kind: "unknown", name };
}

/** What it names beside itself, each once. */
export function relatedTo(
  resource: Resource,
  ...others: readonly (Resource | undefined)[]
): readonly Resource[] {
  return listResources(resource, ...others).slice(1);
}

/** The named fields that are there and not null, in the API's spelling. */
export function detailsIn(
  body: JsonObject,
  names: readonly string[],
): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(pick(body, names)).flatMap(([name, value]) =>
      value === undefined || value === null || value === "" ? [] : [[name, value] as const],
    ),
  );
}

/** The first of the named fields that is a time. */
export function instantIn(body: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const at = readInstant(body[name]);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** A deployment's id where the text is one. */
export function deploymentIn(body: JsonObject, name: string): string | undefined {
  const text = textIn(body, name);
  return text?.startsWith("ecs-svc/") ? text : undefined;
}

/** A text as it stands, spaces and all; `""` where there is none. */
export function verbatim(value: Json | undefined): string {
  return typeof value === "string" && value.trim() !== "" ? value : "";
}
