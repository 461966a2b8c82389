import { defineRule } from "../rule.ts";

export const dangerousCapability = defineRule({
  id: "dangerous-capability",
  title: "A task definition adds a dangerous Linux capability",
  severity: "high",
  why: "With it a container can leave its bounds, watch other processes or read any file of its instance.",
  falsePositives: "Debuggers, profilers and network agents.",
  attack: ["T1611", "T1610"],
  controls: ["SOC 2 CC6.8", "PCI DSS 2.2.1", "ISO 27001 A.8.9"],
  next: "Register it without the capability.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["RegisterTaskDefinition", "RegisterDaemonTaskDefinition"],
      requestParameters: {
        containerDefinitions: {
          linuxParameters: {
            capabilities: {
              add: [
                "ALL",
                "SYS_ADMIN",
                "SYS_MODULE",
                "SYS_PTRACE",
                "SYS_RAWIO",
                "SYS_BOOT",
                "DAC_READ_SEARCH",
                "NET_ADMIN",
                "BPF",
              ],
            },
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
        title: "SYS_ADMIN",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                linuxParameters: {
                  capabilities: {
                    add: ["SYS_ADMIN"],
                    drop: [],
                  },
                },
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
        title: "SYS_PTRACE is dropped",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                linuxParameters: {
                  capabilities: {
                    add: [],
                    drop: ["SYS_PTRACE"],
                  },
                },
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
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                linuxParameters: {
                  capabilities: {
                    add: ["ALL"],
                  },
                },
              },
            ],
          },
        },
      },
    ],
  },
});
