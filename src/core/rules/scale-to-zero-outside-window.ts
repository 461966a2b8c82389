import { defineRule } from "../rule.ts";

export const scaleToZeroOutsideWindow = defineRule({
  id: "scale-to-zero-outside-window",
  title: "Production was scaled to zero outside the change window",
  severity: "critical",
  why: "Somebody switched off what customers use at a time when nobody is meant to change it.",
  falsePositives:
    "Emergencies that were agreed on elsewhere; a change window that is missing in the configuration.",
  attack: ["T1489"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "PCI DSS 6.5.1", "ISO 27001 A.8.32"],
  next: "Call whoever did it; set the desired count back.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["desiredCount"],
        after: [0],
        changed: [true],
      },
      environment: ["prod", "production"],
      changeWindow: ["outside"],
    },
  },
  examples: {
    fires: [
      {
        title: "at night",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
        given: {
          environment: "prod",
          changeWindow: "outside",
        },
      },
    ],
    silent: [
      {
        title: "in the window",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
        given: {
          environment: "prod",
          changeWindow: "inside",
        },
      },
      {
        title: "staging",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 0,
          },
        },
        given: {
          environment: "staging",
          changeWindow: "outside",
        },
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
            desiredCount: 0,
          },
        },
        given: {
          environment: "prod",
          changeWindow: "outside",
        },
      },
    ],
  },
});
