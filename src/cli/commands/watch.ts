import { FILTER_PARAMETERS } from "../../ask/filters.ts";
import { defineCommand } from "../command.ts";
import { sourceParameters } from "../reading-parameters.ts";

const REACH: ReadonlySet<string> = new Set(["profile", "environment", "endpointUrl", "ledger"]);
const WHERE: ReadonlySet<string> = new Set(["account", "region"]);

export const watch = defineCommand({
  name: "watch",
  summary:
    "Watch what happens and send what deserves a look: who, what, before → after, from where, and how to undo it.",
  parameters: [
    {
      name: "source",
      summary:
        "Where events come from: sqs://queue, event-history:// (the default), s3://bucket, a file",
      type: "list",
      positional: true,
      optional: true,
      placeholder: "source",
    },
    {
      name: "sink",
      summary:
        "Where findings go, instead of the configuration's sinks: slack://env/NAME, sns://ARN … (default: this terminal)",
      type: "list",
      placeholder: "uri",
    },
    {
      name: "atLeast",
      summary: "Send what is at least this severe (default: medium)",
      type: "text",
      choices: ["info", "low", "medium", "high", "critical"],
    },
    {
      name: "group",
      summary: "Tell what follows on the same thing within this time in one message",
      type: "text",
      placeholder: "duration",
      default: "10m",
    },
    {
      name: "every",
      summary: "How often a source that must be asked is asked",
      type: "text",
      placeholder: "duration",
      default: "60s",
    },
    {
      name: "since",
      summary: "Where the first look begins (default: where the last watch stopped, else 20m ago)",
      type: "instant",
      placeholder: "time",
    },
    {
      name: "listen",
      summary:
        "Also receive from EventBridge API destinations and SNS: host:port; the API key stands in TASKTRAIL_RECEIVER_SECRET",
      type: "text",
      placeholder: "address",
    },
    {
      name: "topic",
      summary: "An SNS topic whose signed messages --listen believes",
      type: "list",
      placeholder: "arn",
    },
    {
      name: "once",
      summary: "End when nothing more is there and all is delivered",
      type: "flag",
    },
    {
      name: "retryRefused",
      summary: "Also send again what sinks refused for what it says",
      type: "flag",
    },
    {
      name: "label",
      summary: "Name a network of yours, so that other addresses stand out: 203.0.113.0/24=office",
      type: "list",
      placeholder: "cidr=name",
    },
    ...FILTER_PARAMETERS.filter(({ name }) => WHERE.has(name)),
    ...sourceParameters.filter(({ name }) => REACH.has(name)),
  ],
  examples: [
    {
      command: "watch sqs://ecs-events --sink slack://env/SLACK_WEBHOOK_URL",
      tells: "within seconds, from EventBridge through a queue",
    },
    {
      command: "watch",
      tells: "without any set-up, from Event History, in this terminal: minutes late",
    },
    {
      command: "watch --listen 127.0.0.1:8788 --topic arn:aws:sns:eu-west-1:111122223333:ecs",
      tells: "what SNS sends to an HTTPS subscription",
    },
  ],
  load: async () => (await import("../watch/run-watch.ts")).runWatch,
});
