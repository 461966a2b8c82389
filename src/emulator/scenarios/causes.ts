import { causeStories } from "../causes/index.ts";
import type { CauseStory } from "../cause-story.ts";
import { accounts, labels, regions } from "../demo-fleet/fleet.ts";
import { tellEcs } from "../ecs-world/tell-ecs.ts";
import type { Scenario } from "../scenario.ts";
import { tellStories, type Story, type StoryIncident } from "../teller.ts";
import { ADDRESS } from "../demo-fleet/fleet.ts";

export const title = "A gallery: every cause that a service can suffer from, within half an hour";

const WRITTEN_FOR = "2026-11-20T14:25:00Z";

/** The one that the guide tells about. */
const RESTART = "bad-deployment-rolled-back";

const incident: StoryIncident = {
  id: "api-rolled-back-by-itself",
  symptom: "api in shop restarted and is as before",
  question: () => "who shop/api --since 1h",
  mark: "deployed",
  truth: {
    intent: "deploy",
    actorKind: "pipeline",
    actorName: "acme/api",
    tool: "GitHub Action amazon-ecs-deploy-task-definition",
    origin: ADDRESS.ci,
    says: ["api in shop", "circuit breaker", "acme/api"],
  },
};

/**
 * Every story of causes/, each with services of its own, told as one half hour.
 *
 * @param now when it is told; everything moves with it.
 */
export function causes(now: Date = new Date(WRITTEN_FOR)): Scenario {
  const shiftMs = now.getTime() - Date.parse(WRITTEN_FOR);
  const services = causeStories.flatMap((story) => story.services);
  const told = tellStories("causes", services, causeStories.map(storyOf), shiftMs);
  const ecs = tellEcs({
    services,
    records: told.records,
    happenings: causeStories.flatMap((story) =>
      (story.happenings ?? []).map((happening) => ({
        ...happening,
        ...(happening.mark !== undefined && { mark: markOf(story.name, happening.mark) }),
      })),
    ),
    instances: causeStories.flatMap(({ instances = [] }) => instances),
    onSpot: causeStories.flatMap(({ onSpot = [] }) => onSpot),
    shiftMs,
  });
  return {
    name: "causes",
    title,
    now: now.toISOString(),
    accounts,
    regions,
    labels,
    ...told,
    ecs,
  };
}

/** Under what a story's happening stands in the world's `marked`; a call's key is the same, and its eventID made from it. */
export function markOf(story: string, mark: string): string {
  return `causes/${story}/${mark}`;
}

function storyOf({ name, tell }: CauseStory): Story {
  return {
    name,
    tell: tell ?? (() => {}),
    ...(name === RESTART && { incidents: [incident] }),
  };
}
