import { OperatorError, type ErrorCode } from "../../core/errors.ts";

/** What kept a call to AWS from being answered. */
export interface Failure {
  readonly kind:
    | "denied"
    | "expired"
    | "no-credentials"
    | "no-region"
    | "not-accepted"
    | "rejected-token"
    | "server"
    | "throttled"
    | "unreachable";
  /** AWS's or the network's own words. */
  readonly said: string;
  readonly cause: unknown;
}

const KINDS: ReadonlyMap<string, Failure["kind"]> = new Map([
  ["AccessDenied", "denied"],
  ["AccessDeniedException", "denied"],
  ["OperationNotPermittedException", "denied"],
  ["OptInRequired", "denied"],
  ["UnauthorizedOperation", "denied"],
  ["ExpiredToken", "expired"],
  ["ExpiredTokenException", "expired"],
  ["TokenRefreshRequired", "expired"],
  ["IncompleteSignature", "not-accepted"],
  ["InvalidClientTokenId", "not-accepted"],
  ["InvalidSignatureException", "not-accepted"],
  ["MissingAuthenticationToken", "not-accepted"],
  ["MissingAuthenticationTokenException", "not-accepted"],
  ["NotAuthorized", "denied"],
  ["SignatureDoesNotMatch", "not-accepted"],
  ["UnrecognizedClientException", "not-accepted"],
  ["InvalidNextTokenException", "rejected-token"],
  ["LimitExceededException", "throttled"],
  ["RequestLimitExceeded", "throttled"],
  ["Throttling", "throttled"],
  ["ThrottledException", "throttled"],
  ["ThrottlingException", "throttled"],
  ["TooManyRequestsException", "throttled"],
]);

/** What an error of the SDK means, by what AWS documents; nothing where it is neither AWS's nor the network's. */
export function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const as = (kind: Failure["kind"]): Failure => ({
    kind,
    said: error.message === "" ? error.name : error.message,
    cause: error,
  });
  if (error.message === "Region is missing") return as("no-region");
  if (error.name === "CredentialsProviderError" || error.name === "TokenProviderError") {
    return as(/aws sso login|expired|refresh/i.test(error.message) ? "expired" : "no-credentials");
  }
  const known = KINDS.get(error.name);
  if (known) return as(known);
  const status = statusOf(error);
  if (status !== undefined && status >= 400) return as(kindOfStatus(status));
  // What never was an answer (refused, reset, cut short, not JSON) also comes with the SDK's metadata.
  if ("$metadata" in error || "$response" in error || isNetworkError(error)) {
    return as("unreachable");
  }
  return undefined;
}

function kindOfStatus(status: number): Failure["kind"] {
  if (status === 429) return "throttled";
  return status >= 500 ? "server" : "denied";
}

function statusOf(error: Error): number | undefined {
  if (!("$metadata" in error)) return undefined;
  const metadata = error.$metadata as { readonly httpStatusCode?: number } | undefined;
  return metadata?.httpStatusCode;
}

function isNetworkError(error: Error): boolean {
  return "code" in error && "syscall" in error;
}

/** Where the call went, for sentences. */
export interface Whereabouts {
  readonly region: string;
  readonly profile?: string | undefined;
  /** What was asked: `cloudtrail:LookupEvents`. */
  readonly call: string;
}

/** The failure as something the operator can act on. */
export function failureError({ kind, said, cause }: Failure, where: Whereabouts): OperatorError {
  const { region, profile, call } = where;
  const place = region === "" ? "" : ` in ${region}`;
  const error = (code: ErrorCode, message: string, hint: string): OperatorError =>
    new OperatorError(code, message, { hint, cause });
  switch (kind) {
    case "denied":
      return error(
        "access-denied",
        `AWS denies ${call}${place}: ${said}`,
        `Allow ${call} to this principal, or choose another with --profile.`,
      );
    case "not-accepted":
      return error(
        "access-denied",
        `AWS does not accept these credentials${place}: ${said}`,
        "Check the access key and secret; the region may also be disabled for the account.",
      );
    case "expired":
      return error(
        "expired-credentials",
        `The AWS credentials have expired: ${said}`,
        `Sign in again: aws sso login${profile === undefined ? "" : ` --profile ${profile}`}, or renew AWS_SESSION_TOKEN.`,
      );
    case "no-credentials":
      return error(
        "no-credentials",
        `There are no AWS credentials${profile === undefined ? "" : ` in the profile ${profile}`}: ${said}`,
        "Choose a profile with --profile or AWS_PROFILE, or sign in with aws sso login; --demo needs none.",
      );
    case "no-region":
      return error(
        "no-region",
        "No AWS region was given.",
        "Name one with --region or AWS_REGION: ECS and its event history are regional.",
      );
    case "throttled":
      return error(
        "unreachable",
        `AWS keeps throttling ${call}${place}: ${said}`,
        "Others use up this account's 2 requests a second; try again in a few minutes.",
      );
    default:
      return error(
        "unreachable",
        `AWS did not answer ${call}${place}: ${said}`,
        "Check the network, the proxy and --endpoint-url, then try again.",
      );
  }
}
