import { defineRule } from "../rule.ts";

export const unexpectedAddress = defineRule({
  id: "unexpected-address",
  title: "A call came from an unexpected address",
  severity: "medium",
  per: "actor",
  clause: "which is in none of the labelled networks",
  why: "The networks of yours are labelled, and this call came from none of them: a key or session may be in other hands.",
  falsePositives: "People at home or travelling; an office network that has no label yet.",
  attack: ["T1078.004"],
  controls: ["SOC 2 CC6.6", "SOC 2 CC7.2", "ISO 27001 A.8.16"],
  next: "Ask the person whether it was them; label the network if it is yours.",
  pattern: {
    tasktrail: {
      nature: ["mutating"],
      actor: {
        kind: ["person", "root", "account", "unknown"],
      },
      origin: {
        kind: ["address"],
        labelled: [false],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "an address of no labelled network",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 3,
          },
        },
        given: {
          label: "",
        },
      },
    ],
    silent: [
      {
        title: "the office",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 3,
          },
        },
        given: {
          label: "office",
        },
      },
      {
        title: "nothing is labelled",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 3,
          },
        },
      },
      {
        title: "a read",
        record: {
          eventName: "DescribeServices",
          requestParameters: {
            cluster: "prod",
          },
        },
        given: {
          label: "",
        },
      },
      {
        title: "an AWS service",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            desiredCount: 3,
          },
        },
        by: "auto-scaling",
        given: {
          label: "",
        },
      },
    ],
  },
});
