import type { Change } from "../change.ts";
import { defineDetector } from "../detector.ts";
import { isEffective } from "../is-effective.ts";
import { createRecent } from "../recent.ts";
import { sentenceOf } from "../sentence.ts";
import { resourceKey } from "../detector-words.ts";

export const zeroThenDelete = defineDetector({
  id: "zero-then-delete",
  title: "A service was scaled to zero and then deleted",
  severity: "high",
  why: "The two steps by which a service is taken out of use, or destroyed.",
  falsePositives: "Services at the end of their life.",
  attack: ["T1489", "T1485"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.32"],
  next: "Ask whether it was meant; create it again from code.",
  parameters: [{ name: "withinMinutes", summary: "Within how many minutes", default: 30 }],
  start(parameter) {
    const begun = createRecent<Change>(parameter("withinMinutes"));
    return {
      see({ change }) {
        if (!isEffective(change)) return undefined;
        const before =
          change.intent === "delete" ? begun.at(resourceKey(change), change.at).at(-1) : undefined;
        if (change.intent === "stop-service") begun.add(resourceKey(change), change.at, change);
        if (before === undefined) return undefined;
        return {
          message: `${sentenceOf(change)} It was scaled to zero at ${before.at} by ${before.actor.name}.`,
          eventIDs: [before.eventID],
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "within minutes",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:05:00Z",
          requestParameters: { cluster: "prod", service: "checkout" },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
          },
        ],
      },
    ],
    silent: [
      {
        title: "deleted only",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:05:00Z",
          requestParameters: { cluster: "prod", service: "checkout" },
        },
        earlier: [],
      },
      {
        title: "another service",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:05:00Z",
          requestParameters: { cluster: "prod", service: "checkout" },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "cart", desiredCount: 0 },
          },
        ],
      },
      {
        title: "the delete was refused",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:05:00Z",
          requestParameters: { cluster: "prod", service: "checkout" },
          errorCode: "AccessDenied",
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
          },
        ],
      },
    ],
  },
});
