import { defineRule } from "../rule.ts";

export const zoneRebalancingOff = defineRule({
  id: "zone-rebalancing-off",
  title: "Availability zone rebalancing was switched off",
  severity: "low",
  why: "After the loss of a zone, tasks stay where they were started.",
  falsePositives: "Services for which being moved is worse than being in one zone.",
  attack: ["T1578.005"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.14"],
  next: "Switch it on again where there is no reason against it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["UpdateService"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      settings: {
        name: ["availabilityZoneRebalancing"],
        after: ["DISABLED"],
        changed: [true],
      },
    },
  },
  examples: {
    fires: [
      {
        title: "disabled",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            availabilityZoneRebalancing: "DISABLED",
          },
        },
      },
    ],
    silent: [
      {
        title: "enabled",
        record: {
          eventName: "UpdateService",
          requestParameters: {
            cluster: "prod",
            service: "checkout",
            availabilityZoneRebalancing: "ENABLED",
          },
        },
      },
    ],
  },
});
