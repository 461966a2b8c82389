import { readQueueAddress } from "../queue/queue-address.ts";
import { readQueue } from "../queue/read-queue.ts";
import { defineSource } from "../source.ts";

/**
 * A queue that EventBridge, SNS or S3 fills. It can only be watched: reading takes messages away.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export const sqs = defineSource({
  scheme: "sqs",
  summary:
    "An SQS queue of events from EventBridge, or of notifications of a trail or its bucket, whose files are then fetched; only for `tasktrail watch`. Options: `?region=`, `?visibility=` (seconds), `?endpoint=`.",
  example: "sqs://ecs-events",
  open: async (uri, settings) => {
    const address = readQueueAddress(uri);
    return {
      uri: uri.replace(/\?.*$/, ""),
      read: (request) => readQueue(address, settings, request),
    };
  },
});
