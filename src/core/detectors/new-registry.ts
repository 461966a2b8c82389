import { defineDetector } from "../detector.ts";
import { daysBetween } from "../detector-words.ts";
import { textIn } from "../json-fields.ts";
import { readImages } from "../image.ts";
import { isEffective } from "../is-effective.ts";
import { sentenceOf } from "../sentence.ts";

interface Past {
  readonly seen: Set<string>;
  readonly since: string;
}

export const newRegistry = defineDetector({
  id: "new-registry",
  title: "An image came from a registry never used before",
  severity: "medium",
  why: "Whoever controls the registry controls what runs.",
  falsePositives: "A new vendor, or a move to another registry.",
  attack: ["T1525", "T1610"],
  controls: ["SOC 2 CC6.8", "ISO 27001 A.8.19"],
  next: "See whose registry it is, and what the image holds.",
  parameters: [
    { name: "minimumDays", summary: "How many days of history must be known", default: 7 },
  ],
  start(parameter) {
    const known = new Map<string, Past>();
    const minimum = parameter("minimumDays") * 86_400_000;
    return {
      see({ change, record }) {
        if (!isEffective(change)) return undefined;
        const images = readImages(record, change.account);
        if (images.length === 0) return undefined;
        const key = change.account;
        const past = known.get(key) ?? { seen: new Set<string>(), since: change.at };
        known.set(key, past);
        const values = images.flatMap((image) => textIn(image, "registry") ?? []);
        const fresh = values.filter((value) => !past.seen.has(value));
        const isFirst = past.seen.size === 0;
        for (const value of values) past.seen.add(value);
        const age = Date.parse(change.at) - Date.parse(past.since);
        if (fresh.length === 0 || isFirst || age < minimum) return undefined;
        const history = `first time in ${daysBetween(past.since, change.at)} of history`;
        return {
          message: `${change.resource.name} takes an image from ${fresh.join(", ")}, for the ${history} of account ${change.account}: ${sentenceOf(change)}`,
        };
      },
    };
  },
  examples: {
    fires: [
      {
        title: "another registry",
        record: {
          eventName: "RegisterTaskDefinition",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [{ name: "app", image: "ghcr.io/x/y:1" }],
          },
        },
        earlier: [
          {
            eventName: "RegisterTaskDefinition",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: {
              family: "checkout",
              containerDefinitions: [
                { name: "app", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2" },
              ],
            },
          },
        ],
      },
    ],
    silent: [
      {
        title: "the same registry",
        record: {
          eventName: "RegisterTaskDefinition",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [
              { name: "app", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2" },
            ],
          },
        },
        earlier: [
          {
            eventName: "RegisterTaskDefinition",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: {
              family: "checkout",
              containerDefinitions: [
                { name: "app", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2" },
              ],
            },
          },
        ],
      },
      {
        title: "refused",
        record: {
          eventName: "RegisterTaskDefinition",
          eventTime: "2026-11-20T10:00:00Z",
          requestParameters: {
            family: "checkout",
            containerDefinitions: [{ name: "app", image: "ghcr.io/x/y:1" }],
          },
          errorCode: "AccessDenied",
        },
        earlier: [
          {
            eventName: "RegisterTaskDefinition",
            eventTime: "2026-11-01T10:00:00Z",
            requestParameters: {
              family: "checkout",
              containerDefinitions: [
                { name: "app", image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:2" },
              ],
            },
          },
        ],
      },
    ],
  },
});
