import { commandsWith } from "../commands-with.ts";
import { defineRule } from "../rule.ts";

export const credentialsInCommand = defineRule({
  id: "credentials-in-command",
  title: "A command reaches for the credentials of its task",
  severity: "critical",
  why: "It names the address or variable under which ECS hands out the credentials of the task role: they are about to leave the task.",
  falsePositives: "Scripts that debug credentials; software that reads them without an SDK.",
  attack: ["T1552.005", "T1552.007"],
  controls: ["SOC 2 CC6.1", "SOC 2 CC7.2", "ISO 27001 A.8.16"],
  next: "Stop the task, revoke the sessions of the task role, and see what the role did since.",
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
        "169.254.170.2",
        "169.254.169.254",
        "169.254.170.23",
        "AWS_CONTAINER_CREDENTIALS",
        "fd00:ec2::254",
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
        title: "in a task definition",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                command: [
                  "sh",
                  "-c",
                  "curl $ECS_CONTAINER_METADATA_URI_V4; curl 169.254.170.2${AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}",
                ],
              },
            ],
          },
        },
      },
      {
        title: "as an override",
        record: {
          eventName: "RunTask",
          requestParameters: {
            cluster: "prod",
            taskDefinition: "migrate:7",
            overrides: {
              containerOverrides: [
                {
                  name: "app",
                  command: ["sh", "-c", "curl http://169.254.170.2/x"],
                },
              ],
            },
          },
        },
      },
      {
        title: "in a shell",
        record: {
          eventName: "ExecuteCommand",
          requestParameters: {
            cluster: "prod",
            task: "0cc43cdb3bee44079c26c0e6ea5bee84",
            command: 'sh -c "env | grep AWS_CONTAINER_CREDENTIALS"',
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
        title: "an ordinary command",
        record: {
          eventName: "RegisterTaskDefinition",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              {
                name: "app",
                image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
                command: ["serve", "--port", "80"],
              },
            ],
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
            taskDefinition: "migrate:7",
            overrides: {
              containerOverrides: [
                {
                  name: "app",
                  command: ["curl 169.254.170.2"],
                },
              ],
            },
          },
        },
      },
    ],
  },
});
