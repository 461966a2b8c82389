import { OperatorError } from "../../core/errors.ts";
import { StoreFailure } from "../../storage/object-store.ts";
import { spanOf } from "../event-history/spans.ts";
import type { Page, ReadRequest } from "../source.ts";
import { findPlaces, type TrailPlace } from "./find-places.ts";
import { Permits } from "./permits.ts";
import { recallPlaces, rememberPlaces } from "./place-memory.ts";
import { PlaceReader } from "./place-reader.ts";
import { readPlain } from "./read-plain.ts";
import { takeTurns } from "./take-turns.ts";
import { tellEffects } from "./tell-effects.ts";
import { missingPlaces } from "./missing-places.ts";
import { TrailRun, type Trail } from "./trail-run.ts";

/** Enough to hide how long S3 takes to answer, and no more than the SDK's own sockets. */
const GETS_AT_ONCE = 32;
/** What may be under way at once, compressed, read or not; one file alone may be larger. More only takes memory. */
const BYTES_AT_ONCE = 16 * 2 ** 20;

/**
 * Reads the log files of a trail: every account and region at once, newest first. Ends by itself, or quietly when the
 * request's signal says so.
 *
 * @throws OperatorError where not even the first listing is answered, or nothing of a trail is there.
 */
export async function* readTrail(trail: Trail, request: ReadRequest): AsyncGenerator<Page> {
  const whole = spanOf(request.window);
  const now = Math.floor(request.now.getTime() / 1000);
  if (whole.from >= Math.min(whole.to, now)) return;
  const stop = new AbortController();
  const give = (): void => {
    stop.abort();
  };
  request.signal?.addEventListener("abort", give);
  const scanner = trail.scanner();
  try {
    const run = new TrailRun(trail, request, {
      scanner,
      permits: new Permits(GETS_AT_ONCE, BYTES_AT_ONCE),
      signal: stop.signal,
      whole: { from: whole.from, to: Math.min(whole.to, now) },
    });
    if (run.goesOn()) yield* readAll(run);
  } catch (error) {
    if (!request.signal?.aborted) throw error;
  } finally {
    request.signal?.removeEventListener("abort", give);
    stop.abort();
    await scanner.close();
  }
}

async function* readAll(run: TrailRun): AsyncGenerator<Page> {
  const places = await discover(run);
  if (places.length === 0 && !isFiltered(run)) {
    yield* readPlain(run);
    return;
  }
  const missing = missingPlaces(run, places);
  if (missing.length > 0) yield { records: [], unreadable: [], coverage: missing };
  const readers = places.map((place) => new PlaceReader(run, place));
  yield* takeTurns(run, readers);
  const coverage = tellEffects(run);
  if (coverage.length > 0) yield { records: [], unreadable: [], coverage };
}

/** Where accounts and regions lie is remembered: later ones have nothing to tell about a window that was closed by then. */
async function discover(run: TrailRun): Promise<readonly TrailPlace[]> {
  const { trail, request, whole, now } = run;
  const known = recallPlaces(request.memory, trail.uri);
  if (known && whole.to + trail.lag <= known.at) {
    return known.places.filter((place) => isWanted(place, request));
  }
  try {
    const places = await findPlaces(trail.store, trail.prefix, request, run.signal);
    if (!isFiltered(run)) rememberPlaces(request.memory, trail.uri, { at: now, places });
    return places;
  } catch (error) {
    throw error instanceof StoreFailure ? operatorError(error, trail) : error;
  }
}

function isFiltered({ request: { accounts = [], regions = [] } }: TrailRun): boolean {
  return accounts.length + regions.length > 0;
}

function isWanted(
  { account, region }: TrailPlace,
  { accounts = [], regions = [] }: ReadRequest,
): boolean {
  return (
    (accounts.length === 0 || accounts.includes(account)) &&
    (regions.length === 0 || regions.includes(region))
  );
}

const HINTS: Readonly<Partial<Record<StoreFailure["code"], string>>> = {
  "access-denied":
    "Allow s3:ListBucket on the bucket and s3:GetObject on its objects (and kms:Decrypt where they are encrypted with a key of yours); for a bucket whose readers pay, add ?requester-pays=true.",
  expired: "Sign in again: aws sso login, or renew AWS_SESSION_TOKEN.",
  "not-found": "Check the name: aws cloudtrail describe-trails tells S3BucketName and S3KeyPrefix.",
  unreachable: "Check the network, the proxy and --endpoint-url, then try again.",
};

const CODES = {
  "access-denied": "access-denied",
  archived: "unreachable",
  expired: "expired-credentials",
  "key-denied": "access-denied",
  "not-found": "not-found",
  unreachable: "unreachable",
} as const;

function operatorError(cause: StoreFailure, { store }: Trail): OperatorError {
  const { code, message } = cause;
  const hint = HINTS[code] ?? `Try to list it with the aws-cli: aws s3 ls ${store.uri}`;
  return new OperatorError(CODES[code], message, { hint, cause });
}
