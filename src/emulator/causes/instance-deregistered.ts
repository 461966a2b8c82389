import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, mia } from "../demo-fleet/people.ts";
import { containerInstanceArn } from "../ecs-world/bodies.ts";

const service = serviceOf("scraper", { cluster: "crawl", desiredCount: 2, launchType: "EC2" });
const arn = containerInstanceArn(prodEurope, "crawl", "i-0c4a200000000000a");

export const instanceDeregistered: CauseStory = {
  name: "instance-deregistered",
  title: "Mia deregisters a container instance by force",
  services: [service],
  instances: ["i-0c4a200000000000a", "i-0c4a200000000000b"].map((ec2InstanceId) => ({
    ...prodEurope,
    cluster: "crawl",
    ec2InstanceId,
    registeredAt: "2026-05-01T08:00:00Z",
  })),
  tell: ({ at }) => {
    const terminal = atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z");
    const request = { cluster: "crawl", containerInstance: arn, force: true };
    at(
      "2026-11-20T14:05:12Z",
      terminal,
      change("ecs", "DeregisterContainerInstance", request),
      "it",
    );
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: mia.userName, intent: "deregister" },
      grade: "proven",
      says: ["scraper", "deregistered", mia.userName],
      neverSays: ["no one called"],
    },
  ],
};
