import type { Deployment } from "../deployment.ts";
import type { Hcl, HclBlock } from "../hcl.ts";
import { busPolicy, forwardPolicy, queuePolicy, trustPolicy } from "../policies.ts";
import { head, json, LONGEST_RETENTION, ref, resource } from "./base.ts";
import { PERSISTENCE } from "./rules.ts";

/** The bus that members of the organisation hand their events to. */
export function centralBus({ name, organization }: Deployment): readonly HclBlock[] {
  if (organization === undefined) return [];
  return [
    resource("aws_cloudwatch_event_bus", "central", [["name", name]]),
    resource("aws_cloudwatch_event_bus_policy", "central", [
      ["event_bus_name", ref("aws_cloudwatch_event_bus.central.name")],
      ["policy", json(busPolicy(ref("aws_cloudwatch_event_bus.central.arn"), organization))],
    ]),
    {
      block: "output",
      labels: ["central_bus_arn"],
      body: [
        ["description", "What the members' configuration asks for."],
        ["value", ref("aws_cloudwatch_event_bus.central.arn")],
      ],
    },
  ];
}

/** For each account and region, that of the bus included: hands the events on, and keeps what could not be handed on. */
export function member({ name, forwarded }: Deployment): readonly HclBlock[] {
  const bus = ref("var.central_bus_arn");
  const entries = forwarded.map((pattern, index): readonly [string, Hcl] => [
    `feed-${String(index + 1)}`,
    json(pattern),
  ]);
  return [
    ...head(),
    BUS_VARIABLE,
    { block: "locals", body: [["feed_rules", Object.fromEntries(entries)]] },
    resource("aws_cloudwatch_event_rule", "feed", [
      ["for_each", ref("local.feed_rules")],
      ["name", ref(`"${name}-\${each.key}"`)],
      ["description", "Hands ECS's calls to the organisation's TaskTrail"],
      ["event_pattern", ref("each.value")],
    ]),
    resource("aws_cloudwatch_event_target", "feed", [
      ["for_each", ref("aws_cloudwatch_event_rule.feed")],
      ["rule", ref("each.value.name")],
      ["arn", bus],
      ["role_arn", ref("aws_iam_role.forward.arn")],
      ...PERSISTENCE,
    ]),
    resource("aws_iam_role", "forward", [
      ["name_prefix", `${name}-forward-`],
      ["assume_role_policy", json(trustPolicy("events.amazonaws.com"))],
    ]),
    resource("aws_iam_role_policy", "forward", [
      ["name", "least"],
      ["role", ref("aws_iam_role.forward.id")],
      ["policy", json(forwardPolicy(bus))],
    ]),
    ...undelivered(name),
  ];
}

const BUS_VARIABLE: HclBlock = {
  block: "variable",
  labels: ["central_bus_arn"],
  body: [
    ["description", "The output central_bus_arn of the central configuration."],
    ["type", ref("string")],
    {
      block: "validation",
      body: [
        [
          "condition",
          ref(
            'can(regex("^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/", var.central_bus_arn))',
          ),
        ],
        ["error_message", "It must be the ARN of an event bus."],
      ],
    },
  ],
};

function undelivered(name: string): readonly HclBlock[] {
  const rules = ref("values(aws_cloudwatch_event_rule.feed)[*].arn");
  return [
    resource("aws_sqs_queue", "dead_letters", [
      ["name", `${name}-dead-letters`],
      ["sqs_managed_sse_enabled", true],
      ["message_retention_seconds", LONGEST_RETENTION],
    ]),
    resource("aws_sqs_queue_policy", "dead_letters", [
      ["queue_url", ref("aws_sqs_queue.dead_letters.id")],
      ["policy", json(queuePolicy(ref("aws_sqs_queue.dead_letters.arn"), rules))],
    ]),
  ];
}
