import { deploymentEffect } from "../effect-deployment.ts";
import { eventOf, isEcsEvent } from "../effect-event.ts";
import { instantIn, verbatim } from "../effect-parts.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";

const SERVICE = "arn:aws:ecs:us-west-2:111122223333:service/default/servicetest";

/**
 * ECS tells EventBridge that a deployment is under way, complete or failed; who asked for it, it never tells.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
export const deploymentStateChange = defineEffectForm({
  id: "deployment-state-change",
  summary: "EventBridge's `ECS Deployment State Change`.",
  recognises: (body) => isEcsEvent(body, "ECS Deployment State Change"),
  read: (raw) => {
    const event = eventOf(raw.body);
    const at = instantIn(event.detail, "updatedAt", "createdAt") ?? event.at;
    if (at === undefined) return [];
    const name = textIn(event.detail, "eventName") ?? "";
    const beside = { ...event.detail, serviceArn: event.resource ?? null };
    return [
      deploymentEffect(raw, beside, {
        deployment: textIn(event.detail, "deploymentId") ?? event.id,
        state: name.replace(/^SERVICE_DEPLOYMENT_/, ""),
        at,
        reason: verbatim(event.detail.reason),
      }),
    ];
  },
  examples: [
    {
      title: "a deployment that is complete",
      raw: {
        form: "deployment-state-change",
        account: "111122223333",
        region: "us-west-2",
        body: {
          id: "ddca6449-b258-46c0-8653-e0e3aEXAMPLE",
          "detail-type": "ECS Deployment State Change",
          source: "aws.ecs",
          account: "111122223333",
          time: "2026-11-20T14:02:11Z",
          region: "us-west-2",
          resources: [SERVICE],
          detail: {
            eventType: "INFO",
            eventName: "SERVICE_DEPLOYMENT_COMPLETED",
            deploymentId: "ecs-svc/123",
            updatedAt: "2026-11-20T14:02:10Z",
            reason: "ECS deployment ecs-svc/123 completed.",
          },
        },
      },
      effects: [
        {
          id: "deployment/111122223333/us-west-2/ecs-svc/123/COMPLETED",
          at: "2026-11-20T14:02:10Z",
          state: "COMPLETED",
          deployment: "ecs-svc/123",
          resource: {
            kind: "service",
            name: "servicetest",
            cluster: "default",
            service: "servicetest",
            arn: SERVICE,
          },
          message: "ECS deployment ecs-svc/123 completed.",
        },
      ],
    },
  ],
});
