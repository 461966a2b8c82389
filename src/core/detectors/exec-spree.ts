import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { watchBurst } from "../watch-burst.ts";

export const execSpree = defineDetector({
  id: "exec-spree",
  title: "One actor entered several tasks",
  severity: "high",
  why: "Debugging looks into one task; whoever looks for something looks into many.",
  falsePositives: "A problem that shows in some tasks only.",
  attack: ["T1609", "T1613"],
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.16"],
  next: "Read the session logs, and the calls of the task roles afterwards.",
  parameters: [
    { name: "count", summary: "From how many on", default: 3 },
    { name: "withinMinutes", summary: "Within how many minutes", default: 30 },
  ],
  start(parameter) {
    return watchBurst({
      least: parameter("count"),
      minutes: parameter("withinMinutes"),
      what: (change) =>
        isEffective(change) && change.intent === "exec" ? change.resource.name : undefined,
      distinct: true,
      deed: (number) => `entered ${String(number)} tasks with ECS Exec`,
    });
  },
  examples: {
    fires: [
      {
        title: "three tasks",
        record: {
          eventName: "ExecuteCommand",
          eventTime: "2026-11-20T14:02:00Z",
          requestParameters: {
            cluster: "prod",
            task: "00000000000000000000000000000002",
            command: "/bin/sh",
            interactive: true,
          },
        },
        earlier: [
          {
            eventName: "ExecuteCommand",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: {
              cluster: "prod",
              task: "00000000000000000000000000000000",
              command: "/bin/sh",
              interactive: true,
            },
          },
          {
            eventName: "ExecuteCommand",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: {
              cluster: "prod",
              task: "00000000000000000000000000000001",
              command: "/bin/sh",
              interactive: true,
            },
          },
        ],
      },
    ],
    silent: [
      {
        title: "one task three times",
        record: {
          eventName: "ExecuteCommand",
          eventTime: "2026-11-20T14:00:00Z",
          requestParameters: {
            cluster: "prod",
            task: "00000000000000000000000000000000",
            command: "/bin/sh",
            interactive: true,
          },
        },
        earlier: [
          {
            eventName: "ExecuteCommand",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: {
              cluster: "prod",
              task: "00000000000000000000000000000000",
              command: "/bin/sh",
              interactive: true,
            },
          },
          {
            eventName: "ExecuteCommand",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: {
              cluster: "prod",
              task: "00000000000000000000000000000000",
              command: "/bin/sh",
              interactive: true,
            },
          },
        ],
      },
      {
        title: "refused",
        record: {
          eventName: "ExecuteCommand",
          eventTime: "2026-11-20T14:02:00Z",
          requestParameters: {
            cluster: "prod",
            task: "00000000000000000000000000000002",
            command: "/bin/sh",
            interactive: true,
          },
          errorCode: "AccessDenied",
        },
        earlier: [
          {
            eventName: "ExecuteCommand",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: {
              cluster: "prod",
              task: "00000000000000000000000000000000",
              command: "/bin/sh",
              interactive: true,
            },
          },
          {
            eventName: "ExecuteCommand",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: {
              cluster: "prod",
              task: "00000000000000000000000000000001",
              command: "/bin/sh",
              interactive: true,
            },
          },
        ],
      },
    ],
  },
});
