import { isIPv4, isIPv6 } from "./address.ts";
import { isServiceName } from "./aws-service.ts";
import { customToken } from "./custom-token.ts";
import type { Evidence } from "./evidence.ts";
import { readAiAgent } from "./read-ai-agent.ts";
import type { CloudTrailRecord } from "./record.ts";
import type { Tool } from "./tool.ts";
import { tools } from "./tools/index.ts";
import { parseUserAgent, valueOf, type UserAgent } from "./user-agent.ts";

/**
 * What sent a call. Fields that AWS writes come first (`invokedBy`, a service in `sourceIPAddress`, a console session);
 * the user agent is the caller's own text, so only a claim, and where it says something else it is kept as `contradicted`.
 */
export function readTool(record: CloudTrailRecord): Tool {
  const agent = record.userAgent === undefined ? undefined : parseUserAgent(record.userAgent);
  const claim = agent && readClaim(agent, record);
  const asserted = readService(record) ?? readConsole(record, agent);
  if (asserted !== undefined) return settle(asserted, claim, agent);
  if (claim?.kind === "aws-service" && isFromOutside(record)) return disprove(record, claim);
  return withConsoleSession(claim ?? { kind: "unknown", name: "unknown", evidence: [] }, record);
}

/** A tool that a user agent claims; `unknown`, with the text as its name, where no reader recognises it. */
function readClaim(agent: UserAgent, record: CloudTrailRecord): Tool {
  const aiAgent = readAiAgent(agent);
  const evidence = [citeAgent(agent)];
  const ai = aiAgent === undefined ? {} : { aiAgent };
  for (const reader of tools) {
    const found = reader.recognise(agent, record);
    if (found === undefined) continue;
    const tool = { kind: reader.kind, name: reader.name, ...found };
    return { ...withToken(tool, agent), ...ai, evidence };
  }
  return { kind: "unknown", name: shorten(agent.text), ...ai, evidence };
}

/** A program built on an SDK goes by its own name; the SDK stands behind it in brackets. */
function withToken(tool: Omit<Tool, "evidence">, agent: UserAgent): Omit<Tool, "evidence"> {
  const token = tool.kind === "sdk" && isSdk(tool.name) ? customToken(agent) : undefined;
  if (token === undefined) return tool;
  return { kind: tool.kind, name: `${token} (${tool.name})` };
}

function isSdk(name: string): boolean {
  return name.startsWith("aws-sdk-") || name.startsWith("boto");
}

/** The service that made the call, as AWS says. */
function readService(record: CloudTrailRecord): Tool | undefined {
  const { invokedBy } = record.userIdentity;
  const { sourceIPAddress } = record;
  if (isServiceName(invokedBy)) return serviceTool("userIdentity.invokedBy", invokedBy, record);
  if (!isServiceName(sourceIPAddress)) return undefined;
  return serviceTool("sourceIPAddress", sourceIPAddress, record);
}

function serviceTool(field: string, dnsName: string, record: CloudTrailRecord): Tool {
  const says = "the service that made the call";
  const evidence: Evidence = { field, value: dnsName, grade: "proven", says };
  return { ...readClaim(parseUserAgent(dnsName), record), evidence: [evidence] };
}

/**
 * A session from the console, used by the console: `tlsDetails` is absent because the console's own back end called. With
 * `tlsDetails` somebody took the console's credentials elsewhere, and CloudShell is the console's own terminal.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function readConsole(record: CloudTrailRecord, agent: UserAgent | undefined): Tool | undefined {
  if (record.sessionCredentialFromConsole !== true) return undefined;
  if (record.tlsDetails !== undefined) return undefined;
  if (agent && valueOf(agent, "exec-env") === "CloudShell") return undefined;
  return {
    kind: "console",
    name: "AWS console",
    evidence: [citeConsole("the console made the call")],
  };
}

function withConsoleSession(tool: Tool, record: CloudTrailRecord): Tool {
  if (record.sessionCredentialFromConsole !== true) return tool;
  const says =
    tool.kind === "console"
      ? "the session came from a console sign-in"
      : "the credentials came from a console sign-in, used by another client";
  return { ...tool, evidence: [citeConsole(says), ...tool.evidence] };
}

function citeConsole(says: string): Evidence {
  return { field: "sessionCredentialFromConsole", value: "true", grade: "proven", says };
}

/** What AWS says, with the user agent's claim beside it where that is another tool. */
function settle(asserted: Tool, claim: Tool | undefined, agent: UserAgent | undefined): Tool {
  if (claim === undefined || agent === undefined) return asserted;
  const evidence = [...asserted.evidence, ...claim.evidence];
  const aiAgent = asserted.aiAgent ?? claim.aiAgent;
  const tool: Tool = { ...asserted, evidence, ...(aiAgent !== undefined && { aiAgent }) };
  return agrees(asserted, claim) ? tool : { ...tool, contradicted: labelOf(claim) };
}

/** AWS's own parts speak for each other: a service or a console page behind a service is no contradiction. */
function agrees(asserted: Tool, claim: Tool): boolean {
  if (claim.kind === "unknown" || claim.kind === "aws-service") return true;
  return claim.name === asserted.name || (claim.kind === "console" && !isBrowser(claim));
}

function isBrowser({ evidence }: Tool): boolean {
  return evidence.some(({ value }) => value.includes("Mozilla/"));
}

/** No service calls from a public address without `invokedBy`: the caller only calls itself one. */
function disprove(record: CloudTrailRecord, claim: Tool): Tool {
  const address: Evidence = {
    field: "sourceIPAddress",
    value: record.sourceIPAddress ?? "",
    grade: "proven",
    says: "an address, where a service's own call shows the service",
  };
  const contradicted = labelOf(claim);
  return { kind: "unknown", name: "unknown", evidence: [address, ...claim.evidence], contradicted };
}

function isFromOutside({ sourceIPAddress = "", userIdentity }: CloudTrailRecord): boolean {
  if (userIdentity.type === "AWSService") return false;
  return isIPv4(sourceIPAddress) || isIPv6(sourceIPAddress);
}

function labelOf({ name, version }: Tool): string {
  return version === undefined ? name : `${name} ${version}`;
}

function citeAgent({ text }: UserAgent): Evidence {
  return {
    field: "userAgent",
    value: text,
    grade: "claimed",
    says: "what the caller calls itself",
  };
}

const LONGEST = 60;

function shorten(text: string): string {
  if (text === "") return "unknown";
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
