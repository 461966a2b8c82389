import { parseArn } from "../../core/arn.ts";
import { OperatorError } from "../../core/errors.ts";

/** Which queue is meant, as far as its URI tells. */
export interface QueueAddress {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
  /** The queue's own address, where the URI has it. */
  readonly url?: string;
  readonly endpoint?: string;
  /** Seconds for which a received message is hidden from others; renewed while it is worked on. */
  readonly visibility: number;
}

const NAME = /^[\w-]{1,80}(?:\.fifo)?$/;
const HOST = /^(?:sqs\.([a-z0-9-]+)|([a-z0-9-]+)\.queue)\.amazonaws\.com(?:\.cn)?$/;
const DEFAULT_VISIBILITY = 60;

/**
 * Reads `sqs://name`, `sqs://111122223333/name`, `sqs://arn:aws:sqs:…` and `sqs://sqs.eu-west-1.amazonaws.com/111122223333/name`.
 *
 * @throws OperatorError `bad-argument`
 */
export function readQueueAddress(uri: string): QueueAddress {
  const [, rest = "", query = ""] = /^sqs:\/\/([^?]*)(?:\?(.*))?$/is.exec(uri) ?? [];
  const options = new URLSearchParams(query);
  const region = options.get("region") ?? undefined;
  const endpoint = options.get("endpoint") ?? undefined;
  const visibility = Number(options.get("visibility") ?? DEFAULT_VISIBILITY);
  if (!Number.isInteger(visibility) || visibility < 2 || visibility > 43_200) throw refuse(uri);
  const given = {
    visibility,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
  };
  const found = fromArn(rest) ?? fromParts(rest);
  if (found === undefined || !NAME.test(found.name)) throw refuse(uri);
  return { ...found, ...given };
}

type Found = Pick<QueueAddress, "account" | "name" | "region" | "url">;

function fromArn(rest: string): Found | undefined {
  const arn = parseArn(rest);
  if (arn?.service !== "sqs") return undefined;
  return { name: arn.resource, account: arn.account, region: arn.region };
}

function fromParts(rest: string): Found | undefined {
  const parts = rest.replace(/\/$/, "").split("/");
  const name = parts.at(-1) ?? "";
  if (parts.length === 1) return { name };
  const account = parts.at(-2) ?? "";
  if (!/^\d{12}$/.test(account)) return undefined;
  if (parts.length === 2) return { name, account };
  const [host = ""] = parts;
  const [, region, older] = HOST.exec(host) ?? [];
  const where = region ?? older;
  return parts.length === 3 && where !== undefined
    ? { name, account, region: where, url: `https://${rest}` }
    : undefined;
}

function refuse(uri: string): OperatorError {
  return new OperatorError("bad-argument", `${uri} names no queue.`, {
    hint: "Write sqs://ecs-events, sqs://111122223333/ecs-events?region=eu-west-1, or sqs:// and the queue's ARN; ?visibility= takes 2 to 43200 seconds.",
  });
}
