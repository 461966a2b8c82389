import type { Change } from "../change.ts";
import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { createRecent } from "../recent.ts";
import { sentenceOf } from "../sentence.ts";
import { resourceKey } from "../detector-words.ts";

export const deleteThenCreate = defineDetector({
  id: "delete-then-create",
  title: "Something was deleted and created again under the same name",
  severity: "medium",
  why: "Its past, alarms and protections are gone with the old one; a new one under an old name is not the same thing.",
  falsePositives: "Settings that can only be changed by creating anew; Terraform does this.",
  attack: ["T1578.005", "T1070"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.32"],
  next: "Compare the settings of both.",
  parameters: [{ name: "withinMinutes", summary: "Within how many minutes", default: 30 }],
  start(parameter) {
    const begun = createRecent<Change>(parameter("withinMinutes"));
    return {
      see({ change }) {
        if (!isEffective(change)) return undefined;
        const before =
          change.intent === "create" ? begun.at(resourceKey(change), change.at).at(-1) : undefined;
        if (change.intent === "delete") begun.add(resourceKey(change), change.at, change);
        if (before === undefined) return undefined;
        return {
          message: `${sentenceOf(change)} One of the same name was deleted at ${before.at} by ${before.actor.name}.`,
          eventIDs: [before.eventID],
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "a service",
        record: {
          eventName: "CreateService",
          eventTime: "2026-11-20T14:09:00Z",
          requestParameters: {
            cluster: "prod",
            serviceName: "checkout",
            desiredCount: 2,
            taskDefinition: "checkout:42",
          },
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:05:00Z",
            requestParameters: { cluster: "prod", service: "checkout" },
          },
        ],
      },
    ],
    silent: [
      {
        title: "another name",
        record: {
          eventName: "CreateService",
          eventTime: "2026-11-20T14:09:00Z",
          requestParameters: { cluster: "prod", serviceName: "cart" },
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:05:00Z",
            requestParameters: { cluster: "prod", service: "checkout" },
          },
        ],
      },
      {
        title: "created only",
        record: {
          eventName: "CreateService",
          eventTime: "2026-11-20T14:09:00Z",
          requestParameters: {
            cluster: "prod",
            serviceName: "checkout",
            desiredCount: 2,
            taskDefinition: "checkout:42",
          },
        },
        earlier: [],
      },
    ],
  },
});
