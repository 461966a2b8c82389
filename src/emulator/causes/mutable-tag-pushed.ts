import { placeOf, registerWith, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { PROD, prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane, mia } from "../demo-fleet/people.ts";
import { crashes, happens } from "../ecs-world/happenings.ts";
import type { ApiCall } from "../record-writer.ts";

const service = serviceOf("stock");

function push(repositoryName: string, imageTag: string): ApiCall {
  return change("ecr", "PutImage", { repositoryName, imageTag, registryId: PROD });
}

export const mutableTagPushed: CauseStory = {
  name: "mutable-tag-pushed",
  title: "Mia moves the tag that a service runs, and the next tasks crash",
  services: [service],
  tell: ({ at }) => {
    const morning = atTerminal(jane, prodEurope, "2026-11-20T08:00:00Z");
    at("2026-11-20T09:00:00Z", morning, registerWith("stock", "stock:live"));
    const request = { cluster: "prod", service: "stock", taskDefinition: "stock:8" };
    at("2026-11-20T09:00:03Z", morning, updateService(request));
    const terminal = atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z");
    at("2026-11-20T14:00:31Z", terminal, push("stock", "live"), "pushed");
    at("2026-11-20T14:00:40Z", terminal, push("stock", "nightly"), "another-tag");
    at("2026-11-20T14:00:45Z", terminal, push("stockings", "live"), "another-repository");
  },
  happenings: [happens("2026-11-20T14:04:05Z", crashes(placeOf(service), 1), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "crash" },
      grade: "proven",
      suspects: ["pushed"],
      says: ["no one called", "exited with code 1", "stock:live", mia.userName],
      neverSays: ["nightly", "stockings"],
    },
  ],
};
