import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { OperatorError } from "../../core/errors.ts";
import { failureError, readFailure } from "../../ingest/aws/failure.ts";
import {
  readPublicKeyList,
  type ListPublicKeys,
  type PublicKey,
} from "../../integrity/public-keys.ts";
import { textOf, textsOf, type Invocation } from "../command.ts";
import type { Surroundings } from "../surroundings.ts";

/** Keys from the files that were named; without files, from CloudTrail. */
export async function publicKeysFrom(
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<ListPublicKeys> {
  const files = textsOf(invocation, "publicKeys");
  if (files.length === 0) return askCloudTrail(invocation, surroundings);
  const lists = await Promise.all(
    files.map(async (file) =>
      readPublicKeyList(await readText(resolve(surroundings.cwd, file)), file),
    ),
  );
  return () => Promise.resolve(lists.flat());
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new OperatorError("not-found", `The public keys ${path} cannot be read.`, {
      hint: "Save them with: aws cloudtrail list-public-keys --start-time … --end-time … --output json",
      cause,
    });
  }
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html */
function askCloudTrail(invocation: Invocation, { signal }: Surroundings): ListPublicKeys {
  const profile = textOf(invocation, "profile");
  const endpoint = textOf(invocation, "endpointUrl");
  return async (region, { from, to }) => {
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    const { CloudTrailClient, ListPublicKeysCommand } = await import("@aws-sdk/client-cloudtrail");
    const client = new CloudTrailClient({
      region,
      ...(profile !== undefined && { profile }),
      ...(endpoint !== undefined && { endpoint }),
      maxAttempts: 5,
      requestHandler: { connectionTimeout: 5000 },
      customUserAgent: "tasktrail",
    });
    const keys: PublicKey[] = [];
    try {
      for (let token: string | undefined, page = 0; page === 0 || token !== undefined; page++) {
        const command = new ListPublicKeysCommand({
          StartTime: new Date(from),
          EndTime: new Date(to),
          ...(token !== undefined && { NextToken: token }),
        });
        const answer = await client.send(command, { abortSignal: signal });
        token = answer.NextToken;
        for (const { Fingerprint: fingerprint, Value } of answer.PublicKeyList ?? []) {
          if (fingerprint === undefined || Value === undefined) continue;
          keys.push({ fingerprint, value: Buffer.from(Value).toString("base64") });
        }
      }
      return keys;
    } catch (error) {
      signal.throwIfAborted();
      const failure = readFailure(error);
      if (!failure) throw error;
      const known = failureError(failure, { call: "cloudtrail:ListPublicKeys", region, profile });
      const hint = `${known.hint ?? ""} Or give the keys with --public-keys, as somebody else's aws cloudtrail list-public-keys prints them.`;
      throw new OperatorError(known.code, known.message, { hint: hint.trim(), cause: error });
    } finally {
      client.destroy();
    }
  };
}
