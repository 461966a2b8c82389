import type { Resource } from "./change.ts";
import type { Json, JsonObject } from "./record.ts";

/** Kinds of things that ECS did or said. */
export type EffectKind =
  | "service-event"
  | "task"
  | "deployment"
  | "service-deployment"
  | "service-revision"
  | "task-set"
  | "container-instance"
  | "scaling-activity";

/** Causes without a caller, and what ECS says of its own work. */
export type Condition =
  | "spot-interruption"
  | "health-check"
  | "crash"
  /** The task's work was done: its containers ended well. */
  | "completed"
  | "out-of-memory"
  | "image-pull"
  | "failed-to-start"
  | "maintenance"
  | "infrastructure-health"
  | "az-rebalancing"
  | "circuit-breaker"
  | "scheduler-retry"
  | "no-capacity"
  | "throttled";

/** Something that ECS did or said, from its API, from EventBridge, or from a file that holds either. */
export interface Effect {
  /** The same for the same happening, however often and wherever it was seen: `task/924c…/STOPPED`. */
  readonly id: string;
  /** When it happened, by ECS's clock: ISO 8601 in UTC, to the millisecond where ECS tells it. */
  readonly at: string;
  readonly account: string;
  readonly region: string;
  readonly kind: EffectKind;
  /** Where the thing stood after it, in ECS's word: `STOPPED`, `RUNNING`, `COMPLETED`, `ROLLBACK_SUCCESSFUL`; `""` for a message. */
  readonly state: string;
  readonly resource: Resource;
  /** Other ECS things that it names: the tasks of "has stopped 1 running tasks", the task definition, the instance. */
  readonly related: readonly Resource[];
  /** ECS's own words, verbatim; `""` where it said nothing. Hostile until rendered: a StopTask's reason is the caller's text. */
  readonly message: string;
  /** What the catalogue makes of the words; absent where nobody knows them. */
  readonly reading?: Reading;
  /** `ServiceSchedulerInitiated`, `UserInitiated` … */
  readonly stopCode?: string;
  /** The deployment that it belongs to: `ecs-svc/1234567890`. */
  readonly deployment?: string;
  /** Who ECS says started the task: `ecs-svc/…`, `events-rule/…`, or a caller's own text. */
  readonly startedBy?: string;
  /** The containers of a stopped task, with what ended them. */
  readonly containers: readonly ContainerEnd[];
  /** Further fields worth showing, in the API's spelling: `desiredCount`, `rolloutStateReason`, `capacityProviderName`. */
  readonly details: Readonly<Record<string, Json>>;
}

/** How one container ended. */
export interface ContainerEnd {
  readonly name: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly image?: string;
}

/** What a message or a stop reason says. */
export interface Reading {
  /** The family's id in messages/. */
  readonly family: string;
  /** As a clause with the particulars: `the scheduler stopped 1 task`, `the load balancer's health checks failed`. */
  readonly says: string;
  readonly condition?: Condition;
  /** Whether somebody called an API to bring it about, directly or through what the scheduler then did. */
  readonly caller: "direct" | "indirect" | "none" | "unknown";
  readonly deployment?: string;
  readonly taskSet?: string;
  readonly tasks: readonly string[];
  readonly instance?: string;
  readonly targetGroup?: string;
  /** The tail of the message: `Health checks failed with these codes: [502]`. */
  readonly reason?: string;
}

/** An effect with the raw thing it was read from, for the ledger to keep. */
export interface ReadEffect {
  readonly effect: Effect;
  readonly raw: RawEffect;
}

/** A raw thing that effects are read from, with what the API does not say inside of it. */
export interface RawEffect {
  /** The form's id in effect-forms/: `service-event`, `task`, `task-state-change`. */
  readonly form: string;
  readonly account: string;
  readonly region: string;
  /** When it was looked at, where it was looked at: ISO 8601 in UTC. */
  readonly seenAt?: string;
  readonly body: JsonObject;
}

/** One shape in which effects come, from the API or as an event; one per file in effect-forms/. */
export interface EffectForm {
  /** Kebab-case, equal to the file's name. */
  readonly id: string;
  readonly summary: string;
  /** Whether a JSON object without a name is of this form. Never throws. */
  readonly recognises: (body: JsonObject) => boolean;
  /** The effects in it, none where it tells of nothing that happened. Never throws. */
  readonly read: (raw: RawEffect) => readonly Effect[];
  readonly examples: readonly EffectFormExample[];
}

export interface EffectFormExample {
  readonly title: string;
  readonly raw: RawEffect;
  /** Parts of the effects that must come out, in order. */
  readonly effects: readonly Partial<Effect>[];
}

/** Where ECS writes a text; `scaling-activity` is the `Cause` of an activity of Application Auto Scaling. */
export type TextPlace =
  | "service-event"
  | "stopped-reason"
  | "deployment-reason"
  | "scaling-activity";

/** A family of texts that ECS writes; one per file in messages/. */
export interface MessageFamily {
  /** Kebab-case, equal to the file's name. */
  readonly id: string;
  readonly summary: string;
  /** Which of ECS's texts it reads. */
  readonly where: readonly TextPlace[];
  /** Reads one text; nothing where it is of another family. Never throws; no pattern that a long text can slow down. */
  readonly read: (text: string) => Omit<Reading, "family"> | undefined;
  /** Real texts, with parts of what must come out. */
  readonly examples: readonly { readonly text: string; readonly reading: Partial<Reading> }[];
}

/** Returns its argument. */
export function defineEffectForm(form: EffectForm): EffectForm {
  return form;
}

/** Returns its argument. */
export function defineMessageFamily(family: MessageFamily): MessageFamily {
  return family;
}
