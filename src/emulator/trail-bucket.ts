import type { Bucket } from "./bucket.ts";
import type { Scenario } from "./scenario.ts";
import { trailFilesOf } from "./trail-files.ts";

/** The bucket of an organisation's trail; files come as the clock reaches the time in their names. */
export function trailBucket(scenario: Scenario, now: () => Date): Bucket {
  // Writing it takes a moment, and most who talk to the emulator never ask for it.
  let files: ReadonlyMap<string, Uint8Array> | undefined;
  return {
    name: `${scenario.name}-trail`,
    get objects() {
      files ??= trailFilesOf(scenario, { organization: "o-exampleorgid", until: now() });
      return files;
    },
  };
}
