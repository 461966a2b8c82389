import { defineRule } from "../rule.ts";

export const snapshotMount = defineRule({
  id: "snapshot-mount",
  title: "A task mounts an EBS snapshot",
  severity: "medium",
  why: "Whoever runs the task reads what was on the disk that the snapshot was taken of.",
  falsePositives: "Jobs that work on copies of data.",
  attack: ["T1578.002", "T1552.007"],
  controls: ["SOC 2 CC6.1", "ISO 27001 A.8.16"],
  next: "See whose snapshot it is.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RunTask", "StartTask", "CreateService", "UpdateService"],
      requestParameters: {
        volumeConfigurations: {
          managedEBSVolume: {
            snapshotId: [
              {
                prefix: "snap-",
              },
            ],
          },
        },
      },
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "a snapshot",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "x:1",
            volumeConfigurations: [
              {
                name: "d",
                managedEBSVolume: {
                  snapshotId: "snap-0123456789abcdef0",
                  roleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole",
                },
              },
            ],
          },
        },
      },
    ],
    silent: [
      {
        title: "an empty disk",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "x:1",
            volumeConfigurations: [
              {
                name: "d",
                managedEBSVolume: {
                  sizeInGiB: 10,
                  roleArn: "arn:aws:iam::111122223333:role/ecsInfrastructureRole",
                },
              },
            ],
          },
        },
      },
    ],
  },
});
