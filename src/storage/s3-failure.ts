import type { StoreFailure } from "./object-store.ts";

/** What kept S3 from answering, and what may help. */
export interface S3Failure {
  readonly code: StoreFailure["code"];
  /** Why trying again may help; absent: it will not. */
  readonly passing?: "throttled" | "server" | "network" | "expired" | "clock" | "redirected";
  /** S3's or the network's own words. */
  readonly said: string;
  /** The region that the bucket lies in, where S3 sends us there. */
  readonly region?: string;
}

type Kind = Pick<S3Failure, "code" | "passing">;

const DENIED: Kind = { code: "access-denied" };
const KEY_DENIED: Kind = { code: "key-denied" };
const MISSING: Kind = { code: "not-found" };
const EXPIRED: Kind = { code: "expired", passing: "expired" };
const THROTTLED: Kind = { code: "unreachable", passing: "throttled" };
const SERVER: Kind = { code: "unreachable", passing: "server" };
const NETWORK: Kind = { code: "unreachable", passing: "network" };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["AccessDenied", DENIED],
  ["AccountProblem", DENIED],
  ["AllAccessDisabled", DENIED],
  ["ExpiredToken", EXPIRED],
  ["ExpiredTokenException", EXPIRED],
  ["InternalError", SERVER],
  ["InvalidAccessKeyId", DENIED],
  ["InvalidObjectState", { code: "archived" }],
  ["InvalidToken", DENIED],
  ["KMS.DisabledException", KEY_DENIED],
  ["KMS.InvalidKeyUsageException", KEY_DENIED],
  ["KMS.KMSInvalidStateException", KEY_DENIED],
  ["KMS.NotFoundException", KEY_DENIED],
  ["NoSuchBucket", MISSING],
  ["NoSuchKey", MISSING],
  ["NotFound", MISSING],
  ["RequestLimitExceeded", THROTTLED],
  ["RequestTimeTooSkewed", { ...DENIED, passing: "clock" }],
  ["RequestTimeout", NETWORK],
  ["ServiceUnavailable", SERVER],
  ["SignatureDoesNotMatch", DENIED],
  ["SlowDown", THROTTLED],
  ["ThrottlingException", THROTTLED],
  ["TokenRefreshRequired", EXPIRED],
]);

/** What an error of the SDK means; nothing where it is neither S3's nor the network's doing. */
export function readS3Failure(error: unknown): S3Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const said = error.message === "" ? error.name : error.message;
  const region = redirectOf(error);
  if (region !== undefined) return { code: "unreachable", passing: "redirected", said, region };
  const kind = kindOf(error, said);
  return kind && { ...kind, said };
}

function kindOf(error: Error, said: string): Kind | undefined {
  // S3 passes on as AccessDenied what KMS refuses: "… is not authorized to perform: kms:Decrypt on …".
  if (error.name === "AccessDenied" && /\bkms:\w+/i.test(said)) return KEY_DENIED;
  const known = KINDS.get(error.name);
  if (known) return known;
  const status = statusOf(error) ?? 0;
  if (status === 429) return THROTTLED;
  if (status >= 500) return SERVER;
  if (status === 404) return MISSING;
  if (status >= 400) return DENIED;
  // What never was an answer (refused, reset, cut short) also comes with the SDK's metadata.
  return "$metadata" in error || "$response" in error || "code" in error ? NETWORK : undefined;
}

/** Whoever signs for another region is told which one it is. */
function redirectOf(error: Error): string | undefined {
  const status = statusOf(error);
  const isElsewhere =
    status === 301 || status === 307 || error.name === "AuthorizationHeaderMalformed";
  if (!isElsewhere) return undefined;
  const { $response, Region } = error as Error & {
    readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
    readonly Region?: string;
  };
  return $response?.headers?.["x-amz-bucket-region"] ?? Region;
}

function statusOf(error: Error): number | undefined {
  const { $metadata } = error as Error & { readonly $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}
