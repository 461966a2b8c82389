import { REGION_PATTERN } from "./partitions.ts";

/** The part of JSON Schema that `read-by-schema.ts` understands. */
export interface ConfigSchema {
  /** What stands there, as a noun: errors end in it. */
  readonly description: string;
  readonly type?: "object" | "array" | "string";
  readonly properties?: Readonly<Record<string, ConfigSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: ConfigSchema | false;
  readonly items?: ConfigSchema;
  readonly pattern?: string;
  readonly const?: string;
  readonly anyOf?: readonly ConfigSchema[];
  readonly examples?: readonly string[];
  /** Not to be repeated in errors. */
  readonly writeOnly?: true;
}

function text(description: string, example: string, pattern = String.raw`\S`): ConfigSchema {
  return { description, type: "string", pattern, examples: [example] };
}

function list(description: string, items: ConfigSchema): ConfigSchema {
  return { description, type: "array", items };
}

function map(description: string, additionalProperties: ConfigSchema): ConfigSchema {
  return { description, type: "object", additionalProperties };
}

function object(
  description: string,
  properties: Readonly<Record<string, ConfigSchema>>,
  required: readonly string[] = [],
): ConfigSchema {
  return { description, type: "object", properties, required, additionalProperties: false };
}

/** Twelve digits. */
export const ACCOUNT_PATTERN = "^[0-9]{12}$";

/** As IAM has it; the path is part of the name here. */
const ROLE_ARN = String.raw`^arn:aws(?:-cn|-us-gov)?:iam::[0-9]{12}:role/[\w+=,.@/-]{1,512}$`;

const accountID = text("an account's 12 digits", "210987654321", ACCOUNT_PATTERN);
const profile = text("a profile of ~/.aws/config", "acme-prod");
const via = text("the account (by its name here) or the profile that assumes the role", "hub");
const environmentName = text("an environment's name", "prod", String.raw`^\S+$`);

// The values that STS takes.
const externalId: ConfigSchema = {
  ...text(
    "the external id that the role's trust policy asks for",
    "tasktrail-4711",
    String.raw`^[\w+=,.@:/-]{2,1224}$`,
  ),
  writeOnly: true,
};

const regions: ConfigSchema = {
  description: "a list of regions, or enabled for every region that is enabled in the account",
  anyOf: [
    { description: "every region that is enabled in the account", const: "enabled" },
    list("regions to look at", text("a region", "eu-west-1", REGION_PATTERN)),
  ],
};

const account = object("an account and how to get into it: profile or role", {
  name: text("what people call the account", "acme-prod"),
  id: accountID,
  profile,
  role: text("the ARN of a role", "arn:aws:iam::210987654321:role/TaskTrail", ROLE_ARN),
  externalId,
  via,
  regions,
  environment: environmentName,
});

const members = object("accounts of the organisation; any of the three is enough", {
  ids: list("accounts by id", accountID),
  ous: list(
    "accounts anywhere below organisational units",
    text(
      "a unit's id",
      "ou-ab12-34cd56ef",
      "^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$",
    ),
  ),
  tags: map("accounts by a tag and its value", text("the value that the tag must have", "prod")),
});

const organization = object(
  "the accounts of the organisation, by Organizations' ListAccounts",
  {
    profile,
    via: text("the account (by its name here) or the profile that lists the accounts", "hub"),
    role: text(
      "the name of the role to assume in each account",
      "OrganizationAccountAccessRole",
      String.raw`^[\w+=,.@/-]{1,512}$`,
    ),
    externalId,
    include: members,
    exclude: members,
    regions,
    environment: environmentName,
  },
  ["role"],
);

const environment = object(
  "what belongs to an environment",
  {
    accounts: list("accounts by name or id", text("an account's name or id", "acme-prod")),
    clusters: list("clusters; absent: all", text("a cluster's name", "prod")),
  },
  ["accounts"],
);

const ruleID = text("a rule's or detector's id", "scale-to-zero", "^[a-z][a-z0-9-]*$");
const TIME = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$";
const names = "names, where * stands for any text";

const suppression = object(
  "findings that somebody looked at and that are not to be told again",
  {
    rule: ruleID,
    actor: text(names, "nightly-*"),
    account: text("an account's 12 digits", "210987654321", ACCOUNT_PATTERN),
    cluster: text(names, "staging-*"),
    service: text(names, "batch"),
    owner: text("who answers for it", "jane@example.com"),
    reason: text("why it is harmless", "staging sleeps at night"),
    expires: text(
      "the last day on which it holds",
      "2027-01-31",
      "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
    ),
  },
  ["rule", "owner", "reason", "expires"],
);

const changeWindow = object(
  "when changes are meant to be made, in UTC",
  {
    environments: list("environments that it is for", environmentName),
    days: list("days of the week", text("a day", "mon", "^(?:mon|tue|wed|thu|fri|sat|sun)$")),
    from: text("a time of day in UTC", "08:00", TIME),
    to: text("a time of day in UTC", "18:00", TIME),
  },
  ["environments", "from", "to"],
);

const rules = object("what deserves a look", {
  folder: text("the folder of your own rules, from this file's own", "./rules"),
  off: list("rules and detectors that are switched off", ruleID),
  severities: map(
    "other severities, by rule or detector",
    text("a severity", "high", "^(?:info|low|medium|high|critical)$"),
  ),
  parameters: map(
    "parameters of detectors, by detector",
    map("parameters by name", text("a number", "20", String.raw`^[0-9]{1,6}(?:\.[0-9]{1,3})?$`)),
  ),
  suppressions: list("findings that are not to be told again", suppression),
  changeWindows: list("when changes are meant to be made", changeWindow),
});

const sink = object(
  "where findings are sent",
  {
    uri: {
      ...text(
        "a sink's address",
        "slack://env/SLACK_WEBHOOK_URL",
        String.raw`^[a-z][a-z0-9+-]*://`,
      ),
      writeOnly: true,
    },
    atLeast: text(
      "the least severity that it hears of",
      "high",
      "^(?:info|low|medium|high|critical)$",
    ),
  },
  ["uri"],
);

/** `tasktrail.yaml`, published as docs/reference/config.schema.json and read by it. */
export const configSchema: ConfigSchema & { readonly $schema: string; readonly $id: string } = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:tasktrail:config:1",
  ...object("the configuration of TaskTrail", {
    $schema: text("where this schema is, for editors", "./config.schema.json"),
    regions,
    accounts: list("accounts to look at", account),
    organization,
    environments: map("environments by name", environment),
    labels: list("networks of yours", text("a network and its name", "203.0.113.0/24=office", "=")),
    rules,
    sinks: list("where tasktrail watch sends findings", sink),
    names: map("names to show instead of others", text("the name to show", "Jane Doe")),
  }),
};
