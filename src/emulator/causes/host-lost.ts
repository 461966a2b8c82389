import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { happens, hostEnds } from "../ecs-world/happenings.ts";

const service = serviceOf("thumbnails", { cluster: "images", desiredCount: 2, launchType: "EC2" });
const INSTANCE = "i-0f4a400000000000a";

export const hostLost: CauseStory = {
  name: "host-lost",
  title: "The hardware below a container instance fails",
  services: [service],
  instances: [INSTANCE, "i-0f4a400000000000b"].map((ec2InstanceId) => ({
    ...prodEurope,
    cluster: "images",
    ec2InstanceId,
    registeredAt: "2026-05-01T08:00:00Z",
  })),
  happenings: [happens("2026-11-20T14:07:40Z", hostEnds(INSTANCE), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "infrastructure-health" },
      grade: "inferred",
      says: [INSTANCE, "TerminateInstances"],
      neverSays: ["because of: ", "no one called an API"],
    },
  ],
};
