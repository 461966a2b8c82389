import type { Change } from "../change.ts";
import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { createRecent } from "../recent.ts";
import { sentenceOf } from "../sentence.ts";

const STARTS: ReadonlySet<string> = new Set(["RunTask", "StartTask", "CreateService"]);

export const registerThenRun = defineDetector({
  id: "register-then-run",
  title: "A person registered a task definition and ran it",
  severity: "medium",
  why: "Registering and running by hand goes past every pipeline: the known way to run anything with a role that may be passed.",
  falsePositives: "Jobs and migrations by hand.",
  attack: ["T1610", "T1078.004"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.32"],
  next: "See which image, command and role it has.",
  parameters: [{ name: "withinMinutes", summary: "Within how many minutes", default: 60 }],
  start(parameter) {
    const begun = createRecent<Change>(parameter("withinMinutes"));
    return {
      see({ change }) {
        if (!isEffective(change)) return undefined;
        const before =
          STARTS.has(change.eventName) &&
          change.actor.kind !== "pipeline" &&
          change.tool.kind !== "iac"
            ? begun.at(familyKey(change), change.at).at(-1)
            : undefined;
        if (
          change.intent === "register" &&
          change.actor.kind !== "pipeline" &&
          change.tool.kind !== "iac"
        )
          begun.add(familyKey(change), change.at, change);
        if (before === undefined) return undefined;
        return {
          message: `${sentenceOf(change)} Its task definition was registered at ${before.at} by ${before.actor.name}.`,
          eventIDs: [before.eventID],
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "within minutes",
        record: {
          eventName: "RunTask",
          eventTime: "2026-11-20T14:05:00Z",
          requestParameters: { cluster: "prod", taskDefinition: "checkout:42" },
        },
        earlier: [
          {
            eventName: "RegisterTaskDefinition",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: {
              family: "checkout",
              containerDefinitions: [
                { name: "app", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2" },
              ],
            },
            responseElements: {
              taskDefinition: {
                taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
                family: "checkout",
                revision: 42,
              },
            },
          },
        ],
      },
    ],
    silent: [
      {
        title: "another family",
        record: {
          eventName: "RunTask",
          eventTime: "2026-11-20T14:05:00Z",
          requestParameters: { cluster: "prod", taskDefinition: "migrate:1" },
        },
        earlier: [
          {
            eventName: "RegisterTaskDefinition",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: {
              family: "checkout",
              containerDefinitions: [
                { name: "app", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2" },
              ],
            },
            responseElements: {
              taskDefinition: {
                taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
                family: "checkout",
                revision: 42,
              },
            },
          },
        ],
      },
      {
        title: "a pipeline",
        record: {
          eventName: "RunTask",
          eventTime: "2026-11-20T14:05:00Z",
          requestParameters: { cluster: "prod", taskDefinition: "checkout:42" },
        },
        earlier: [
          {
            eventName: "RegisterTaskDefinition",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: {
              family: "checkout",
              containerDefinitions: [
                { name: "app", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2" },
              ],
            },
            responseElements: {
              taskDefinition: {
                taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
                family: "checkout",
                revision: 42,
              },
            },
          },
        ],
        by: "pipeline",
      },
    ],
  },
});

/** The task definition's family, which the call that starts it may name in a setting only. */
function familyKey({ account, region, actor, resource, related, settings }: Change): string {
  const named = settings.find(({ name }) => name === "taskDefinition")?.after;
  const definition = [resource, ...related].find(({ kind }) => kind === "task-definition")?.name;
  const name = definition ?? (typeof named === "string" ? named : "");
  return JSON.stringify([account, region, actor.name, name.replace(/:\d+$/, "")]);
}
