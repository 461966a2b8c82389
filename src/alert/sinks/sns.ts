import { parseArn } from "../../core/arn.ts";
import { OperatorError } from "../../core/errors.ts";
import { ascii, cut } from "../harmless.ts";
import { factsOf } from "../message.ts";
import { callAws, clientConfig } from "../send/aws-call.ts";
import { plainText } from "../send/plain-text.ts";
import { defineSink } from "../sink.ts";

/** SNS: printable ASCII, no line breaks, at most 100 characters. */
const LONGEST_SUBJECT = 100;

/**
 * An SNS topic: mail, SMS, Lambda, and whatever else is subscribed.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const sns = defineSink({
  scheme: "sns",
  summary:
    "An SNS topic, by its ARN, as text for people; attributes `severity`, `rule`, `account` and `id` for subscription filters. Needs sns:Publish on it. Options: `?region=`, `?profile=`.",
  example: "sns://arn:aws:sns:eu-west-1:111122223333:alerts",
  isSecret: false,
  open: async (uri, settings) => {
    const TopicArn = uri.rest;
    const arn = parseArn(TopicArn);
    if (arn?.service !== "sns") {
      throw new OperatorError("bad-argument", `${TopicArn} is not the ARN of a topic.`, {
        hint: "Write sns:// and the topic's ARN.",
      });
    }
    const { SNSClient, PublishCommand } = await import("@aws-sdk/client-sns");
    const client = new SNSClient(clientConfig(uri, settings, arn.region));
    const isOrdered = TopicArn.endsWith(".fifo");
    return {
      updates: false,
      send: async (message, abortSignal) => {
        const facts = factsOf(message);
        const { notice, id, delivery, severity } = message;
        const attribute = (value: string): object => ({
          DataType: "String",
          StringValue: ascii(value) || "unknown",
        });
        const command = new PublishCommand({
          TopicArn,
          Subject: cut(ascii(`TaskTrail ${facts.headline}`), LONGEST_SUBJECT).replace("…", "."),
          Message: plainText(facts),
          MessageAttributes: {
            severity: { DataType: "String", StringValue: severity },
            rule: { DataType: "String", ...attribute(notice.rule) },
            account: { DataType: "String", ...attribute(notice.account) },
            id: { DataType: "String", StringValue: id },
          },
          ...(isOrdered && { MessageGroupId: id, MessageDeduplicationId: delivery }),
        });
        await callAws(() => client.send(command, { abortSignal }));
      },
    };
  },
});
