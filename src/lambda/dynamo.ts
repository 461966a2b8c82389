import { isObject, type JsonObject } from "../core/record.ts";

/** What DynamoDB answered instead of what was asked for. */
export class DynamoError extends Error {
  override readonly name = "DynamoError";
  /** `ConditionalCheckFailedException` … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** One call to DynamoDB. */
export type AskDynamo = (
  operation: "DeleteItem" | "GetItem" | "PutItem" | "UpdateItem",
  input: JsonObject,
) => Promise<JsonObject>;

export interface DynamoSettings {
  readonly region: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Waits so many milliseconds; replaced in tests. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

const ATTEMPTS = 4;
const TIMEOUT_MS = 5000;
const RETRIED = /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|InternalServerError/;

/**
 * Four operations, signed by the SDK's own signer, instead of DynamoDB's client, which is larger than all of the function.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */
export async function openDynamo({
  region,
  env,
  sleep = wait,
}: DynamoSettings): Promise<AskDynamo> {
  const { SNSClient } = await import("@aws-sdk/client-sns");
  const { config } = new SNSClient({ region });
  const url = endpointOf(region, env);
  const sign = async (operation: string, body: string): Promise<Record<string, string>> => {
    const signer = await config.signer({
      name: "sigv4",
      signingName: "dynamodb",
      signingRegion: region,
      properties: {},
    });
    const { headers } = await signer.sign({
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== "" && { port: Number(url.port) }),
      path: "/",
      query: {},
      headers: {
        host: url.host,
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
      },
      body,
    });
    return headers;
  };
  return async (operation, input) => {
    const body = JSON.stringify(input);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send(url, await sign(operation, body), body);
      } catch (error) {
        const isFinal = error instanceof DynamoError && !RETRIED.test(error.code);
        if (isFinal || attempt === ATTEMPTS) throw error;
        await sleep(50 * 2 ** attempt * (0.5 + Math.random() / 2));
      }
    }
  };
}

async function send(url: URL, headers: Record<string, string>, body: string): Promise<JsonObject> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(url, { method: "POST", headers, body, signal });
  const text = await answer.text();
  const read = parse(text);
  if (answer.ok) return read;
  const { __type: type, message = read["Message"] } = read;
  const code = typeof type === "string" ? type.replace(/^.*#/, "") : `HTTP${String(answer.status)}`;
  throw new DynamoError(
    answer.status >= 500 ? "InternalServerError" : code,
    typeof message === "string" ? message.slice(0, 300) : "",
  );
}

function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function endpointOf(region: string, env: DynamoSettings["env"]): URL {
  const { AWS_ENDPOINT_URL_DYNAMODB: own = "", AWS_ENDPOINT_URL: all = "" } = env;
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return new URL(
    "/",
    [own, all].find((one) => one !== "") ?? `https://dynamodb.${region}.${suffix}`,
  );
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
