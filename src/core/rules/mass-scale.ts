import { defineRule } from "../rule.ts";

export const massScale = defineRule({
  id: "mass-scale",
  title: "A service was scaled up far beyond what it was",
  severity: "medium",
  why: "It costs money at once; tasks that mine or attack are started that way.",
  falsePositives: "Load tests and sales.",
  attack: ["T1496.001"],
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.16"],
  next: "See what image it runs, and set the desired count back.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService", "CreateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      $or: [
        {
          settings: {
            name: ["desiredCount"],
            after: [
              {
                numeric: [">=", 10],
              },
            ],
            changed: [true],
            factor: [
              {
                numeric: [">=", 5],
              },
            ],
          },
        },
        {
          settings: {
            name: ["desiredCount"],
            after: [
              {
                numeric: [">=", 100],
              },
            ],
            changed: [true],
          },
        },
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "2 to 40",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 40,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              desiredCount: 2,
            },
          },
        ],
      },
      {
        title: "200 at once",
        record: {
          eventName: "CreateService",
          requestParameters: {
            cluster: "prod",
            serviceName: "x",
            desiredCount: 200,
          },
        },
      },
    ],
    silent: [
      {
        title: "4 to 6",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 6,
          },
        },
        earlier: [
          {
            eventName: "UpdateService",
            requestParameters: {
              cluster: "prod",
              service: "checkout",
              desiredCount: 4,
            },
          },
        ],
      },
      {
        title: "refused",
        record: {
          eventName: "UpdateService",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 200,
          },
        },
      },
    ],
  },
});
