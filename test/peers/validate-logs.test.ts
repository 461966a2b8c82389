import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { describe, test } from "node:test";
import { demoFleet, startEmulator, type Emulator } from "../../src/emulator/index.ts";
import {
  ACCOUNT,
  BEGIN,
  BUCKET,
  digestedTrail,
  digestKey,
  END,
  logKey,
  storeOf,
  verifyStore,
  withContent,
  type Objects,
} from "../digested-trail.ts";

const hasAws = spawnSync("aws", ["--version"]).error === undefined;
const skip = !hasAws && "needs aws";

const HOUR = 3_600_000;
const log = (hour: number): string => logKey(ACCOUNT, "eu-west-1", BEGIN + hour * HOUR);

interface Case {
  readonly name: string;
  readonly objects: () => Objects;
  /** Keys that ours judges and the aws-cli does not look at, or passes. */
  readonly oursOnly?: readonly string[];
  /** What ours finds besides, without a file to name it by. */
  readonly oursFinds?: readonly string[];
}

function changed(change: (objects: Objects) => void, objects = digestedTrail()): Objects {
  change(objects);
  return objects;
}

const CASES: readonly Case[] = [
  { name: "intact", objects: digestedTrail },
  {
    name: "one byte of a log file flipped",
    objects: () =>
      changed((all) =>
        all.set(
          log(5),
          withContent(all.get(log(5)), (text) => text.replace("U", "V")),
        ),
      ),
  },
  {
    name: "one byte of a digest flipped",
    objects: () =>
      changed((all) =>
        all.set(
          digestKey(6),
          withContent(all.get(digestKey(6)), (text) => text.replace("SHA-256", "SHA-257")),
        ),
      ),
  },
  { name: "a log file deleted", objects: () => changed((all) => all.delete(log(5))) },
  { name: "a digest deleted", objects: () => changed((all) => all.delete(digestKey(6))) },
  {
    name: "the chain begun anew",
    objects: () => digestedTrail({ off: [{ from: BEGIN + 4 * HOUR, to: BEGIN + 7 * HOUR }] }),
  },
  {
    name: "backfilled hours",
    objects: () => digestedTrail({ backfill: [{ from: BEGIN + 4 * HOUR, to: BEGIN + 7 * HOUR }] }),
  },
  {
    name: "a digest without its signature",
    objects: () =>
      changed((all) =>
        all.set(digestKey(6), { bytes: all.get(digestKey(6))?.bytes ?? new Uint8Array() }),
      ),
  },
  {
    name: "a digest moved",
    objects: () =>
      changed((all) => {
        const moved = all.get(digestKey(6));
        if (moved) all.set(digestKey(6).replace("T060000Z", "T061500Z"), moved);
        all.delete(digestKey(6));
      }),
    // The next digest names one that is gone; the aws-cli goes on from there and passes over the moved one.
    oursOnly: [digestKey(6).replace("T060000Z", "T061500Z")],
  },
  {
    name: "a damaged log file",
    objects: () => changed((all) => all.set(log(5), { bytes: Buffer.from("no gzip") })),
  },
  {
    name: "two digests deleted in a row",
    objects: () => changed((all) => all.delete(digestKey(6)) && all.delete(digestKey(5))),
    oursFinds: ["digest-unaccounted"],
  },
  {
    name: "a log file put there",
    objects: () =>
      changed((all) =>
        all.set(log(5).replace("T0500Z", "T0520Z"), { bytes: gzipSync('{"Records":[]}') }),
      ),
    oursFinds: ["log-unlisted"],
  },
];

/** What both call the same. */
const WORDS: Readonly<Record<string, string>> = {
  valid: "valid",
  "digest-changed": "INVALID: signature verification failed",
  "digest-unsigned": "INVALID: signature verification failed",
  "digest-moved": "INVALID: has been moved from its original location",
  "digest-missing": "INVALID: not found",
  "log-changed": "INVALID: hash value doesn't match",
  "log-format": "INVALID: invalid format",
  "log-missing": "INVALID: not found",
};

describe(
  "aws cloudtrail validate-logs as a peer, file by file",
  { skip, concurrency: false },
  () => {
    const scenario = demoFleet();

    for (const one of CASES) {
      test(one.name, async () => {
        const objects = one.objects();
        const emulator = await startEmulator({ scenario, buckets: [{ name: BUCKET, objects }] });

        const theirs = await validateLogs(emulator);
        await emulator.close();
        const ours = await verifyStore(storeOf(objects));

        const judged = ours.verdicts.map(
          ({ file, key, verdict, isBackfill }) =>
            `${isBackfill ? "(backfill) " : ""}${file === "log" ? "Log" : "Digest"} file\ts3://${BUCKET}/${key}\t${WORDS[verdict] ?? verdict}`,
        );
        const isTold = (line: string): boolean =>
          !(one.oursOnly ?? []).some((key) => line.includes(key));
        const both = judged.filter(isTold);
        assert.deepEqual(
          both.filter((line) => !theirs.lines.includes(line)),
          [],
          "only ours",
        );
        assert.deepEqual(
          theirs.lines.filter((line) => !both.includes(line)),
          [],
          "only theirs",
        );
        assert.equal(theirs.code, theirs.lines.some((line) => line.includes("INVALID")) ? 1 : 0);
        const more = one.oursFinds ?? [];
        const named = new Set(ours.verdicts.map(({ verdict }) => verdict as string));
        assert.deepEqual(
          ours.kinds.filter((kind) => !named.has(kind)),
          more,
        );
      });
    }
  },
);

/** Each file's line, and the exit code. */
async function validateLogs(
  emulator: Emulator,
): Promise<{ readonly lines: readonly string[]; readonly code: number }> {
  const window = [
    `--start-time=${new Date(BEGIN).toISOString()}`,
    `--end-time=${new Date(END).toISOString()}`,
  ];
  const arn = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/main`;
  const argv = [
    "cloudtrail",
    "validate-logs",
    "--trail-arn",
    arn,
    ...window,
    "--s3-bucket",
    BUCKET,
    "--verbose",
  ];
  const own = {
    PATH: process.env["PATH"] ?? "",
    HOME: "/nonexistent",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
  const env = { ...own, ...emulator.env, AWS_DEFAULT_REGION: "eu-west-1", AWS_REGION: "eu-west-1" };
  return new Promise((resolve, reject) => {
    execFile("aws", argv, { env }, (error, stdout, stderr) => {
      const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.includes("\ts3://"));
      if (lines.length === 0) reject(new Error(`nothing was validated: ${stdout}${stderr}`));
      else resolve({ lines, code: error ? Number(error.code) : 0 });
    });
  });
}
