import { randomUUID } from "node:crypto";
import { isObject, type Json, type JsonObject } from "../core/record.ts";
import type { AwsRequest } from "./aws-request.ts";
import type { EmulatedReply } from "./service.ts";

/** An answer on its way. */
export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** Errors whose name and status differ in the query protocol. */
const QUERY_ERRORS: Readonly<Record<string, readonly [code: string, status: number]>> = {
  AccessDeniedException: ["AccessDenied", 403],
  ExpiredTokenException: ["ExpiredToken", 403],
  MissingAuthenticationTokenException: ["MissingAuthenticationToken", 403],
  ThrottlingException: ["Throttling", 400],
  UnknownOperationException: ["InvalidAction", 400],
  UnrecognizedClientException: ["InvalidClientTokenId", 403],
};

/** Writes an answer in the protocol of its request. */
export function writeReply(
  { protocol, operation }: Pick<AwsRequest, "protocol" | "operation">,
  reply: EmulatedReply,
): HttpReply {
  const requestID = randomUUID();
  return protocol === "json"
    ? jsonReply(reply, requestID)
    : queryReply(operation, reply, requestID);
}

function jsonReply(reply: EmulatedReply, requestID: string): HttpReply {
  const content = "error" in reply ? { __type: reply.error, message: reply.message } : reply.output;
  return {
    status: "error" in reply ? (reply.status ?? 400) : 200,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestID },
    body: JSON.stringify(content),
  };
}

function queryReply(operation: string, reply: EmulatedReply, requestID: string): HttpReply {
  const headers = { "content-type": "text/xml", "x-amzn-requestid": requestID };
  if ("error" in reply) {
    const [code, status] = QUERY_ERRORS[reply.error] ?? [reply.error, reply.status ?? 400];
    const type = status < 500 ? "Sender" : "Receiver";
    const error = { Error: { Type: type, Code: code, Message: reply.message } };
    const body = element("ErrorResponse", { ...error, RequestId: requestID }, STS_NAMESPACE);
    return { status, headers, body };
  }
  const content = {
    [`${operation}Result`]: reply.output,
    ResponseMetadata: { RequestId: requestID },
  };
  return { status: 200, headers, body: element(`${operation}Response`, content, STS_NAMESPACE) };
}

function element(name: string, content: Json, namespace?: string): string {
  const attribute = namespace === undefined ? "" : ` xmlns="${namespace}"`;
  return `<${name}${attribute}>${isObject(content) ? children(content) : escaped(content)}</${name}>`;
}

function children(content: JsonObject): string {
  return Object.entries(content)
    .map(([name, value]) => element(name, value ?? ""))
    .join("");
}

function escaped(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
