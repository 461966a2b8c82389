import { BlockList, isIP } from "node:net";
import type { Change, Intent, Resource } from "../core/change.ts";
import { nearest } from "../core/nearest.ts";
import { fitsName } from "./name-pattern.ts";
import { badArgument, readList } from "./parameters.ts";
import type { Arguments, Parameter } from "./question.ts";

/** What the filters leave. Every part narrows; values of one part are alternatives. */
export interface Filters {
  /** Exact; for the ledger. Empty: all. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly fits: (change: Change) => boolean;
  /** The filters as typed, for sentences about what was looked for: `--actor jane --tool terraform`. */
  readonly typed: string;
}

const RULE = "capitals do not matter; any part of the name fits, with * or ? the whole name must";

/** One definition for every question. */
export const FILTER_PARAMETERS: readonly Parameter[] = [
  list(
    "actor",
    `Only by these people, pipelines or services (name, session or ARN; ${RULE})`,
    "name",
  ),
  list("role", `Only through these roles (${RULE})`, "name"),
  list("user", `Only by these IAM or Identity Center users (${RULE})`, "name"),
  list(
    "session",
    "Only of this role session or IAM user, by its exact name: Event History is then asked for it alone",
    "name",
  ),
  list(
    "accessKey",
    "Only signed with this access key, exactly: Event History is then asked for it alone",
    "id",
  ),
  list(
    "action",
    "Only these API operations: UpdateService, StopTask (capitals do not matter)",
    "eventName",
  ),
  list(
    "intent",
    "Only what amounts to this: scale, stop-service, deploy, restart, rollback, delete …",
    "intent",
  ),
  list("cluster", `Only in these clusters (${RULE})`, "name"),
  list("service", `Only these services (${RULE})`, "name"),
  list("tool", `Only with these tools or AI agents (${RULE})`, "name"),
  list("ip", "Only from these addresses, networks (10.0.0.0/8) or labels of your own", "address"),
  list("account", "Only in these accounts: 12 digits", "id"),
  list("region", "Only in these regions: eu-west-1", "region"),
];

function list(name: string, summary: string, placeholder: string): Parameter {
  return { name, summary, type: "list", optional: true, placeholder };
}

const INTENTS: Readonly<Record<Intent, true>> = {
  scale: true,
  "stop-service": true,
  deploy: true,
  restart: true,
  rollback: true,
  configure: true,
  "stop-task": true,
  "run-task": true,
  exec: true,
  create: true,
  delete: true,
  register: true,
  deregister: true,
  drain: true,
  protect: true,
  tag: true,
  "abort-deploy": true,
  "terminate-instance": true,
  "image-push": true,
  "configure-scaling": true,
  read: true,
  agent: true,
  unknown: true,
};

/**
 * The one attribute of LookupEvents that what was typed comes down to, where it does: an access key or a session's exact
 * name. Either finds the calls of every service, but of this one caller only.
 */
export function selectorOf(args: Arguments): string | undefined {
  const [key, ...otherKeys] = readList(args, "accessKey");
  if (key !== undefined && otherKeys.length === 0) return `AccessKeyId=${key}`;
  const [session, ...otherSessions] = readList(args, "session");
  return session !== undefined && otherSessions.length === 0 ? `Username=${session}` : undefined;
}

/** @throws OperatorError `bad-argument` that names the parameter. */
export function readFilters(args: Arguments): Filters {
  const accounts = readList(args, "account");
  for (const account of accounts) {
    if (!/^\d{12}$/.test(account)) {
      throw badArgument(
        "account",
        `${JSON.stringify(account)} is not an account id`,
        "An account id has 12 digits.",
      );
    }
  }
  const regions = readList(args, "region").map((region) => region.toLowerCase());
  const tests = [
    ...CHECKS.flatMap(([name, check]) => anyOf(readList(args, name), check)),
    ...anyOf(
      readList(args, "action"),
      (change, value) => change.eventName.toLowerCase() === value.toLowerCase(),
    ),
    ...anyOf(readIntents(args), (change, value) => change.intent === value),
    ...fromAddresses(readList(args, "ip")),
  ];
  return {
    accounts,
    regions,
    fits: (change) => tests.every((test) => test(change)),
    typed: typedFilters(args),
  };
}

type Test = (change: Change) => boolean;

const CHECKS: readonly (readonly [string, (change: Change, value: string) => boolean])[] = [
  ["actor", (change, value) => fitsAny(value, actorNames(change))],
  ["role", (change, value) => fitsAny(value, roleNames(change))],
  ["user", (change, value) => fitsAny(value, userNames(change))],
  ["session", ({ actor }, value) => (actor.session ?? actor.name) === value],
  ["accessKey", ({ actor }, value) => actor.accessKeyId === value],
  ["cluster", (change, value) => fitsAny(value, clusterNames(change))],
  [
    "service",
    (change, value) =>
      fitsAny(
        value,
        resourcesOf(change).map(({ service }) => service),
      ),
  ],
  [
    "tool",
    (change, value) => fitsAny(value, [change.tool.name, change.tool.kind, change.tool.aiAgent]),
  ],
];

function anyOf<Value extends string>(
  values: readonly Value[],
  check: (change: Change, value: Value) => boolean,
): readonly Test[] {
  return values.length === 0 ? [] : [(change) => values.some((value) => check(change, value))];
}

function fitsAny(pattern: string, names: readonly (string | undefined)[]): boolean {
  return names.some((name) => name !== undefined && name !== "" && fitsName(pattern, name));
}

function resourcesOf({ resource, related }: Change): readonly Resource[] {
  return [resource, ...related];
}

function clusterNames(change: Change): readonly (string | undefined)[] {
  return resourcesOf(change).map(({ kind, name, cluster }) =>
    kind === "cluster" ? name : cluster,
  );
}

function actorNames({ actor, behind }: Change): readonly (string | undefined)[] {
  return [
    actor.name,
    actor.via,
    actor.principal,
    actor.session,
    behind?.name,
    behind?.principal,
    ...actor.through.map(({ principal }) => principal),
  ];
}

function roleNames({ actor, behind }: Change): readonly (string | undefined)[] {
  const hops = actor.through.map(
    ({ principal }) => /:assumed-role\/([^/]+)\//.exec(principal)?.[1],
  );
  return [actor.role, behind?.role, ...hops];
}

function userNames({ actor }: Change): readonly (string | undefined)[] {
  const user = /:user\/(?:.*\/)?([^/]+)$/.exec(actor.principal)?.[1];
  return actor.kind === "person" ? [actor.name, actor.session, user] : [user];
}

function readIntents(args: Arguments): readonly Intent[] {
  return readList(args, "intent").map((typed) => {
    const intent = typed.toLowerCase();
    if (isIntent(intent)) return intent;
    const [near] = nearest(intent, Object.keys(INTENTS));
    throw badArgument(
      "intent",
      `${JSON.stringify(typed)} is not an intent${near === undefined ? "" : `; did you mean ${near}?`}`,
      `Write one of: ${Object.keys(INTENTS).join(", ")}`,
    );
  });
}

function isIntent(text: string): text is Intent {
  return Object.hasOwn(INTENTS, text);
}

/** An address or network is compared as one; anything else is a label. */
function fromAddresses(values: readonly string[]): readonly Test[] {
  if (values.length === 0) return [];
  const networks = new BlockList();
  const labels: string[] = [];
  for (const value of values) {
    if (!addNetwork(networks, value)) labels.push(value);
  }
  return [
    ({ origin }) =>
      isInNetworks(networks, origin.name) ||
      labels.some((label) =>
        fitsAny(label, [origin.label, origin.kind === "address" ? undefined : origin.name]),
      ),
  ];
}

function addNetwork(networks: BlockList, value: string): boolean {
  const [address = "", prefix] = value.split("/");
  const version = isIP(address);
  if (version === 0) return false;
  const family = version === 4 ? "ipv4" : "ipv6";
  if (prefix === undefined) {
    networks.addAddress(address, family);
    return true;
  }
  const bits = Number(prefix);
  if (!/^\d{1,3}$/.test(prefix) || bits > (version === 4 ? 32 : 128)) {
    throw badArgument(
      "ip",
      `${JSON.stringify(value)} is not a network`,
      "Write 203.0.113.7, 10.0.0.0/8 or 2001:db8::/32.",
    );
  }
  networks.addSubnet(address, bits, family);
  return true;
}

function isInNetworks(networks: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && networks.check(address, version === 4 ? "ipv4" : "ipv6");
}

function typedFilters(args: Arguments): string {
  return FILTER_PARAMETERS.flatMap(({ name }) => {
    const values = readList(args, name);
    return values.length === 0 ? [] : [`--${name} ${values.join(",")}`];
  }).join(" ");
}
