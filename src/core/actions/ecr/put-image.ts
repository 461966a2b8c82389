import { defineAction } from "../../action.ts";
import { imageOf } from "../around.ts";
import { readSettings } from "../settings.ts";

export const putImage = defineAction({
  eventSource: "ecr.amazonaws.com",
  eventName: "PutImage",
  summary: "Pushes an image, or moves a tag to it.",
  nature: "mutating",
  resources: imageOf,
  settings: ({ request }) =>
    readSettings(request, { omit: ["repositoryName", "imageTag", "registryId", "imageManifest"] }),
  intent: "image-push",
  examples: [
    {
      title: "a mutable tag moved",
      request: { repositoryName: "api", imageTag: "latest", registryId: "111122223333" },
      resource: { kind: "image", name: "api:latest" },
      intent: "image-push",
    },
  ],
});
