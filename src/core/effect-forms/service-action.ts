import { eventOf, isEcsEvent } from "../effect-event.ts";
import {
  detailsIn,
  draftEffect,
  instantIn,
  placeOf,
  relatedTo,
  serviceIn,
  thingIn,
  verbatim,
} from "../effect-parts.ts";
import { readServiceAction } from "../effect-service-action.ts";
import { defineEffectForm } from "../effect.ts";
import { listIn, textIn } from "../json-fields.ts";

const SERVICE = "arn:aws:ecs:us-west-2:111122223333:service/default/servicetest";
const DETAILS = [
  "eventType",
  "eventName",
  "capacityProviderArns",
  "containerInstanceArns",
  "taskArns",
  "taskSetArns",
  "targetGroupArns",
  "serviceRegistryArns",
  "desiredCount",
  "containerPort",
  "ec2InstanceIds",
];

/**
 * What the service scheduler does and runs into, by name. It has no counterpart with the same id in the API, so the
 * event's own id tells it from others.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
export const serviceAction = defineEffectForm({
  id: "service-action",
  summary: "EventBridge's `ECS Service Action`.",
  recognises: (body) => isEcsEvent(body, "ECS Service Action"),
  read: (raw) => {
    const { id, at, detail, resource: arn } = eventOf(raw.body);
    const when = instantIn(detail, "createdAt") ?? at;
    if (when === undefined) return [];
    const service = serviceIn({ ...detail, serviceArn: arn ?? null }) ?? {
      kind: "service" as const,
      name: "",
    };
    const state = textIn(detail, "eventName") ?? "";
    const message = verbatim(detail.reason);
    const tasks = listIn(detail, "taskArns").map((taskArn) =>
      thingIn("task", { taskArn, clusterArn: detail.clusterArn }, "taskArn"),
    );
    const reading = readServiceAction(state, message, tasks);
    return [
      draftEffect(raw, {
        id,
        at: when,
        ...placeOf(raw, service.arn, textIn(detail, "clusterArn")),
        kind: "service-event",
        state,
        resource: service,
        related: relatedTo(service, ...tasks),
        message,
        ...(reading !== undefined && { reading }),
        details: detailsIn(detail, DETAILS),
      }),
    ];
  },
  examples: [
    {
      title: "no Spot capacity",
      raw: {
        form: "service-action",
        account: "111122223333",
        region: "us-west-2",
        body: {
          id: "ddca6449-b258-46c0-8653-e0e3a6d0468b",
          "detail-type": "ECS Service Action",
          source: "aws.ecs",
          account: "111122223333",
          time: "2026-11-20T14:02:11Z",
          region: "us-west-2",
          resources: [SERVICE],
          detail: {
            eventType: "ERROR",
            eventName: "SERVICE_TASK_PLACEMENT_FAILURE",
            clusterArn: "arn:aws:ecs:us-west-2:111122223333:cluster/default",
            capacityProviderArns: [
              "arn:aws:ecs:us-west-2:111122223333:capacity-provider/FARGATE_SPOT",
            ],
            reason: "RESOURCE:FARGATE",
            createdAt: "2026-11-20T14:02:10.087Z",
          },
        },
      },
      effects: [
        {
          id: "ddca6449-b258-46c0-8653-e0e3a6d0468b",
          at: "2026-11-20T14:02:10.087Z",
          kind: "service-event",
          state: "SERVICE_TASK_PLACEMENT_FAILURE",
          message: "RESOURCE:FARGATE",
          reading: {
            family: "service-action",
            says: "the scheduler could not place a task",
            caller: "none",
            condition: "no-capacity",
            tasks: [],
            reason: "RESOURCE:FARGATE",
          },
        },
      ],
    },
  ],
});
