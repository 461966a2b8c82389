import { defineEnvelope } from "../envelope.ts";
import { isList } from "../json-fields.ts";
import { isObject, type Json, type JsonObject } from "../record.ts";
import { splitServices } from "../split-effects.ts";

/** The list of an answer, what one thing in it is called, and the field by which it is known. */
const LISTS = [
  ["services", "service", "serviceArn"],
  ["tasks", "task", "taskArn"],
  ["serviceDeployments", "service deployment", "serviceDeploymentArn"],
  ["serviceRevisions", "service revision", "serviceRevisionArn"],
  ["taskSets", "task set", "taskSetArn"],
  ["containerInstances", "container instance", "containerInstanceArn"],
  ["ScalingActivities", "scaling activity", "ActivityId"],
] as const;
const ALONE = [
  ["service", "serviceArn"],
  ["task", "taskArn"],
  ["taskSet", "taskSetArn"],
  ["containerInstance", "containerInstanceArn"],
] as const;
const BESIDE = new Set(["failures", "nextToken", "NextToken"]);
const NAMES = ["taskArns", "serviceArns", "containerInstanceArns"];
const ONLY_NAMES =
  "only names, as aws ecs list-… prints them: aws ecs describe-… tells what happened";

const service = "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout";
const task = "arn:aws:ecs:eu-west-1:111122223333:task/prod/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b";

/** What the ECS API answers, and Application Auto Scaling about services: things of which each tells what happened. */
export const ecsResponse = defineEnvelope({
  name: "ecs-response",
  summary:
    "Output of aws ecs describe-services, describe-tasks and the like, and of aws application-autoscaling describe-scaling-activities.",
  open: (object) => {
    if (isService(object)) {
      const place = { account: "", region: "" };
      return { effects: splitServices({ services: [object] }, place) };
    }
    for (const [list, noun, field] of LISTS) {
      const things = object[list];
      if (isList(things) && isAnswer(object, list, things, field)) return { things, noun };
    }
    for (const [name, field] of ALONE) {
      const thing = object[name];
      if (isObject(thing) && typeof thing[field] === "string") return { things: [thing] };
    }
    const hasNames = NAMES.some((name) => isList(object[name]) && object.taskArn === undefined);
    return hasNames ? { refused: ONLY_NAMES } : undefined;
  },
  examples: [
    {
      title: "aws ecs describe-services",
      text: JSON.stringify({
        services: [
          {
            serviceArn: service,
            serviceName: "checkout",
            clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
            deployments: [
              {
                id: "ecs-svc/1111111111111111111",
                taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:41",
                createdAt: "2026-11-20T15:00:00.123000+01:00",
                updatedAt: "2026-11-20T15:02:00+01:00",
                rolloutState: "COMPLETED",
              },
            ],
            events: [
              {
                id: "4247e268-1ad6-4185-99f6-b28eee41fafa",
                createdAt: "2026-11-20T15:02:11.457000+01:00",
                message: "(service checkout) has reached a steady state.",
              },
            ],
          },
        ],
        failures: [],
      }),
      records: [],
      effects: [
        "4247e268-1ad6-4185-99f6-b28eee41fafa",
        "deployment/111122223333/eu-west-1/ecs-svc/1111111111111111111/IN_PROGRESS",
        "deployment/111122223333/eu-west-1/ecs-svc/1111111111111111111/COMPLETED",
      ],
    },
    {
      title: "aws ecs describe-tasks",
      text: JSON.stringify({
        tasks: [{ taskArn: task, lastStatus: "STOPPED", stoppedAt: 1_795_183_640.25 }, {}],
        failures: [],
      }),
      records: [],
      effects: ["task/924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b/STOPPED"],
      unreadable: ["no eventName"],
    },
    {
      title: "aws ecs list-tasks",
      text: JSON.stringify({ taskArns: [task] }),
      records: [],
      unreadable: [ONLY_NAMES],
    },
  ],
});

/** A service with what happened to it, alone. */
function isService(object: JsonObject): boolean {
  const { serviceArn, events, deployments, taskDefinitionArn } = object;
  if (typeof serviceArn !== "string" || taskDefinitionArn !== undefined) return false;
  return isList(events) || (isList(deployments) && object.serviceDeploymentArn === undefined);
}

/** Other programs' output has lists of these names too. */
function isAnswer(
  object: JsonObject,
  list: string,
  things: readonly Json[],
  field: string,
): boolean {
  if (things.length === 0) {
    return Object.keys(object).every((name) => name === list || BESIDE.has(name));
  }
  return things.some((thing) => isObject(thing) && typeof thing[field] === "string");
}
