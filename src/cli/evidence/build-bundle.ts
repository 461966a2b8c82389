import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { answerJson } from "../../ask/answer-json.ts";
import { neutraliseJson } from "../../ask/neutralise.ts";
import type { Answer } from "../../ask/answer.ts";
import { text } from "../../ask/formats/text.ts";
import type { Question } from "../../ask/question.ts";
import { isObject, type JsonObject } from "../../core/record.ts";
import { findPlaces } from "../../integrity/find-places.ts";
import { PublicKeys } from "../../integrity/public-keys.ts";
import { Tracer, type TracedLog } from "../../integrity/trace-record.ts";
import { ledgerLocation } from "../../ledger/location.ts";
import { openLedger } from "../../ledger/sqlite-ledger.ts";
import { StoreFailure } from "../../storage/object-store.ts";
import { askQuestion } from "../answer-question.ts";
import { isOn, textOf, textsOf, type FlagValue, type Invocation } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";
import { publicKeysFrom } from "../verify/list-public-keys.ts";
import { openPlace } from "../verify/open-place.ts";
import { version } from "../version.ts";
import type { BundledRecord, Manifest } from "./bundle.ts";
import { gatherFiles, nameOf, type GatheredFiles } from "./gather-files.ts";
import { writeBundle } from "./write-bundle.ts";

export interface BuiltBundle {
  readonly bytes: Uint8Array;
  readonly manifest: Omit<Manifest, "files">;
  readonly answer: Answer;
}

const SCREEN = {
  width: 100,
  colour: false,
  hyperlinks: false,
  timeZone: undefined,
  ages: false,
} as const;

/** Asks the question and gathers everything behind its answer. */
export async function buildBundle(
  question: Question,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<BuiltBundle> {
  const { answer, raws } = await askAndKeep(question, invocation, surroundings);
  const traced = await traceAll(raws, invocation, surroundings);
  const files = new Map<string, Uint8Array>(traced.gathered.files);
  const put = (path: string, content: string): void => {
    files.set(path, new TextEncoder().encode(content));
  };
  put("answer.json", `${neutraliseJson(JSON.stringify(answerJson(answer), null, 2))}\n`);
  put("answer.txt", text.render(answer, SCREEN));
  put("README.txt", README);
  const records = [...raws].map(([eventID, raw], index): BundledRecord => {
    const path = `records/${String(index + 1).padStart(5, "0")}.json`;
    put(path, raw);
    const log = traced.names.get(eventID);
    return { eventID, path, ...(log !== undefined && { log }) };
  });
  const manifest = {
    format: "tasktrail-evidence",
    version: 1,
    tasktrail: version(),
    node: process.version,
    commandLine: commandLineOf(question, invocation),
    window: answer.window,
    asked: answer.now,
    records,
    logs: traced.gathered.logs,
    digests: traced.gathered.digests,
    notes: [...traced.notes, ...traced.gathered.notes],
  } as const;
  return { bytes: await writeBundle(files, manifest), manifest, answer };
}

/** The records must outlive the question: where its ledger would not, one on disk stands in for a moment. */
async function askAndKeep(
  question: Question,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<{ readonly answer: Answer; readonly raws: ReadonlyMap<string, string> }> {
  const isKept = !(await isOnlyFiles(invocation, surroundings));
  const folder = isKept ? undefined : await mkdtemp(join(tmpdir(), "tasktrail-evidence-"));
  const own = folder === undefined ? ledgerLocation(surroundings.env) : join(folder, "ledger.db");
  const given = textOf(invocation, "ledger");
  const ledger = given === undefined || given === ":memory:" ? own : given;
  try {
    const flags = { ...invocation.flags, ledger };
    const { answer } = await askQuestion(question, { ...invocation, flags }, surroundings);
    return { answer, raws: rawsOf(answer, ledger) };
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** What comes from files alone is not kept in the user's ledger, as when the question itself is asked. */
async function isOnlyFiles(invocation: Invocation, { cwd }: Surroundings): Promise<boolean> {
  if (isOn(invocation, "demo")) return true;
  const sources = textsOf(invocation, "source");
  const isRemote = (uri: string): boolean =>
    /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) && !uri.startsWith("file://");
  if (sources.length > 0) return !sources.some(isRemote);
  const found = await Promise.all(
    invocation.words.map((word) => stat(resolve(cwd, word)).catch(() => undefined)),
  );
  return invocation.words.some((word, index) => word === "-" || found[index] !== undefined);
}

/** Every record that the answer rests on, sorted by its id. */
function rawsOf(answer: Answer, location: string): ReadonlyMap<string, string> {
  const ids = new Set<string>();
  collectIDs(answerJson(answer), ids);
  const ledger = openLedger(location);
  try {
    const raws = [...ids].toSorted().flatMap((id): readonly (readonly [string, string])[] => {
      const raw = ledger.raw(id);
      return raw === undefined ? [] : [[id, raw]];
    });
    return new Map(raws);
  } finally {
    ledger.close();
  }
}

/** Whatever an answer calls `eventID` or `eventIDs`, at any depth. */
export function collectIDs(value: unknown, ids: Set<string>): void {
  if (Array.isArray(value)) {
    for (const one of value as readonly unknown[]) collectIDs(one, ids);
  } else if (typeof value === "object" && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      const found =
        name === "eventID" ? [one] : name === "eventIDs" && Array.isArray(one) ? one : [];
      for (const id of found as readonly unknown[]) if (typeof id === "string") ids.add(id);
      collectIDs(one, ids);
    }
  }
}

interface Traced {
  readonly gathered: GatheredFiles;
  /** Names of log files by eventID. */
  readonly names: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** Looks for each record in the trail files that were named as sources. */
async function traceAll(
  raws: ReadonlyMap<string, string>,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<Traced> {
  const logs = new Map<string, TracedLog>();
  const names = new Map<string, string>();
  const notes: string[] = [];
  let place = "";
  for (const source of textsOf(invocation, "source")) {
    if (source.startsWith("event-history") || source === "-") continue;
    const opened = await openPlace(source, invocation, surroundings).catch(() => undefined);
    if (!opened) continue;
    const { store, prefix } = opened;
    try {
      const places = await findPlaces(store, prefix, {}, surroundings.signal);
      const tracer = new Tracer(store, places, surroundings.signal);
      for (const [eventID, raw] of raws) {
        const log = names.has(eventID) ? undefined : await tracer.trace(wantedOf(eventID, raw));
        if (!log) continue;
        place = store.uri;
        names.set(eventID, nameOf(log, place));
        logs.set(nameOf(log, place), log);
      }
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      notes.push(`The trail files of ${source} could not be searched: ${error.message}`);
    }
  }
  const untraced = [...raws.keys()].filter((id) => !names.has(id)).length;
  if (untraced > 0) {
    notes.push(
      `${String(untraced)} of ${String(raws.size)} records come from no trail file that was given: what Event History and plain files say cannot be proven by digests.`,
    );
  }
  const keys = new PublicKeys(await publicKeysFrom(invocation, surroundings));
  return { gathered: await gatherFiles([...logs.values()], place, keys), names, notes };
}

function wantedOf(eventID: string, raw: string) {
  const value: unknown = JSON.parse(raw);
  const record: JsonObject = isObject(value) ? value : {};
  const textIn = (field: string): string => {
    const found = record[field];
    return typeof found === "string" ? found : "";
  };
  const time = Date.parse(textIn("eventTime"));
  const account = textIn("recipientAccountId");
  return { eventID, account, region: textIn("awsRegion"), time: Number.isNaN(time) ? 0 : time };
}

/** As it could be typed again; flags are sorted, so that the same question is the same text. */
function commandLineOf({ name }: Question, { flags, words }: Invocation): readonly string[] {
  const typed = Object.entries(flags)
    .filter(([flag, value]) => value !== undefined && !["out", "output", "ledger"].includes(flag))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([flag, value]) => flagWords(flag, value));
  return ["tasktrail", "evidence", name, ...words, ...typed];
}

function flagWords(flag: string, value: FlagValue | undefined): readonly string[] {
  const name = `--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (typeof value === "boolean") return value ? [name] : [];
  const texts = typeof value === "object" ? value : [value ?? ""];
  return texts.flatMap((one) => [name, one]);
}

const README = `Evidence from CloudTrail, packed by TaskTrail.

answer.txt, answer.json  the answer, and what was and was not looked at
records/                 the records behind it, as they were read
trail/logs/              the log files that hold them, as CloudTrail delivered them (larger ones only by hash)
trail/digests/           the digests that name those log files
trail/public-keys.json   CloudTrail's public keys, as aws cloudtrail list-public-keys prints them
manifest.json            every file's SHA-256, and which record lies in which log file

Check it, without network:  tasktrail evidence check <this file>

The hashes show that the bundle is whole. They do not show who packed it: whoever changes a file can write a new manifest.
What proves the log files is CloudTrail's signature of the digests. Compare the public keys with those that CloudTrail
itself gives (aws cloudtrail list-public-keys), or give those with --public-keys.
`;
