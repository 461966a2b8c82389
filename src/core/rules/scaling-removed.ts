import { defineRule } from "../rule.ts";

export const scalingRemoved = defineRule({
  id: "scaling-removed",
  title: "Service Auto Scaling was taken from a service",
  severity: "medium",
  why: "From now on nothing scales it when load comes.",
  falsePositives: "Services that are taken out of use.",
  attack: ["T1489", "T1578.005"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.32"],
  next: "Register the scalable target again.",
  pattern: {
    detail: {
      eventSource: ["application-autoscaling.amazonaws.com", "autoscaling.amazonaws.com"],
      eventName: ["DeregisterScalableTarget", "DeleteScalingPolicy"],
      requestParameters: {
        serviceNamespace: ["ecs"],
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
        title: "deregistered",
        record: {
          eventName: "DeregisterScalableTarget",
          eventSource: "application-autoscaling.amazonaws.com",
          requestParameters: {
            serviceNamespace: "ecs",
            resourceId: "service/prod/checkout",
            scalableDimension: "ecs:service:DesiredCount",
          },
        },
      },
    ],
    silent: [
      {
        title: "a table",
        record: {
          eventName: "DeregisterScalableTarget",
          eventSource: "application-autoscaling.amazonaws.com",
          requestParameters: {
            serviceNamespace: "dynamodb",
            resourceId: "table/x",
            scalableDimension: "dynamodb:table:ReadCapacityUnits",
          },
        },
      },
      {
        title: "refused",
        record: {
          eventName: "DeregisterScalableTarget",
          eventSource: "application-autoscaling.amazonaws.com",
          errorCode: "AccessDenied",
          errorMessage: "User is not authorized to perform this action",
          requestParameters: {
            serviceNamespace: "ecs",
            resourceId: "service/prod/checkout",
          },
        },
      },
    ],
  },
});
