import { defineRule } from "../rule.ts";

export const stopDeployment = defineRule({
  id: "stop-deployment",
  title: "A deployment was stopped",
  severity: "medium",
  why: "Somebody cut a deployment off or rolled it back by hand.",
  falsePositives: "A deployment that went wrong and was rightly stopped.",
  attack: ["T1489"],
  controls: ["SOC 2 CC8.1", "ISO 27001 A.8.32"],
  next: "Ask what was wrong with it.",
  pattern: {
    detail: {
      eventSource: ["ecs.amazonaws.com"],
      eventName: ["StopServiceDeployment", "ContinueServiceDeployment"],
    },
    tasktrail: {
      outcome: ["accepted"],
      noop: [false],
      $or: [
        {
          intent: ["abort-deploy"],
        },
        {
          settings: {
            name: ["action"],
            after: ["ROLLBACK"],
          },
        },
      ],
    },
  },
  examples: {
    fires: [
      {
        title: "stopped",
        record: {
          eventName: "StopServiceDeployment",
          requestParameters: {
            serviceDeploymentArn:
              "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/abc",
            stopType: "ROLLBACK",
          },
        },
      },
    ],
    silent: [
      {
        title: "refused",
        record: {
          eventName: "StopServiceDeployment",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            serviceDeploymentArn:
              "arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/checkout/abc",
          },
        },
      },
    ],
  },
});
