import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { demoFleet } from "../../src/emulator/scenarios/demo-fleet.ts";
import { trailFilesOf } from "../../src/emulator/trail-files.ts";
import { ingest, type IngestStep } from "../../src/ingest/ingest.ts";
import { openTrail } from "../../src/ingest/trail/open-trail.ts";
import { openLedger } from "../../src/ledger/sqlite-ledger.ts";
import { StoreFailure } from "../../src/storage/object-store.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { freePort, untilAnswered } from "./await-server.ts";

// moto is an emulation of AWS by others: what we think S3 is must not be only what we have written ourselves.
const MOTO = "moto_server";
const isMissing = spawnSync(MOTO, ["--help"], { stdio: "ignore" }).status !== 0;
const skip = isMissing && "needs moto_server (pip install 'moto[server]')";

for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
process.env["AWS_CONFIG_FILE"] = process.env["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";

const scenario = demoFleet();
const now = new Date(scenario.now);
const HOUR = 3_600_000;
const window = {
  from: new Date(now.getTime() - 50 * HOUR).toISOString(),
  to: new Date(now.getTime() - HOUR).toISOString(),
};
const credentials = async (): Promise<{ accessKeyId: string; secretAccessKey: string }> => ({
  accessKeyId: "testing",
  secretAccessKey: "testing",
});
/** More than one page of a listing. */
const files = [...trailFilesOf(scenario, { organization: "o-exampleorgid" })].slice(-1300);

describe("moto's S3", { skip, concurrency: false }, () => {
  let server: ChildProcess | undefined;
  let url = "";

  before(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${String(port)}`;
    server = spawn(MOTO, ["-H", "127.0.0.1", "-p", String(port)], {
      stdio: "ignore",
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    });
    await untilAnswered(url, server);
    const client = new S3Client({
      region: "us-east-1",
      endpoint: url,
      credentials,
      forcePathStyle: true,
    });
    const Bucket = "acme-trail";
    await client.send(new CreateBucketCommand({ Bucket }));
    for (let at = 0; at < files.length; at += 50) {
      const some = files.slice(at, at + 50);
      const puts = some.map(([Key, Body]) =>
        client.send(new PutObjectCommand({ Bucket, Key, Body })),
      );
      await Promise.all(puts);
    }
    const [first] = files;
    assert.ok(first);
    const [Key, Body] = first;
    const archived = { Bucket, Key: `archive/${Key}`, Body, StorageClass: "GLACIER" as const };
    await client.send(new PutObjectCommand({ ...archived, Metadata: { signature: "c0ffee" } }));
  });

  after(async () => {
    if (server?.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill();
    await ended;
  });

  const open = (uri: string): ReturnType<typeof openStore> =>
    openStore(uri, { endpointUrl: url, region: "us-east-1", credentials });

  test("lists the same keys in the same order, in pages and behind a key", async () => {
    const { store } = open("s3://acme-trail");
    const sorted = files.map(([key]) => key).toSorted();
    const listed: string[] = [];
    for await (const { key } of store.list("AWSLogs/")) listed.push(key);
    assert.deepEqual(listed, sorted);
    const behind: string[] = [];
    const startAfter = sorted[200] ?? "";
    for await (const { key } of store.list("AWSLogs/", { startAfter })) behind.push(key);
    assert.deepEqual(behind, sorted.slice(201));
    const folders: string[] = [];
    for await (const folder of store.folders("")) folders.push(folder);
    assert.deepEqual(folders, ["AWSLogs/", "archive/"]);
  });

  test("gives the same bytes, and fails in the same words", async () => {
    const { store } = open("s3://acme-trail");
    for (const [key, bytes] of files.slice(0, 20)) {
      assert.deepEqual(Buffer.from((await store.get(key)).bytes), Buffer.from(bytes));
    }
    const codeOf = (key: string, uri = "s3://acme-trail"): Promise<string> =>
      open(uri)
        .store.get(key)
        .then(
          () => "",
          (error: unknown) => (error instanceof StoreFailure ? error.code : String(error)),
        );
    assert.equal(await codeOf("none"), "not-found");
    assert.equal(await codeOf("none", "s3://nobodys"), "not-found");
    assert.equal(await codeOf(`archive/${files[0]?.[0] ?? ""}`), "archived");
  });

  test("is read as a trail's bucket, once", async () => {
    const ledger = openLedger(":memory:");
    const source = openTrail("s3://acme-trail", {
      endpointUrl: url,
      region: "us-east-1",
      credentials,
    });
    const readAll = async (): Promise<readonly IngestStep[]> => {
      const steps: IngestStep[] = [];
      for await (const step of ingest(source, ledger, { window, now })) steps.push(step);
      return steps;
    };
    const first = await readAll();
    const states = new Set(first.flatMap(({ coverage }) => coverage.map(({ state }) => state)));
    assert.ok(states.has("seen"));
    assert.ok(ledger.count({}) > 100);
    const again = await readAll();
    assert.equal(
      again.reduce((sum, { requests, added }) => sum + requests + added, 0),
      0,
    );
    ledger.close();
  });
});
