import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { watchBurst } from "../watch-burst.ts";

export const stopBurst = defineDetector({
  id: "stop-burst",
  title: "One actor stopped many tasks",
  severity: "high",
  why: "Tasks are stopped faster than ECS replaces them.",
  falsePositives: "Scripts that roll tasks one by one.",
  attack: ["T1489"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.16"],
  next: "See whether the services came back; take the key or session away if nobody knows.",
  parameters: [
    { name: "count", summary: "From how many on", default: 10 },
    { name: "withinMinutes", summary: "Within how many minutes", default: 5 },
  ],
  start(parameter) {
    return watchBurst({
      least: parameter("count"),
      minutes: parameter("withinMinutes"),
      what: (change) =>
        isEffective(change) && change.intent === "stop-task" ? change.resource.name : undefined,
      deed: (number) => `stopped ${String(number)} tasks`,
    });
  },
  examples: {
    fires: [
      {
        title: "ten in a minute",
        record: {
          eventName: "StopTask",
          eventTime: "2026-11-20T14:00:00Z",
          requestParameters: { cluster: "prod", task: "00000000000000000000000000000009" },
        },
        earlier: [
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000000" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000001" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000002" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000003" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000004" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000005" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000006" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000007" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000008" },
          },
        ],
      },
    ],
    silent: [
      {
        title: "nine",
        record: {
          eventName: "StopTask",
          eventTime: "2026-11-20T14:00:00Z",
          requestParameters: { cluster: "prod", task: "00000000000000000000000000000008" },
        },
        earlier: [
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000000" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000001" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000002" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000003" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000004" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000005" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000006" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000007" },
          },
        ],
      },
      {
        title: "ten over an hour",
        record: {
          eventName: "StopTask",
          eventTime: "2026-11-20T14:50:00Z",
          requestParameters: { cluster: "prod", task: "00000000000000000000000000000005" },
        },
        earlier: [
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000000" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:10:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000001" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:20:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000002" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:30:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000003" },
          },
          {
            eventName: "StopTask",
            eventTime: "2026-11-20T14:40:00Z",
            requestParameters: { cluster: "prod", task: "00000000000000000000000000000004" },
          },
        ],
      },
    ],
  },
});
