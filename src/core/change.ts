import type { Actor } from "./actor.ts";
import type { Evidence } from "./evidence.ts";
import type { Origin } from "./origin.ts";
import type { Json } from "./record.ts";
import type { Tool } from "./tool.ts";

/** What a call amounts to, by what the ECS API documents. */
export type Intent =
  | "scale"
  | "stop-service"
  | "deploy"
  | "restart"
  | "rollback"
  | "configure"
  | "stop-task"
  | "run-task"
  | "exec"
  | "create"
  | "delete"
  | "register"
  | "deregister"
  | "drain"
  | "protect"
  | "tag"
  | "abort-deploy"
  | "terminate-instance"
  | "image-push"
  | "configure-scaling"
  | "read"
  | "agent"
  | "unknown";

/** Kinds of ECS things, in ECS's nouns, and of what lies around them, in their services' nouns. */
export type ResourceKind =
  | "account-setting"
  | "auto-scaling-group"
  | "attribute"
  | "capacity-provider"
  | "cluster"
  | "container-instance"
  | "daemon"
  | "daemon-deployment"
  | "daemon-revision"
  | "daemon-task-definition"
  | "gateway"
  | "gateway-route"
  | "image"
  | "instance"
  | "listener"
  | "listener-rule"
  | "parameter"
  | "role"
  | "scalable-target"
  | "secret"
  | "security-group"
  | "service"
  | "service-deployment"
  | "service-revision"
  | "subnet"
  | "target-group"
  | "task"
  | "task-definition"
  | "task-set"
  | "unknown";

/** The ECS thing an action is about, normalised whatever the caller typed (name, ARN, absent cluster = `default`). */
export interface Resource {
  readonly kind: ResourceKind;
  /**
   * Short name within its cluster: service `checkout`, task `924c…` (its id), cluster `prod`, task definition `api:42`,
   * container instance id, service deployment id. `""` where the record does not say.
   */
  readonly name: string;
  /** The cluster's short name, for kinds that live in one. */
  readonly cluster?: string;
  /** The service's short name, for kinds that belong to one (task of a service, task set, service deployment) and for services. */
  readonly service?: string;
  /** The full ARN, where the record shows it. */
  readonly arn?: string;
}

/** One field that an action set. */
export interface Setting {
  /** The request's field in the API's spelling: `desiredCount`; nested ones with dots. */
  readonly name: string;
  readonly after: Json;
  /** What it was before, where the material shows it; absent = not seen. */
  readonly before?: Json;
  /** Where `before` was read. */
  readonly beforeEvidence?: Evidence;
  /** Not a lasting value of the resource but a word to this one call: `forceNewDeployment`, `force`, `reason`, `command`. */
  readonly momentary?: true;
}

/** Whether AWS took the call. */
export type Outcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly errorCode: string; readonly errorMessage?: string };

/** An action on a resource by an actor through a tool from an origin, with settings and outcome. */
export interface Change {
  /** The record's eventID. */
  readonly eventID: string;
  /** The record's eventTime. */
  readonly at: string;
  /** The account it happened in (recipientAccountId, else the caller's); `""` where the record does not say. */
  readonly account: string;
  readonly region: string;
  readonly eventSource: string;
  readonly eventName: string;
  /** What kind of operation: one that changes something, a read, the ECS agent's own, or a data event. */
  readonly nature: "mutating" | "read" | "agent" | "data";
  readonly intent: Intent;
  /** What it acted on. */
  readonly resource: Resource;
  /** Other ECS things that the record names (the tasks of a RunTask, the task definition of a deploy, further targets). */
  readonly related: readonly Resource[];
  readonly settings: readonly Setting[];
  /** What the response says about the resource after the call, for the timeline: field → value. */
  readonly state: Readonly<Record<string, Json>>;
  readonly outcome: Outcome;
  /** An accepted call that changed nothing, and why. */
  readonly noop: boolean;
  readonly noopReason?: string;
  readonly actor: Actor;
  /** For AWS services and pipelines: who configured or started them, where the material shows it. */
  readonly behind?: Actor;
  readonly tool: Tool;
  readonly origin: Origin;
}
