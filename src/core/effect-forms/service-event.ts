import { readMessage } from "../effect-message.ts";
import {
  draftEffect,
  instantIn,
  namedThing,
  placeOf,
  relatedTo,
  serviceIn,
  verbatim,
} from "../effect-parts.ts";
import { cutText } from "../effect-text.ts";
import { defineEffectForm } from "../effect.ts";
import { textIn } from "../json-fields.ts";

/**
 * One event of a service, with the service beside it. ECS keeps the last hundred.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceEvent.html
 */
export const serviceEvent = defineEffectForm({
  id: "service-event",
  summary: "An event of a service, as DescribeServices returns it.",
  recognises: (body) => {
    const message = textIn(body, "message");
    if (message === undefined || instantIn(body, "createdAt") === undefined) return false;
    if (textIn(body, "id") === undefined) return false;
    return cutText(message).subject.service !== undefined;
  },
  read: (raw) => {
    const { body } = raw;
    const at = instantIn(body, "createdAt");
    const message = verbatim(body.message);
    if (at === undefined || message === "") return [];
    const { subject } = cutText(message);
    const service = serviceIn(body) ?? {
      kind: "service" as const,
      name: subject.service ?? "",
      ...(subject.service !== undefined && { service: subject.service }),
    };
    const reading = readMessage(message, "service-event");
    const { cluster } = service;
    const place = placeOf(raw, service.arn, textIn(body, "clusterArn"));
    const id =
      textIn(body, "id") ??
      ["service-event", place.account, place.region, cluster, service.name, at, message].join("/");
    const tasks = (reading?.tasks ?? []).map((name) => ({
      kind: "task" as const,
      name,
      ...(cluster !== undefined && { cluster }),
      ...(service.name !== "" && { service: service.name }),
    }));
    return [
      draftEffect(raw, {
        id,
        at,
        ...place,
        kind: "service-event",
        state: "",
        resource: service,
        related: relatedTo(
          service,
          ...tasks,
          namedThing(reading?.deployment),
          namedThing(reading?.taskSet),
          namedThing(reading?.instance),
        ),
        message,
        ...(reading !== undefined && { reading }),
        ...(reading?.deployment !== undefined && { deployment: reading.deployment }),
      }),
    ];
  },
  examples: [
    {
      title: "tasks that were stopped",
      raw: {
        form: "service-event",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          id: "4247e268-1ad6-4185-99f6-b28eee41fafa",
          createdAt: 1_795_183_602.457,
          message:
            "(service checkout) has stopped 1 running tasks: (task 3e7a1395d08a42a89371db1f2755625e).",
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          serviceName: "checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        },
      },
      effects: [
        {
          id: "4247e268-1ad6-4185-99f6-b28eee41fafa",
          at: "2026-11-20T14:06:42.457Z",
          account: "111122223333",
          region: "eu-west-1",
          kind: "service-event",
          state: "",
          resource: {
            kind: "service",
            name: "checkout",
            cluster: "prod",
            service: "checkout",
            arn: "arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout",
          },
          related: [
            {
              kind: "task",
              name: "3e7a1395d08a42a89371db1f2755625e",
              cluster: "prod",
              service: "checkout",
            },
          ],
        },
      ],
    },
    {
      title: "words that nobody knows",
      raw: {
        form: "service-event",
        account: "111122223333",
        region: "eu-west-1",
        body: {
          id: "4247e268-1ad6-4185-99f6-b28eee41fafb",
          createdAt: "2026-11-20T15:06:42.457000+01:00",
          message: "(service checkout) did something new.",
          serviceArn: "arn:aws:ecs:eu-west-1:111122223333:service/checkout",
          clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        },
      },
      effects: [
        {
          id: "4247e268-1ad6-4185-99f6-b28eee41fafb",
          at: "2026-11-20T14:06:42.457Z",
          message: "(service checkout) did something new.",
          resource: {
            kind: "service",
            name: "checkout",
            cluster: "prod",
            service: "checkout",
            arn: "arn:aws:ecs:eu-west-1:111122223333:service/checkout",
          },
          related: [],
        },
      ],
    },
  ],
});
