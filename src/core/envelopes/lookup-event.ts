import { defineEnvelope, exampleRecord } from "../envelope.ts";

/** One event of LookupEvents: the record is the text in `CloudTrailEvent`; the columns around it are extracts. */
export const lookupEvent = defineEnvelope({
  name: "lookup-event",
  summary: "One event of `aws cloudtrail lookup-events`.",
  open: (object) => {
    const { CloudTrailEvent: text } = object;
    if (typeof text === "string" || typeof text === "object") {
      return text === null ? { refused: "its CloudTrailEvent is null" } : { things: [text] };
    }
    if (typeof object.EventName !== "string" || typeof object.EventId !== "string")
      return undefined;
    return { refused: "a LookupEvents event without its CloudTrailEvent, which is the record" };
  },
  examples: [
    {
      title: "one event",
      text: JSON.stringify({
        EventId: "e1",
        EventName: "StopTask",
        CloudTrailEvent: JSON.stringify(exampleRecord("e1")),
      }),
      records: ["e1"],
    },
    {
      title: "a --query that left the record out",
      text: JSON.stringify([{ EventId: "e1", EventName: "StopTask", Username: "jane" }]),
      records: [],
      unreadable: ["a LookupEvents event without its CloudTrailEvent, which is the record"],
    },
  ],
});
