import { OperatorError } from "../core/errors.ts";
import { StoreFailure, type ObjectStore } from "../storage/object-store.ts";
import type { Context } from "./context.ts";
import { findPlaces, type TrailPlace } from "./find-places.ts";
import { Lanes } from "./lanes.ts";
import type { PublicKeys, Span } from "./public-keys.ts";
import { intervalOf } from "./tally.ts";
import type { FileVerdict, Notice, Verification } from "./verification.ts";
import { noMemory, type VerifiedMemory } from "./verified-memory.ts";
import { verifyPlace, type PlaceReport } from "./verify-place.ts";

/** What to verify. Times are milliseconds since 1970. */
export interface VerifyRequest {
  readonly store: ObjectStore;
  /** Where below the store the trail lies: at the bucket, the trail's prefix, `AWSLogs`, an account … */
  readonly prefix: string;
  /** By when files were delivered. */
  readonly window: Span;
  readonly now: number;
  readonly keys: PublicKeys;
  /** Absent or empty: all. */
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly trails?: readonly string[];
  readonly memory?: VerifiedMemory;
  /** Requests under way at once. Default 64. */
  readonly parallel?: number;
  readonly onVerdict?: (verdict: FileVerdict) => void;
  readonly onProgress?: (files: number) => void;
  readonly signal?: AbortSignal;
}

const PARALLEL = 64;
const PLACES_AT_ONCE = 16;
const WIDE_AT_ONCE = 4;

/**
 * Holds a trail's digests and log files against what CloudTrail signed: everything that `aws cloudtrail validate-logs`
 * checks, the previous digests' hashes and signatures too, digests that are gone without a trace in those that are left,
 * and files that no digest names. All accounts and regions side by side.
 *
 * @throws StoreFailure or OperatorError where nothing could be looked at; the signal's reason when the user interrupts.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html
 */
export async function verifyTrail(request: VerifyRequest): Promise<Verification> {
  const { store, prefix, window, signal } = request;
  const context = contextOf(request);
  const places = await findPlaces(store, prefix, request, signal);
  const failures: (StoreFailure | OperatorError)[] = [];
  const lanes = new Lanes(PLACES_AT_ONCE);
  const told = await Promise.all(
    places.map((place) =>
      lanes.run(async (): Promise<PlaceReport | Notice> => {
        try {
          return await verifyPlace(place, context);
        } catch (error) {
          signal?.throwIfAborted();
          if (!(error instanceof StoreFailure) && !(error instanceof OperatorError)) throw error;
          failures.push(error);
          return unseen(place, error);
        }
      }),
    ),
  );
  const [first] = failures;
  if (first && failures.length === places.length) throw first;
  const reports = told.filter((one): one is PlaceReport => "region" in one && "chains" in one);
  return {
    window: intervalOf(window),
    chains: reports.flatMap(({ chains }) => chains),
    regions: reports.map(({ region }) => region),
    problems: reports.flatMap(({ problems }) => problems),
    notices: [
      ...told.filter((one): one is Notice => "says" in one),
      ...reports.flatMap(({ notices }) => notices),
    ],
  };
}

function contextOf(request: VerifyRequest): Context {
  const { store, window, now, keys, trails = [], memory = noMemory, signal } = request;
  let files = 0;
  return {
    store,
    window,
    now,
    keys,
    trails,
    memory,
    signal,
    isBucket: store.uri.startsWith("s3://"),
    lanes: new Lanes(request.parallel ?? PARALLEL),
    wide: new Lanes(WIDE_AT_ONCE),
    tell: request.onVerdict ?? (() => undefined),
    progress: (count) => {
      files += count;
      request.onProgress?.(files);
    },
  };
}

function unseen({ account, region }: TrailPlace, error: Error): Notice {
  const says = `Nothing of it could be verified: ${error.message}`;
  return { kind: "unread", account, region, trail: "", says, isIncomplete: true };
}
