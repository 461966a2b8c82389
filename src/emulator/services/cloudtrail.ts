import { historyOf } from "../event-history.ts";
import { hasAttribute, readLookup, writeToken } from "../lookup-request.ts";
import type { EmulatedCall, EmulatedReply, EmulatedService } from "../service.ts";

/**
 * CloudTrail's event history.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const cloudtrail: EmulatedService = {
  target: "CloudTrail_20131101",
  name: "cloudtrail",
  operations: { LookupEvents: lookupEvents },
  perSecond: { LookupEvents: 2 },
};

function lookupEvents({ input, account, region, world }: EmulatedCall): EmulatedReply {
  const now = world.now();
  const lookup = readLookup(input, now);
  if ("error" in lookup) return lookup;
  if (lookup.insights) return { output: { Events: [] } };
  const found = historyOf(world.scenario, account, region).filter(
    (event) =>
      event.visibleFrom <= now.getTime() &&
      event.at >= lookup.start &&
      event.at <= lookup.end &&
      hasAttribute(event, lookup.attribute),
  );
  const from = 1 + found.findIndex(({ row }) => row["EventId"] === lookup.after);
  const page = found.slice(from, from + lookup.maxResults);
  const last = page.at(-1)?.row["EventId"];
  const goesOn = from + page.length < found.length && typeof last === "string";
  return {
    output: {
      Events: page.map(({ row }) => row),
      ...(goesOn && { NextToken: writeToken(lookup, last) }),
    },
  };
}
