import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { watchBurst } from "../watch-burst.ts";

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
    return watchBurst({
      least: parameter("count"),
      minutes: parameter("withinMinutes"),
      what: (change) =>
        isEffective(change) &&
        change.actor.kind === "person" &&
        change.tool.kind !== "iac" &&
        change.resource.kind === "service"
          ? `${change.resource.cluster ?? ""}/${change.resource.name}`
          : undefined,
      distinct: true,
      deed: (number) => `changed ${String(number)} services`,
    });
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
