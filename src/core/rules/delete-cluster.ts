import { defineRule } from "../rule.ts";

export const deleteCluster = defineRule({
  id: "delete-cluster",
  title: "A cluster was deleted",
  severity: "high",
  why: "A cluster is deleted only after all in it was: the end of an environment.",
  falsePositives: "Environments that are taken down on purpose.",
  attack: ["T1489", "T1485"],
  controls: ["SOC 2 A1.2", "SOC 2 CC8.1", "PCI DSS 10.2.1.7", "ISO 27001 A.8.32"],
  next: "See what was stopped and deleted in it before, and by whom.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["DeleteCluster"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "by a person",
        record: {
          eventName: "DeleteCluster",
          requestParameters: {
            cluster: "prod",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "DeleteCluster",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
          },
        },
      },
      {
        title: "created",
        record: {
          eventName: "CreateCluster",
          requestParameters: {
            clusterName: "prod",
          },
        },
      },
    ],
  },
});
