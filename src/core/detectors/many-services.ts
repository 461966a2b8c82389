import { defineDetector } from "../detector.ts";
import { actorKey } from "../detector-words.ts";
import { createRecent } from "../recent.ts";
import { isEffective } from "../is-effective.ts";

export const manyServices = defineDetector({
  id: "many-services",
  title: "A person changed many services by hand",
  severity: "medium",
  why: "A pipeline changes services one by one and leaves a run behind; a person who changes many leaves only CloudTrail.",
  falsePositives: "Maintenance by hand.",
  attack: ["T1578.005"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.32"],
  next: "See what was changed, and whether it is in code.",
  parameters: [
    { name: "count", summary: "From how many on", default: 5 },
    { name: "withinMinutes", summary: "Within how many minutes", default: 30 },
  ],
  start(parameter) {
    const least = parameter("count");
    const minutes = parameter("withinMinutes");
    const recent = createRecent<{ readonly what: string; readonly eventID: string }>(minutes);
    return {
      see({ change }) {
        if (!isEffective(change) || change.actor.kind !== "person" || change.tool.kind === "iac")
          return undefined;
        if (change.resource.kind !== "service") return undefined;
        const what = `${change.resource.cluster ?? ""}/${change.resource.name}`;
        const calls = recent.add(actorKey(change), change.at, { what, eventID: change.eventID });
        const number = new Set(calls.map((call) => call.what)).size;
        if (number < least) return undefined;
        return {
          message: `${change.actor.name} changed ${String(number)} services within ${String(minutes)} minutes, the last at ${change.at}.`,
          eventIDs: calls.map(({ eventID }) => eventID),
          ofActor: true,
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "five services",
        record: {
          eventName: "UpdateService",
          eventTime: "2026-11-20T14:04:00Z",
          requestParameters: { cluster: "prod", service: "s4", desiredCount: 3 },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod", service: "s1", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:02:00Z",
            requestParameters: { cluster: "prod", service: "s2", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:03:00Z",
            requestParameters: { cluster: "prod", service: "s3", desiredCount: 3 },
          },
        ],
      },
    ],
    silent: [
      {
        title: "four",
        record: {
          eventName: "UpdateService",
          eventTime: "2026-11-20T14:03:00Z",
          requestParameters: { cluster: "prod", service: "s3", desiredCount: 3 },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod", service: "s1", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:02:00Z",
            requestParameters: { cluster: "prod", service: "s2", desiredCount: 3 },
          },
        ],
      },
      {
        title: "a pipeline",
        record: {
          eventName: "UpdateService",
          eventTime: "2026-11-20T14:04:00Z",
          requestParameters: { cluster: "prod", service: "s4", desiredCount: 3 },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod", service: "s1", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:02:00Z",
            requestParameters: { cluster: "prod", service: "s2", desiredCount: 3 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:03:00Z",
            requestParameters: { cluster: "prod", service: "s3", desiredCount: 3 },
          },
        ],
        by: "pipeline",
      },
    ],
  },
});
