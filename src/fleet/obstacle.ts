import type { AwsProfile } from "./aws-profiles.ts";

/** What kept us from an account or region, and the way to mend it. */
export interface Obstacle {
  readonly state: "denied" | "unreachable";
  /** Names neither keys nor tokens, whatever AWS or a helper program said. */
  readonly note: string;
}

/**
 * An obstacle as an error, with nothing of what the SDK said but its name, so that a reader in the midst of a run knows it.
 */
export class ObstacleError extends Error {
  override readonly name: string;
  readonly state: Obstacle["state"];
  /** As the SDK has it: by it readers tell a refusal from silence. */
  readonly $metadata: { readonly httpStatusCode?: number };

  constructor(name: string, { state, note }: Obstacle) {
    super(note);
    this.name = name;
    this.state = state;
    this.$metadata = state === "denied" ? { httpStatusCode: 403 } : {};
  }
}

/** What was tried. */
export interface Attempt {
  /** `sts:AssumeRole`. */
  readonly call: string;
  /** The profile that somebody signs in with, where there is one. */
  readonly profile?: string | undefined;
  /** What the AWS settings say about it; absent where they do not know it. */
  readonly settings?: AwsProfile | undefined;
  /** The ARN of the role that was to be assumed. */
  readonly role?: string | undefined;
  readonly hasExternalId?: boolean;
}

/**
 * What an error of the SDK means, by what AWS documents.
 *
 * @throws the error itself where it is neither AWS's nor the network's: a bug of ours.
 */
export function readObstacle(error: unknown, attempt: Attempt): Obstacle {
  if (error instanceof ObstacleError) return { state: error.state, note: error.message };
  if (!(error instanceof Error)) throw error;
  const kind = kindOf(error);
  if (kind === undefined) throw error;
  return EXPLAIN[kind](attempt, error);
}

type Kind =
  | "denied"
  | "expired"
  | "mfa"
  | "no-access"
  | "no-credentials"
  | "no-organization"
  | "not-accepted"
  | "switched-off"
  | "throttled"
  | "unreachable";

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["AccessDenied", "denied"],
  ["AccessDeniedException", "denied"],
  ["UnauthorizedOperation", "denied"],
  ["AWSOrganizationsNotInUseException", "no-organization"],
  ["ExpiredToken", "expired"],
  ["ExpiredTokenException", "expired"],
  ["RequestExpired", "expired"],
  ["AuthFailure", "not-accepted"],
  ["IncompleteSignature", "not-accepted"],
  ["InvalidClientTokenId", "not-accepted"],
  ["InvalidSignatureException", "not-accepted"],
  ["SignatureDoesNotMatch", "not-accepted"],
  ["UnrecognizedClientException", "not-accepted"],
  ["OptInRequired", "switched-off"],
  ["RegionDisabledException", "switched-off"],
  ["RequestLimitExceeded", "throttled"],
  ["Throttling", "throttled"],
  ["ThrottlingException", "throttled"],
  ["TooManyRequestsException", "throttled"],
  ["AbortError", "unreachable"],
  ["TimeoutError", "unreachable"],
] satisfies readonly (readonly [string, Kind])[]);

const NETWORK =
  /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|socket|timed? ?out|fetch failed/i;

function kindOf(error: Error): Kind | undefined {
  const known = KINDS.get(error.name);
  if (known !== undefined) return known;
  if (error.name === "CredentialsProviderError" || error.name === "TokenProviderError") {
    return kindOfSearch(error.message);
  }
  if (NETWORK.test(`${codeOf(error)} ${error.message}`)) return "unreachable";
  const status = statusOf(error);
  if (status === 401 || status === 403) return "denied";
  return status !== undefined || "$metadata" in error || "$response" in error
    ? "unreachable"
    : undefined;
}

/** The SDK's search for credentials says what failed in words only. */
function kindOfSearch(said: string): Kind {
  if (NETWORK.test(said)) return "unreachable";
  if (/multi-factor|\bMFA\b/i.test(said)) return "mfa";
  if (/ForbiddenException|No access/i.test(said)) return "no-access";
  if (/expired|aws sso login|aws login|refresh|UnauthorizedException|Session token/i.test(said)) {
    return "expired";
  }
  return "no-credentials";
}

function statusOf(error: Error): number | undefined {
  const metadata = "$metadata" in error ? error.$metadata : undefined;
  return (metadata as { readonly httpStatusCode?: number } | undefined)?.httpStatusCode;
}

/** `fetch` keeps what the network said in its cause. */
function codeOf(error: Error): string {
  const { code = "" } = error as { readonly code?: unknown };
  const below = error.cause instanceof Error ? codeOf(error.cause) : "";
  return typeof code === "string" && code !== "" ? code : below;
}

type Explain = (attempt: Attempt, error: Error) => Obstacle;

/** Only what AWS says of a denial is repeated: other words may hold tokens (of a wrong signature) or commands (of a helper). */
const EXPLAIN: Readonly<Record<Kind, Explain>> = {
  denied: (attempt, { message }) => denied(denialOf(attempt, message)),
  expired: (attempt) => denied(`the sign-in has expired: ${renewal(attempt)}`),
  mfa: ({ profile = "default" }) =>
    denied(
      `the profile ${profile} asks for a code of a device (mfa_serial), which TaskTrail cannot: open a session with that code first, and read with its profile`,
    ),
  "no-access": ({ profile = "default" }) =>
    denied(
      `Identity Center does not give the profile ${profile} its role: ask for the assignment to the account`,
    ),
  "no-credentials": (attempt) => denied(missing(attempt)),
  "no-organization": () =>
    denied("the account is in no organisation: list its accounts in accounts instead"),
  "not-accepted": ({ profile }) =>
    denied(
      `AWS does not accept the credentials${profile === undefined ? "" : ` of the profile ${profile}`}: check key, secret and this machine's clock`,
    ),
  "switched-off": ({ call }) =>
    denied(`AWS refuses ${call}: the region is switched off for the account`),
  throttled: ({ call }) => ({
    state: "unreachable",
    note: `AWS throttles ${call}: try again in a few minutes`,
  }),
  unreachable: ({ call }, error) => ({
    state: "unreachable",
    note: `no answer to ${call}${reasonOf(error)}: check the network, the proxy and --endpoint-url`,
  }),
};

function denied(note: string): Obstacle {
  return { state: "denied", note };
}

function reasonOf(error: Error): string {
  const status = statusOf(error);
  const reason =
    codeOf(error) || (status === undefined || status < 400 ? "" : `HTTP ${String(status)}`);
  return /^[\w ]{1,40}$/.test(reason) ? ` (${reason})` : "";
}

function renewal({ profile, settings }: Attempt): string {
  const named = profile === undefined || profile === "default" ? "" : ` --profile ${profile}`;
  if (settings?.kind === "login") return `aws login${named}`;
  if (profile === undefined) return "aws sso login, or renew AWS_SESSION_TOKEN";
  return settings === undefined || settings.kind === "sso"
    ? `aws sso login${named}`
    : `renew the credentials of the profile ${profile}`;
}

function missing({ profile, settings }: Attempt): string {
  if (profile === undefined) return "there are no AWS credentials: aws sso login, or AWS_PROFILE";
  return settings === undefined
    ? `the AWS settings have no profile ${profile}`
    : `the profile ${profile} leads to no credentials: aws sts get-caller-identity --profile ${profile} shows why`;
}

/** STS names the policy that is in the way, except across accounts, where it may be either side's. */
function denialOf({ call, role, hasExternalId = false }: Attempt, said: string): string {
  const caller =
    /User: (arn:[\w:+=,.@/-]{1,700}) is not authorized/.exec(said)?.[1] ?? "this principal";
  const what = role === undefined ? call : `${call} on ${role}`;
  if (/service control policy|resource control policy/i.test(said)) {
    return `an organisation's policy (SCP or RCP) forbids ${what}: ask who runs the organisation to allow it to ${caller}`;
  }
  if (/explicit deny/i.test(said)) return `a policy denies ${what} to ${caller} explicitly`;
  if (role === undefined || /identity-based|session policy|permissions boundary/i.test(said)) {
    return `AWS denies it: allow ${what} to ${caller}`;
  }
  const id = hasExternalId
    ? "and ask for the external id of the configuration"
    : "and ask for no external id, unless the configuration has it";
  return `AWS denies it: allow ${what} to ${caller}; the role must exist, its trust policy must name ${caller} ${id}`;
}
