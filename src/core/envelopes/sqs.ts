import { defineEnvelope, exampleRecord } from "../envelope.ts";

const message = (eventID: string) => ({
  MessageId: "m1",
  ReceiptHandle: "h1",
  Body: JSON.stringify({
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.ecs",
    detail: exampleRecord(eventID),
  }),
});

/** What `aws sqs receive-message` prints. */
export const sqs = defineEnvelope({
  name: "sqs",
  summary: "Messages of a queue as `aws sqs receive-message` prints them.",
  list: "Messages",
  open: ({ Messages }) =>
    Array.isArray(Messages) ? { things: Messages, noun: "message" } : undefined,
  examples: [
    {
      title: "EventBridge events in a queue",
      text: JSON.stringify({ Messages: [message("e1"), message("e2")] }),
      records: ["e1", "e2"],
    },
    {
      title: "a queue that also holds something else",
      text: JSON.stringify({ Messages: [message("e1"), { ...message("e2"), Body: "hello" }] }),
      records: ["e1"],
      unreadable: ["not JSON"],
    },
  ],
});
