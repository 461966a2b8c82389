import {
  detailsIn,
  draftEffect,
  instantIn,
  namedThing,
  placeOf,
  relatedTo,
  serviceIn,
  taskDefinitionOf,
  thingIn,
} from "../effect-parts.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";

const DETAILS = [
  "status",
  "startedBy",
  "externalId",
  "taskDefinition",
  "computedDesiredCount",
  "pendingCount",
  "runningCount",
  "scale",
  "stabilityStatus",
  "stabilityStatusAt",
];

/**
 * One task set: what CodeDeploy and other controllers deploy with. `startedBy` is `CODE_DEPLOY` where CodeDeploy made it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html
 */
export const taskSet = defineEffectForm({
  id: "task-set",
  summary: "A task set, as DescribeTaskSets and DescribeServices return it.",
  recognises: (body) =>
    textIn(body, "taskSetArn") !== undefined && textIn(body, "status") !== undefined,
  read: (raw) => {
    const { body } = raw;
    const resource = thingIn("task-set", body, "taskSetArn", "id");
    if (resource.name === "") return [];
    const place = placeOf(raw, resource.arn, textIn(body, "serviceArn"));
    const startedBy = textIn(body, "startedBy");
    const steps = [
      { state: "ACTIVE", at: instantIn(body, "createdAt") },
      {
        state: "DRAINING",
        at: textIn(body, "status") === "DRAINING" ? instantIn(body, "updatedAt") : undefined,
      },
    ];
    return steps.flatMap(({ state, at }) =>
      at === undefined
        ? []
        : [
            draftEffect(raw, {
              id: ["task-set", place.account, place.region, resource.name, state].join("/"),
              at,
              ...place,
              kind: "task-set",
              state,
              resource,
              related: relatedTo(
                resource,
                serviceIn(body),
                taskDefinitionOf(body.taskDefinition),
                namedThing(textIn(body, "externalId")),
              ),
              ...(startedBy !== undefined && { startedBy }),
              details: detailsIn(body, DETAILS),
            }),
          ],
    );
  },
  examples: [
    {
      title: "of CodeDeploy",
      raw: {
        form: "task-set",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          id: "ecs-svc/4444444444444444444",
          taskSetArn:
            "arn:aws:ecs:eu-west-1:111122223333:task-set/prod/checkout/ecs-svc/4444444444444444444",
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          startedBy: "CODE_DEPLOY",
          externalId: "d-RPCR1U3TW",
          status: "PRIMARY",
          taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
          createdAt: 1_795_183_602,
          updatedAt: 1_795_183_700,
        },
      },
      effects: [
        {
          id: "task-set/111122223333/eu-west-1/ecs-svc/4444444444444444444/ACTIVE",
          at: "2026-11-20T14:06:42Z",
          state: "ACTIVE",
          startedBy: "CODE_DEPLOY",
        },
      ],
    },
  ],
});
