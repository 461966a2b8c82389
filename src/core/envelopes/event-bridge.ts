import { defineEnvelope, exampleRecord, type Opened } from "../envelope.ts";
import { isObject, type JsonObject } from "../record.ts";

const LONGEST_TYPE = 60;

const envelope = (eventID: string) => ({
  version: "0",
  id: `delivery-of-${eventID}`,
  "detail-type": "AWS API Call via CloudTrail",
  source: "aws.ecs",
  account: "111122223333",
  time: "2026-11-20T14:02:11Z",
  region: "eu-west-1",
  resources: [],
  detail: exampleRecord(eventID),
});

/** EventBridge's envelope; the record is its `detail`, and `detail.eventID` is the key: the envelope's id differs per delivery. */
export const eventBridge = defineEnvelope({
  name: "event-bridge",
  summary:
    "An event of EventBridge: API calls, console actions and sign-ins, and service events via CloudTrail; and what ECS itself tells EventBridge, as effects.",
  open: (object) => {
    const type = object["detail-type"];
    if (typeof type !== "string" || object.detail === undefined) return undefined;
    const { detail } = object;
    if (typeof detail === "string") return { things: [detail] };
    if (!isObject(detail)) return { refused: "an EventBridge event whose detail is no object" };
    return type.endsWith("via CloudTrail") || holdsRecord(detail)
      ? { things: [detail] }
      : refuse(type);
  },
  examples: [
    { title: "an API call", text: JSON.stringify(envelope("e1")), records: ["e1"] },
    {
      title: "a batch",
      text: JSON.stringify([envelope("e1"), envelope("e2")]),
      records: ["e1", "e2"],
    },
    {
      title: "a console sign-in",
      text: JSON.stringify({
        ...envelope("e1"),
        "detail-type": "AWS Console Sign In via CloudTrail",
      }),
      records: ["e1"],
    },
    {
      title: "an event of ECS itself",
      text: JSON.stringify({
        ...envelope("e1"),
        "detail-type": "ECS Task State Change",
        detail: {
          taskArn: "arn:aws:ecs:eu-west-1:111122223333:task/prod/0123",
          lastStatus: "STOPPED",
          stoppedAt: "2026-11-20T14:02:10.5Z",
        },
      }),
      records: [],
      effects: ["task/0123/STOPPED"],
    },
  ],
});

function holdsRecord(detail: JsonObject): boolean {
  return typeof detail.eventSource === "string" && typeof detail.eventName === "string";
}

function refuse(type: string): Opened {
  const shown = type.length > LONGEST_TYPE ? `${type.slice(0, LONGEST_TYPE)}…` : type;
  return { refused: `an EventBridge event (${shown}), not one via CloudTrail` };
}
