import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { describe, test } from "node:test";
import type { BucketObject } from "../src/emulator/bucket.ts";
import type { RememberedDigest, VerifiedMemory } from "../src/integrity/verified-memory.ts";
import {
  ACCOUNT,
  BEGIN,
  digestedTrail,
  digestKey,
  END,
  logKey,
  storeOf,
  verifyStore,
  withContent,
} from "./digested-trail.ts";

const HOUR = 3_600_000;
const WHOLE = [{ from: "2026-11-20T00:00:00Z", to: "2026-11-20T12:00:00Z" }];
const log = (hour: number): string => logKey(ACCOUNT, "eu-west-1", BEGIN + hour * HOUR);

describe("a trail whose files are all there and as delivered", () => {
  test("is verified whole", async () => {
    const { problems, chains, regions, notices } = await verifyStore(storeOf(digestedTrail()));
    assert.deepEqual(problems, []);
    assert.deepEqual(notices, []);
    assert.deepEqual(chains[0]?.digests, {
      valid: 12,
      invalid: 0,
      missing: 0,
      unproven: 0,
      unread: 0,
      remembered: 0,
    });
    assert.equal(chains[0]?.logs.valid, 24);
    assert.deepEqual(regions[0]?.verified, WHOLE);
  });

  test("is found from anywhere above or inside it", async () => {
    for (const prefix of [
      "",
      "AWSLogs",
      "AWSLogs/",
      `AWSLogs/${ACCOUNT}/CloudTrail-Digest/eu-west-1/`,
    ]) {
      const { chains } = await verifyStore(storeOf(digestedTrail()), { prefix });
      assert.equal(chains[0]?.digests.valid, 12, prefix);
    }
  });

  test("is verified for every account, or for those asked about", async () => {
    const accounts = [ACCOUNT, "444455556666"];
    const objects = digestedTrail({ accounts });
    const all = await verifyStore(storeOf(objects));
    assert.deepEqual(
      all.regions.map(({ account }) => account),
      accounts,
    );
    const one = await verifyStore(storeOf(objects), { accounts: ["444455556666"] });
    assert.deepEqual(
      one.regions.map(({ account }) => account),
      ["444455556666"],
    );
  });

  test("says that the hour under way is not digested yet, and that old silence is suspicious", async () => {
    const window = { from: BEGIN, to: END + 1.5 * HOUR };
    const fresh = await verifyStore(storeOf(digestedTrail()), { window, now: window.to });
    assert.deepEqual(
      fresh.notices.map(({ kind, isIncomplete }) => [kind, isIncomplete]),
      [["open-end", false]],
    );
    const stale = await verifyStore(storeOf(digestedTrail()), { window, now: END + 9 * HOUR });
    assert.deepEqual(
      stale.notices.map(({ kind, isIncomplete }) => [kind, isIncomplete]),
      [["open-end", true]],
    );
  });
});

describe("a log file", () => {
  test("with one byte changed is found, and its hour is not verified", async () => {
    const objects = digestedTrail();
    objects.set(
      log(5),
      withContent(objects.get(log(5)), (text) => text.replace("Update", "Upsate")),
    );
    const { problems, regions } = await verifyStore(storeOf(objects));
    assert.deepEqual(
      problems.map(({ kind, key }) => [kind, key]),
      [["log-changed", log(5)]],
    );
    assert.deepEqual(regions[0]?.verified, [
      { from: "2026-11-20T00:00:00Z", to: "2026-11-20T05:00:00Z" },
      { from: "2026-11-20T06:00:00Z", to: "2026-11-20T12:00:00Z" },
    ]);
  });

  test("packed again with the same content is valid", async () => {
    const objects = digestedTrail();
    objects.set(
      log(5),
      withContent(objects.get(log(5)), (text) => text),
    );
    assert.deepEqual((await verifyStore(storeOf(objects))).problems, []);
  });

  test("with a second gzip member appended is found, since readers would read it", async () => {
    const objects = digestedTrail();
    const { bytes } = objects.get(log(5)) ?? { bytes: new Uint8Array() };
    objects.set(log(5), { bytes: Buffer.concat([bytes, gzipSync('{"Records":[]}')]) });
    assert.deepEqual((await verifyStore(storeOf(objects))).kinds, ["log-changed"]);
  });

  test("that is damaged or gone is told apart", async () => {
    const objects = digestedTrail();
    objects.set(log(5), { bytes: Buffer.from("no gzip") });
    objects.delete(log(6));
    assert.deepEqual((await verifyStore(storeOf(objects))).kinds, ["log-format", "log-missing"]);
  });

  test("that no digest names is found", async () => {
    const objects = digestedTrail();
    const planted = log(5).replace(/T0500Z_\w+/, "T0520Z_plantedplanted00");
    objects.set(planted, { bytes: gzipSync('{"Records":[]}') });
    const { problems, regions } = await verifyStore(storeOf(objects));
    assert.deepEqual(
      problems.map(({ kind, key }) => [kind, key]),
      [["log-unlisted", planted]],
    );
    assert.equal(regions[0]?.unlisted, 1);
  });

  test("of a second trail in the same place belongs to that trail's digest", async () => {
    const objects = digestedTrail();
    for (const [key, object] of digestedTrail({ trail: "audit_2" })) objects.set(key, object);
    const { problems, chains } = await verifyStore(storeOf(objects));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      chains.map(({ trail, digests }) => [trail, digests.valid]),
      [
        ["audit_2", 12],
        ["main", 12],
      ],
    );
  });

  test("that cannot be read is not judged", async () => {
    const objects = digestedTrail();
    const store = storeOf(objects);
    const { StoreFailure } = await import("../src/storage/object-store.ts");
    const archived = {
      ...store,
      get: (key: string) =>
        key === log(5)
          ? Promise.reject(new StoreFailure("archived", "It lies in GLACIER."))
          : store.get(key),
    };
    const { problems, notices, chains } = await verifyStore(archived);
    assert.deepEqual(problems, []);
    assert.match(notices[0]?.says ?? "", /could not be read: It lies in GLACIER/);
    assert.equal(chains[0]?.logs.unread, 1);
  });
});

describe("a digest", () => {
  const changed: readonly (readonly [string, (object: BucketObject) => BucketObject, string])[] = [
    [
      "with changed content",
      (object) =>
        withContent(object, (text) => text.replace('"logFiles":[{', '"logFiles":[{"x":1,')),
      "digest-changed",
    ],
    [
      "with another signature",
      (object) => ({ ...object, metadata: { ...object.metadata, signature: "00".repeat(256) } }),
      "digest-changed",
    ],
    [
      "with a signature that is no hexadecimal",
      (object) => ({ ...object, metadata: { ...object.metadata, signature: "zz" } }),
      "digest-changed",
    ],
    ["without its signature", ({ bytes }) => ({ bytes }), "digest-unsigned"],
    [
      "that is damaged",
      (object) => ({ ...object, bytes: object.bytes.subarray(0, 100) }),
      "digest-format",
    ],
    [
      "that is another kind of JSON",
      (object) => ({ ...object, bytes: gzipSync("[]") }),
      "digest-format",
    ],
    [
      "that names another place",
      (object) =>
        withContent(object, (text) =>
          text.replace('"digestS3Bucket":"acme-trail"', '"digestS3Bucket":"elsewhere"'),
        ),
      "digest-moved",
    ],
    [
      "of an unknown key",
      (object) =>
        withContent(object, (text) =>
          text.replace(
            /"digestPublicKeyFingerprint":"\w+"/,
            '"digestPublicKeyFingerprint":"31e8b5433410dfb61a9dc45cc65b22ff"',
          ),
        ),
      "digest-key-unknown",
    ],
  ];
  for (const [what, change, kind] of changed) {
    test(`${what} is ${kind}, and the others stay valid`, async () => {
      const objects = digestedTrail();
      objects.set(digestKey(6), change(objects.get(digestKey(6)) ?? { bytes: new Uint8Array() }));
      const { problems, chains } = await verifyStore(storeOf(objects));
      assert.deepEqual(
        problems.map((one) => [one.kind, one.key]),
        [[kind, digestKey(6)]],
      );
      assert.equal(chains[0]?.digests.valid, 11);
    });
  }

  test("that is gone is named by the next one", async () => {
    const objects = digestedTrail();
    objects.delete(digestKey(6));
    const { problems, chains } = await verifyStore(storeOf(objects));
    assert.deepEqual(
      problems.map(({ kind, key }) => [kind, key]),
      [["digest-missing", digestKey(6)]],
    );
    assert.equal(chains[0]?.digests.missing, 1);
  });

  test("two that are gone in a row are both found", async () => {
    const objects = digestedTrail();
    objects.delete(digestKey(6));
    objects.delete(digestKey(5));
    const { problems, chains, regions } = await verifyStore(storeOf(objects));
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ["digest-unaccounted", "digest-missing"],
    );
    assert.match(
      problems[0]?.reason ?? "",
      /from 2026-11-20T04:00:00Z to 2026-11-20T05:00:00Z: 1 hourly digest$/,
    );
    assert.equal(chains[0]?.digests.missing, 2);
    assert.deepEqual(
      regions[0]?.verified.map(({ from, to }) => `${from}/${to}`),
      ["2026-11-20T00:00:00Z/2026-11-20T04:00:00Z", "2026-11-20T06:00:00Z/2026-11-20T12:00:00Z"],
    );
  });

  test("gone from the begin of the window: what is named is missing, the rest is not known", async () => {
    const objects = digestedTrail();
    for (const hour of [1, 2, 3]) objects.delete(digestKey(hour));
    const { problems, notices } = await verifyStore(storeOf(objects));
    assert.deepEqual(
      problems.map(({ key }) => key),
      [digestKey(3)],
    );
    assert.match(
      notices[0]?.says ?? "",
      /before 2026-11-20T03:00:00Z: the digests were deleted too/,
    );
  });

  test("exchanged for an older, genuine one is found by the next one's memory", async () => {
    const objects = digestedTrail();
    const other = digestedTrail({ off: [{ from: BEGIN + 4 * HOUR, to: BEGIN + 5 * HOUR }] });
    objects.set(digestKey(6), other.get(digestKey(6)) ?? { bytes: new Uint8Array() });
    const { kinds } = await verifyStore(storeOf(objects));
    assert.ok(kinds.includes("digest-replaced"), kinds.join());
  });

  test("that begins a new chain is told, and the time before it is not verified", async () => {
    const off = [{ from: BEGIN + 4 * HOUR, to: BEGIN + 7 * HOUR }];
    const { problems, notices, regions } = await verifyStore(storeOf(digestedTrail({ off })));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ["gap", "undigested"],
    );
    assert.match(
      notices[0]?.says ?? "",
      /new chain at 2026-11-20T07:00:00Z.* off since 2026-11-20T04:00:00Z/,
    );
    assert.equal(regions[0]?.undigested, 6);
    assert.equal(regions[0]?.verified.length, 2);
  });

  test("that was backfilled proves its hours", async () => {
    const backfill = [{ from: BEGIN + 4 * HOUR, to: BEGIN + 7 * HOUR }];
    const { problems, regions, verdicts } = await verifyStore(storeOf(digestedTrail({ backfill })));
    assert.deepEqual(problems, []);
    assert.deepEqual(regions[0]?.verified, WHOLE);
    assert.equal(verdicts.filter(({ isBackfill }) => isBackfill).length, 3);
  });
});

describe("a downloaded copy", () => {
  test("is proven by what each next digest remembers, all but the newest", async () => {
    const { problems, chains, notices } = await verifyStore(
      storeOf(digestedTrail(), "file:///copy"),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual([chains[0]?.digests.valid, chains[0]?.digests.unproven], [11, 1]);
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ["unproven"],
    );
  });

  test("proves the newest too with what head-object printed beside it", async () => {
    const objects = digestedTrail();
    const Metadata = objects.get(digestKey(12))?.metadata;
    objects.set(`${digestKey(12)}.head.json`, { bytes: Buffer.from(JSON.stringify({ Metadata })) });
    const { chains } = await verifyStore(storeOf(objects, "file:///copy"));
    assert.equal(chains[0]?.digests.valid, 12);
  });

  test("may have been taken from anywhere within the bucket", async () => {
    for (const above of ["AWSLogs/", `AWSLogs/${ACCOUNT}/`]) {
      const objects = new Map(
        [...digestedTrail()].map(([key, object]) => [key.slice(above.length), object]),
      );
      const { problems, chains } = await verifyStore(storeOf(objects, "file:///copy"));
      assert.deepEqual(problems, []);
      assert.deepEqual([chains[0]?.account, chains[0]?.digests.valid], [ACCOUNT, 11]);
    }
  });

  test("shows what was changed in it", async () => {
    const objects = digestedTrail();
    objects.set(
      log(5),
      withContent(objects.get(log(5)), () => "{}"),
    );
    objects.set(
      digestKey(9),
      withContent(objects.get(digestKey(9)), (text) => text.replace("09:00", "09:01")),
    );
    objects.delete(digestKey(3));
    const { kinds } = await verifyStore(storeOf(objects, "file:///copy"));
    assert.deepEqual(kinds.toSorted(), ["digest-changed", "digest-missing", "log-changed"]);
  });
});

describe("a second verification", () => {
  const remembering = (): VerifiedMemory => {
    const kept = new Map<string, Map<string, RememberedDigest>>();
    return {
      load: (folder) => Promise.resolve(kept.get(folder) ?? new Map()),
      save: (folder, digests) => {
        const folderOf = kept.get(folder) ?? new Map<string, RememberedDigest>();
        kept.set(folder, folderOf);
        for (const digest of digests) folderOf.set(digest.key, structuredClone(digest));
        return Promise.resolve();
      },
    };
  };

  test("reads only what is new", async () => {
    const memory = remembering();
    await verifyStore(storeOf(digestedTrail({ to: END - HOUR })), { memory });
    const store = storeOf(digestedTrail());
    const { chains, regions } = await verifyStore(store, { memory });
    assert.deepEqual(store.fetched.toSorted(), [log(11), log(11.5), digestKey(12)].toSorted());
    assert.deepEqual([chains[0]?.logs.valid, chains[0]?.logs.remembered], [24, 22]);
    assert.deepEqual(regions[0]?.verified, WHOLE);
  });

  test("reads again what has changed, and finds it", async () => {
    const memory = remembering();
    const objects = digestedTrail();
    await verifyStore(storeOf(objects), { memory });
    objects.set(
      log(5),
      withContent(objects.get(log(5)), () => "{}"),
    );
    objects.delete(log(6));
    const { kinds } = await verifyStore(storeOf(objects), { memory });
    assert.deepEqual(kinds, ["log-changed", "log-missing"]);
  });
});
