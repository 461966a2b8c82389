import {
  detailsIn,
  draftEffect,
  instantIn,
  placeOf,
  relatedTo,
  serviceIn,
  taskDefinitionOf,
  thingIn,
} from "../effect-parts.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";

const DETAILS = [
  "taskDefinition",
  "launchType",
  "capacityProviderStrategy",
  "platformVersion",
  "containerImages",
  "guardDutyEnabled",
];

/**
 * One revision of a service: what a deployment brings about. Deleted with its service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRevision.html
 */
export const serviceRevision = defineEffectForm({
  id: "service-revision",
  summary: "A revision of a service, as DescribeServiceRevisions returns it.",
  recognises: (body) =>
    textIn(body, "serviceRevisionArn") !== undefined && textIn(body, "serviceArn") !== undefined,
  read: (raw) => {
    const { body } = raw;
    const resource = thingIn("service-revision", body, "serviceRevisionArn");
    const at = instantIn(body, "createdAt");
    if (resource.name === "" || at === undefined) return [];
    const { account, region } = placeOf(raw, resource.arn, textIn(body, "serviceArn"));
    const { cluster = "", service = "", name } = resource;
    return [
      draftEffect(raw, {
        id: ["service-revision", account, region, cluster, service, name].join("/"),
        at,
        account,
        region,
        kind: "service-revision",
        state: "CREATED",
        resource,
        related: relatedTo(resource, serviceIn(body), taskDefinitionOf(body.taskDefinition)),
        details: detailsIn(body, DETAILS),
      }),
    ];
  },
  examples: [
    {
      title: "a revision",
      raw: {
        form: "service-revision",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          serviceRevisionArn:
            "arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/checkout/2222222222222222222",
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          taskDefinition: "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:42",
          createdAt: 1_795_183_602,
        },
      },
      effects: [
        {
          id: "service-revision/111122223333/eu-west-1/prod/checkout/2222222222222222222",
          at: "2026-11-20T14:06:42Z",
          state: "CREATED",
          resource: {
            kind: "service-revision",
            name: "2222222222222222222",
            cluster: "prod",
            service: "checkout",
            arn: "arn:aws:ecs:eu-west-1:111122223333:service-revision/prod/checkout/2222222222222222222",
          },
        },
      ],
    },
  ],
});
