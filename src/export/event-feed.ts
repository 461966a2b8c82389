import { compilePattern, type EventPattern } from "../core/pattern.ts";
import type { Rule } from "../core/rule.ts";

const CALL = "AWS API Call via CloudTrail";
const ECS = "ecs.amazonaws.com";
/** What instances and the agent say of their own state, many times a minute. */
const OF_AGENTS = [
  "SubmitTaskStateChange",
  "SubmitContainerStateChange",
  "SubmitAttachmentStateChanges",
];

/**
 * What must reach the rules, as patterns: every call to ECS but the agents' own, refused ones too, and of other services
 * the calls that rules name. The session of an instance's role is called by the instance's id.
 */
export function eventFeed(rules: readonly Rule[]): readonly EventPattern[] {
  const ofEcs: EventPattern = {
    source: ["aws.ecs"],
    "detail-type": [CALL],
    detail: {
      eventSource: [ECS],
      $or: [
        { eventName: [{ "anything-but": ["DiscoverPollEndpoint", ...OF_AGENTS] }] },
        {
          eventName: OF_AGENTS,
          userIdentity: { arn: [{ "anything-but": { wildcard: "*:assumed-role/*/i-*" } }] },
        },
      ],
    },
  };
  return [ofEcs, ...othersOf(rules)];
}

/** One pattern for each other service, with the operations that rules ask for there. */
function othersOf(rules: readonly Rule[]): readonly EventPattern[] {
  const asked = rules.flatMap(({ pattern }) => {
    const compiled = compilePattern(pattern);
    const names = compiled.valuesOf("detail.eventName");
    return [...(compiled.valuesOf("detail.eventSource") ?? [])].map((source) => ({
      source,
      names,
    }));
  });
  const sources = [...new Set(asked.map(({ source }) => source))];
  return sources
    .filter((source) => source !== ECS && source.endsWith(SUFFIX))
    .map((source) => {
      const names = asked.filter((one) => one.source === source).map((one) => one.names);
      const isAny = names.includes(undefined);
      const eventName = [...new Set(names.flatMap((some) => [...(some ?? [])]))].toSorted();
      return {
        source: [`aws.${source.slice(0, -SUFFIX.length)}`],
        "detail-type": [CALL],
        detail: { eventSource: [source], ...(!isAny && { eventName }) },
      };
    });
}

const SUFFIX = ".amazonaws.com";
