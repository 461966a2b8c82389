import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { watchBurst } from "../watch-burst.ts";

export const deleteBurst = defineDetector({
  id: "delete-burst",
  title: "One actor deleted several things",
  severity: "critical",
  why: "Somebody takes an environment apart.",
  falsePositives: "Environments that are taken down on purpose.",
  attack: ["T1485", "T1489"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.16"],
  next: "Call whoever it is; take the key or session away if nobody knows.",
  parameters: [
    { name: "count", summary: "From how many on", default: 3 },
    { name: "withinMinutes", summary: "Within how many minutes", default: 10 },
  ],
  start(parameter) {
    return watchBurst({
      least: parameter("count"),
      minutes: parameter("withinMinutes"),
      what: (change) =>
        isEffective(change) && change.intent === "delete" ? change.resource.name : undefined,
      deed: (number) => `deleted ${String(number)} things`,
      list: (things) => things.slice(-5),
    });
  },
  examples: {
    fires: [
      {
        title: "three services",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:02:00Z",
          requestParameters: { cluster: "prod", service: "s2" },
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0" },
          },
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod", service: "s1" },
          },
        ],
      },
    ],
    silent: [
      {
        title: "two",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:01:00Z",
          requestParameters: { cluster: "prod", service: "s1" },
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0" },
          },
        ],
      },
      {
        title: "the third was refused",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:02:00Z",
          requestParameters: { cluster: "prod", service: "s2" },
          errorCode: "AccessDenied",
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0" },
          },
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod", service: "s1" },
          },
        ],
      },
    ],
  },
});
