import { parseRecords } from "../core/parse-records.ts";
import { isObject, type CloudTrailRecord } from "../core/record.ts";

/** What one call of the function brought. */
export interface Batch {
  readonly isQueue: boolean;
  /** Each record once, though several messages may hold it. */
  readonly records: readonly CloudTrailRecord[];
  /** Messages that hold nothing that can be read: tried again, and then put with the dead letters. */
  readonly unreadable: readonly { readonly message: string; readonly reason: string }[];
  readonly messagesOf: (eventID: string) => readonly string[];
}

interface Message {
  readonly id: string;
  readonly text: string;
}

/** Reads a batch of SQS's, or one event of EventBridge's. Never throws. */
export function readBatch(event: unknown): Batch {
  const queued = messagesIn(event);
  const messages = queued ?? [{ id: "event", text: JSON.stringify(event) ?? "" }];
  const records = new Map<string, CloudTrailRecord>();
  const holders = new Map<string, string[]>();
  const unreadable: { message: string; reason: string }[] = [];
  for (const { id, text } of messages) {
    const parsed = parseRecords(text);
    for (const { record } of parsed.records) {
      records.set(record.eventID, record);
      holders.set(record.eventID, [...(holders.get(record.eventID) ?? []), id]);
    }
    const [flaw] = parsed.unreadable;
    if (flaw) unreadable.push({ message: id, reason: flaw.reason });
  }
  return {
    isQueue: queued !== undefined,
    records: [...records.values()],
    unreadable,
    messagesOf: (eventID) => holders.get(eventID) ?? [],
  };
}

function messagesIn(event: unknown): readonly Message[] | undefined {
  const list: unknown = isObject(event) ? event["Records"] : undefined;
  if (!Array.isArray(list)) return undefined;
  const messages = list.flatMap((one: unknown) => {
    if (!isObject(one) || one["eventSource"] !== "aws:sqs") return [];
    const { messageId, body } = one;
    return typeof messageId === "string"
      ? [{ id: messageId, text: typeof body === "string" ? body : "" }]
      : [];
  });
  return messages.length === list.length ? messages : undefined;
}
