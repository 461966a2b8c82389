import { readEcsArn, type EcsArn } from "./arn.ts";
import type { Resource, ResourceKind } from "./change.ts";
import { textOf } from "./json-fields.ts";
import type { Json } from "./record.ts";

/** The cluster that ECS takes where the caller names none. */
export const DEFAULT_CLUSTER = "default";

type Candidates = readonly (Json | undefined)[];

/** Where the parts of a resource's name may stand, surest first; each value a name, an ARN, absent or odd. */
export interface Naming {
  readonly kind: ResourceKind;
  readonly names: Candidates;
  /** The cluster it lives in, for kinds that live in one. Where all are absent it is `default`, as ECS takes it. */
  readonly clusters?: Candidates;
  /** The service it belongs to. */
  readonly services?: Candidates;
}

/**
 * One resource, the same whatever the caller typed. A record that does not even say the name (a refused call without
 * its parameters) does not say either that the cluster was `default`.
 */
export function readResource({ kind, names, clusters, services }: Naming): Resource {
  const found = firstOf(kind, names);
  const service = serviceOf(kind, found, services);
  const cluster = clusterOf(kind, found, clusters, services);
  const arn = arnOf(kind, found.name, names);
  return {
    kind,
    name: found.name,
    ...(cluster !== undefined && { cluster }),
    ...(service !== undefined && { service }),
    ...(arn !== undefined && { arn }),
  };
}

/** A resource where the record names one, else nothing: for what a call mentions beside what it acted on. */
export function readMentioned(naming: Naming): Resource | undefined {
  const resource = readResource(naming);
  return resource.name === "" ? undefined : resource;
}

/** The cluster a resource lives in, with its ARN where one of the values is that. */
export function clusterAround({ cluster }: Resource, ...values: Candidates): Resource | undefined {
  return readMentioned({ kind: "cluster", names: [cluster, ...values] });
}

/** The resource that an ARN names; kind `unknown` with the text as its name where it is no ECS ARN. */
export function readNamedByArn(value: Json | undefined): Resource {
  const text = textOf(value) ?? "";
  const named = readEcsArn(text);
  if (!named) return { kind: "unknown", name: text };
  const { kind, name, cluster, service, arn } = named;
  return {
    kind,
    name,
    ...(cluster !== undefined && { cluster }),
    ...(service !== undefined && { service }),
    arn,
  };
}

/** A task definition as `family:revision`, or `family` where that is all there is. */
export function revisionName(value: string): string {
  const named = readEcsArn(value);
  return named?.kind === "task-definition" || named?.kind === "daemon-task-definition"
    ? named.name
    : value;
}

/** What it acted on, then whatever else it names, each once. */
export function listResources(
  first: Resource,
  ...others: readonly (Resource | undefined)[]
): readonly [Resource, ...(readonly Resource[])] {
  const seen = new Set([identityOf(first)]);
  const rest: Resource[] = [];
  for (const other of others) {
    if (!other || other.name === "" || seen.has(identityOf(other))) continue;
    seen.add(identityOf(other));
    rest.push(other);
  }
  return [first, ...rest];
}

function identityOf({ kind, name, cluster = "" }: Resource): string {
  return JSON.stringify([kind, name, cluster]);
}

type Found = Pick<EcsArn, "name" | "cluster" | "service">;

function firstOf(kind: ResourceKind, values: Candidates): Found {
  for (const value of values) {
    const found = readName(kind, textOf(value));
    if (found) return found;
  }
  return { name: "" };
}

/** A name as typed, or as its ARN says it; an ARN of another kind names nothing of this kind. */
function readName(kind: ResourceKind, text: string | undefined): Found | undefined {
  if (text === undefined) return undefined;
  const named = readEcsArn(text);
  if (!named) return { name: text };
  return named.kind === kind && named.name !== "" ? named : undefined;
}

function serviceOf(
  kind: ResourceKind,
  found: Found,
  services: Candidates | undefined,
): string | undefined {
  if (kind === "service") return found.name === "" ? undefined : found.name;
  if (found.service !== undefined) return found.service;
  const service = services ? firstOf("service", services).name : "";
  return service === "" ? undefined : service;
}

function clusterOf(
  kind: ResourceKind,
  found: Found,
  clusters: Candidates | undefined,
  services: Candidates = [],
): string | undefined {
  if (found.cluster !== undefined) return found.cluster;
  if (!clusters) return undefined;
  const typed = firstOf("cluster", clusters).name;
  if (typed !== "") return typed;
  const ofService = firstOf("service", services).cluster;
  if (ofService !== undefined) return ofService;
  return found.name === "" || MAY_HAVE_NO_CLUSTER.has(kind) ? undefined : DEFAULT_CLUSTER;
}

/** Capacity providers of Managed Instances live in a cluster, the others in the account; of a daemon no default is documented. */
const MAY_HAVE_NO_CLUSTER: ReadonlySet<ResourceKind> = new Set<ResourceKind>([
  "capacity-provider",
  "daemon",
]);

function arnOf(kind: ResourceKind, name: string, values: Candidates): string | undefined {
  for (const value of values) {
    const named = readEcsArn(textOf(value) ?? "");
    if (named?.kind === kind && named.name === name) return named.arn;
  }
  return undefined;
}
