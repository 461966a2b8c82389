import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { ActorKind } from "../../src/core/actor.ts";
import type { Grade } from "../../src/core/evidence.ts";
import { isObject, type Json, type JsonObject } from "../../src/core/record.ts";

/** One labelled case: what CloudTrail shows, and who it really was. test/fixtures/identity/README.md explains each field. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly provenance: string;
  /** The eventID of the record that is asked about. */
  readonly subject: string;
  readonly truth: Truth;
  /** Whether the records contain the answer; where they do not, "unknown" is the right one. */
  readonly answerInRecords: boolean;
  /** Raw CloudTrail records, in the order of their arrival. */
  readonly records: readonly JsonObject[];
}

export interface Truth {
  readonly actor?: Who;
  /** Nobody can be named from these records. */
  readonly unknown?: true;
  /** What the caller wrote, which may be shown as a claim and as no more; an absent part fits any. */
  readonly claim?: Partial<Who>;
  readonly behind?: Who;
  /** The surest grade that is honest for the actor. */
  readonly maxGrade?: Grade;
  /** The run's address, or several that are as good; null where none may be given. */
  readonly link?: string | readonly string[] | null;
  /** The coding agent, under any of these names; null where none may be named. */
  readonly aiAgent?: string | readonly string[] | null;
  readonly tool?: string;
  /** Everybody who may have acted with the actor's credentials, and nobody else. */
  readonly possibly?: readonly Who[];
  /** The account of the identity that signed. */
  readonly account?: string;
  /** Words that name, via or link must say. */
  readonly says?: readonly string[];
  /** Words that a gap must say. */
  readonly missing?: readonly string[];
  /** Other readings that are as right, where the conventions leave a choice. */
  readonly or?: readonly Truth[];
}

export interface Who {
  readonly kind: ActorKind;
  /** The name, or several spellings that are as right. */
  readonly name: string | readonly string[];
  readonly maxGrade?: Grade;
}

/**
 * Reads a corpus: a file, or a folder of `.ndjson` and `.json` files.
 *
 * In NDJSON a line with `truth` opens a case, and the lines below it are its records; JSON is a list of cases with `records`.
 *
 * @throws Error that names the file and the case, for a corpus that is not of this form.
 */
export function readCorpus(path: string): readonly Case[] {
  const cases = filesOf(path).flatMap((file) => readFile(file));
  const ids = new Set<string>();
  for (const { id } of cases) {
    if (ids.has(id)) throw new Error(`Two cases are called ${id}.`);
    ids.add(id);
  }
  return cases;
}

function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.(?:nd)?json$/.test(name))
    .toSorted()
    .map((name) => join(path, name));
}

function readFile(file: string): readonly Case[] {
  const text = readFileSync(file, "utf8");
  const things = file.endsWith(".ndjson")
    ? text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [JSON.parse(line) as Json]))
    : [JSON.parse(text) as Json].flat();
  const found: { readonly head: JsonObject; readonly records: JsonObject[] }[] = [];
  for (const thing of things) {
    if (!isObject(thing)) throw new Error(`${file}: ${JSON.stringify(thing)} is no case.`);
    const { records, ...head } = thing;
    if (isObject(head["truth"])) {
      found.push({ head, records: Array.isArray(records) ? records.filter(isObject) : [] });
    } else if (found.length === 0) {
      throw new Error(`${file}: a record stands before the first case.`);
    } else {
      found.at(-1)?.records.push(thing);
    }
  }
  return found.map(({ head, records }) => check(head, records, basename(file)));
}

function check(head: JsonObject, records: readonly JsonObject[], file: string): Case {
  const { id, truth } = head;
  const flaw = flawOf(head, records);
  if (flaw !== undefined) throw new Error(`${file}, case ${JSON.stringify(id)}: ${flaw}.`);
  const kind = head["kind"] ?? file.replace(/\.(?:nd)?json$/, "");
  // A corpus is written by people who read the README; its truth is data of their own.
  return { answerInRecords: true, ...head, kind, truth, records } as unknown as Case;
}

function flawOf(
  { id, title, subject, truth }: JsonObject,
  records: readonly JsonObject[],
): string | undefined {
  if (typeof id !== "string" || id === "") return "it has no id";
  if (typeof title !== "string") return "it has no title";
  if (!records.some(({ eventID }) => eventID === subject)) return "no record is its subject";
  if (!isObject(truth)) return "it has no truth";
  if ((truth["actor"] === undefined) === (truth["unknown"] !== true))
    return "its truth names neither an actor nor `unknown`, or both";
  return undefined;
}
