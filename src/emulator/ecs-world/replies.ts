import type { Json, JsonObject } from "../../core/record.ts";
import type { EmulatedCall, EmulatedOperation, EmulatedReply } from "../service.ts";
import { clusterOf, clustersNow } from "./present.ts";

const CLUSTER_NOT_FOUND = {
  error: "ClusterNotFoundException",
  message: "Cluster not found.",
} as const;

export function invalid(message: string): EmulatedReply {
  return { error: "InvalidParameterException", message };
}

/** Answers about a cluster that there is; refuses about one that there is not. */
export function inCluster(
  answer: (call: EmulatedCall, cluster: string) => EmulatedReply,
): EmulatedOperation {
  return (call) => {
    const cluster = clusterOf(call.input);
    return clustersNow(call).includes(cluster) ? answer(call, cluster) : CLUSTER_NOT_FOUND;
  };
}

/** One page of a list, as ECS's lists are paged; `usual` at a time unless asked otherwise. */
export function page(
  field: string,
  items: readonly Json[],
  { maxResults, nextToken }: JsonObject,
  usual = 100,
): EmulatedReply {
  const count = maxResults ?? usual;
  if (typeof count !== "number" || count < 1 || count > 100) {
    return invalid("maxResults must be between 1 and 100.");
  }
  const from = nextToken === undefined ? 0 : positionOf(nextToken);
  if (from === undefined) return invalid("Invalid token.");
  const to = from + count;
  const more = to < items.length && { nextToken: tokenOf(to) };
  return { output: { [field]: items.slice(from, to), ...more } };
}

function tokenOf(position: number): string {
  return Buffer.from(`{"position":${String(position)}}`).toString("base64");
}

function positionOf(token: Json): number | undefined {
  if (typeof token !== "string") return undefined;
  const text = Buffer.from(token, "base64").toString();
  const position = /^\{"position":(\d+)\}$/.exec(text)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** A field that names so many things at most. */
export function namesIn(
  input: JsonObject,
  field: string,
  most: number,
): { readonly names: readonly string[] } | { readonly refusal: EmulatedReply } {
  const { [field]: value } = input;
  const names = textsOf(value);
  if (names.length === 0) return { refusal: invalid(`${field} cannot be empty.`) };
  if (names.length > most)
    return { refusal: invalid(`${field} can have at most ${String(most)} items.`) };
  return { names };
}

/** What was found of what was asked for, and what is missing. */
export function described<Thing>(
  field: string,
  wanted: readonly string[],
  find: (name: string) => Thing | undefined,
  {
    body,
    arnOf,
  }: { readonly body: (thing: Thing) => JsonObject; readonly arnOf: (name: string) => string },
): EmulatedReply {
  const found = wanted.map((name) => ({ name, thing: find(name) }));
  return {
    output: {
      [field]: found.flatMap(({ thing }) => (thing === undefined ? [] : [body(thing)])),
      failures: found.flatMap(({ name, thing }) =>
        thing === undefined ? [{ arn: arnOf(name), reason: "MISSING" }] : [],
      ),
    },
  };
}

export function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
