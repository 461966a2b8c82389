import { defineEnvelope, exampleRecord } from "../envelope.ts";
import { isObject } from "../record.ts";

const COMPRESSED =
  "a CloudWatch Logs subscription's event, still packed: decode (base64) and unpack (gzip) awslogs.data first";

/** The batch that CloudWatch Logs sends to a subscription. */
export const logSubscription = defineEnvelope({
  name: "log-subscription",
  summary: "A batch that CloudWatch Logs sent to a subscription, decoded and unpacked.",
  list: "logEvents",
  open: ({ logEvents, awslogs }) => {
    if (Array.isArray(logEvents)) return { things: logEvents, noun: "event" };
    return isObject(awslogs) ? { refused: COMPRESSED } : undefined;
  },
  examples: [
    {
      title: "a batch",
      text: JSON.stringify({
        messageType: "DATA_MESSAGE",
        logGroup: "trail",
        logEvents: [
          { id: "1", timestamp: 1795183331000, message: JSON.stringify(exampleRecord("e1")) },
        ],
      }),
      records: ["e1"],
    },
    {
      title: "a batch that is still packed",
      text: JSON.stringify({ awslogs: { data: "H4sIAAAA" } }),
      records: [],
      unreadable: [COMPRESSED],
    },
  ],
});
