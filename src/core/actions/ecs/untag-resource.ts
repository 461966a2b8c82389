import { defineAction } from "../../action.ts";
import { listIn } from "../../json-fields.ts";
import { readNamedByArn } from "../../resource-names.ts";

export const untagResource = defineAction({
  eventSource: "ecs.amazonaws.com",
  eventName: "UntagResource",
  summary: "Removes tags from any ECS resource.",
  nature: "mutating",
  resources: ({ request }) => [readNamedByArn(request["resourceArn"])],
  settings: ({ request }) =>
    listIn(request, "tagKeys").flatMap((key) =>
      typeof key === "string" ? [{ name: `tags.${key}`, after: null }] : [],
    ),
  intent: "tag",
  examples: [
    {
      title: "a cluster",
      request: {
        resourceArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        tagKeys: ["team"],
      },
      resource: {
        kind: "cluster",
        name: "prod",
        arn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
      },
      intent: "tag",
      settings: { "tags.team": null },
    },
  ],
});
