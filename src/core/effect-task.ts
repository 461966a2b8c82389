import type { Resource } from "./change.ts";
import type { ContainerEnd, Effect, RawEffect } from "./effect.ts";
import { readTaskEnd } from "./effect-message.ts";
import {
  deploymentIn,
  detailsIn,
  draftEffect,
  instantIn,
  namedThing,
  placeOf,
  relatedTo,
  taskDefinitionOf,
  thingIn,
  verbatim,
} from "./effect-parts.ts";
import { objectsIn, textIn } from "./json-fields.ts";
import type { JsonObject } from "./record.ts";

/** What a task says of itself, once for all of its effects. */
interface TaskFacts {
  readonly raw: RawEffect;
  readonly resource: Resource;
  readonly rest: Pick<Effect, "account" | "region" | "related" | "deployment" | "startedBy">;
  readonly details: Effect["details"];
  readonly end: Pick<Effect, "message" | "stopCode" | "reading" | "containers">;
}

/** The steps of a task's life that it dates itself. */
const STEPS = [
  ["PROVISIONING", "createdAt"],
  ["RUNNING", "startedAt"],
  ["STOPPING", "stoppingAt"],
  ["STOPPED", "stoppedAt"],
] as const;
const ENDS: ReadonlySet<string> = new Set(["STOPPING", "STOPPED"]);

/**
 * The effects that a task tells of, be it from DescribeTasks or in an event of EventBridge, which has the same fields: one
 * for each step that it dates. A step that it is in without a date (a Spot notice while it still runs) is dated by when
 * the task last changed.
 *
 * @param toldAt when the event came, where there is one
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export function readTask(raw: RawEffect, body: JsonObject, toldAt?: string): readonly Effect[] {
  const resource = taskIn(body);
  if (resource.name === "") return [];
  const facts = factsOf(raw, body, resource);
  const dated = STEPS.flatMap(([state, field]) => {
    const at = instantIn(body, field);
    return at === undefined ? [] : [{ state, at }];
  });
  const known = new Set<string>(dated.map(({ state }) => state));
  const now = stateOf(body, facts);
  // Not ECS but something that stands in for it may date nothing: then it is dated by when it was seen so.
  const seenAt = dated.length === 0 ? raw.seenAt : undefined;
  const at = instantIn(body, "updatedAt") ?? toldAt ?? seenAt;
  const isTold = now === "" || known.has(now) || (now !== "STOPPED" && known.has("STOPPED"));
  const isOnItsWay = !ENDS.has(now) && now !== "RUNNING" && dated.length > 0;
  const undated = at === undefined || isTold || isOnItsWay ? [] : [{ state: now, at }];
  return [...dated, ...undated].map((step) => effectOf(facts, step.state, step.at));
}

/** The state it is in; a task that runs but is told to stop, with a reason, is as good as stopping. */
function stateOf(body: JsonObject, { end }: TaskFacts): string {
  const state = textIn(body, "lastStatus") ?? "";
  const mustStop = textIn(body, "desiredStatus") === "STOPPED" || state === "STOPPING";
  const isOver = state === "STOPPED" || state === "DELETED";
  const says = end.stopCode !== undefined || end.message !== "";
  if (isOver) return "STOPPED";
  return mustStop && says ? "STOPPING" : state;
}

function effectOf(facts: TaskFacts, state: string, at: string): Effect {
  const { raw, resource, rest, details, end } = facts;
  return draftEffect(raw, {
    id: `task/${resource.name}/${state}`,
    at,
    kind: "task",
    state,
    resource,
    ...rest,
    ...(ENDS.has(state) && end),
    details,
  });
}

function taskIn(body: JsonObject): Resource {
  const group = textIn(body, "group") ?? "";
  const task = thingIn("task", body, "taskArn");
  return group.startsWith("service:") ? { ...task, service: group.slice(8) } : task;
}

const DETAILS = [
  "group",
  "launchType",
  "capacityProviderName",
  "availabilityZone",
  "platformVersion",
  "healthStatus",
  "connectivity",
  "containerInstanceArn",
  "taskDefinitionArn",
  "createdAt",
  "startedAt",
  "stoppingAt",
  "stoppedAt",
  "version",
];

function factsOf(raw: RawEffect, body: JsonObject, resource: Resource): TaskFacts {
  const startedBy = textIn(body, "startedBy");
  const deployment = deploymentIn(body, "startedBy");
  const end = endOf(body);
  return {
    raw,
    resource,
    rest: {
      ...placeOf(raw, resource.arn, textIn(body, "clusterArn")),
      related: relatedTo(
        resource,
        taskDefinitionOf(body.taskDefinitionArn),
        containerInstanceOf(body),
        namedThing(deployment),
        namedThing(end.reading?.deployment),
        namedThing(end.reading?.instance),
      ),
      ...(startedBy !== undefined && { startedBy }),
      ...(deployment !== undefined && { deployment }),
    },
    details: detailsIn(body, DETAILS),
    end,
  };
}

function containerInstanceOf(body: JsonObject): Resource | undefined {
  const instance = thingIn("container-instance", body, "containerInstanceArn");
  return instance.name === "" ? undefined : instance;
}

function endOf(body: JsonObject): TaskFacts["end"] {
  const containers = objectsIn(body, "containers").map(containerEnd);
  const stopCode = textIn(body, "stopCode");
  const message = verbatim(body.stoppedReason);
  const reading = readTaskEnd({
    stoppedReason: message,
    containers,
    ...(stopCode !== undefined && { stopCode }),
  });
  return {
    message,
    containers,
    ...(stopCode !== undefined && { stopCode }),
    ...(reading !== undefined && { reading }),
  };
}

function containerEnd(container: JsonObject): ContainerEnd {
  const { exitCode } = container;
  const reason = textIn(container, "reason");
  const image = textIn(container, "image");
  return {
    name: textIn(container, "name") ?? "",
    ...(typeof exitCode === "number" && { exitCode }),
    ...(reason !== undefined && { reason }),
    ...(image !== undefined && { image }),
  };
}
