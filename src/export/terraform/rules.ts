import type { Deployment } from "../deployment.ts";
import type { Hcl, HclBlock, HclBody } from "../hcl.ts";
import { json, ref, resource } from "./base.ts";

const HELD: readonly string[] = [
  "Rules that EventBridge holds by itself. The whole event goes to the topic, never through an input transformer:",
  "that would drop the name of an IAM user, who has no session issuer, and leave a hole where desiredCount is absent.",
];

/** The rules that EventBridge holds by itself, and the topic as their target. */
export function nativeRules({ name, natives, organization }: Deployment): readonly HclBlock[] {
  if (natives.length === 0) return [];
  const entries = natives.map(({ id, description, pattern }): readonly [string, Hcl] => [
    id,
    { description, pattern: json(pattern) },
  ]);
  return [
    { block: "locals", body: [["native_rules", Object.fromEntries(entries)]], comment: HELD },
    ...rulesOf("native", name, organization !== undefined, ref("aws_sns_topic.findings.arn")),
  ];
}

/** What the Lambda sees, and its queue as the target. */
export function feedRules({ name, feed, organization }: Deployment): readonly HclBlock[] {
  if (feed.length === 0) return [];
  const entries = feed.map((pattern, index): readonly [string, Hcl] => [
    `feed-${String(index + 1)}`,
    { description: "What TaskTrail's rules look at", pattern: json(pattern) },
  ]);
  return [
    { block: "locals", body: [["feed_rules", Object.fromEntries(entries)]] },
    ...rulesOf("feed", name, organization !== undefined, ref("aws_sqs_queue.events.arn")),
  ];
}

/** EventBridge tries for a day, and then puts the event where it can be found. */
export const PERSISTENCE: HclBody = [
  {
    block: "retry_policy",
    body: [
      ["maximum_event_age_in_seconds", 86_400],
      ["maximum_retry_attempts", 185],
    ],
  },
  { block: "dead_letter_config", body: [["arn", ref("aws_sqs_queue.dead_letters.arn")]] },
];

function rulesOf(label: string, name: string, hasBus: boolean, target: Hcl): readonly HclBlock[] {
  const bus: HclBody = hasBus
    ? [["event_bus_name", ref("aws_cloudwatch_event_bus.central.name")]]
    : [];
  return [
    resource("aws_cloudwatch_event_rule", label, [
      ["for_each", ref(`local.${label}_rules`)],
      ["name", ref(`"${name}-\${each.key}"`)],
      ["description", ref("each.value.description")],
      ["event_pattern", ref("each.value.pattern")],
      ...bus,
    ]),
    resource("aws_cloudwatch_event_target", label, [
      ["for_each", ref(`aws_cloudwatch_event_rule.${label}`)],
      ["rule", ref("each.value.name")],
      ["arn", target],
      ...bus,
      ...PERSISTENCE,
    ]),
  ];
}
