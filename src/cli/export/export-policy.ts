import { resolve } from "node:path";
import { parseArn } from "../../core/arn.ts";
import { OperatorError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import { iamPolicy, writeIamPolicy, type IamNeeds } from "../../export/iam-policy.ts";
import { findConfig } from "../../fleet/find-config.ts";
import type { Config } from "../../fleet/config.ts";
import { readConfig } from "../../fleet/read-config.ts";
import { readQueueAddress } from "../../ingest/queue/queue-address.ts";
import { textOf, textsOf, type Invocation, type Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { sinksOf } from "./sinks-of.ts";
import { writeFiles } from "./write-files.ts";

type Need = "records" | "effects" | "verify" | "directory" | "sinks";

/** What each command asks AWS for. */
const NEEDS: ReadonlyMap<string, readonly Need[]> = new Map<string, readonly Need[]>([
  ["who", ["records", "effects"]],
  ["audit", ["records", "effects"]],
  ["timeline", ["records", "effects"]],
  ["explain", ["records", "effects"]],
  ["findings", ["records"]],
  ["backtest", ["records"]],
  ["report", ["records", "effects"]],
  ["sync", ["records", "effects"]],
  ["mcp", ["records", "effects"]],
  ["doctor", ["records"]],
  ["evidence", ["records", "effects", "verify"]],
  ["verify", ["verify"]],
  ["names", ["directory"]],
  ["watch", ["records", "sinks"]],
  ["coverage", []],
  ["demo", []],
  ["emulator", []],
  ["init", []],
  ["rules", []],
  ["export", []],
]);

const USUAL: readonly string[] = ["who", "audit", "timeline"];

/** Writes the least that the named commands need for the named sources and sinks. */
export const exportPolicy: Run = async (invocation, { cwd, env, stdout }) => {
  const file = await findConfig({ cwd, env });
  const config = file === undefined ? undefined : await readConfig(file);
  const policy = iamPolicy(needsOf(invocation, config));
  if (policy.Statement.length === 0) {
    throw new OperatorError("bad-argument", "These commands need no permission at all.", {
      hint: "They ask nobody; name others.",
    });
  }
  const format = textOf(invocation, "format");
  const name = textOf(invocation, "name") ?? "tasktrail";
  if (!/^[\w+=,.@-]{1,128}$/.test(name))
    throw refuse(name, "name of a policy", "letters, digits and +=,.@-");
  const written = writeIamPolicy(
    policy,
    format === "terraform" || format === "cloudformation" ? format : "json",
    name,
  );
  const out = textOf(invocation, "out") ?? "-";
  if (out === "-") stdout.write(written.text);
  else
    for (const path of await writeFiles([written], resolve(cwd, out), invocation))
      stdout.write(`${path}\n`);
  return exitCode.answered;
};

function needsOf(invocation: Invocation, config: Config | undefined): IamNeeds {
  const partition = textOf(invocation, "partition") ?? "aws";
  const needs = new Set(
    (invocation.words.length > 0 ? invocation.words : USUAL).flatMap(needsOfCommand),
  );
  const sources = textsOf(invocation, "source");
  const readsRecords = needs.has("records");
  const places = sources.filter((uri) => uri.startsWith("s3://"));
  const queues = sources.filter((uri) => uri.startsWith("sqs://"));
  const roles = textsOf(invocation, "role").map(roleIn);
  const own = sources.length > 0 ? [] : rolesOf(config);
  return {
    history:
      readsRecords &&
      (sources.length === 0 || sources.some((uri) => uri.startsWith("event-history:"))),
    effects: needs.has("effects") || sources.some((uri) => uri.startsWith("ecs-api:")),
    buckets: places.map(placeIn),
    verify: needs.has("verify"),
    queues: queues.map((uri) => queueIn(uri, partition)),
    grants: sinksOf(needs.has("sinks") ? textsOf(invocation, "sink") : [], partition).grants,
    roles: [...new Set([...roles, ...own])],
    organization: sources.length === 0 && config?.organization !== undefined,
    regions: sources.length === 0 && config !== undefined && asksRegions(config),
    directory: needs.has("directory"),
    partition,
  };
}

/** Regions that are not listed are asked for. */
function asksRegions({ regions, accounts, organization }: Config): boolean {
  const entries = organization === undefined ? accounts : [...accounts, organization];
  return entries.some((entry) => !Array.isArray(entry.regions ?? regions));
}

function needsOfCommand(command: string): readonly Need[] {
  const needs = NEEDS.get(command);
  if (needs !== undefined) return needs;
  const [near] = nearest(command, [...NEEDS.keys()]);
  throw new OperatorError("bad-argument", `${JSON.stringify(command)} is no command.`, {
    hint: `${near === undefined ? "" : `Did you mean ${near}? `}Write one of ${[...NEEDS.keys()].join(", ")}.`,
  });
}

/** The roles that the fleet's configuration names; those of an organisation have the same name in every account. */
function rolesOf(config: Config | undefined): readonly string[] {
  const named = (config?.accounts ?? [])
    .flatMap(({ role }) => role ?? [])
    .filter((role) => role.startsWith("arn:"));
  const everywhere = config?.organization?.role;
  return everywhere === undefined
    ? named
    : [...named, `arn:aws:iam::*:role/${everywhere.replace(/^\/+/, "")}`];
}

function roleIn(text: string): string {
  const arn = parseArn(text);
  if (
    arn?.service === "iam" &&
    /^role\/[\w+=,.@/*-]+$/.test(arn.resource) &&
    /^(?:\d{12}|\*)$/.test(arn.account)
  )
    return text;
  throw refuse(text, "ARN of a role", "one as in arn:aws:iam::111122223333:role/TaskTrail");
}

function placeIn(uri: string): { readonly bucket: string; readonly prefix: string } {
  const [, bucket = "", prefix = ""] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([^?*$]*))?(?:\?.*)?$/.exec(uri) ?? [];
  if (bucket === "") throw refuse(uri, "place in a bucket", "one as in s3://acme-trail/prefix");
  return { bucket, prefix: prefix.replace(/\/+$/, "") };
}

function queueIn(uri: string, partition: string): string {
  const { name, account = "*", region = "*" } = readQueueAddress(uri);
  const whole = /^(?:\d{12}|\*)$/.test(account) && /^(?:[a-z0-9-]+|\*)$/.test(region);
  if (!whole) throw refuse(uri, "queue", "one as in sqs://ecs-events");
  return `arn:${partition}:sqs:${region}:${account}:${name}`;
}

function refuse(text: string, what: string, form: string): OperatorError {
  return new OperatorError("bad-argument", `${JSON.stringify(text)} cannot be the ${what}.`, {
    hint: `Write ${form}.`,
  });
}
