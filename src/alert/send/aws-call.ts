import { SinkFailure, type SinkSettings } from "../sink.ts";
import type { SinkUri } from "../sink-uri.ts";

/** Settings for the client of a sink; what the URI says goes first, then an ARN's region. */
export function clientConfig(
  { query }: SinkUri,
  { profile, region, endpointUrl, env }: SinkSettings,
  arnRegion = "",
): object {
  // The SDK announces on standard error when it will drop Node 20; only the first client reads this.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const chosen =
    query.get("region") ||
    arnRegion ||
    region ||
    env["AWS_REGION"] ||
    env["AWS_DEFAULT_REGION"] ||
    "";
  const own = query.get("profile") ?? profile;
  const endpoint = query.get("endpoint") ?? endpointUrl;
  return {
    ...(chosen !== "" && { region: chosen }),
    ...(own !== undefined && { profile: own }),
    ...(endpoint !== undefined && { endpoint }),
    // Retries are ours: the outbox sees each.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000 },
    customUserAgent: "tasktrail",
  };
}

const MISCONFIGURED =
  /AccessDenied|Authorization|NotAuthorized|NotFound|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|Expired|Credentials|Region is missing|KMS|Disabled|SendingPaused|NotVerified|AccountSuspended/i;

/** Makes a call of the SDK's, and tells its failure as a sink's. */
export async function callAws<Output>(call: () => Promise<Output>): Promise<Output> {
  try {
    return await call();
  } catch (error) {
    throw awsFailure(error);
  }
}

function awsFailure(error: unknown): SinkFailure {
  if (!(error instanceof Error)) return new SinkFailure("unavailable", String(error));
  const { name, message } = error;
  const status = statusOf(error);
  const said = `${name}: ${message}`.slice(0, 300);
  if (/Throttl|TooManyRequests|LimitExceeded|SlowDown/i.test(name) || status === 429) {
    return new SinkFailure("throttled", said);
  }
  if (MISCONFIGURED.test(`${name} ${message}`)) return new SinkFailure("misconfigured", said);
  if (status !== undefined && status >= 400 && status < 500)
    return new SinkFailure("refused", said);
  const neverSent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(said);
  const mayHaveArrived = !neverSent && status !== 503;
  return new SinkFailure("unavailable", said, { mayHaveArrived });
}

function statusOf(error: Error): number | undefined {
  const meta: unknown = "$metadata" in error ? error.$metadata : undefined;
  if (typeof meta !== "object" || meta === null || !("httpStatusCode" in meta)) return undefined;
  return typeof meta.httpStatusCode === "number" ? meta.httpStatusCode : undefined;
}
