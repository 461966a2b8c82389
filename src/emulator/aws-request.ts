import type { IncomingHttpHeaders } from "node:http";
import { isObject, type JsonObject } from "../core/record.ts";
import { readS3Call } from "./s3-request.ts";

/** A request as an AWS SDK or the aws-cli sends it. */
export interface AwsRequest {
  /** JSON (CloudTrail, ECS, Organizations, Account Management), the query protocol with XML answers (STS), or S3's own. */
  readonly protocol: "json" | "query" | "s3";
  /** `CloudTrail_20131101`, the query protocol's API version, or of REST the signature's service: `account`. */
  readonly target: string;
  readonly operation: string;
  readonly input: JsonObject;
  /** From the signature's credential scope; absent where the request is not signed. */
  readonly credential?: { readonly accessKeyId: string; readonly region: string };
  readonly userAgent: string;
}

/** What of a request says what it asks for. */
interface Incoming {
  readonly method?: string | undefined;
  /** Path and query: says the operation where no header does. */
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Reads a request's target, input and credential; the signature itself is not checked.
 *
 * @returns nothing for a request that is no AWS request.
 */
export function readAwsRequest(incoming: Incoming, body: string): AwsRequest | undefined {
  const { headers } = incoming;
  const call = readCall(incoming, body);
  if (!call) return undefined;
  const credential = readCredential(headers.authorization);
  return { ...call, ...(credential && { credential }), userAgent: headers["user-agent"] ?? "" };
}

function readCall(
  { method = "GET", url = "/", headers }: Incoming,
  body: string,
): Call | undefined {
  if (signedService(headers) === "s3") {
    return { protocol: "s3", target: "s3", ...readS3Call(method, url, headers) };
  }
  const target = headers["x-amz-target"] ?? restTarget(headers, url);
  return typeof target === "string" ? readJsonCall(target, body) : readQueryCall(headers, body);
}

/** From the credential scope of the signature. */
function signedService({ authorization = "" }: IncomingHttpHeaders): string | undefined {
  return /Credential=(?:[^/,\s]+\/){3}([a-z0-9-]+)\//.exec(authorization)?.[1];
}

/** `account.ListRegions`, as the header would have it. */
function restTarget(headers: IncomingHttpHeaders, path: string): string | undefined {
  const service = signedService(headers);
  const [, first, rest] = /^\/([a-z])([A-Za-z]+)$/.exec(path) ?? [];
  if (service === undefined || first === undefined || rest === undefined) return undefined;
  return `${service}.${first.toUpperCase()}${rest}`;
}

type Call = Omit<AwsRequest, "credential" | "userAgent">;

function readJsonCall(header: string, body: string): Call | undefined {
  // Botocore writes com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents, the JavaScript SDK the last two.
  const [operation = "", target = ""] = header.split(".").toReversed();
  try {
    const input: unknown = JSON.parse(body === "" ? "{}" : body);
    return isObject(input) ? { protocol: "json", target, operation, input } : undefined;
  } catch {
    return undefined;
  }
}

function readQueryCall(headers: IncomingHttpHeaders, body: string): Call | undefined {
  if (!headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return undefined;
  const { Action, Version, ...input } = Object.fromEntries(new URLSearchParams(body));
  if (Action === undefined || Version === undefined) return undefined;
  return { protocol: "query", target: Version, operation: Action, input };
}

function readCredential(authorization: string | undefined): AwsRequest["credential"] {
  const scope = /Credential=([^,\s]+)/.exec(authorization ?? "")?.[1];
  const [accessKeyId, , region] = scope?.split("/") ?? [];
  return accessKeyId !== undefined && region !== undefined ? { accessKeyId, region } : undefined;
}
