import { readWindow } from "../../ask/parameters.ts";
import { OperatorError } from "../../core/errors.ts";
import { fileMemory } from "../../integrity/file-memory.ts";
import { PublicKeys } from "../../integrity/public-keys.ts";
import type { Verification } from "../../integrity/verification.ts";
import type { VerifiedMemory } from "../../integrity/verified-memory.ts";
import { rememberVerified } from "../../integrity/verified-spans.ts";
import { verifyTrail } from "../../integrity/verify-trail.ts";
import { StoreFailure, type ObjectStore } from "../../storage/object-store.ts";
import type { OpenedStore } from "../../storage/open-store.ts";
import { isOn, textOf, textsOf, type Invocation, type Run } from "../command.ts";
import { counted } from "../counted.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { startProgress } from "../progress.ts";
import type { Surroundings } from "../surroundings.ts";
import { publicKeysFrom } from "./list-public-keys.ts";
import { openPlace } from "./open-place.ts";
import { openProofs, verifiedFolder } from "./proofs.ts";
import { jsonOfVerification, textOfVerification } from "./verify-report.ts";
import { verdictOf } from "./verdict-sentence.ts";

/** Verifies a trail's files, tells what was found, and keeps for later answers which hours are proven. */
export const runVerify: Run = async (invocation, surroundings) => {
  const { stdout } = surroundings;
  const [typed, ...more] = invocation.words;
  if (typed === undefined || more.length > 0) {
    throw new OperatorError("bad-argument", "<place>: one bucket or folder is needed.", {
      hint: "tasktrail verify s3://bucket/prefix --since 30d",
    });
  }
  const opened = await openPlace(typed, invocation, surroundings);
  const verification = await verifyOpened(opened, invocation, surroundings);
  if (verification.regions.length === 0 && verification.notices.length === 0) {
    throw new OperatorError("not-found", `There are no files of a trail below ${typed}.`, {
      hint: "Name the bucket, the trail's prefix, or the folder that holds AWSLogs/; check --account and --region.",
    });
  }
  keepSpans(opened.uri, verification, invocation, surroundings);
  const isJson = textOf(invocation, "output") === "json";
  stdout.write(
    isJson
      ? jsonOfVerification(verification, opened.uri)
      : textOfVerification(verification, opened.uri),
  );
  return codeFor(verification, invocation);
};

async function verifyOpened(
  { store, prefix, uri }: OpenedStore,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<Verification> {
  const now = surroundings.now();
  const { from, to } = readWindow(invocation.flags, now, "7d");
  const list = (name: string): readonly string[] =>
    textsOf(invocation, name).flatMap((text) => text.split(","));
  const progress = startProgress(surroundings);
  try {
    return await verifyTrail({
      store,
      prefix,
      window: { from: Date.parse(from), to: Math.min(Date.parse(to), now.getTime()) },
      now: now.getTime(),
      keys: new PublicKeys(await publicKeysFrom(invocation, surroundings)),
      accounts: list("account"),
      regions: list("region"),
      trails: list("trail"),
      memory: memoryFor(uri, invocation, surroundings),
      onProgress: (files) => progress.say("verify", `${counted(files, "file")} verified`),
      signal: surroundings.signal,
    });
  } catch (error) {
    throw asOperatorError(error, store);
  } finally {
    progress.done("verify");
    progress.end();
  }
}

/** Whoever wants everything read again has what comes of it remembered nevertheless. */
function memoryFor(
  uri: string,
  invocation: Invocation,
  { env, stderr }: Surroundings,
): VerifiedMemory {
  let isTold = false;
  const memory = fileMemory(verifiedFolder(env), uri, (error) => {
    if (!isTold) stderr.write(`not remembered for the next verification: ${String(error)}\n`);
    isTold = true;
  });
  return isOn(invocation, "noCache") ? { ...memory, isDoubted: true } : memory;
}

const CODES = {
  "not-found": "not-found",
  "access-denied": "access-denied",
  "key-denied": "access-denied",
  archived: "bad-input",
  expired: "expired-credentials",
  unreachable: "unreachable",
} as const;

function asOperatorError(error: unknown, { uri }: ObjectStore): unknown {
  if (!(error instanceof StoreFailure)) return error;
  const denied = "It takes s3:ListBucket on the bucket and s3:GetObject on its objects.";
  return new OperatorError(CODES[error.code], `${uri} cannot be verified: ${error.message}`, {
    ...(error.code.endsWith("denied") && { hint: denied }),
    cause: error,
  });
}

/** A folder that cannot be written does not unmake what was found. */
function keepSpans(
  uri: string,
  verification: Verification,
  invocation: Invocation,
  surroundings: Surroundings,
): void {
  if (textOf(invocation, "ledger") === ":memory:") return;
  try {
    rememberVerified(openProofs(invocation, surroundings).notes, uri, verification);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    surroundings.stderr.write(`not remembered for later answers: ${error.message}\n`);
  }
}

function codeFor(verification: Verification, invocation: Invocation): ExitCode {
  const verdict = verdictOf(verification);
  if (verdict === "invalid" || verdict === "unproven") return exitCode.conditionHeld;
  return verdict === "incomplete" && isOn(invocation, "strict")
    ? exitCode.incomplete
    : exitCode.answered;
}
