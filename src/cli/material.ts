import type { ArgumentValue, Arguments, Parameter, Question } from "../ask/question.ts";
import { demoFleet } from "../emulator/scenarios/demo-fleet.ts";
import { openSource } from "../ingest/open-source.ts";
import type { Source } from "../ingest/source.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ledgerLocation } from "../ledger/location.ts";
import { openLedger } from "../ledger/sqlite-ledger.ts";
import { isOn, textOf, textsOf, type Invocation } from "./command.ts";
import { demoSource } from "./demo-source.ts";
import type { Surroundings } from "./surroundings.ts";

/** What one question is asked of: sources to read, the ledger to keep it in, the clock, and the question's arguments. */
export interface Material {
  readonly sources: readonly Source[];
  readonly ledger: Ledger;
  readonly now: Date;
  readonly args: Arguments;
  /** Labels that come with the material. */
  readonly labels: readonly string[];
  /** True where all of it comes from files and the user set no window: then the files' own span is the window. */
  readonly spanOfFiles: boolean;
}

const WINDOW_PARAMETERS = ["since", "until", "at"];

/** Decides from what was typed where to read and where to keep it, and opens both. */
export async function openMaterial(
  question: Question,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<Material> {
  const { paths, words } = await splitWords(question, invocation, surroundings);
  const args = argumentsOf(question, invocation, words);
  if (isOn(invocation, "demo")) {
    const scenario = demoFleet();
    return {
      sources: [demoSource(scenario)],
      ledger: openLedger(textOf(invocation, "ledger") ?? ":memory:"),
      now: new Date(scenario.now),
      args,
      labels: scenario.labels ?? [],
      spanOfFiles: false,
    };
  }
  const uris = [...textsOf(invocation, "source"), ...paths];
  const onlyFiles = uris.length > 0 && uris.every((uri) => !isLive(uri));
  const sources = await openSources(uris, invocation, surroundings);
  return {
    sources,
    ledger: openLedger(
      textOf(invocation, "ledger") ?? (onlyFiles ? ":memory:" : ledgerLocation(surroundings.env)),
    ),
    now: surroundings.now(),
    args,
    labels: [],
    spanOfFiles: onlyFiles && WINDOW_PARAMETERS.every((name) => args[name] === undefined),
  };
}

function isLive(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) && !uri.startsWith("file://");
}

async function openSources(
  uris: readonly string[],
  invocation: Invocation,
  { stdin }: Surroundings,
): Promise<readonly Source[]> {
  const profile = textOf(invocation, "profile");
  const endpointUrl = textOf(invocation, "endpointUrl");
  const settings = {
    stdin,
    ...(profile !== undefined && { profile }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  };
  const regions = textsOf(invocation, "region").flatMap((text) => text.split(","));
  const opened = (uris.length === 0 ? ["event-history://"] : uris).flatMap((uri) =>
    uri === "event-history://" && regions.length > 0
      ? regions.map((region) => openSource(uri, { ...settings, region }))
      : [openSource(uri, settings)],
  );
  return Promise.all(opened);
}

/** `-`, paths and globs among the words are where to read; the others are for the question. */
async function splitWords(
  question: Question,
  { words }: Invocation,
  { exists }: Surroundings,
): Promise<{ readonly paths: readonly string[]; readonly words: readonly string[] }> {
  if (!ASKED_OF_FILES.has(question.name)) return { paths: [], words };
  const isPath = await Promise.all(
    words.map(
      async (word) => word === "-" || /[*/\\]|\.json|\.gz|\.csv/.test(word) || (await exists(word)),
    ),
  );
  return {
    paths: words.filter((_, index) => isPath[index]),
    words: words.filter((_, index) => !isPath[index]),
  };
}

/** Questions whose words may be files: `audit logs/`, `explain -`. */
const ASKED_OF_FILES: ReadonlySet<string> = new Set(["audit", "explain"]);

function argumentsOf(
  question: Question,
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
