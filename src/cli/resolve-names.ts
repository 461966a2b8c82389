import type { DirectoryName } from "../ask/name-actors.ts";
import type { Window } from "../ask/parameters.ts";
import { parseArn } from "../core/arn.ts";
import { OperatorError } from "../core/errors.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import type { Place } from "../fleet/fleet.ts";
import { failureError, readFailure } from "../ingest/aws/failure.ts";
import type { SourceSettings } from "../ingest/source.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Invocation } from "./command.ts";
import { counted } from "./counted.ts";
import { rememberName } from "./directory.ts";
import { awsSettings, openFleet, settingsAt } from "./open-sources.ts";
import type { Surroundings } from "./surroundings.ts";

/** What came of asking the directory. */
export interface Resolved {
  readonly notes: readonly string[];
  /** AWS let nobody be asked for. */
  readonly isDenied: boolean;
}

interface Resolving {
  readonly ledger: Ledger;
  readonly now: Date;
  readonly window: Window;
  readonly invocation: Invocation;
  readonly surroundings: Surroundings;
}

const CALL = "identitystore:DescribeUser";
const TIMEOUT_MS = 20_000;
/** A directory's region stands in no record for certain; so many are tried. */
const MOST_REGIONS = 4;

/** Asks Identity Center's directory whose the user ids are, and keeps its answers in the ledger. Reads only. */
export async function resolveNames(
  userIds: readonly string[],
  resolving: Resolving,
): Promise<Resolved> {
  if (userIds.length === 0) {
    return { notes: ["Every Identity Center user id that was seen has a name."], isDenied: false };
  }
  const { ledger, now, window, invocation, surroundings } = resolving;
  const homes = homesOf(userIds, ledger, window);
  const { places } = await openFleet(invocation, surroundings);
  const settings = awsSettings(invocation, surroundings);
  const askedAt = now.toISOString();
  let named = 0;
  const unknown: string[] = [];
  for (const userId of userIds) {
    const home = homes.get(userId);
    try {
      const found = home && (await askEverywhere(userId, home, places, settings, surroundings));
      if (found === undefined) unknown.push(userId);
      else {
        rememberName(ledger, userId, { name: found, askedAt } satisfies DirectoryName);
        named += 1;
      }
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      const { message, hint = "" } = error;
      return { notes: [...told(named, unknown), `${message} ${hint}`.trim()], isDenied: true };
    }
  }
  return { notes: told(named, unknown), isDenied: false };
}

function told(named: number, unknown: readonly string[]): readonly string[] {
  const whom = `${unknown.slice(0, 3).join(", ")}${unknown.length > 3 ? " …" : ""}`;
  return [
    `Identity Center's directory named ${counted(named, "user id")}; the ledger keeps that.`,
    ...(unknown.length === 0 ? [] : [`The directory does not know ${whom}.`]),
  ];
}

/** Where a user id belongs, as records say. */
interface Home {
  /** `d-9367c1a5f2` */
  readonly store: string;
  /** The account that the directory stands in. */
  readonly account: string;
  readonly regions: Set<string>;
}

const SIGN_IN = ["sts.amazonaws.com", "sso.amazonaws.com", "signin.amazonaws.com"];

function homesOf(
  userIds: readonly string[],
  ledger: Ledger,
  { from, to }: Window,
): ReadonlyMap<string, Home> {
  const wanted = new Set(userIds);
  const homes = new Map<string, Home>();
  const take = (record: CloudTrailRecord): void => {
    const { userId = "", identityStoreArn = "" } = record.userIdentity.onBehalfOf ?? {};
    const arn = wanted.has(userId) ? parseArn(identityStoreArn) : undefined;
    if (arn?.service !== "identitystore") return;
    const store = arn.resource.slice(arn.resource.lastIndexOf("/") + 1);
    const home = homes.get(userId) ?? { store, account: arn.account, regions: new Set<string>() };
    homes.set(userId, home);
    for (const region of regionsIn(record)) home.regions.add(region);
  };
  const window = { from, to };
  for (const record of ledger.records({ ...window, changesOnly: true })) take(record);
  for (const record of ledger.records({ ...window, eventSources: SIGN_IN })) take(record);
  return homes;
}

/** Identity Center's region stands in the path of its roles, and is where it records what it gives out. */
function regionsIn({ userIdentity, eventSource, awsRegion }: CloudTrailRecord): readonly string[] {
  const role = userIdentity.sessionContext?.sessionIssuer?.arn ?? "";
  const inPath = /:role\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9-]+)\//.exec(role)?.[1];
  return [
    ...(inPath === undefined ? [] : [inPath]),
    ...(eventSource === "sso.amazonaws.com" ? [awsRegion] : []),
  ];
}

/** @throws OperatorError where AWS refuses, which it does alike for every user of a directory. */
async function askEverywhere(
  userId: string,
  { store, account, regions }: Home,
  places: readonly Place[],
  settings: SourceSettings,
  surroundings: Surroundings,
): Promise<string | undefined> {
  const place =
    places.find((one) => one.account === account) ??
    places.find((one) => one.account === undefined) ??
    places[0];
  if (place === undefined) return undefined;
  const likely = new Set([...regions, ...places.map(({ region }) => region)]);
  for (const region of [...likely].slice(0, MOST_REGIONS)) {
    const there = settingsAt({ ...place, region }, settings);
    const found = await describeUser(
      { IdentityStoreId: store, UserId: userId },
      there,
      surroundings,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

async function describeUser(
  input: { readonly IdentityStoreId: string; readonly UserId: string },
  { region = "", profile, credentials, endpointUrl }: SourceSettings,
  { signal }: Surroundings,
): Promise<string | undefined> {
  // The SDK announces on standard error when it will drop Node 20; only the first client reads this.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const { IdentitystoreClient, DescribeUserCommand } =
    await import("@aws-sdk/client-identitystore");
  const client = new IdentitystoreClient({
    region,
    ...(profile !== undefined && { profile }),
    ...(credentials && { credentials }),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
    customUserAgent: "tasktrail",
  });
  const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const { DisplayName, Name, UserName } = await client.send(new DescribeUserCommand(input), {
      abortSignal,
    });
    const whole = [Name?.GivenName, Name?.FamilyName].filter(Boolean).join(" ");
    return [DisplayName, Name?.Formatted, whole, UserName].find((name) => name);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    const failure = readFailure(error);
    throw failure ? failureError(failure, { region, profile, call: CALL }) : error;
  } finally {
    client.destroy();
  }
}
