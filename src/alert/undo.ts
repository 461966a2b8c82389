import type { Change, Setting } from "../core/change.ts";
import type { Json } from "../core/record.ts";
import { isSame } from "../core/same.ts";

/** A command that would restore what was there before. A suggestion: TaskTrail never runs it. */
export interface Undo {
  /** One line for a POSIX shell. */
  readonly command: string;
  /** Settings that the call changed and the command does not put back: their value before is not known, or needs a hand. */
  readonly leaves: readonly string[];
}

/**
 * The aws-cli command that puts back what a change took away, where the records show what was there before. Nothing for
 * calls that were refused, changed nothing, or cannot be taken back; nothing either where a name is none that ECS gives
 * out, because then the record is not what it seems.
 */
export function undoOf(change: Change): Undo | undefined {
  if (change.outcome.kind === "refused" || change.noop || change.nature !== "mutating") {
    return undefined;
  }
  if (!REGION.test(change.region)) return undefined;
  const recipe = RECIPES.get(change.eventName);
  const made = recipe?.(change);
  if (made === undefined) return undefined;
  const words = ["aws", ...made.words, `--region=${change.region}`];
  return { command: words.map(quote).join(" "), leaves: made.leaves };
}

interface Made {
  readonly words: readonly string[];
  readonly leaves: readonly string[];
}

const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,2}-\d{1,2}$/;
/** As ECS names clusters, services and families. */
const NAME = /^[\w-]{1,255}$/;
const REVISION = /^[\w-]{1,255}:\d{1,9}$/;
const WORD = /^[\w.-]{1,255}$/;

const RECIPES: ReadonlyMap<string, (change: Change) => Made | undefined> = new Map([
  ["UpdateService", undoUpdateService],
  ["UpdateClusterSettings", undoClusterSettings],
  ["UpdateCluster", undoClusterSettings],
  ["UpdateContainerInstancesState", undoInstancesState],
  ["PutAccountSettingDefault", undoAccountDefault],
  ["RegisterScalableTarget", undoScalableTarget],
]);

/** A setting's former value as the words that put it back. */
type Flag = (before: Json) => readonly string[] | undefined;

const count =
  (flag: string): Flag =>
  (before) =>
    typeof before === "number" && Number.isSafeInteger(before) && before >= 0
      ? [`${flag}=${String(before)}`]
      : undefined;
const text =
  (flag: string, fits: RegExp): Flag =>
  (before) =>
    typeof before === "string" && fits.test(before) ? [`${flag}=${before}`] : undefined;
const either =
  (on: string, off: string): Flag =>
  (before) =>
    typeof before === "boolean" ? [before ? on : off] : undefined;

/** @see https://docs.aws.amazon.com/cli/latest/reference/ecs/update-service.html */
const SERVICE_FLAGS: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ["desiredCount", count("--desired-count")],
  ["taskDefinition", text("--task-definition", REVISION)],
  ["platformVersion", text("--platform-version", WORD)],
  ["healthCheckGracePeriodSeconds", count("--health-check-grace-period-seconds")],
  ["availabilityZoneRebalancing", text("--availability-zone-rebalancing", WORD)],
  ["propagateTags", text("--propagate-tags", WORD)],
  ["enableExecuteCommand", either("--enable-execute-command", "--no-enable-execute-command")],
  ["enableECSManagedTags", either("--enable-ecs-managed-tags", "--no-enable-ecs-managed-tags")],
]);

/** What differs between two task definitions comes back with the older one. */
const WITHIN_REVISION = /^taskDefinition\./;

function undoUpdateService(change: Change): Made | undefined {
  const { name, cluster = "" } = change.resource;
  if (!NAME.test(name) || !NAME.test(cluster)) return undefined;
  return make(
    change,
    ["ecs", "update-service", `--cluster=${cluster}`, `--service=${name}`],
    (setting) => SERVICE_FLAGS.get(setting.name),
  );
}

function undoClusterSettings(change: Change): Made | undefined {
  const { name } = change.resource;
  if (!NAME.test(name)) return undefined;
  return make(
    change,
    ["ecs", "update-cluster-settings", `--cluster=${name}`, "--settings"],
    ({ name: setting }) => {
      const [, key] = /^settings\.(\w{1,64})$/.exec(setting) ?? [];
      if (key === undefined) return undefined;
      return (before) =>
        typeof before === "string" && WORD.test(before)
          ? [`name=${key},value=${before}`]
          : undefined;
    },
  );
}

function undoInstancesState(change: Change): Made | undefined {
  const { cluster = "" } = change.resource;
  const instances = [change.resource, ...change.related]
    .filter(({ kind }) => kind === "container-instance")
    .map(({ name }) => name);
  if (!NAME.test(cluster) || instances.length === 0) return undefined;
  if (!instances.every((id) => /^[\da-f-]{8,64}$/.test(id))) return undefined;
  const words = [
    "ecs",
    "update-container-instances-state",
    `--cluster=${cluster}`,
    "--container-instances",
    ...instances,
  ];
  return make(change, words, ({ name }) =>
    name === "status" ? text("--status", /^(?:ACTIVE|DRAINING)$/) : undefined,
  );
}

function undoAccountDefault(change: Change): Made | undefined {
  const { name } = change.resource;
  if (!NAME.test(name)) return undefined;
  return make(change, ["ecs", "put-account-setting-default", `--name=${name}`], (setting) =>
    setting.name === "value" ? text("--value", WORD) : undefined,
  );
}

function undoScalableTarget(change: Change): Made | undefined {
  const { name } = change.resource;
  if (!/^service\/[\w-]{1,255}\/[\w-]{1,255}$/.test(name)) return undefined;
  const words = [
    "application-autoscaling",
    "register-scalable-target",
    "--service-namespace=ecs",
    "--scalable-dimension=ecs:service:DesiredCount",
    `--resource-id=${name}`,
  ];
  const flags = new Map([
    ["minCapacity", count("--min-capacity")],
    ["maxCapacity", count("--max-capacity")],
  ]);
  return make(change, words, (setting) => flags.get(setting.name));
}

/** The words for every setting whose value before is known and was another. */
function make(
  { settings }: Change,
  start: readonly string[],
  flagFor: (setting: Setting) => Flag | undefined,
): Made | undefined {
  const words: string[] = [];
  const leaves: string[] = [];
  for (const setting of settings) {
    const { name, before, after, momentary } = setting;
    if (momentary === true || WITHIN_REVISION.test(name)) continue;
    if (before !== undefined && isSame(before, after)) continue;
    const flag = before === undefined ? undefined : flagFor(setting)?.(before);
    if (flag === undefined) leaves.push(name);
    else words.push(...flag);
  }
  return words.length === 0 ? undefined : { words: [...start, ...words], leaves };
}

/**
 * One word of a POSIX shell. The patterns above let nothing through that needs it; it stands here so that a looser
 * pattern never becomes a command of somebody else's.
 */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
