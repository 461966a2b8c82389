import type { ArgumentValue, Arguments, Parameter, Question } from "../ask/question.ts";
import type { Coverage } from "../core/coverage.ts";
import { OperatorError } from "../core/errors.ts";
import { demoFleet } from "../emulator/scenarios/demo-fleet.ts";
import type { Place } from "../fleet/fleet.ts";
import type { Source } from "../ingest/source.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ledgerLocation } from "../ledger/location.ts";
import { openLedger } from "../ledger/sqlite-ledger.ts";
import { isOn, textOf, textsOf, type Invocation } from "./command.ts";
import { demoSource } from "./demo-source.ts";
import { isLive, openSources, type ConfiguredNames } from "./open-sources.ts";
import type { ReadingLimits } from "./read-material.ts";
import type { Surroundings } from "./surroundings.ts";

/** A source and what to call it while one waits for it. */
export interface NamedSource {
  readonly label: string;
  readonly source: Source;
  /** The account and region that it reads, where it is one. */
  readonly place?: Place;
  /** It is asked only for what is recorded in the partition's home region. */
  readonly isGlobal?: true;
}

/** What one question is asked of: sources to read, the ledger to keep it in, the clock, and the question's arguments. */
export interface Material {
  readonly sources: readonly NamedSource[];
  /** Parts of the fleet that could not even be entered. */
  readonly unreached: readonly Coverage[];
  readonly ledger: Ledger;
  readonly now: Date;
  readonly args: Arguments;
  readonly limits: ReadingLimits;
  /** Opens the Event History of another region of an account, where Event History is read. */
  readonly openElsewhere?: (place: Place) => Promise<NamedSource>;
  /** Opens what the ECS API tells of an account and region, where Event History is read. */
  readonly openEffects?: (place: Place) => Promise<NamedSource>;
  /** Labels that come with the material. */
  readonly labels: readonly string[];
  /** Names that come with it. */
  readonly names: ConfiguredNames;
  /** True where all of it comes from files and the user set no window: then the files' own span is the window. */
  readonly spanOfFiles: boolean;
}

const WINDOW_PARAMETERS = ["since", "until", "at"];

/** Decides from what was typed where to read and where to keep it, and opens both. */
export async function openMaterial(
  question: Pick<Question, "name" | "parameters"> & Partial<Pick<Question, "needs">>,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<Material> {
  const { paths, words } = await splitWords(question, invocation, surroundings);
  const args = argumentsOf(question, invocation, words);
  const limits = limitsFrom(invocation);
  // What cannot be asked is refused before anything is opened; accounts may still stand there by name.
  question.needs?.({ ...args, account: undefined }, surroundings.now());
  if (isOn(invocation, "demo")) return { ...openDemo(invocation), args, limits };
  const uris = [...textsOf(invocation, "source"), ...paths];
  const onlyFiles = uris.length > 0 && uris.every((uri) => !isLive(uri));
  const { clusters, ...opened } = await openSources(uris, invocation, surroundings);
  return {
    ...opened,
    ledger: openLedger(
      textOf(invocation, "ledger") ?? (onlyFiles ? ":memory:" : ledgerLocation(surroundings.env)),
    ),
    now: surroundings.now(),
    args: inFleet(args, opened.sources, clusters),
    limits,
    spanOfFiles: onlyFiles && WINDOW_PARAMETERS.every((name) => args[name] === undefined),
  };
}

/** What was typed in the fleet's own words: accounts by name, and an environment's clusters. */
function inFleet(
  args: Arguments,
  sources: readonly NamedSource[],
  clusters: readonly string[] | undefined,
): Arguments {
  const ids = new Map(
    sources.flatMap(({ place }) =>
      place?.name && place.account ? [[place.name, place.account]] : [],
    ),
  );
  const { account, cluster = clusters } = args;
  const typed =
    typeof account === "string" ? [account] : typeof account === "object" ? account : [];
  const accounts = typed.flatMap((text) => text.split(",")).map((text) => ids.get(text) ?? text);
  return {
    ...args,
    ...(cluster !== undefined && { cluster }),
    ...(accounts.length > 0 && { account: accounts }),
  };
}

function openDemo(invocation: Invocation): Omit<Material, "args" | "limits"> {
  const scenario = demoFleet();
  return {
    sources: [{ label: scenario.name, source: demoSource(scenario) }],
    unreached: [],
    ledger: openLedger(textOf(invocation, "ledger") ?? ":memory:"),
    now: new Date(scenario.now),
    labels: scenario.labels,
    names: { mapping: new Map(), accounts: new Map(scenario.accounts.map((a) => [a.id, a.name])) },
    spanOfFiles: false,
  };
}

function limitsFrom(invocation: Invocation): ReadingLimits {
  const maxRequests = numberFrom(invocation, "maxRequests");
  const rate = numberFrom(invocation, "rate");
  return {
    ...(maxRequests !== undefined && { maxRequests }),
    ...(rate !== undefined && { rate }),
    ...(isOn(invocation, "dryRun") && { dryRun: true }),
  };
}

/** How many requests may be spent on finding out who stood behind, where it was typed. */
export function hopsOf(invocation: Invocation): number | undefined {
  return numberFrom(invocation, "hops");
}

const BOUNDS = {
  hops: [0, 1000],
  maxRequests: [1, 1_000_000],
  rate: [0.05, 2],
} as const;

const FLAGS = { hops: "--hops", maxRequests: "--max-requests", rate: "--rate" } as const;

function numberFrom(invocation: Invocation, name: keyof typeof BOUNDS): number | undefined {
  const text = textOf(invocation, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  const [least, most] = BOUNDS[name];
  const isWhole = name === "rate" || Number.isInteger(value);
  if (text.trim() !== "" && isWhole && value >= least && value <= most) return value;
  throw new OperatorError("bad-argument", `${FLAGS[name]} ${text} cannot be used.`, {
    hint: `Give a ${name === "rate" ? "number" : "whole number"} from ${String(least)} to ${String(most)}.`,
  });
}

/** `-`, paths and globs among the words are where to read; the others are for the question. */
async function splitWords(
  question: Pick<Question, "name">,
  { words, onlyWords }: Invocation,
  { exists }: Surroundings,
): Promise<{ readonly paths: readonly string[]; readonly words: readonly string[] }> {
  if (onlyWords || !ASKED_OF_FILES.has(question.name)) return { paths: [], words };
  const isPath = await Promise.all(
    words.map(
      async (word) =>
        word === "-" ||
        (/[*/\\]|\.json|\.gz|\.csv/.test(word) && !IDS.test(word)) ||
        (await exists(word)),
    ),
  );
  return {
    paths: words.filter((_, index) => isPath[index]),
    words: words.filter((_, index) => !isPath[index]),
  };
}

/** What looks like a path and is an id of ECS's. */
const IDS = /^(?:arn:|ecs-svc\/)/;

/** Questions whose words may be files: `audit logs/`, `explain -`. */
const ASKED_OF_FILES: ReadonlySet<string> = new Set(["audit", "explain", "findings"]);

function argumentsOf(
  question: Pick<Question, "parameters">,
  { flags }: Invocation,
  words: readonly string[],
): Arguments {
  const positionals = question.parameters.filter(({ positional }) => positional);
  const typed = positionals.map(({ name, type }, index): [string, ArgumentValue | undefined] => {
    const rest = words.slice(index);
    return [name, type === "list" ? (rest.length > 0 ? rest : undefined) : rest[0]];
  });
  const named = question.parameters
    .filter(({ positional }) => !positional)
    .map(({ name }: Parameter): [string, ArgumentValue | undefined] => [name, flags[name]]);
  return Object.fromEntries([...typed, ...named]);
}
