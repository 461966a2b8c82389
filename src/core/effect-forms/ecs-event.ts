import { eventOf, isEcsEvent } from "../effect-event.ts";
import {
  detailsIn,
  draftEffect,
  instantIn,
  relatedTo,
  thingIn,
  verbatim,
} from "../effect-parts.ts";
import { defineEffectForm, type EffectKind } from "../effect.ts";
import { textIn } from "../json-fields.ts";
import { readNamedByArn } from "../resource-names.ts";

/** What an event is about, most exact first, by the field that holds its ARN. */
const SUBJECTS = [
  ["task", "taskArn"],
  ["service-deployment", "serviceDeploymentArn"],
  ["container-instance", "containerInstanceArn"],
  ["service", "serviceArn"],
] as const;
const KINDS: ReadonlyMap<string, EffectKind> = new Map<string, EffectKind>([
  ["service-deployment", "service-deployment"],
  ["container-instance", "container-instance"],
]);

/**
 * Any other event of ECS itself (hooks of a deployment, the health of a container instance, daemons, and what ECS adds
 * later): kept as it is, with its resource, state and words.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html
 */
export const ecsEvent = defineEffectForm({
  id: "ecs-event",
  summary: "Any other event that ECS itself sends to EventBridge.",
  recognises: (body) => isEcsEvent(body, "ECS "),
  read: (raw) => {
    const { id, at, detail, resource: arn, type } = eventOf(raw.body);
    const when = instantIn(detail, "updatedAt", "createdAt") ?? at;
    if (when === undefined) return [];
    const [kind, field] = SUBJECTS.find(([, name]) => textIn(detail, name) !== undefined) ?? [];
    const named = readNamedByArn(arn);
    const resource =
      kind === undefined || field === undefined ? named : thingIn(kind, detail, field);
    return [
      draftEffect(raw, {
        id,
        at: when,
        kind: KINDS.get(resource.kind) ?? "service-event",
        state: textIn(detail, "eventName") ?? textIn(detail, "overallStatus") ?? "",
        resource,
        related: relatedTo(resource, named, thingIn("service", detail, "serviceArn")),
        message: verbatim(detail.reason) || verbatim(detail.statusReason),
        details: { ...detailsIn(detail, Object.keys(detail)), "detail-type": type },
      }),
    ];
  },
  examples: [
    {
      title: "a deployment that waits for somebody",
      raw: {
        form: "ecs-event",
        account: "111122223333",
        region: "us-west-2",
        body: {
          id: "ddca6449-b258-46c0-8653-e0e3a6d0468c",
          "detail-type": "ECS Hook State Change",
          source: "aws.ecs",
          account: "111122223333",
          time: "2026-11-20T14:02:11Z",
          region: "us-west-2",
          resources: ["arn:aws:ecs:us-west-2:111122223333:service/prod/checkout"],
          detail: {
            eventName: "HOOK_AWAITING_ACTION",
            hookType: "PAUSE",
            lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
            serviceDeploymentArn:
              "arn:aws:ecs:us-west-2:111122223333:service-deployment/prod/checkout/J4ZwX3-bQ2aM6ERMvsxuL",
          },
        },
      },
      effects: [
        {
          id: "ddca6449-b258-46c0-8653-e0e3a6d0468c",
          at: "2026-11-20T14:02:11Z",
          kind: "service-deployment",
          state: "HOOK_AWAITING_ACTION",
          resource: {
            kind: "service-deployment",
            name: "J4ZwX3-bQ2aM6ERMvsxuL",
            cluster: "prod",
            service: "checkout",
            arn: "arn:aws:ecs:us-west-2:111122223333:service-deployment/prod/checkout/J4ZwX3-bQ2aM6ERMvsxuL",
          },
        },
      ],
    },
  ],
});
