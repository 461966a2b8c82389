import { randomUUID } from "node:crypto";
import type { AwsRequest } from "./aws-request.ts";
import type { EmulatedReply, HttpReply } from "./service.ts";
import { element } from "./xml.ts";

const STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
const S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

/** Errors whose name and status differ in the query protocol. */
const QUERY_ERRORS: Readonly<Record<string, readonly [code: string, status: number]>> = {
  AccessDeniedException: ["AccessDenied", 403],
  ExpiredTokenException: ["ExpiredToken", 403],
  MissingAuthenticationTokenException: ["MissingAuthenticationToken", 403],
  ThrottlingException: ["Throttling", 400],
  UnknownOperationException: ["InvalidAction", 400],
  UnrecognizedClientException: ["InvalidClientTokenId", 403],
};

/** The same in S3's own words. */
const S3_ERRORS: Readonly<Record<string, readonly [code: string, status: number]>> = {
  AccessDeniedException: ["AccessDenied", 403],
  ExpiredTokenException: ["ExpiredToken", 400],
  InternalFailure: ["InternalError", 500],
  MissingAuthenticationTokenException: ["AccessDenied", 403],
  ThrottlingException: ["SlowDown", 503],
  UnknownOperationException: ["NotImplemented", 501],
  UnrecognizedClientException: ["InvalidAccessKeyId", 403],
};

/** Writes an answer in the protocol of its request. */
export function writeReply(
  { protocol, operation }: Pick<AwsRequest, "protocol" | "operation">,
  reply: EmulatedReply,
): HttpReply {
  if ("http" in reply) return reply.http;
  const requestID = randomUUID();
  switch (protocol) {
    case "json":
      return jsonReply(reply, requestID);
    case "query":
      return queryReply(operation, reply, requestID);
    case "s3":
      return s3Reply(operation, reply, requestID);
  }
}

type WrittenReply = Exclude<EmulatedReply, { readonly http: HttpReply }>;

function s3Reply(operation: string, reply: WrittenReply, requestID: string): HttpReply {
  const headers = { "content-type": "application/xml", "x-amz-request-id": requestID };
  if (!("error" in reply)) {
    const body = element(`${operation}Result`, reply.output, S3_NAMESPACE);
    return { status: 200, headers, body };
  }
  const [code, status] = S3_ERRORS[reply.error] ?? [reply.error, reply.status ?? 400];
  const error = { Code: code, Message: reply.message, RequestId: requestID };
  return { status, headers, body: element("Error", error) };
}

function jsonReply(reply: WrittenReply, requestID: string): HttpReply {
  const content = "error" in reply ? { __type: reply.error, message: reply.message } : reply.output;
  return {
    status: "error" in reply ? (reply.status ?? 400) : 200,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestID },
    body: JSON.stringify(content),
  };
}

function queryReply(operation: string, reply: WrittenReply, requestID: string): HttpReply {
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
