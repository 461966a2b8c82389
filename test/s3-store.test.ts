import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { OperatorError } from "../src/core/errors.ts";
import type { Bucket } from "../src/emulator/bucket.ts";
import type { Fault } from "../src/emulator/fault.ts";
import { quietAccount } from "../src/emulator/scenarios/quiet-account.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { StoreFailure, type ObjectStore } from "../src/storage/object-store.ts";
import { openStore, type OpenedStore } from "../src/storage/open-store.ts";
import type { StoreSettings } from "../src/storage/store-settings.ts";

// The AWS SDK must find nothing of this machine's.
for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
process.env["AWS_CONFIG_FILE"] = process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
process.env["AWS_EC2_METADATA_DISABLED"] = "true";

const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const KEYS = [
  "AWSLogs/1/a.json.gz",
  "AWSLogs/1/b/c.json.gz",
  // `-` comes before `/`, so that a folder's neighbours lie between its name and what it holds.
  "AWSLogs/1/b-c.json.gz",
  "AWSLogs/2/a.json.gz",
  "other/ü & <b>.json",
];
const many = Array.from({ length: 2345 }, (_, index) => `many/${String(index).padStart(5, "0")}`);

const objects = new Map([...KEYS, ...many].map((key) => [key, bytesOf(`in ${key}`)]));
const scenario = quietAccount();
const credentials = async (): ReturnType<NonNullable<StoreSettings["credentials"]>> => ({
  accessKeyId: scenario.accounts[0]?.accessKeyId ?? "",
  secretAccessKey: "any",
});

const BUCKETS: readonly Bucket[] = [
  { name: "logs", objects },
  { name: "frankfurt", region: "eu-central-1", objects },
  { name: "payers", requesterPays: true, objects },
  {
    name: "locked",
    objects: new Map([
      ["glacier", { bytes: bytesOf("x"), storageClass: "GLACIER" }],
      ["restored", { bytes: bytesOf("x"), storageClass: "GLACIER", isRestored: true }],
      ["instant", { bytes: bytesOf("x"), storageClass: "GLACIER_IR" }],
      ["encrypted", { bytes: bytesOf("x"), isKeyDenied: true }],
      ["signed", { bytes: bytesOf("x"), metadata: { signature: "c0ffee" } }],
    ]),
  },
];

const folder = mkdtempSync(join(tmpdir(), "tasktrail-store-"));
let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ scenario, buckets: BUCKETS });
  for (const [key, bytes] of objects) {
    mkdirSync(dirname(join(folder, "copy", key)), { recursive: true });
    writeFileSync(join(folder, "copy", key), bytes);
  }
  writeFileSync(join(folder, "secret"), "not below it");
});
after(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const open = (uri: string, more: StoreSettings = {}): OpenedStore =>
  openStore(uri, { endpointUrl: emulator.url, credentials, sleep: async () => {}, ...more });

async function all<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function keysOf(
  store: ObjectStore,
  prefix: string,
  startAfter = "",
): Promise<readonly string[]> {
  return (await all(store.list(prefix, { startAfter }))).map(({ key }) => key);
}

const failsWith = (code: StoreFailure["code"], says: RegExp) => (error: unknown) => {
  assert.ok(error instanceof StoreFailure, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, says);
  return true;
};

const STORES: readonly (readonly [string, () => ObjectStore])[] = [
  ["a bucket", () => open("s3://logs").store],
  ["a bucket in another region", () => open("s3://frankfurt").store],
  ["a bucket whose readers pay", () => open("s3://payers?requester-pays=true").store],
  ["a folder", () => open(pathToFileURL(join(folder, "copy")).href).store],
];

for (const [name, store] of STORES) {
  describe(`the keys of ${name}`, () => {
    test("come in their order, below a prefix that may end anywhere", async () => {
      const sorted = [...objects.keys()].toSorted();
      assert.deepEqual(await keysOf(store(), ""), sorted);
      assert.deepEqual(await keysOf(store(), "AWSLogs/1/b"), [
        "AWSLogs/1/b-c.json.gz",
        "AWSLogs/1/b/c.json.gz",
      ]);
      assert.deepEqual(await keysOf(store(), "none/"), []);
    });

    test("go on behind a key, beyond a thousand too", async () => {
      assert.deepEqual(await keysOf(store(), "many/", "many/00041"), many.slice(42));
      assert.deepEqual(await keysOf(store(), "AWSLogs/", "AWSLogs/1/b-c.json.gz"), [
        "AWSLogs/1/b/c.json.gz",
        "AWSLogs/2/a.json.gz",
      ]);
    });

    test("lie in folders", async () => {
      assert.deepEqual(await all(store().folders("")), ["AWSLogs/", "many/", "other/"]);
      assert.deepEqual(await all(store().folders("AWSLogs/")), ["AWSLogs/1/", "AWSLogs/2/"]);
      assert.deepEqual(await all(store().folders("none/")), []);
    });

    test("lead to their bytes", async () => {
      for (const key of KEYS) {
        const { bytes } = await store().get(key);
        assert.equal(Buffer.from(bytes).toString(), `in ${key}`);
      }
      const sizes = await all(store().list("AWSLogs/1/a"));
      assert.deepEqual(
        sizes.map(({ size }) => size),
        ["in AWSLogs/1/a.json.gz".length],
      );
    });

    test("that are none are told", async () => {
      await assert.rejects(store().get("AWSLogs/none"), failsWith("not-found", /AWSLogs\/none/));
    });
  });
}

describe("a folder", () => {
  test("gives nothing that lies outside of it, whatever a key says", async () => {
    const { store } = open(pathToFileURL(join(folder, "copy")).href);
    for (const key of ["../secret", "AWSLogs/../../secret", "\0"]) {
      await assert.rejects(store.get(key), failsWith("not-found", /There is no/));
    }
    assert.deepEqual(await keysOf(store, "../"), []);
  });

  test("with a link back to itself ends", async () => {
    const looped = join(folder, "looped");
    mkdirSync(join(looped, "a"), { recursive: true });
    writeFileSync(join(looped, "a", "x.json"), "x");
    symlinkSync(looped, join(looped, "a", "back"));
    const keys = await keysOf(open(pathToFileURL(looped).href).store, "");
    assert.ok(keys.includes("a/x.json"));
    assert.ok(keys.length <= 2, keys.join());
  });
});

describe("S3", () => {
  test("tells once where a bucket lies, and is asked there from then on", async () => {
    const { store } = open("s3://frankfurt", { region: "us-west-2" });
    const asked = emulator.requests.length;
    await store.get("AWSLogs/1/a.json.gz");
    await store.get("AWSLogs/2/a.json.gz");
    const regions = emulator.requests.slice(asked).map(({ region }) => region);
    assert.deepEqual(regions, ["us-west-2", "eu-central-1", "eu-central-1"]);
  });

  test("says what an object's own metadata is", async () => {
    const { metadata } = await open("s3://locked").store.get("signed");
    assert.equal(metadata.get("signature"), "c0ffee");
  });

  test("keeps in the archive only what was not restored", async () => {
    const { store } = open("s3://locked");
    const listed = await all(store.list(""));
    const away = listed.filter(({ storageClass }) => storageClass !== undefined);
    assert.deepEqual(
      away.map(({ key, storageClass }) => [key, storageClass]),
      [["glacier", "GLACIER"]],
    );
    await assert.rejects(store.get("glacier"), failsWith("archived", /storage class/));
    assert.equal((await store.get("restored")).bytes.length, 1);
    assert.equal((await store.get("instant")).bytes.length, 1);
  });

  test("tells a key that may not be used from an object that may not be read", async () => {
    const { store } = open("s3://locked");
    await assert.rejects(store.get("encrypted"), failsWith("key-denied", /kms:Decrypt/));
    emulator.inject({ kind: "access-denied", operation: "GetObject" });
    await assert.rejects(store.get("signed"), failsWith("access-denied", /s3:GetObject/));
    emulator.inject({ kind: "access-denied", operation: "ListObjectsV2" });
    await assert.rejects(keysOf(store, ""), failsWith("access-denied", /s3:ListBucket/));
  });

  test("asks readers who pay to say so", async () => {
    await assert.rejects(
      keysOf(open("s3://payers").store, ""),
      failsWith("access-denied", /payers/),
    );
  });

  test("knows no such bucket", async () => {
    await assert.rejects(keysOf(open("s3://nobody").store, ""), failsWith("not-found", /nobody/));
  });

  test("needs credentials, or a public bucket", async () => {
    const { store } = openStore("s3://logs", { endpointUrl: emulator.url });
    await assert.rejects(keysOf(store, ""), (error) => {
      assert.ok(error instanceof OperatorError);
      assert.equal(error.code, "no-credentials");
      return true;
    });
  });

  const PASSING: readonly (readonly [Fault["kind"], number])[] = [
    ["throttle", 11],
    ["server-error", 5],
    ["cut-body", 4],
    ["hang", 2],
    ["expired-token", 1],
  ];
  for (const [kind, times] of PASSING) {
    test(`is asked again where ${kind} comes ${String(times)} times`, async () => {
      let requests = 0;
      const onRequest = (): void => void requests++;
      const { store } = open("s3://logs", { timeoutMs: 100, onRequest });
      emulator.inject({ kind, times });
      const { bytes } = await store.get("AWSLogs/1/a.json.gz");
      assert.equal(Buffer.from(bytes).toString(), "in AWSLogs/1/a.json.gz");
      assert.equal(requests, times + 1);
    });
  }

  const STAYING: readonly (readonly [Fault["kind"], StoreFailure["code"], number])[] = [
    ["throttle", "unreachable", 12],
    ["server-error", "unreachable", 6],
    ["cut-body", "unreachable", 5],
    ["hang", "unreachable", 5],
    ["expired-token", "expired", 2],
    ["access-denied", "access-denied", 1],
  ];
  for (const [kind, code, times] of STAYING) {
    test(`is given up where ${kind} stays`, async () => {
      const { store } = open("s3://logs", { timeoutMs: 50 });
      emulator.inject({ kind, times });
      await assert.rejects(store.get("AWSLogs/1/a.json.gz"), failsWith(code, /./));
      assert.equal((await store.get("AWSLogs/1/a.json.gz")).bytes.length > 0, true);
    });
  }

  test("is left at once when the signal says so", async () => {
    const stop = new AbortController();
    const { store } = open("s3://logs");
    emulator.inject({ kind: "hang" });
    setTimeout(() => {
      stop.abort(new Error("the user has gone"));
    }, 20);
    await assert.rejects(store.get("AWSLogs/1/a.json.gz", stop.signal), /the user has gone/);
  });
});

describe("the address of a store", () => {
  test("is written in one way beside records, whoever pays and wherever one began", () => {
    const { uri, prefix, options } = openStore("s3://logs/prod?requester-pays=true&lag=2h");
    assert.deepEqual([uri, prefix, options.get("lag")], ["s3://logs/prod", "prod", "2h"]);
    assert.equal(openStore("s3://logs").uri, "s3://logs/");
    assert.equal(
      openStore("s3://logs/?endpoint=http://127.0.0.1:9").uri,
      "s3://logs/?endpoint=http://127.0.0.1:9",
    );
  });

  test("that is none is refused", () => {
    for (const uri of ["s3://", "s3:///prefix", "gopher://logs", "file://host/x"]) {
      assert.throws(() => openStore(uri), OperatorError, uri);
    }
  });
});
