import type { IncomingHttpHeaders } from "node:http";
import type { JsonObject } from "../core/record.ts";

/**
 * Reads a path-style request: `/bucket/key?list-type=2`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function readS3Call(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
): { readonly operation: string; readonly input: JsonObject } {
  const { pathname, searchParams } = new URL(url, "http://emulator");
  const [, bucket = "", ...rest] = pathname.split("/");
  const key = decodeURIComponent(rest.join("/"));
  const payer = headers["x-amz-request-payer"];
  const input = {
    ...Object.fromEntries(searchParams),
    Bucket: bucket,
    ...(key !== "" && { Key: key }),
    ...(typeof payer === "string" && { RequestPayer: payer }),
  };
  return { operation: operationOf(method, bucket, key, searchParams), input };
}

function operationOf(method: string, bucket: string, key: string, query: URLSearchParams): string {
  const verb = VERBS.get(method) ?? "Post";
  if (bucket === "") return "ListBuckets";
  if (key !== "") return `${verb}Object`;
  if (query.has("location")) return `${verb}BucketLocation`;
  if (method !== "GET") return `${verb}Bucket`;
  return query.get("list-type") === "2" ? "ListObjectsV2" : "ListObjects";
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ["GET", "Get"],
  ["HEAD", "Head"],
  ["PUT", "Put"],
  ["DELETE", "Delete"],
]);
