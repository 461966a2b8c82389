import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { inConsole, ravi } from "../demo-fleet/people.ts";
import { happens, spotInterruption } from "../ecs-world/happenings.ts";
import type { ApiCall } from "../record-writer.ts";
import { digitsOf, hexOf } from "../stable-ids.ts";

const service = serviceOf("trends");

/** The first task of the service's first deployment, as the stage names it, wherever the story is moved to. */
function lateStop(): ApiCall {
  return {
    ...change("ecs", "StopTask", {}),
    request: ({ clock }) => ({
      cluster: "prod",
      task: hexOf(`${deploymentOf(clock(service.createdAt))}/0`, 32),
      reason: "too slow",
    }),
  };
}

function deploymentOf(createdAt: string): string {
  const { account, region, cluster, name } = service;
  return `ecs-svc/${digitsOf(`${account}/${region}/${cluster}/${name}/${createdAt}`)}`;
}

export const stoppedAfterSpot: CauseStory = {
  name: "stopped-after-spot",
  title: "Ravi stops a task that a Spot interruption had already taken",
  services: [service],
  onSpot: ["trends"],
  tell: ({ at }) => {
    const console = inConsole(ravi, prodEurope, "2026-11-20T13:40:00Z");
    at("2026-11-20T14:06:20Z", console, lateStop(), "late");
  },
  happenings: [happens("2026-11-20T14:06:02Z", spotInterruption(placeOf(service)), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "spot-interruption" },
      grade: "proven",
      says: ["no one called", "Spot"],
      neverSays: [ravi.userName],
    },
  ],
};
