import { defineAction } from "../../action.ts";
import { namedBy } from "../around.ts";
import { readSettings } from "../settings.ts";

export const batchDeleteImage = defineAction({
  eventSource: "ecr.amazonaws.com",
  eventName: "BatchDeleteImage",
  summary: "Deletes images from a repository.",
  nature: "mutating",
  resources: namedBy("image", "repositoryName"),
  settings: ({ request }) => readSettings(request, { omit: ["repositoryName"] }),
  intent: "delete",
  examples: [
    {
      title: "an image deleted",
      request: { repositoryName: "api", imageIds: [{ imageTag: "41" }] },
      resource: { kind: "image", name: "api" },
      intent: "delete",
    },
  ],
});
