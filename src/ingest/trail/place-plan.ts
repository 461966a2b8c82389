import type { PlanEstimate } from "../source.ts";
import type { TrailPlace } from "./find-places.ts";

/** Gets a second that S3 answers 32 at a time, at about 60 ms each. */
const GETS_A_SECOND = 500;
const BYTES_A_SECOND = 50_000_000;

/** What reading so many files would cost. */
export function planOf(
  { account, region }: TrailPlace,
  files: number,
  bytes: number,
): PlanEstimate {
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return {
    account,
    region,
    plan: `${String(files)} log files, ${megabytes} MB compressed`,
    requests: files,
    seconds: Math.ceil(Math.max(files / GETS_A_SECOND, bytes / BYTES_A_SECOND)),
  };
}
