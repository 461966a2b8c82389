import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { neutraliseForTerminal, neutraliseJson } from "../../ask/neutralise.ts";
import { OperatorError } from "../../core/errors.ts";
import { isObject } from "../../core/record.ts";
import { readPublicKeyList, type PublicKey } from "../../integrity/public-keys.ts";
import { textOf, textsOf, type Invocation, type Run } from "../command.ts";
import { counted } from "../counted.ts";
import { exitCode } from "../exit-code.ts";
import { publicKeysFrom } from "../verify/list-public-keys.ts";
import type { Surroundings } from "../surroundings.ts";
import { MANIFEST, PUBLIC_KEYS, type Manifest } from "./bundle.ts";
import { checkBundle, type Check } from "./check-bundle.ts";
import { readBundle } from "./read-bundle.ts";

/** Checks a bundle without asking anybody; exits with 1 when anything in it is not as it says. */
export const runCheck: Run = async (invocation, surroundings) => {
  const [file, ...more] = invocation.words;
  if (file === undefined || more.length > 0) {
    throw new OperatorError("bad-argument", "check: one bundle is needed.", {
      hint: "tasktrail evidence check bundle.zip",
    });
  }
  const bytes = await readFile(resolve(surroundings.cwd, file)).catch((cause: unknown) => {
    throw new OperatorError("not-found", `${file} cannot be read.`, { cause });
  });
  const files = await readBundle(bytes, file);
  const manifest = readManifest(files.get(MANIFEST), file);
  const keys = await keysFor(files, invocation, surroundings);
  const checks = checkBundle(files, manifest, keys);
  const isOwn = textsOf(invocation, "publicKeys").length === 0;
  const report = reportOf(manifest, checks, isOwn);
  surroundings.stdout.write(
    textOf(invocation, "output") === "json"
      ? `${neutraliseJson(JSON.stringify({ schemaVersion: 1, file, ...report, checks }, null, 2))}\n`
      : textOfReport(report, checks),
  );
  return report.verdict === "failed" ? exitCode.conditionHeld : exitCode.answered;
};

async function keysFor(
  files: ReadonlyMap<string, Uint8Array>,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<readonly PublicKey[]> {
  if (textsOf(invocation, "publicKeys").length > 0) {
    return (await publicKeysFrom(invocation, surroundings))("", { from: 0, to: 0 });
  }
  const own = files.get(PUBLIC_KEYS);
  return own ? readPublicKeyList(new TextDecoder().decode(own), PUBLIC_KEYS) : [];
}

/** What each entry must say, as text, and what it may say. */
const FIELDS = {
  files: { must: ["path", "sha256"], may: [] },
  records: { must: ["eventID", "path"], may: ["log"] },
  logs: { must: ["key", "sha256"], may: ["path", "digest"] },
  digests: { must: ["key", "path", "region", "fingerprint"], may: ["signature"] },
} as const;

function isFit(
  entry: unknown,
  { must, may }: { readonly must: readonly string[]; readonly may: readonly string[] },
): boolean {
  if (!isObject(entry)) return false;
  const isText = (field: string): boolean => typeof entry[field] === "string";
  return must.every(isText) && may.every((field) => entry[field] === undefined || isText(field));
}

/** @throws OperatorError `bad-input` where it is no manifest of ours. */
function readManifest(bytes: Uint8Array | undefined, file: string): Manifest {
  const refuse = (why: string): OperatorError =>
    new OperatorError("bad-input", `${file} is no evidence bundle: ${why}.`, {
      hint: "A bundle comes from tasktrail evidence.",
    });
  if (!bytes) throw refuse("it holds no manifest.json");
  const value: unknown = parse(bytes);
  if (!isObject(value) || value["format"] !== "tasktrail-evidence") {
    throw refuse("its manifest.json is not ours");
  }
  if (value["version"] !== 1) {
    throw refuse(
      `it is of version ${JSON.stringify(value["version"])}, and this TaskTrail reads 1`,
    );
  }
  for (const [list, fields] of Object.entries(FIELDS)) {
    const entries = value[list];
    if (!Array.isArray(entries) || !entries.every((entry) => isFit(entry, fields))) {
      throw refuse(`${list} in its manifest.json cannot be read`);
    }
  }
  const notes = Array.isArray(value["notes"]) ? value["notes"].map(String) : [];
  return { ...value, notes } as unknown as Manifest;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

interface Report {
  readonly verdict: "proven" | "not-proven" | "failed";
  readonly sentence: string;
  readonly notes: readonly string[];
}

function reportOf(
  { records, notes }: Manifest,
  checks: readonly Check[],
  isOwnKeys: boolean,
): Report {
  const failed = checks.filter(({ state }) => state === "failed").length;
  const proven = checks.filter(({ of, state }) => of === "record" && state === "ok").length;
  const all = counted(records.length, "record");
  const keys = isOwnKeys
    ? [
        "The public keys are the bundle's own: compare them with aws cloudtrail list-public-keys, or give those with --public-keys.",
      ]
    : [];
  if (failed > 0) {
    const sentence = `NOT intact: ${String(failed)} of ${counted(checks.length, "check")} failed.`;
    return { verdict: "failed", sentence, notes: [...notes, ...keys] };
  }
  if (proven < records.length || records.length === 0) {
    const sentence = `The bundle is whole. ${String(proven)} of ${all} stand in log files that CloudTrail signed; nothing proves the others.`;
    return { verdict: "not-proven", sentence, notes: [...notes, ...(proven > 0 ? keys : [])] };
  }
  const sentence = `Proven: the bundle is whole, and ${records.length === 1 ? "its record stands" : `all ${all} stand`} in log files that CloudTrail signed.`;
  return { verdict: "proven", sentence, notes: [...notes, ...keys] };
}

function textOfReport({ sentence, notes }: Report, checks: readonly Check[]): string {
  const lines = checks
    .filter(({ state }) => state !== "ok")
    .map(({ of, what, state, says }) => `${state.padEnd(10)}  ${of} ${what}: ${says}`);
  const ok = checks.filter(({ state }) => state === "ok").length;
  return [
    sentence,
    ...lines,
    `ok          ${counted(ok, "check")}`,
    ...notes.map((note) => `note        ${note}`),
  ]
    .map((line) => `${neutraliseForTerminal(line)}\n`)
    .join("");
}
