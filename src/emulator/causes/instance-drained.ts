import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";
import { containerInstanceArn } from "../ecs-world/bodies.ts";

const service = serviceOf("encoder", { cluster: "media", desiredCount: 2, launchType: "EC2" });
const arn = containerInstanceArn(prodEurope, "media", "i-0d4a100000000000a");

export const instanceDrained: CauseStory = {
  name: "instance-drained",
  title: "Jane sets a container instance to DRAINING",
  services: [service],
  instances: ["i-0d4a100000000000a", "i-0d4a100000000000b"].map((ec2InstanceId) => ({
    ...prodEurope,
    cluster: "media",
    ec2InstanceId,
    registeredAt: "2026-05-01T08:00:00Z",
  })),
  tell: ({ at }) => {
    const terminal = atTerminal(jane, prodEurope, "2026-11-20T13:41:00Z");
    const request = { cluster: "media", containerInstances: [arn], status: "DRAINING" };
    at(
      "2026-11-20T14:04:00Z",
      terminal,
      change("ecs", "UpdateContainerInstancesState", request),
      "it",
    );
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: jane.userName, intent: "drain" },
      grade: "proven",
      says: ["encoder", "drained", jane.userName],
      neverSays: ["no one called"],
    },
  ],
};
