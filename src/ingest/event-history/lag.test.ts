import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { Lag } from "./lag.ts";

test("the lag follows how long AWS takes, and what fails tells nothing", async () => {
  const lag = new Lag();
  assert.equal(lag.seconds, 0);

  assert.equal(await lag.measure(setTimeout(60, "answer")), "answer");
  const first = lag.seconds;
  assert.ok(first > 0.05 && first < 1, String(first));

  await lag.measure(Promise.resolve());
  assert.ok(lag.seconds < first);
  const second = lag.seconds;
  await assert.rejects(lag.measure(Promise.reject(new Error("no"))));
  assert.equal(lag.seconds, second);
});
