import type { Access } from "./access.ts";
import { callRegion, clientSettings, deadline, type Connection } from "./aws-client.ts";
import { isRegion, partitionOf } from "./partitions.ts";

/**
 * The regions that are enabled in an account: by account:ListRegions, and where that fails by ec2:DescribeRegions, which many
 * read-only roles may call.
 *
 * @throws what the SDK throws for the second.
 */
export async function findEnabledRegions(
  access: Access,
  connection: Connection,
): Promise<readonly string[]> {
  try {
    return await listRegions(access, connection);
  } catch {
    return describeRegions(access, connection);
  }
}

/** @see https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html */
async function listRegions(access: Access, connection: Connection): Promise<readonly string[]> {
  const { AccountClient, ListRegionsCommand } = await import("@aws-sdk/client-account");
  const region = callRegion(connection, access.partition);
  const { credentials } = access;
  const client = new AccountClient(clientSettings(connection, region, { credentials }));
  const found: string[] = [];
  let token: string | undefined;
  do {
    const command = new ListRegionsCommand({
      RegionOptStatusContains: ["ENABLED", "ENABLED_BY_DEFAULT"],
      NextToken: token,
    });
    const { Regions = [], NextToken } = await client.send(command, {
      abortSignal: deadline(connection),
    });
    found.push(...Regions.map(({ RegionName = "" }) => RegionName));
    token = NextToken;
  } while (token !== undefined && token !== "");
  return found.filter(isRegion).toSorted();
}

const VERSION = "2016-11-15";

/**
 * One signed request instead of the EC2 client, which is larger than all others together. Without a parameter it tells only of
 * enabled regions.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html
 */
async function describeRegions(access: Access, connection: Connection): Promise<readonly string[]> {
  const { STSClient } = await import("@aws-sdk/client-sts");
  const region = callRegion(connection, access.partition);
  const { credentials } = access;
  const { config } = new STSClient(clientSettings(connection, region, { credentials }));
  const signer = await config.signer({
    name: "sigv4",
    signingName: "ec2",
    signingRegion: region,
    properties: {},
  });
  const url = endpointOf(connection, region);
  const body = new URLSearchParams({ Action: "DescribeRegions", Version: VERSION }).toString();
  const { headers } = await signer.sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port !== "" && { port: Number(url.port) }),
    path: "/",
    query: {},
    headers: { host: url.host, "content-type": "application/x-www-form-urlencoded" },
    body,
  });
  const answer = await fetch(url, { method: "POST", headers, body, signal: deadline(connection) });
  const text = await answer.text();
  if (!answer.ok) throw refusal(answer.status, text);
  const names = Array.from(
    text.matchAll(/<regionName>([^<]*)<\/regionName>/g),
    ([, name = ""]) => name,
  );
  return names.filter(isRegion).toSorted();
}

function endpointOf({ endpointUrl }: Connection, region: string): URL {
  const { AWS_ENDPOINT_URL_EC2: own = "", AWS_ENDPOINT_URL: all = "" } = process.env;
  const suffix = partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  const named = [endpointUrl ?? "", own, all].find((one) => one !== "");
  return new URL("/", named ?? `https://ec2.${region}.${suffix}`);
}

/** An error as the SDK would have made it from the answer. */
function refusal(httpStatusCode: number, text: string): Error {
  const code = /<Code>([\w.]+)<\/Code>/.exec(text)?.[1] ?? "Unknown";
  const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? "";
  return Object.assign(new Error(message), { name: code, $metadata: { httpStatusCode } });
}
