import { parseRecords, type ReadRecord } from "../src/core/parse-records.ts";
import type { JsonObject } from "../src/core/record.ts";

/** A record as a source would give it; a test names only what it is about. */
export function builtRecord(number: number, about: JsonObject = {}): ReadRecord {
  const [read] = parseRecords(JSON.stringify(rawRecord(number, about))).records;
  if (!read) throw new Error("the built record cannot be read");
  return read;
}

/** The same as it stands in a log file. */
export function rawRecord(number: number, about: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.11",
    userIdentity: { type: "IAMUser", userName: "jane", accountId: "111122223333" },
    eventTime: timeOf(number),
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    requestParameters: { cluster: "prod", service: "checkout", desiredCount: number },
    responseElements: null,
    eventID: idOf(number),
    recipientAccountId: "111122223333",
    ...about,
  };
}

export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** One second after the other from 14:00 on. */
export function timeOf(number: number): string {
  return new Date(Date.UTC(2026, 10, 20, 14) + number * 1000).toISOString().replace(".000Z", "Z");
}
