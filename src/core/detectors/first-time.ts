import { defineDetector } from "../detector.ts";
import { daysBetween } from "../detector-words.ts";
import type { Intent } from "../change.ts";
import { isEffective } from "../is-effective.ts";
import { sentenceOf } from "../sentence.ts";

const GRAVE: ReadonlySet<Intent> = new Set<Intent>([
  "stop-service",
  "delete",
  "stop-task",
  "exec",
  "abort-deploy",
  "drain",
  "deregister",
]);

interface Past {
  readonly seen: Set<string>;
  readonly since: string;
}

export const firstTime = defineDetector({
  id: "first-time",
  title: "Somebody did for the first time what stops or enters things",
  severity: "low",
  why: "Most people do the same few things again and again. The first stop, delete or shell of an actor on a service stands out.",
  falsePositives: "New people, new services and rare incidents.",
  attack: ["T1078.004"],
  controls: ["SOC 2 CC7.2", "ISO 27001 A.8.16"],
  next: "Ask whether it is part of their work.",
  parameters: [
    { name: "minimumDays", summary: "How many days of history must be known", default: 14 },
  ],
  start(parameter) {
    const known = new Map<string, Past>();
    const minimum = parameter("minimumDays") * 86_400_000;
    return {
      see({ change }) {
        if (!isEffective(change)) return undefined;
        const key = JSON.stringify([change.account, change.actor.kind, change.actor.name]);
        const past = known.get(key) ?? { seen: new Set<string>(), since: change.at };
        known.set(key, past);
        const values = [
          JSON.stringify([
            change.eventName,
            GRAVE.has(change.intent),
            change.resource.cluster,
            change.resource.service,
          ]),
        ];
        const fresh = values.filter((value) => !past.seen.has(value));
        const isFirst = past.seen.size === 0;
        for (const value of values) past.seen.add(value);
        const age = Date.parse(change.at) - Date.parse(past.since);
        if (fresh.length === 0 || isFirst || age < minimum || !GRAVE.has(change.intent)) {
          return undefined;
        }
        const history = `first time in ${daysBetween(past.since, change.at)} of history`;
        return {
          message: `${sentenceOf(change)} It is the ${history} that this actor does it there.`,
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "the first stop after weeks of scaling",
        record: {
          eventName: "UpdateService",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
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
        title: "it was done before",
        record: {
          eventName: "UpdateService",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
        },
        earlier: [
          {
            eventName: "UpdateService",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 0 },
          },
          {
            eventName: "UpdateService",
            eventTime: "2026-11-02T10:00:00Z",
            requestParameters: { cluster: "prod", service: "checkout", desiredCount: 2 },
          },
        ],
      },
      {
        title: "scaling is nothing grave",
        record: {
          eventName: "UpdateService",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: { cluster: "prod", service: "cart", desiredCount: 3 },
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
