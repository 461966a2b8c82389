import { partitionOf, homeRegionOf, type Partition } from "./partitions.ts";
import type { CredentialProvider } from "./fresh-credentials.ts";

/** What every client of the fleet is made with. */
export interface ClientSettings {
  readonly region: string;
  readonly endpoint?: string;
  readonly profile?: string;
  readonly credentials?: CredentialProvider;
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number };
  readonly customUserAgent: string;
}

/** How the AWS of this fleet is reached. */
export interface Connection {
  readonly endpointUrl?: string | undefined;
  /** The region of the surroundings, where there is one. */
  readonly region?: string | undefined;
  /** Under which name roles are assumed: CloudTrail shows it. */
  readonly sessionName: string;
  /** After how long a call, or the way into an account, is given up; milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Settings for a client in one region. */
export function clientSettings(
  { endpointUrl }: Connection,
  region: string,
  identity: Pick<ClientSettings, "credentials" | "profile">,
): ClientSettings {
  // The SDK announces on standard error when it will drop Node 20; only the first client reads this.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return {
    region,
    ...identity,
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 5000 },
    customUserAgent: "tasktrail",
  };
}

/** A region of this partition whose endpoints are certain to be switched on, ours if it is of the same one. */
export function callRegion({ region }: Connection, partition: Partition): string {
  return region !== undefined && partitionOf(region) === partition
    ? region
    : homeRegionOf(partition);
}

/** Aborts with the whole, or when a call has taken too long. */
export function deadline({ signal, timeoutMs }: Connection): AbortSignal {
  const late = AbortSignal.timeout(timeoutMs);
  return signal === undefined ? late : AbortSignal.any([signal, late]);
}

/**
 * Gives up waiting for what takes no signal, such as the SDK's search for credentials.
 *
 * @throws Error of the name `TimeoutError`, or the signal's reason.
 */
export async function inTime<Result>(
  connection: Connection,
  work: Promise<Result>,
): Promise<Result> {
  const until = deadline(connection);
  let stop = (): void => undefined;
  const given = new Promise<never>((_, reject) => {
    const abort = (): void => reject(asError(until.reason));
    stop = () => until.removeEventListener("abort", abort);
    if (until.aborted) abort();
    else until.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    stop();
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
