import { defineRule } from "../rule.ts";

export const hostPath = defineRule({
  id: "host-path",
  title: "A task definition mounts a sensitive path of its instance",
  severity: "high",
  why: "With the Docker socket or the root file system a container rules its instance and every task on it.",
  falsePositives: "Log collectors and monitoring agents that mount parts of /proc or /sys.",
  attack: ["T1611", "T1610"],
  controls: ["SOC 2 CC6.8", "PCI DSS 2.2.1", "ISO 27001 A.8.9"],
  next: "Register it without the mount.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition", "RegisterDaemonTaskDefinition"],
      requestParameters: {
        volumes: {
          host: {
            sourcePath: [
              "/",
              "/etc",
              "/proc",
              "/root",
              "/home",
              "/var",
              "/var/run",
              "/run",
              "/dev",
              "/sys",
              "/boot",
              {
                wildcard: "*docker.sock",
              },
              {
                wildcard: "*containerd.sock",
              },
              {
                prefix: "/etc/",
              },
              {
                prefix: "/root/",
              },
              {
                prefix: "/var/lib/ecs",
              },
              {
                prefix: "/var/lib/docker",
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
        title: "the Docker socket",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            volumes: [
              {
                name: "s",
                host: {
                  sourcePath: "/var/run/docker.sock",
                },
              },
            ],
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
    ],
    silent: [
      {
        title: "an ordinary container",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
      {
        title: "a path of its own",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            volumes: [
              {
                name: "d",
                host: {
                  sourcePath: "/data/shop",
                },
              },
            ],
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "RegisterTaskDefinition",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            family: "checkout",
            volumes: [
              {
                name: "s",
                host: {
                  sourcePath: "/",
                },
              },
            ],
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
              },
            ],
          },
        },
      },
    ],
  },
});
