// Run by bench/memory.ts as a process of its own: LookupEvents over so many synthetic records, made as they are asked
// for. Arguments: how many records, over how many days.
import { createServer } from "node:http";
import { NEWEST, syntheticRecord } from "./synthetic-records.ts";

const PAGE = 50;
const [count = 0, days = 1] = process.argv.slice(2).map(Number);
const secondsEach = (days * 86_400) / count;
const newest = Date.parse(NEWEST) / 1000;

interface Asked {
  readonly LookupAttributes?: readonly { readonly AttributeKey: string }[];
  readonly StartTime: number;
  readonly EndTime: number;
  readonly NextToken?: string;
}

function answer(asked: Asked): object {
  // The first record that is not after the end; a token names the record to go on with.
  const first = Math.max(0, Math.ceil((newest - asked.EndTime) / secondsEach));
  const from = asked.NextToken === undefined ? first : Number(asked.NextToken);
  const records = Array.from({ length: Math.min(PAGE, Math.max(0, count - from)) }, (_, index) =>
    syntheticRecord(from + index, { count, days }),
  );
  const within = records.filter(({ eventTime }) => secondsOf(eventTime) >= asked.StartTime);
  const isWritesOnly = asked.LookupAttributes?.[0]?.AttributeKey === "ReadOnly";
  const found = within.filter(({ readOnly }) => !isWritesOnly || readOnly === false);
  const goesOn = within.length === PAGE && from + PAGE < count;
  return {
    Events: found.map((record) => ({
      EventId: record["eventID"],
      EventName: record["eventName"],
      EventSource: record["eventSource"],
      EventTime: secondsOf(record["eventTime"]),
      ReadOnly: JSON.stringify(record["readOnly"]),
      CloudTrailEvent: JSON.stringify(record),
    })),
    ...(goesOn && { NextToken: String(from + PAGE) }),
  };
}

function secondsOf(time: unknown): number {
  return Date.parse(time as string) / 1000;
}

const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    outgoing.end(JSON.stringify(answer(asked)));
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" && address !== null ? address.port : 0);
});
