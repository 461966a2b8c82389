import { defineEnvelope, exampleRecord } from "../envelope.ts";

/** One event of CloudWatch Logs: the record is the text in `message`. */
export const logEvent = defineEnvelope({
  name: "log-event",
  summary: "One event of a CloudWatch Logs log group.",
  open: ({ message, timestamp }) =>
    typeof message === "string" && timestamp !== undefined ? { things: [message] } : undefined,
  examples: [
    {
      title: "one event",
      text: JSON.stringify({
        timestamp: 1795183331000,
        message: JSON.stringify(exampleRecord("e1")),
      }),
      records: ["e1"],
    },
  ],
});
