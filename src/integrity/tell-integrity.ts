import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Coverage } from "../core/coverage.ts";
import { FolderStore } from "../storage/folder-store.ts";
import { StoreFailure } from "../storage/object-store.ts";
import type { Span } from "./public-keys.ts";
import { surveyCopy, type CopySurvey } from "./survey-copy.ts";
import type { VerifiedMemory } from "./verified-memory.ts";
import {
  isOfFiles,
  verifiedPart,
  withIntegrity,
  type Notes,
  type VerifiedPart,
} from "./verified-spans.ts";

/** What earlier verifications left behind. */
export interface Proofs {
  readonly notes: Notes;
  /** What was remembered of a place that was verified, by its URI. */
  readonly memoryOf: (uri: string) => VerifiedMemory;
}

/**
 * The same coverage; what was read from log files says how far they are verified. A bucket's verified hours are believed;
 * files of a folder are held against what they were when they were verified.
 */
export async function tellIntegrity(
  coverage: readonly Coverage[],
  proofs: Proofs,
  signal?: AbortSignal,
): Promise<readonly Coverage[]> {
  const folders = new Map<string, Folder>();
  for (const part of coverage) {
    const { source } = part;
    if (!isOfFiles(part) || !source.startsWith("file://") || folders.has(source)) continue;
    const parts = coverage.filter((one) => one.source === source);
    folders.set(source, await lookInto(source, parts, proofs, signal));
  }
  return withIntegrity(coverage, (part) => {
    const folder = folders.get(part.source);
    const uri = folder?.uri ?? part.source;
    const verified = verifiedPart(proofs.notes, uri, part);
    if (!verified) return NOTHING;
    if (!folder) return { spans: verified.spans, strangers: 0 };
    const survey = folder.surveys.get(verified.root);
    if (!survey) return NOTHING;
    const { account, region } = part;
    return {
      spans: survey.intact(account, region),
      strangers: survey.strangers(account, region),
    };
  });
}

const NOTHING = { spans: [], strangers: 0 };

interface Folder {
  /** Where it really lies. */
  readonly uri: string;
  /** By what was verified. */
  readonly surveys: ReadonlyMap<string, CopySurvey>;
}

async function lookInto(
  source: string,
  parts: readonly Coverage[],
  proofs: Proofs,
  signal: AbortSignal | undefined,
): Promise<Folder> {
  const uri = await realUri(source);
  const roots = new Map<string, VerifiedPart[]>();
  for (const part of parts.filter(isOfFiles)) {
    const verified = verifiedPart(proofs.notes, uri, part);
    if (verified) roots.set(verified.root, [...(roots.get(verified.root) ?? []), verified]);
  }
  const surveys = new Map<string, CopySurvey>();
  for (const [root, verified] of roots) {
    const survey = await surveyFrom(root, { uri, parts, verified }, proofs, signal);
    if (survey) surveys.set(root, survey);
  }
  return { uri, surveys };
}

interface Looked {
  readonly uri: string;
  readonly parts: readonly Coverage[];
  readonly verified: readonly VerifiedPart[];
}

async function surveyFrom(
  root: string,
  { uri, parts, verified }: Looked,
  { notes, memoryOf }: Proofs,
  signal: AbortSignal | undefined,
): Promise<CopySurvey | undefined> {
  const path = fileURLToPath(root);
  // Only a reader that goes by accounts and days sees a stretch of time whole; any other reads all that lies there.
  const isByDays = parts.some(({ state }) => state === "seen" || state === "fresh");
  const told = isByDays ? parts.filter(isOfFiles) : verified.flatMap(({ spans }) => spans);
  try {
    return await surveyCopy({
      root: new FolderStore(path),
      memory: memoryOf(root),
      spans: (account, region) => verifiedPart(notes, root, { account, region })?.spans ?? [],
      window: windowOf(told),
      ...(!isByDays && { below: belowOf(path, uri) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    // What cannot be looked at any more is not verified any more.
    if (error instanceof StoreFailure) return undefined;
    throw error;
  }
}

function windowOf(told: readonly { readonly from: string; readonly to: string }[]): Span {
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const one of told) {
    from = Math.min(from, Date.parse(one.from));
    to = Math.max(to, Date.parse(one.to));
  }
  return { from: Math.min(from, to), to };
}

/** The source as a key below the root; of a glob what stands before its first sign. */
function belowOf(root: string, uri: string): string {
  const names = relative(root, fileURLToPath(uri)).split(sep);
  const sign = names.findIndex((name) => /[*?[{]/.test(name));
  const plain = sign === -1 ? names : names.slice(0, sign);
  return plain.join("/");
}

/** Where links lead to; of what is not there (a glob), as far as it is. */
async function realUri(uri: string): Promise<string> {
  let path = fileURLToPath(uri);
  const rest: string[] = [];
  for (;;) {
    const real = await realpath(path).catch(() => undefined);
    if (real !== undefined) return pathToFileURL(join(real, ...rest)).href;
    if (dirname(path) === path) return uri;
    rest.unshift(basename(path));
    path = dirname(path);
  }
}
