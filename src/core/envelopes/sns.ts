import { defineEnvelope, exampleRecord } from "../envelope.ts";
import { isObject, type JsonObject } from "../record.ts";

const notification = (eventID: string) => ({
  Type: "Notification",
  MessageId: "m1",
  TopicArn: "arn:aws:sns:eu-west-1:111122223333:trail",
  Message: JSON.stringify(exampleRecord(eventID)),
});

/** An SNS notification, as SQS, HTTP and e-mail endpoints get it, and as Lambda gives it to a function (`Sns`). */
export const sns = defineEnvelope({
  name: "sns",
  summary: "A notification of SNS, also inside of a queue's message or a Lambda function's event.",
  open: (object) => {
    const inner = isObject(object.Sns) ? object.Sns : object;
    if (typeof inner.Message === "string" && isNotification(inner)) {
      return { things: [inner.Message] };
    }
    return typeof inner.SubscribeURL === "string"
      ? { refused: "an SNS message about a subscription, not a notification" }
      : undefined;
  },
  examples: [
    { title: "a notification", text: JSON.stringify(notification("e1")), records: ["e1"] },
    {
      title: "as Lambda gives it to a function",
      text: JSON.stringify({
        Records: [
          { EventSource: "aws:sns", EventVersion: "1.0", Sns: notification("e1") },
          { EventSource: "aws:sns", EventVersion: "1.0", Sns: notification("e2") },
        ],
      }),
      records: ["e1", "e2"],
    },
    {
      title: "a subscription to confirm",
      text: JSON.stringify({
        Type: "SubscriptionConfirmation",
        Message: "You have chosen to subscribe",
        SubscribeURL: "https://sns.example",
      }),
      records: [],
      unreadable: ["an SNS message about a subscription, not a notification"],
    },
  ],
});

function isNotification({ Type, TopicArn, MessageId }: JsonObject): boolean {
  return Type === "Notification" || (Type === undefined && (isText(TopicArn) || isText(MessageId)));
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}
