import { gzipSync } from "node:zlib";
import type { JsonObject } from "../core/record.ts";
import { deliveryDelay } from "./event-history.ts";
import type { Scenario } from "./scenario.ts";
import { lettersOf } from "./stable-ids.ts";

/** How a trail is set up, and until when it has delivered. */
export interface TrailOptions {
  /** The organisation whose trail it is: `o-exampleorgid`. Absent: a trail of single accounts. */
  readonly organization?: string;
  /** What stands before `AWSLogs/`, without a slash at its end. */
  readonly prefix?: string;
  /** Only files delivered until then. Default: the scenario's `now`. */
  readonly until?: Date;
  /** Minutes between two files of one account and region. Default 5, as AWS has it. */
  readonly everyMinutes?: number;
}

const MINUTE = 60_000;

/** Files come sooner than Event History: of 37,000 real records none lay in a file of more than 10 minutes later. */
const SOONER = 0.6;

/**
 * A scenario's records as a trail writes them: one gzip file for each account, region and five minutes, named by when it
 * was delivered, which is after what it holds. Always the same bytes under the same keys for the same story.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
export function trailFilesOf(
  scenario: Scenario,
  options: TrailOptions = {},
): Map<string, Uint8Array<ArrayBuffer>> {
  const { until = new Date(scenario.now), everyMinutes = 5 } = options;
  const step = everyMinutes * MINUTE;
  const files = new Map<string, JsonObject[]>();
  for (const record of scenario.records) {
    const [id, time] = [textOf(record, "eventID"), Date.parse(textOf(record, "eventTime"))];
    const delivered = Math.ceil((time + SOONER * deliveryDelay(id)) / step) * step;
    if (delivered > until.getTime()) continue;
    const place = { account: accountOf(record), region: textOf(record, "awsRegion") };
    const key = trailKey(place, new Date(delivered), options);
    const records = files.get(key);
    if (records) records.push(record);
    else files.set(key, [record]);
  }
  const keys = [...files.keys()].toSorted();
  return new Map(
    keys.map((key) => [key, gzipSync(JSON.stringify({ Records: files.get(key) ?? [] }))]),
  );
}

/** `AWSLogs/o-…/111122223333/CloudTrail/eu-west-1/2026/11/20/111122223333_CloudTrail_eu-west-1_20261120T1405Z_….json.gz`. */
function trailKey(
  { account, region }: { readonly account: string; readonly region: string },
  delivered: Date,
  { organization, prefix }: TrailOptions,
): string {
  const digits = delivered.toISOString().replaceAll(/[-:]/g, "");
  const name = `${account}_CloudTrail_${region}_${digits.slice(0, 13)}Z`;
  const parts = [
    ...(prefix === undefined ? [] : [prefix]),
    "AWSLogs",
    ...(organization === undefined ? [] : [organization]),
    `${account}/CloudTrail/${region}`,
    `${digits.slice(0, 4)}/${digits.slice(4, 6)}/${digits.slice(6, 8)}`,
    `${name}_${lettersOf(name, 16)}.json.gz`,
  ];
  return parts.join("/");
}

function accountOf(record: JsonObject): string {
  return textOf(record, "recipientAccountId");
}

function textOf(record: JsonObject, field: string): string {
  const value = record[field];
  return typeof value === "string" ? value : "";
}
