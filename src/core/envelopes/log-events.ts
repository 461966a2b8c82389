import { defineEnvelope, exampleRecord } from "../envelope.ts";

const event = (eventID: string) => ({
  timestamp: 1795183331000,
  message: JSON.stringify(exampleRecord(eventID)),
  ingestionTime: 1795183341000,
});

/** CloudWatch Logs: `filter-log-events`, `get-log-events`, and a subscription's batch once decoded. */
export const logEvents = defineEnvelope({
  name: "log-events",
  summary:
    "What `aws logs filter-log-events` and `get-log-events` print, for a trail that delivers to a log group.",
  list: "events",
  open: ({ events }) => (Array.isArray(events) ? { things: events, noun: "event" } : undefined),
  examples: [
    {
      title: "aws logs filter-log-events",
      text: JSON.stringify({ events: [event("e1"), event("e2")], searchedLogStreams: [] }),
      records: ["e1", "e2"],
    },
  ],
});
