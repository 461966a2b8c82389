import type { ResourceKind } from "./change.ts";

/** An Amazon Resource Name, taken apart. */
export interface Arn {
  /** `aws`, `aws-cn`, `aws-us-gov`, `aws-iso` … */
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon: `service/prod/checkout`. */
  readonly resource: string;
}

/** What an ECS ARN names. */
export interface EcsArn {
  readonly kind: ResourceKind;
  /** As in `Resource`: `checkout`, `api:42`, `ecs-svc/1234567890123456789`. */
  readonly name: string;
  /** Absent where the ARN does not carry it: old service, task and container instance ARNs, and kinds outside a cluster. */
  readonly cluster?: string;
  readonly service?: string;
  readonly region: string;
  readonly account: string;
  readonly arn: string;
}

/**
 * Takes an ARN apart; nothing where the text is none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const [, partition = "", service = "", region = "", account = "", ...rest] = text.split(":");
  const resource = rest.join(":");
  if (partition === "" || service === "" || resource === "") return undefined;
  return { partition, service, region, account, resource };
}

/** What an ECS ARN of any kind, old or long, names; nothing where the text is no ECS ARN. */
export function readEcsArn(text: string): EcsArn | undefined {
  const parsed = parseArn(text);
  if (parsed?.service !== "ecs") return undefined;
  const [type = "", ...path] = parsed.resource.split("/");
  const shape = SHAPES.get(type);
  const read = shape && path.length > 0 ? shape(path) : UNKNOWN(parsed.resource);
  return { ...read, region: parsed.region, account: parsed.account, arn: text };
}

type Named = Omit<EcsArn, "region" | "account" | "arn">;
type Shape = (path: readonly string[]) => Named;

/** The last part names it: `task-definition/FAMILY:REVISION`. */
function alone(kind: ResourceKind): Shape {
  return (path) => ({ kind, name: path.at(-1) ?? "" });
}

/** The long form carries the cluster, the old one does not: `task/CLUSTER/ID`, `task/ID`. */
function inCluster(kind: ResourceKind): Shape {
  return (path) => {
    const name = path.at(-1) ?? "";
    const cluster = path.length > 1 ? path[0] : "";
    return { kind, name, ...(cluster && { cluster }) };
  };
}

/** `service-deployment/CLUSTER/SERVICE/ID`; a task set's id has a slash of its own, `ecs-svc/DIGITS`. */
function inService(kind: ResourceKind): Shape {
  return ([cluster = "", service = "", ...id]) => ({ kind, name: id.join("/"), cluster, service });
}

/** `daemon-deployment/CLUSTER/DAEMON/ID`: a daemon is not a service. */
function inDaemon(kind: ResourceKind): Shape {
  return ([cluster = "", , ...id]) => ({ kind, name: id.join("/"), cluster });
}

const UNKNOWN = (resource: string): Named => ({ kind: "unknown", name: resource });

const service = inCluster("service");

const SHAPES: ReadonlyMap<string, Shape> = new Map([
  ["capacity-provider", alone("capacity-provider")],
  ["cluster", alone("cluster")],
  ["container-instance", inCluster("container-instance")],
  ["daemon", inCluster("daemon")],
  ["daemon-deployment", inDaemon("daemon-deployment")],
  ["daemon-revision", inDaemon("daemon-revision")],
  ["daemon-task-definition", alone("daemon-task-definition")],
  // gateway/NAME/ID: the name is unique, the id is not what callers type.
  ["gateway", (path) => ({ kind: "gateway", name: path[0] ?? "" })],
  ["gateway-route", alone("gateway-route")],
  [
    "service",
    (path) => {
      const named = service(path);
      return { ...named, service: named.name };
    },
  ],
  ["service-deployment", inService("service-deployment")],
  ["service-revision", inService("service-revision")],
  ["task", inCluster("task")],
  ["task-definition", alone("task-definition")],
  ["task-set", inService("task-set")],
] satisfies readonly (readonly [string, Shape])[]);
