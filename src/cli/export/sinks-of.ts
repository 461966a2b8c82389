import { parseSinkUri, sinkName, type SinkUri } from "../../alert/sink-uri.ts";
import { sinks } from "../../alert/sinks/index.ts";
import { parseArn } from "../../core/arn.ts";
import { OperatorError } from "../../core/errors.ts";
import type { SinkGrant } from "../../export/policies.ts";

/** What sinks mean for a deployment: variables with their secrets, and what their calls must be allowed on. */
export interface SinkDemands {
  readonly secrets: readonly string[];
  readonly grants: readonly SinkGrant[];
}

/** Sinks that write to the machine they run on. */
const LOCAL = new Set(["terminal", "file"]);

/**
 * @throws OperatorError `bad-argument` for a sink that there is none of, and for a secret that would stand in the files.
 */
export function sinksOf(uris: readonly string[], partition: string): SinkDemands {
  const secrets = new Set<string>();
  const grants: SinkGrant[] = [];
  for (const text of uris) {
    const named = /^[a-z0-9+-]+:\/\/env\/(\w+)(?:\?|$)/i.exec(text.trim())?.[1];
    const uri = parseSinkUri(text, named === undefined ? {} : { [named]: "secret" });
    const kind = sinks.find(({ scheme }) => scheme === uri.scheme);
    if (!kind)
      throw refuse(
        `There is no sink ${uri.scheme}://.`,
        `There are: ${sinks.map(({ example }) => example).join(", ")}.`,
      );
    if (LOCAL.has(uri.scheme)) {
      throw refuse(
        `${uri.scheme}:// is of no use to a function.`,
        "Name one that is reached over the network.",
      );
    }
    if (kind.isSecret && uri.variable === undefined) {
      throw refuse(
        `The secret of ${sinkName(uri, true)} would stand in the files.`,
        `Write ${uri.scheme}://env/NAME, and give the secret when you deploy.`,
      );
    }
    if (uri.variable !== undefined) secrets.add(uri.variable);
    if (uri.scheme === "webhook") {
      secrets.add(uri.query.get("secret-env") ?? "TASKTRAIL_WEBHOOK_SECRET");
    }
    grants.push(...grantsOf(uri, partition));
  }
  return { secrets: [...secrets], grants };
}

function grantsOf({ scheme, rest, query }: SinkUri, partition: string): readonly SinkGrant[] {
  const region = query.get("region") ?? "*";
  if (!/^(?:[a-z0-9-]+|\*)$/.test(region))
    throw refuse(`${JSON.stringify(region)} is no region.`, "Write one as in eu-west-1.");
  if (scheme === "sns") return [{ action: "sns:Publish", resource: arnIn(rest, "sns") }];
  if (scheme === "eventbridge") {
    const own = `arn:${partition}:events:${region}:*:event-bus/${rest === "" ? "default" : rest}`;
    return [
      {
        action: "events:PutEvents",
        resource: arnIn(rest.startsWith("arn:") ? rest : own, "events"),
      },
    ];
  }
  if (scheme !== "ses") return [];
  return [{ action: "ses:SendEmail", resource: `arn:${partition}:ses:${region}:*:identity/*` }];
}

/** An ARN without what could mean more than it says. */
function arnIn(text: string, service: string): string {
  if (parseArn(text)?.service === service && /^arn:[\w:/.+*-]+$/.test(text)) return text;
  throw refuse(`${JSON.stringify(text)} is no ARN of ${service}.`, "Write the whole ARN.");
}

function refuse(message: string, hint: string): OperatorError {
  return new OperatorError("bad-argument", message, { hint });
}
