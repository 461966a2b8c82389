import { registerWith, serviceOf, workflowRun } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { updateService } from "../calls/services.ts";

const service = serviceOf("gateway");

export const deployed: CauseStory = {
  name: "deployed",
  title: "A workflow deploys a new revision, which replaces all tasks",
  services: [service],
  tell: ({ at }) => {
    const run = workflowRun(at, "acme/gateway", "2026-11-20T14:04:40Z");
    at("2026-11-20T14:05:01Z", run, registerWith("gateway", "gateway:2026.47.2"));
    const request = { cluster: "prod", service: "gateway", taskDefinition: "gateway:8" };
    at("2026-11-20T14:05:03Z", run, updateService(request), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: "acme/gateway", intent: "deploy" },
      grade: "proven",
      says: ["gateway:7 → gateway:8", "acme/gateway", "19544120931"],
      neverSays: ["no one called"],
    },
    {
      of: "it",
      effect: { says: "has started 3 tasks" },
      cause: { kind: "call", mark: "it", actor: "acme/gateway", intent: "deploy" },
      grade: "proven",
      says: ["acme/gateway"],
    },
    {
      of: "it",
      effect: { says: "has stopped 3 running tasks" },
      cause: { kind: "call", mark: "it", actor: "acme/gateway", intent: "deploy" },
      grade: "proven",
    },
  ],
};
