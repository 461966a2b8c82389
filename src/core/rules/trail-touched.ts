import { defineRule } from "../rule.ts";

export const trailTouched = defineRule({
  id: "trail-touched",
  title: "CloudTrail was stopped or narrowed",
  severity: "critical",
  why: "What happens from now on may be in no record: nobody could say who did it.",
  falsePositives: "Trails that are replaced by an organisation trail.",
  attack: ["T1562.008"],
  controls: ["SOC 2 CC7.2", "PCI DSS 10.2.1.6", "ISO 27001 A.8.15"],
  next: "Start it again, and look at everything around that minute in Event History, which cannot be switched off.",
  pattern: {
    detail: {
      eventSource: ["cloudtrail.amazonaws.com"],
      eventName: [
        "StopLogging",
        "DeleteTrail",
        "PutEventSelectors",
        "UpdateTrail",
        "DeleteEventDataStore",
        "StopEventDataStoreIngestion",
      ],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "stopped",
        record: {
          eventName: "StopLogging",
          eventSource: "cloudtrail.amazonaws.com",
          requestParameters: {
            name: "acme-trail",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "StopLogging",
          eventSource: "cloudtrail.amazonaws.com",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            name: "acme-trail",
          },
        },
      },
      {
        title: "started",
        record: {
          eventName: "StartLogging",
          eventSource: "cloudtrail.amazonaws.com",
          requestParameters: {
            name: "acme-trail",
          },
        },
      },
    ],
  },
});
