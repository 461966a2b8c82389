import type { ListClustersCommand } from "@aws-sdk/client-ecs";
import { fallbackRegion, searchCredentials } from "../aws/search-credentials.ts";
import type { SourceSettings } from "../source.ts";
import type { EcsClient, Read } from "./ecs-client.ts";

type Send = (input: object, signal: AbortSignal) => Promise<object>;

/**
 * Loads the SDK, which takes a while, and finds region and credentials.
 *
 * @throws OperatorError `no-region`, `no-credentials`, `expired-credentials`.
 */
export async function connect(settings: SourceSettings): Promise<EcsClient> {
  // The SDK announces on standard error when it will drop Node 20; only the first client reads this.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const sdk = await import("@aws-sdk/client-ecs");
  const options = optionsOf(settings);
  const client = new sdk.ECSClient(options);
  const region = await searchCredentials(settings, "", () => client.config.region());
  const credentials = await searchCredentials(settings, region, () => client.config.credentials());
  const shared = { ...options, credentials: client.config.credentials };
  const scaling = async (): Promise<Send> => {
    const { ApplicationAutoScalingClient, DescribeScalingActivitiesCommand } =
      await import("@aws-sdk/client-application-auto-scaling");
    const other = new ApplicationAutoScalingClient(shared);
    return (input, abortSignal) =>
      other.send(new DescribeScalingActivitiesCommand({ ServiceNamespace: "ecs", ...input }), {
        abortSignal,
      });
  };
  const readEcs = (name: Exclude<Read, "DescribeScalingActivities">): Send => {
    // Each of them takes its own input; what goes into it is checked where it is asked.
    const Command = sdk[`${name}Command`] as new (input: object) => ListClustersCommand;
    return (input, abortSignal) => client.send(new Command(input), { abortSignal });
  };
  let ofScaling: Promise<Send> | undefined;
  return {
    region,
    accessKeyId: credentials.accessKeyId,
    accountId: settings.account ?? ("accountId" in credentials ? credentials.accountId : undefined),
    read: async (name, input, signal) => {
      if (name !== "DescribeScalingActivities") return readEcs(name)(input, signal);
      return (await (ofScaling ??= scaling()))(input, signal);
    },
    askAccount: async (abortSignal) => {
      const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
      const sts = new STSClient(shared);
      const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
      return Account;
    },
    renew: async () => {
      await searchCredentials(settings, region, () =>
        client.config.credentials({ forceRefresh: true }),
      );
    },
  };
}

function optionsOf({
  region = fallbackRegion(),
  profile,
  credentials,
  endpointUrl,
}: SourceSettings): {
  readonly maxAttempts: number;
  readonly requestHandler: { readonly connectionTimeout: number };
  readonly customUserAgent: string;
} {
  return {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(credentials && { credentials }),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    // Retries are ours, so that the pace sees each throttle.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5000 },
    customUserAgent: "tasktrail",
  };
}
