import type { Gap, Lookup } from "./evidence.ts";
import { principalOf, readRoleSession } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";

/** STS answers within a second; clocks and CloudTrail's own rounding may differ by more. In seconds. */
const AROUND = 5 * 60;
/** The longest that a role session lives: twelve hours, in seconds. Looked back where a record does not say when its session began. */
const LONGEST = 12 * 3600;
/** Where STS's global endpoint, which older tools call, records its events. */
const GLOBAL = "us-east-1";

/** Who assumed the role is unknown, which event would tell, and how that event can be asked for. */
export function whoAssumed(record: CloudTrailRecord, operation = "AssumeRole…"): Gap {
  const role = readRoleSession(record.userIdentity)?.role ?? "";
  const key = record.userIdentity.accessKeyId;
  const issued = key
    ? `issued ${key}`
    : `issued the session of ${principalOf(record.userIdentity)}`;
  const lookups = lookupsFor(record);
  return {
    unknown: `who assumed the role ${role}`,
    missing: `the sts ${operation} event that ${issued}`,
    ...(lookups.length > 0 && { lookups }),
  };
}

/**
 * How the event that opened a record's session is asked for. STS lists the key that it issued among the event's
 * resources, so one request by `ResourceName` finds it: first in the region of the call, whose endpoint most tools use for
 * STS too, then where the global endpoint records. Without a key there is only the moment.
 */
export function lookupsFor(record: CloudTrailRecord): readonly Lookup[] {
  const { userIdentity, awsRegion, recipientAccountId } = record;
  const account = userIdentity.accountId ?? recipientAccountId ?? "";
  const key = userIdentity.accessKeyId;
  const begun = userIdentity.sessionContext?.creationDate;
  if (!/^\d{12}$/.test(account)) return [];
  if (key?.startsWith("ASIA")) {
    const during = begun === undefined ? before(record.eventTime) : around(begun);
    return placesOf(awsRegion).map((region) => ({
      account,
      region,
      selector: `ResourceName=${key}`,
      ...during,
    }));
  }
  if (begun === undefined || key) return [];
  return placesOf(awsRegion).map((region) => ({
    account,
    region,
    selector: "EventName=AssumeRole",
    ...around(begun),
  }));
}

/** How another account's copy of an event is asked for: by the key that it issued, else by its name and moment. */
export function lookupsForCopy(
  record: CloudTrailRecord,
  account: string,
  issuedKey: string | undefined,
): readonly Lookup[] {
  if (!/^\d{12}$/.test(account) || record.awsRegion === "") return [];
  const selector = issuedKey ? `ResourceName=${issuedKey}` : `EventName=${record.eventName}`;
  return [{ account, region: record.awsRegion, selector, ...around(record.eventTime) }];
}

function placesOf(region: string): readonly string[] {
  return region === GLOBAL || region === "" ? [GLOBAL] : [region, GLOBAL];
}

function around(time: string): Window {
  const known = WINDOWS.get(time);
  if (known !== undefined) return known;
  const window = { from: shiftTime(time, -AROUND), to: shiftTime(time, AROUND) };
  if (WINDOWS.size >= MOST_WINDOWS) WINDOWS.clear();
  WINDOWS.set(time, window);
  return window;
}

/** Every call of a session asks for the same window, and dates are slow to write. */
const WINDOWS = new Map<string, Window>();
const MOST_WINDOWS = 1000;

interface Window {
  readonly from: string;
  readonly to: string;
}

function before(time: string): Window {
  return { from: shiftTime(time, -LONGEST), to: shiftTime(time, 1) };
}

/** A CloudTrail time, seconds later or earlier. */
export function shiftTime(time: string, seconds: number): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : `${new Date(at + seconds * 1000).toISOString().slice(0, 19)}Z`;
}
