import { defineAction } from "../../action.ts";
import { registeredResources } from "../task-definition.ts";
import { objectIn } from "../../json-fields.ts";
import { readSettings, readState } from "../settings.ts";

export const registerTaskDefinition = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "RegisterTaskDefinition",
  summary: "Registers a new revision of a task definition: images, sizes, roles and privileges.",
  nature: "mutating",
  resources: registeredResources,
  settings: ({ request }) => readSettings(request, { omit: ["family"] }),
  intent: "register",
  state: ({ response }) =>
    readState(objectIn(response, "taskDefinition"), [
      "status",
      "containerDefinitions",
      "taskRoleArn",
      "executionRoleArn",
      "networkMode",
      "cpu",
      "memory",
      "requiresCompatibilities",
      "volumes",
      "pidMode",
      "ipcMode",
      "runtimePlatform",
      "ephemeralStorage",
      "placementConstraints",
      "proxyConfiguration",
      "enableFaultInjection",
    ]),
  examples: [
    {
      // Task level sizes are texts, a container's are numbers: as in a real record.
      title: "a Fargate task with one container",
      request: {
        family: "checkout",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "1024",
        memory: "2048",
        taskRoleArn: "arn:aws:iam::111122223333:role/checkout",
        containerDefinitions: [
          {
            name: "app",
            image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
            cpu: 0,
            mountPoints: [],
            environment: [
              { name: "STAGE", value: "prod" },
              { name: "DATABASE_URL", value: "postgres://…" },
            ],
            secrets: [
              { name: "API_KEY", valueFrom: "arn:aws:ssm:eu-west-1:111122223333:parameter/k" },
            ],
          },
        ],
      },
      response: {
        taskDefinition: {
          taskDefinitionArn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
          family: "checkout",
          revision: 42,
          status: "ACTIVE",
        },
      },
      resource: {
        kind: "task-definition",
        name: "checkout:42",
        arn: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
      },
      intent: "register",
      settings: {
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        cpu: "1024",
        memory: "2048",
        taskRoleArn: "arn:aws:iam::111122223333:role/checkout",
        "containers.app.image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2.4.0",
        "containers.app.cpu": 0,
        "containers.app.environment": ["DATABASE_URL", "STAGE"],
        "containers.app.secrets": ["API_KEY"],
      },
    },
    {
      title: "environment hidden by AWS",
      request: {
        family: "checkout",
        containerDefinitions: [
          { name: "app", image: "checkout:2", environment: "HIDDEN_DUE_TO_SECURITY_REASONS" },
        ],
      },
      resource: { kind: "task-definition", name: "checkout" },
      intent: "register",
      settings: {
        "containers.app.image": "checkout:2",
        "containers.app.environment": "(hidden)",
      },
    },
  ],
});
