import { emulatorKey } from "../sign-digests.ts";
import { historyOf } from "../event-history.ts";
import { hasAttribute, readLookup, writeToken } from "../lookup-request.ts";
import type { EmulatedCall, EmulatedReply, EmulatedService } from "../service.ts";

/**
 * CloudTrail's event history, and the public keys that prove a trail's digests.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
export const cloudtrail: EmulatedService = {
  target: "CloudTrail_20131101",
  name: "cloudtrail",
  operations: { LookupEvents: lookupEvents, ListPublicKeys: listPublicKeys },
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

const KEY_LASTS_MS = 10 * 365 * 86_400_000;

/** One key in every region, older and younger than any story. */
function listPublicKeys({ input, world }: EmulatedCall): EmulatedReply {
  const [from, to] = [input["StartTime"], input["EndTime"]];
  if (typeof from === "number" && typeof to === "number" && from > to) {
    return {
      error: "InvalidTimeRangeException",
      message: "The start time must not lie after the end time.",
    };
  }
  const now = world.now().getTime();
  const { value, fingerprint } = emulatorKey();
  const times = {
    ValidityStartTime: (now - KEY_LASTS_MS) / 1000,
    ValidityEndTime: (now + KEY_LASTS_MS) / 1000,
  };
  return { output: { PublicKeyList: [{ Value: value, Fingerprint: fingerprint, ...times }] } };
}
