import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { stopTask } from "../calls/tasks.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";
import type { ApiCall } from "../record-writer.ts";

const service = serviceOf("baskets");

/** StopTask as somebody calls it who gives no reason. */
function stopSilently(): ApiCall {
  const call = stopTask(placeOf(service), "");
  return {
    ...call,
    request: (scene) => {
      const { reason: _reason, ...request } = call.request(scene) ?? {};
      return request;
    },
  };
}

export const stoppedWithoutReason: CauseStory = {
  name: "stopped-without-reason",
  title: "Jane stops a task without a word",
  services: [service],
  tell: ({ at }) => {
    const terminal = atTerminal(jane, prodEurope, "2026-11-20T13:41:00Z");
    at("2026-11-20T14:04:20Z", terminal, stopSilently(), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "call", mark: "it", actor: jane.userName, intent: "stop-task" },
      grade: "proven",
      says: ["of baskets in prod", jane.userName],
      neverSays: ["no one called"],
    },
  ],
};
