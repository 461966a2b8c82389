import type { Bucket, BucketObject } from "./bucket.ts";
import type { Scenario } from "./scenario.ts";
import { signDigests } from "./sign-digests.ts";
import { trailFilesOf } from "./trail-files.ts";

const HOUR = 3_600_000;
/** As if validation had been switched on then: to sign the hours before would take as long as to start. */
const DIGESTED_HOURS = 48;

/**
 * The bucket of an organisation's trail, with the log files that were delivered by now and the digests of the last two
 * days, signed with the emulator's own key.
 */
export function trailBucket(scenario: Scenario, now: () => Date): Bucket {
  const name = `${scenario.name}-trail`;
  // Writing it takes a moment, and most who talk to the emulator never ask for it.
  let objects: ReadonlyMap<string, Uint8Array | BucketObject> | undefined;
  return {
    name,
    get objects() {
      objects ??= objectsOf(scenario, name, now());
      return objects;
    },
  };
}

function objectsOf(
  scenario: Scenario,
  bucket: string,
  until: Date,
): ReadonlyMap<string, Uint8Array | BucketObject> {
  const files = trailFilesOf(scenario, { organization: "o-exampleorgid", until });
  const to = Math.floor(until.getTime() / HOUR) * HOUR;
  const from = to - DIGESTED_HOURS * HOUR;
  const digests = signDigests(files, { bucket, trail: "organization", from, to });
  return new Map<string, Uint8Array | BucketObject>([...files, ...digests]);
}
