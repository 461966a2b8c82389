import { defineDetector } from "../detector.ts";
import { daysBetween } from "../detector-words.ts";
import { isEffective } from "../is-effective.ts";
import { sentenceOf } from "../sentence.ts";

interface Past {
  readonly seen: Set<string>;
  readonly since: string;
}

export const newRegion = defineDetector({
  id: "new-region",
  title: "Something was started in a region never used before",
  severity: "medium",
  why: "Whoever uses your account for themselves does it where nobody looks.",
  falsePositives: "The first steps in a new region.",
  attack: ["T1578.002", "T1496.001"],
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.16"],
  next: "See what was started there; forbid regions that nobody needs.",
  parameters: [
    { name: "minimumDays", summary: "How many days of history must be known", default: 7 },
  ],
  start(parameter) {
    const known = new Map<string, Past>();
    const minimum = parameter("minimumDays") * 86_400_000;
    return {
      see({ change }) {
        if (!isEffective(change) || change.region === "") return undefined;
        const key = change.account;
        const past = known.get(key) ?? { seen: new Set<string>(), since: change.at };
        known.set(key, past);
        const values = [change.region];
        const fresh = values.filter((value) => !past.seen.has(value));
        const isFirst = past.seen.size === 0;
        for (const value of values) past.seen.add(value);
        const age = Date.parse(change.at) - Date.parse(past.since);
        if (fresh.length === 0 || isFirst || age < minimum) return undefined;
        const history = `first time in ${daysBetween(past.since, change.at)} of history`;
        return {
          message: `${change.region} of ${change.account} was used for the ${history}: ${sentenceOf(change)}`,
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "a cluster in another region",
        record: {
          eventName: "CreateCluster",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { clusterName: "x" },
          awsRegion: "ap-south-1",
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 2 },
          },
        ],
      },
    ],
    silent: [
      {
        title: "the usual region",
        record: {
          eventName: "CreateCluster",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { clusterName: "x" },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 2 },
          },
        ],
      },
      {
        title: "refused",
        record: {
          eventName: "CreateCluster",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { clusterName: "x" },
          awsRegion: "ap-south-1",
          errorCode: "AccessDenied",
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 2 },
          },
        ],
      },
      {
        title: "the history is too short",
        record: {
          eventName: "CreateCluster",
          eventTime: "2026-11-02T10:00:00Z",
          requestParameters: { clusterName: "x" },
          awsRegion: "ap-south-1",
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 2 },
          },
        ],
      },
    ],
  },
});
