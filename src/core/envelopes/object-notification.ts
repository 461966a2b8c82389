import { defineEnvelope } from "../envelope.ts";
import { isObject } from "../record.ts";

const TRAIL = "a trail's notification that only names log files in S3: read those";
const BUCKET = "a notification of S3 that only names an object: read that";
const PACKED = "a Lambda or Firehose record whose content is packed (base64): decode it first";
const TEST = "a test notification of S3";

/** Messages that say where records are instead of holding them. */
export const objectNotification = defineEnvelope({
  name: "object-notification",
  summary: "Notifications of a trail or of S3 that only name a log file; they hold no records.",
  open: ({ s3ObjectKey, s3Bucket, s3, kinesis, data, Event, eventSource }) => {
    if (s3ObjectKey !== undefined && s3Bucket !== undefined) return { refused: TRAIL };
    if (isObject(s3) && eventSource === "aws:s3") return { refused: BUCKET };
    if (isObject(kinesis) || (typeof data === "string" && eventSource === undefined)) {
      return { refused: PACKED };
    }
    return Event === "s3:TestEvent" ? { refused: TEST } : undefined;
  },
  examples: [
    {
      title: "a trail's notification",
      text: JSON.stringify({ s3Bucket: "logs", s3ObjectKey: ["AWSLogs/1.json.gz"] }),
      records: [],
      unreadable: [TRAIL],
    },
    {
      title: "a bucket's notification in a queue",
      text: JSON.stringify({
        Messages: [
          {
            MessageId: "m1",
            Body: JSON.stringify({
              Records: [
                {
                  eventSource: "aws:s3",
                  eventName: "ObjectCreated:Put",
                  eventTime: "2026-11-20T14:02:11Z",
                  s3: { object: { key: "AWSLogs/1.json.gz" } },
                },
              ],
            }),
          },
        ],
      }),
      records: [],
      unreadable: [BUCKET],
    },
    {
      title: "a bucket's test notification",
      text: JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent" }),
      records: [],
      unreadable: [TEST],
    },
    {
      title: "a Kinesis record",
      text: JSON.stringify({ eventSource: "aws:kinesis", kinesis: { data: "e30=" } }),
      records: [],
      unreadable: [PACKED],
    },
  ],
});
