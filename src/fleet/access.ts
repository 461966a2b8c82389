import { parseArn } from "../core/arn.ts";
import {
  callRegion,
  clientSettings,
  deadline,
  inTime,
  type ClientSettings,
  type Connection,
} from "./aws-client.ts";
import { defaultProfile, rootProfile, type AwsProfile } from "./aws-profiles.ts";
import { keepFresh, type CredentialProvider } from "./fresh-credentials.ts";
import { ObstacleError, readObstacle, type Attempt } from "./obstacle.ts";
import { homeRegionOf, partitionOf, type Partition } from "./partitions.ts";

/** A way into an account: credentials, and what to say where they cannot be had. */
export interface Access {
  readonly credentials: CredentialProvider;
  /** The profile that it begins at. */
  readonly profile?: string;
  /** What the SDK would take for the region; absent where nothing says one. */
  readonly region?: string;
  readonly partition: Partition;
  /** What is tried when credentials are asked for. */
  readonly attempt: Attempt;
}

/** What the ways in are made from. */
export interface Surroundings {
  readonly profiles: ReadonlyMap<string, AwsProfile>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly connection: Connection;
  /** Milliseconds since 1970; replaced in tests. */
  readonly now?: (() => number) | undefined;
}

/** The way in through a profile, or through the SDK's own search where none is named. */
export function accessByProfile(surroundings: Surroundings, profile: string | undefined): Access {
  const { profiles, env, connection } = surroundings;
  const named = profile ?? (env["AWS_PROFILE"] || undefined);
  const root = rootProfile(profiles, named ?? defaultProfile(env));
  const region = regionOfProfile(surroundings, profile);
  const settings = clientSettings(connection, region ?? homeRegionOf("aws"), {
    ...(profile !== undefined && { profile }),
  });
  const attempt: Attempt = {
    call: "the search for credentials",
    profile: root?.name ?? named,
    settings: root,
  };
  return {
    credentials: explaining(attempt, connection, searching(settings)),
    ...(named !== undefined && { profile: named }),
    ...(region !== undefined && { region }),
    partition: partitionOf(region ?? ""),
    attempt,
  };
}

/** The SDK remembers what it finds, and renews it. */
function searching(settings: ClientSettings): CredentialProvider {
  let found: Promise<CredentialProvider> | undefined;
  const search = async (): Promise<CredentialProvider> => {
    const { STSClient } = await import("@aws-sdk/client-sts");
    return new STSClient(settings).config.credentials;
  };
  return async (options) => (await (found ??= search()))(options);
}

/** A profile that is named has its own region; the surroundings' comes first only where none is named. */
function regionOfProfile(
  { profiles, env, connection }: Surroundings,
  profile: string | undefined,
): string | undefined {
  const name = profile ?? defaultProfile(env);
  const own = profiles.get(name)?.region ?? rootProfile(profiles, name)?.region;
  return profile === undefined ? (connection.region ?? own) : (own ?? connection.region);
}

/** A role to assume. */
export interface Role {
  readonly arn: string;
  readonly externalId?: string | undefined;
}

/** The way in by assuming a role, from another way in. */
export function accessByRole(
  { connection, now }: Surroundings,
  { arn, externalId }: Role,
  via: Access,
): Access {
  const partition = partitionOfArn(arn);
  const region = callRegion({ ...connection, region: via.region ?? connection.region }, partition);
  const attempt: Attempt = {
    ...via.attempt,
    call: "sts:AssumeRole",
    role: arn,
    hasExternalId: externalId !== undefined,
  };
  const assume = async (): ReturnType<CredentialProvider> => {
    const source = await via.credentials();
    const { STSClient, AssumeRoleCommand } = await import("@aws-sdk/client-sts");
    const settings = clientSettings(connection, region, {
      credentials: () => Promise.resolve(source),
    });
    const sts = new STSClient(settings);
    const command = new AssumeRoleCommand({
      RoleArn: arn,
      RoleSessionName: connection.sessionName,
      ...(externalId !== undefined && { ExternalId: externalId }),
    });
    const { Credentials } = await sts
      .send(command, { abortSignal: deadline(connection) })
      .finally(() => sts.destroy());
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken, Expiration } = Credentials ?? {};
    const accountId = parseArn(arn)?.account;
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...(SessionToken !== undefined && { sessionToken: SessionToken }),
      ...(Expiration !== undefined && { expiration: Expiration }),
      ...(accountId !== undefined && { accountId }),
    };
  };
  return {
    credentials: keepFresh(explaining(attempt, connection, assume), now),
    ...(via.profile !== undefined && { profile: via.profile }),
    ...(via.region !== undefined &&
      partitionOf(via.region) === partition && { region: via.region }),
    partition,
    attempt,
  };
}

function partitionOfArn(arn: string): Partition {
  const partition = parseArn(arn)?.partition;
  return partition === "aws-cn" || partition === "aws-us-gov" ? partition : "aws";
}

/** Whose credentials these are: as the one who issued them says, else as STS does. */
export async function accountOf(access: Access, connection: Connection): Promise<string> {
  const { accountId } = await access.credentials();
  if (accountId !== undefined) return accountId;
  const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const region = access.region ?? callRegion(connection, access.partition);
  const { credentials } = access;
  const sts = new STSClient(clientSettings(connection, region, { credentials }));
  const abortSignal = deadline(connection);
  const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal });
  return Account;
}

/** Puts the way to mend it in the place of what the SDK says, which may hold tokens or a helper's command line. */
function explaining(
  attempt: Attempt,
  connection: Connection,
  provider: CredentialProvider,
): CredentialProvider {
  return async (options) => {
    try {
      return await inTime(connection, provider(options));
    } catch (error) {
      if (error instanceof ObstacleError) throw error;
      const obstacle = readObstacle(error, attempt);
      throw new ObstacleError(error instanceof Error ? error.name : "", obstacle);
    }
  };
}
