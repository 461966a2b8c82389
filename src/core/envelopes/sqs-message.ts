import { defineEnvelope, exampleRecord } from "../envelope.ts";

/** One message of a queue: `Body` from the API, `body` in the event of a Lambda function. */
export const sqsMessage = defineEnvelope({
  name: "sqs-message",
  summary: "One message of a queue, as the API or a Lambda function's event shows it.",
  open: ({ Body, body, MessageId, ReceiptHandle, messageId, receiptHandle, eventSource }) => {
    if (typeof Body === "string" && (MessageId ?? ReceiptHandle) !== undefined) {
      return { things: [Body] };
    }
    const isLambda = eventSource === "aws:sqs" || (messageId ?? receiptHandle) !== undefined;
    return typeof body === "string" && isLambda ? { things: [body] } : undefined;
  },
  examples: [
    {
      title: "as Lambda gives them to a function",
      text: JSON.stringify({
        Records: [
          { messageId: "m1", eventSource: "aws:sqs", body: JSON.stringify(exampleRecord("e1")) },
          { messageId: "m2", eventSource: "aws:sqs", body: JSON.stringify(exampleRecord("e2")) },
        ],
      }),
      records: ["e1", "e2"],
    },
    {
      title: "one message",
      text: JSON.stringify({ MessageId: "m1", Body: JSON.stringify(exampleRecord("e1")) }),
      records: ["e1"],
    },
  ],
});
