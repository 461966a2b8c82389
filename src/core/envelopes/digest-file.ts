import { defineEnvelope } from "../envelope.ts";

const REASON = "a CloudTrail digest file, not records";

/** A digest file lists log files and their hashes. */
export const digestFile = defineEnvelope({
  name: "digest-file",
  summary: "CloudTrail's digest files list log files and their hashes; they hold no records.",
  open: ({ digestS3Object, digestStartTime, logFiles }) =>
    (digestS3Object ?? digestStartTime) !== undefined && Array.isArray(logFiles)
      ? { refused: REASON }
      : undefined,
  examples: [
    {
      title: "a digest file",
      text: JSON.stringify({ awsAccountId: "111122223333", digestStartTime: "x", logFiles: [] }),
      records: [],
      unreadable: [REASON],
    },
  ],
});
