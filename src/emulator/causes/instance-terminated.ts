import { serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { inConsole, ravi } from "../demo-fleet/people.ts";

const service = serviceOf("renderer", { cluster: "render", desiredCount: 2, launchType: "EC2" });
const INSTANCE = "i-0e4a300000000000a";

export const instanceTerminated: CauseStory = {
  name: "instance-terminated",
  title: "Ravi terminates the EC2 instance below a task",
  services: [service],
  instances: [INSTANCE, "i-0e4a300000000000b"].map((ec2InstanceId) => ({
    ...prodEurope,
    cluster: "render",
    ec2InstanceId,
    registeredAt: "2026-05-01T08:00:00Z",
  })),
  tell: ({ at }) => {
    const console = inConsole(ravi, prodEurope, "2026-11-20T13:40:00Z");
    const request = { instancesSet: { items: [{ instanceId: INSTANCE }] } };
    at("2026-11-20T14:06:30Z", console, change("ec2", "TerminateInstances", request), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: ravi.userName, intent: "terminate-instance" },
      grade: "proven",
      says: [INSTANCE, "terminated", ravi.userName],
      neverSays: ["no one called"],
    },
  ],
};
