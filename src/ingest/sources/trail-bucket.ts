import { defineSource } from "../source.ts";
import { openTrail } from "../trail/open-trail.ts";

/**
 * A trail's bucket, of one account or of an organisation.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
export const trailBucket = defineSource({
  scheme: "s3",
  summary:
    "The log files of a trail, as far back as the bucket keeps them: only the accounts, regions and times that are asked for, newest first. Options: `?requester-pays=true`, `?anonymous=true`, `?region=`, `?endpoint=`, and `?lag=2h` (how late a file may have been delivered; 1h unless told).",
  example: "s3://acme-cloudtrail-logs/prod",
  open: async (uri, settings) => openTrail(uri, settings),
});
