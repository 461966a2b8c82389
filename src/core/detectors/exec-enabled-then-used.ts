import type { Change } from "../change.ts";
import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { createRecent } from "../recent.ts";
import { sentenceOf } from "../sentence.ts";

export const execEnabledThenUsed = defineDetector({
  id: "exec-enabled-then-used",
  title: "ECS Exec was switched on and then used",
  severity: "high",
  why: "Somebody opened the door and went in: the cluster was not meant to have shells.",
  falsePositives: "Debugging that was agreed on.",
  attack: ["T1609"],
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.18"],
  next: "Read the session log, switch ECS Exec off again, and see what the task role did.",
  parameters: [{ name: "withinMinutes", summary: "Within how many minutes", default: 60 }],
  start(parameter) {
    const begun = createRecent<Change>(parameter("withinMinutes"));
    return {
      see({ change }) {
        if (!isEffective(change)) return undefined;
        const before =
          change.intent === "exec" ? begun.at(clusterKey(change), change.at).at(-1) : undefined;
        if (
          change.settings.some(
            ({ name, after, before: was }) =>
              name === "enableExecuteCommand" && after === true && was !== true,
          )
        )
          begun.add(clusterKey(change), change.at, change);
        if (before === undefined) return undefined;
        return {
          message: `${sentenceOf(change)} ECS Exec was switched on in the cluster at ${before.at} by ${before.actor.name}.`,
          eventIDs: [before.eventID],
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "within the hour",
        record: {
          eventName: "ExecuteCommand",
          eventTime: "2026-11-20T14:09:00Z",
          requestParameters: {
            cluster: "prod",
            task: "00000000000000000000000000000001",
            command: "/bin/sh",
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", enableExecuteCommand: true },
          },
        ],
      },
    ],
    silent: [
      {
        title: "it was on for long",
        record: {
          eventName: "ExecuteCommand",
          eventTime: "2026-11-20T14:09:00Z",
          requestParameters: {
            cluster: "prod",
            task: "00000000000000000000000000000001",
            command: "/bin/sh",
          },
        },
        earlier: [],
      },
      {
        title: "in another cluster",
        record: {
          eventName: "ExecuteCommand",
          eventTime: "2026-11-20T14:09:00Z",
          requestParameters: {
            cluster: "prod",
            task: "00000000000000000000000000000001",
            command: "/bin/sh",
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "dev", service: "x", enableExecuteCommand: true },
          },
        ],
      },
    ],
  },
});

/** A task's record often does not say its service, so the cluster joins the two. */
function clusterKey({ account, region, resource }: Change): string {
  return JSON.stringify([account, region, resource.cluster]);
}
