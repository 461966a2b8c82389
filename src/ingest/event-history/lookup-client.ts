import type {
  LookupEventsCommandInput,
  LookupEventsCommandOutput,
} from "@aws-sdk/client-cloudtrail";
import type { SourceSettings } from "../source.ts";
import { fallbackRegion, searchCredentials } from "../aws/search-credentials.ts";

/** One account's and region's LookupEvents, as the SDK reaches it. */
export interface LookupClient {
  readonly region: string;
  /** Which key signs; says whose account it is. */
  readonly accessKeyId: string;
  /** The account, where the credentials tell. */
  readonly accountId: string | undefined;
  readonly lookUp: (
    input: LookupEventsCommandInput,
    signal: AbortSignal,
  ) => Promise<LookupEventsCommandOutput>;
  /** Asks STS whose credentials these are. */
  readonly askAccount: (signal: AbortSignal) => Promise<string>;
  /** Makes the SDK look for newer credentials. */
  readonly renew: () => Promise<void>;
  /** Milliseconds by which AWS's clock is ahead of ours, where the SDK noticed that they differ. */
  readonly clockOffset: () => number;
}

/**
 * Loads the SDK, which takes a while, and finds region and credentials.
 *
 * @throws OperatorError `no-region`, `no-credentials`, `expired-credentials`.
 */
export async function connect(settings: SourceSettings): Promise<LookupClient> {
  // The SDK announces on standard error when it will drop Node 20; only the first client reads this.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const { CloudTrailClient, LookupEventsCommand } = await import("@aws-sdk/client-cloudtrail");
  const region = settings.region ?? fallbackRegion();
  const options = {
    ...(region !== undefined && { region }),
    ...(settings.profile !== undefined && { profile: settings.profile }),
    ...(settings.credentials && { credentials: settings.credentials }),
    ...(settings.endpointUrl !== undefined && { endpoint: settings.endpointUrl }),
    // Retries are ours, so that the pace sees each throttle.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000 },
    customUserAgent: "tasktrail",
  };
  const client = new CloudTrailClient(options);
  const found = await searchCredentials(settings, "", () => client.config.region());
  const credentials = await searchCredentials(settings, found, () => client.config.credentials());
  return {
    region: found,
    accessKeyId: credentials.accessKeyId,
    accountId: settings.account ?? ("accountId" in credentials ? credentials.accountId : undefined),
    lookUp: (input, abortSignal) => client.send(new LookupEventsCommand(input), { abortSignal }),
    askAccount: async (abortSignal) => {
      const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
      const sts = new STSClient({ ...options, credentials: client.config.credentials });
      const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
      return Account;
    },
    renew: async () => {
      await searchCredentials(settings, found, () =>
        client.config.credentials({ forceRefresh: true }),
      );
    },
    clockOffset: () => client.config.systemClockOffset,
  };
}
