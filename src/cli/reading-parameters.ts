import type { Parameter } from "../ask/question.ts";
import { formats } from "../ask/formats/index.ts";

/** Where to read and where to remember. */
export const sourceParameters: readonly Parameter[] = [
  {
    name: "source",
    summary:
      "Where to read: event-history:// (the default), s3://bucket/prefix of a trail, ecs-api://, a file, a folder, a glob, or - for standard input",
    type: "list",
    placeholder: "uri",
  },
  { name: "demo", summary: "Ask the embedded demo fleet instead of AWS", type: "flag" },
  {
    name: "profile",
    summary: "Profile of the AWS configuration to read with",
    type: "text",
    placeholder: "name",
  },
  {
    name: "environment",
    summary: "Only the accounts and clusters of this environment of tasktrail.yaml",
    type: "text",
    placeholder: "name",
  },
  {
    name: "endpointUrl",
    summary: "Endpoint to send AWS requests to, such as the emulator's",
    type: "text",
    placeholder: "url",
  },
  {
    name: "maxRequests",
    summary:
      "Make at most this many requests to AWS per account and region (for s3:// in all), and say what was left out",
    type: "integer",
    placeholder: "number",
  },
  {
    name: "rate",
    summary: "Requests a second per account and region; 1.9 unless told, at most 2",
    type: "text",
    placeholder: "number",
  },
  {
    name: "dryRun",
    summary:
      "Probe with one or two requests, then print the plan and what it would cost instead of reading",
    type: "flag",
  },
  {
    name: "ledger",
    summary: "The local store of what was read; :memory: keeps nothing",
    type: "text",
    placeholder: "path",
  },
];

/** Whether the ECS API is asked too. */
export const effectsParameter: Parameter = {
  name: "effects",
  summary:
    "Whether to ask the ECS API what it did to what is asked about (tasks, deployments, service events)",
  type: "text",
  choices: ["auto", "never"],
  default: "auto",
};

/** Where to read, where to remember and how to write: the flags that every question's command has besides its own. */
export const readingParameters: readonly Parameter[] = [
  ...sourceParameters,
  effectsParameter,
  {
    name: "hops",
    summary:
      "Spend at most this many requests on finding out who stood behind a role or service; 8 for who and explain, else 0",
    type: "integer",
    placeholder: "number",
  },
  {
    name: "label",
    summary: "Name a network of yours, so that other addresses stand out: 203.0.113.0/24=office",
    type: "list",
    placeholder: "cidr=name",
  },
  {
    name: "rules",
    summary: "Rules of your own beside the pack: a YAML or JSON file, or a folder of them",
    type: "list",
    placeholder: "path",
  },
  {
    name: "output",
    summary: "How to write the answer",
    type: "text",
    choices: formats.map(({ name }) => name),
    default: "text",
  },
  {
    name: "query",
    summary: "JMESPath over the JSON answer, as in the aws-cli",
    type: "text",
    placeholder: "expression",
  },
  {
    name: "color",
    summary: "Colours and links",
    type: "text",
    choices: ["auto", "always", "never"],
    default: "auto",
  },
  { name: "local", summary: "Times in this machine's time zone instead of UTC", type: "flag" },
  { name: "strict", summary: "Exit with 3 when something could not be seen", type: "flag" },
  {
    name: "failOn",
    summary: "Exit with 1 when a finding is at least this severe",
    type: "text",
    choices: ["info", "low", "medium", "high", "critical"],
  },
];
