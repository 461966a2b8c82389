import { defineEnvelope, exampleRecord } from "../envelope.ts";

const event = (eventID: string) => ({
  EventId: eventID,
  EventName: "StopTask",
  ReadOnly: "false",
  EventTime: "2026-11-20T14:02:11+00:00",
  Username: "jane",
  Resources: [],
  CloudTrailEvent: JSON.stringify(exampleRecord(eventID)),
});

/** `{"Events":[…]}` of `aws cloudtrail lookup-events`. */
export const lookupEvents = defineEnvelope({
  name: "lookup-events",
  summary: "What `aws cloudtrail lookup-events` prints, one page or several after another.",
  list: "Events",
  open: ({ Events }) => (Array.isArray(Events) ? { things: Events, noun: "event" } : undefined),
  examples: [
    {
      title: "two pages, one after the other",
      text: [{ Events: [event("e1"), event("e2")], NextToken: "x" }, { Events: [event("e3")] }]
        .map((page) => JSON.stringify(page, undefined, 4))
        .join("\n"),
      records: ["e1", "e2", "e3"],
    },
    {
      title: "--query 'Events[*].CloudTrailEvent' --output text",
      text: ["e1", "e2", "e3"].map((eventID) => event(eventID).CloudTrailEvent).join("\t"),
      records: ["e1", "e2", "e3"],
    },
    {
      title: "--query 'Events[*].CloudTrailEvent' --output json",
      text: JSON.stringify([event("e1").CloudTrailEvent, event("e2").CloudTrailEvent]),
      records: ["e1", "e2"],
    },
    {
      title: "--output text: the record stands between the other columns of its line",
      text: ["e1", "e2"]
        .map(
          (eventID) =>
            `EVENTS\tAKIA\t${event(eventID).CloudTrailEvent}\t${eventID}\tStopTask\tjane\nRESOURCES\tprod`,
        )
        .join("\n"),
      records: ["e1", "e2"],
    },
    {
      title: "--output yaml",
      text: `Events:\n- AccessKeyId: AKIA\n  CloudTrailEvent: '${event("e1").CloudTrailEvent}'\n`,
      records: [],
      unreadable: ["YAML: ask the AWS CLI for --output json"],
    },
  ],
});
