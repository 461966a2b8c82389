import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Coverage } from "../src/core/coverage.ts";
import { effectForms } from "../src/core/effect-forms/index.ts";
import { readEffects } from "../src/core/read-effects.ts";
import type { JsonObject } from "../src/core/record.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import type { Ledger } from "../src/ledger/ledger.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-effects-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const WINDOW = { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };
const ARN = "arn:aws:ecs:eu-west-1:111122223333";
const ID = "924c1f0a3b5d4e6f8a9b0c1d2e3f4a5b";
const TASK = {
  taskArn: `${ARN}:task/prod/${ID}`,
  clusterArn: `${ARN}:cluster/prod`,
  group: "service:checkout",
};

/** Reads files into a ledger of its own. */
async function keep(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly ledger: Ledger; readonly coverage: readonly Coverage[] }> {
  const place = mkdtempSync(join(folder, "files-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  const ledger = openLedger(":memory:");
  const coverage: Coverage[] = [];
  const source = await openSource(place, {});
  for await (const step of ingest(source, ledger, { window: WINDOW, now: new Date(WINDOW.to) })) {
    assert.deepEqual(step.unreadable, []);
    coverage.push(...step.coverage);
  }
  return { ledger, coverage };
}

function event(type: string, time: string, detail: JsonObject): JsonObject {
  const place = { account: "111122223333", region: "eu-west-1" };
  const head = { version: "0", id: `event-at-${time}`, "detail-type": type, source: "aws.ecs" };
  return { ...head, ...place, time, resources: [TASK.taskArn], detail };
}

test("the ledger gives back each effect as it was read", async () => {
  for (const { examples } of effectForms) {
    for (const { title, raw } of examples) {
      const read = readEffects(raw);
      const ledger = openLedger(":memory:");
      const effects = read.map((effect) => ({ effect, raw }));

      ledger.add({ source: "file:///x", records: [], effects });

      const byId = new Map(ledger.effects({}).map((effect) => [effect.id, effect]));
      assert.deepEqual([...byId.keys()].toSorted(), read.map(({ id }) => id).toSorted(), title);
      for (const effect of read) assert.deepEqual(byId.get(effect.id), effect, title);
      ledger.close();
    }
  }
});

test("a task told several times, by EventBridge and by the API, is one story", async () => {
  const stopping = {
    ...TASK,
    lastStatus: "DEACTIVATING",
    desiredStatus: "STOPPED",
    stoppingAt: "2026-11-20T14:02:00.5Z",
    updatedAt: "2026-11-20T14:02:00.5Z",
    stoppedReason: "Scaling activity initiated by (deployment ecs-svc/2)",
    containers: [{ name: "web" }],
  };
  const stopped = {
    ...stopping,
    lastStatus: "STOPPED",
    stoppedAt: "2026-11-20T14:02:30Z",
    stopCode: "ServiceSchedulerInitiated",
    containers: [{ name: "web", exitCode: 0 }],
  };
  const type = "ECS Task State Change";
  const { ledger, coverage } = await keep({
    "1-events.ndjson": [
      event(type, "2026-11-20T14:02:31Z", stopped),
      event(type, "2026-11-20T14:02:01Z", stopping),
    ]
      .map((each) => JSON.stringify(each))
      .join("\n"),
    "2-tasks.json": JSON.stringify({ tasks: [stopped], failures: [] }, undefined, 2),
  });

  const effects = ledger.effects({ resources: [{ kind: "service", name: "checkout" }] });

  assert.deepEqual(
    effects.map(({ id, at }) => `${at} ${id}`),
    [`2026-11-20T14:02:00.500Z task/${ID}/STOPPING`, `2026-11-20T14:02:30Z task/${ID}/STOPPED`],
  );
  assert.deepEqual(effects[0]?.containers, [{ name: "web", exitCode: 0 }]);
  assert.deepEqual(
    ledger.effects({ resources: [{ name: "ecs-svc/2" }] }).map(({ id }) => id),
    effects.map(({ id }) => id),
  );
  assert.deepEqual(
    coverage.map(({ selector, account, from, records }) => ({ selector, account, from, records })),
    [
      {
        selector: "effects",
        account: "111122223333",
        from: "2026-11-20T14:02:00.500Z",
        records: 5,
      },
    ],
  );
  ledger.close();
});

test("a queue's message, a log line and an array of events are opened", async () => {
  const detail = { ...TASK, lastStatus: "RUNNING", startedAt: "2026-11-20T14:00:00Z" };
  const told = event("ECS Task State Change", "2026-11-20T14:00:01Z", detail);
  const body = JSON.stringify({ Type: "Notification", Message: JSON.stringify(told) });
  for (const text of [
    JSON.stringify({ Messages: [{ MessageId: "m", Body: body }] }),
    JSON.stringify({ events: [{ timestamp: 1, message: JSON.stringify(told) }] }),
    JSON.stringify([told]),
    JSON.stringify(detail),
  ]) {
    const { ledger } = await keep({ "x.json": text });

    assert.deepEqual(
      ledger.effects({}).map(({ id }) => id),
      [`task/${ID}/RUNNING`],
    );
    ledger.close();
  }
});
