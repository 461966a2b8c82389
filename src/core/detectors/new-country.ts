import { defineDetector } from "../detector.ts";
import { daysBetween } from "../detector-words.ts";
import { holdsKey } from "../detector-words.ts";
import { sentenceOf } from "../sentence.ts";

interface Past {
  readonly seen: Set<string>;
  readonly since: string;
}

export const newCountry = defineDetector({
  id: "new-country",
  title: "An actor called from a country never seen for it",
  severity: "high",
  why: "A person is seldom in two countries, and whoever stole a key is mostly in another one.",
  falsePositives:
    "Travel, VPNs and providers whose addresses are registered elsewhere: the country is from offline data.",
  attack: ["T1078.004"],
  controls: ["SOC 2 CC6.6", "ISO 27001 A.8.16"],
  next: "Ask the person whether it was them.",
  parameters: [
    { name: "minimumDays", summary: "How many days of history must be known", default: 1 },
  ],
  start(parameter) {
    const known = new Map<string, Past>();
    const minimum = parameter("minimumDays") * 86_400_000;
    return {
      see({ change }) {
        if (!holdsKey(change) || change.origin.country === undefined) return undefined;
        const key = change.actor.name;
        const past = known.get(key) ?? { seen: new Set<string>(), since: change.at };
        known.set(key, past);
        const values = [change.origin.country];
        const fresh = values.filter((value) => !past.seen.has(value));
        const isFirst = past.seen.size === 0;
        for (const value of values) past.seen.add(value);
        const age = Date.parse(change.at) - Date.parse(past.since);
        if (fresh.length === 0 || isFirst || age < minimum) return undefined;
        const history = `first time in ${daysBetween(past.since, change.at)} of history`;
        return {
          message: `${change.actor.name} called from ${fresh.join()}, for the ${history}: ${sentenceOf(change)}`,
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "weeks in one country, then another",
        given: { countries: { "203.0.113.7": "DE", "198.51.100.9": "RO" } },
        record: {
          eventName: "UpdateService",
          sourceIPAddress: "198.51.100.9",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
          },
        ],
      },
    ],
    silent: [
      {
        title: "the same country",
        given: { countries: { "203.0.113.7": "DE", "198.51.100.9": "RO" } },
        record: {
          eventName: "UpdateService",
          sourceIPAddress: "203.0.113.7",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
          },
        ],
      },
      {
        title: "the first day",
        given: { countries: { "203.0.113.7": "DE", "198.51.100.9": "RO" } },
        record: {
          eventName: "UpdateService",
          sourceIPAddress: "198.51.100.9",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-20T09:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 3 },
          },
        ],
      },
    ],
  },
});
