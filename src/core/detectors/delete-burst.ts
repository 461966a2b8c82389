import { defineDetector } from "../detector.ts";
import { actorKey } from "../detector-words.ts";
import { createRecent } from "../recent.ts";
import { isEffective } from "../is-effective.ts";

export const deleteBurst = defineDetector({
  id: "delete-burst",
  title: "One actor deleted several things",
  severity: "critical",
  why: "Somebody takes an environment apart.",
  falsePositives: "Environments that are taken down on purpose.",
  attack: ["T1485", "T1489"],
  controls: ["SOC 2 A1.2", "ISO 27001 A.8.16"],
  next: "Call whoever it is; take the key or session away if nobody knows.",
  parameters: [
    { name: "count", summary: "From how many on", default: 3 },
    { name: "withinMinutes", summary: "Within how many minutes", default: 10 },
  ],
  start(parameter) {
    const least = parameter("count");
    const minutes = parameter("withinMinutes");
    const recent = createRecent<{ readonly what: string; readonly eventID: string }>(minutes);
    return {
      see({ change }) {
        if (!isEffective(change) || change.intent !== "delete") return undefined;
        const what = change.resource.name;
        const calls = recent.add(actorKey(change), change.at, { what, eventID: change.eventID });
        const number = calls.length;
        if (number < least) return undefined;
        return {
          message: `${change.actor.name} deleted ${String(number)} things within ${String(minutes)} minutes, the last at ${change.at}: ${calls
            .slice(-5)
            .map((call) => call.what)
            .join(", ")}.`,
          eventIDs: calls.map(({ eventID }) => eventID),
          ofActor: true,
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "three services",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:02:00Z",
          requestParameters: { cluster: "prod", service: "s2" },
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0" },
          },
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod", service: "s1" },
          },
        ],
      },
    ],
    silent: [
      {
        title: "two",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:01:00Z",
          requestParameters: { cluster: "prod", service: "s1" },
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0" },
          },
        ],
      },
      {
        title: "the third was refused",
        record: {
          eventName: "DeleteService",
          eventTime: "2026-11-20T14:02:00Z",
          requestParameters: { cluster: "prod", service: "s2" },
          errorCode: "AccessDenied",
        },
        earlier: [
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:00:00Z",
            requestParameters: { cluster: "prod", service: "s0" },
          },
          {
            eventName: "DeleteService",
            eventTime: "2026-11-20T14:01:00Z",
            requestParameters: { cluster: "prod", service: "s1" },
          },
        ],
      },
    ],
  },
});
