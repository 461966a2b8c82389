import assert from "node:assert/strict";
import { test } from "node:test";
import { startProgress } from "./progress.ts";
import type { Surroundings } from "./surroundings.ts";

function watch(isTTY: boolean): {
  around: Surroundings;
  written: () => string;
  clock: { now: () => number };
  at: (ms: number) => void;
} {
  let text = "";
  let now = 0;
  const stderr = {
    isTTY,
    columns: isTTY ? 40 : undefined,
    write: (more: string) => (text += more),
  };
  const clock = { now: () => now };
  const around = { stderr } as unknown as Surroundings;
  return { around, written: () => text, clock, at: (ms) => (now = ms) };
}

test("what takes less than a second says nothing", () => {
  const { around, written, clock, at } = watch(true);
  const progress = startProgress(around, clock);
  at(900);
  progress.say("prod eu-west-1", "page 3");
  progress.found("found: somebody");
  progress.end();

  assert.equal(written(), "");
});

test("a terminal shows a line for each place, written over and gone in the end", () => {
  const { around, written, clock, at } = watch(true);
  const progress = startProgress(around, clock);
  at(1100);
  progress.say("prod eu-west-1", "page 3");
  at(1300);
  progress.say("prod us-east-1", "page 4");
  progress.end();

  assert.equal(
    written(),
    "prod eu-west-1: page 3\n\u001b[1A\r\u001b[Jprod eu-west-1: page 3\nprod us-east-1: page 4\n\u001b[2A\r\u001b[J",
  );
});

test("a log gets lines now and then, and no escapes", () => {
  const { around, written, clock, at } = watch(false);
  const progress = startProgress(around, clock);
  for (const ms of [1100, 1200, 3000, 6200]) {
    at(ms);
    progress.say("prod", `at ${String(ms)}`);
  }
  progress.end();

  assert.equal(written(), "prod: at 1100\nprod: at 6200\n");
});

test("forty regions are not forty lines", () => {
  const { around, written, clock, at } = watch(false);
  const progress = startProgress(around, clock);
  for (let index = 0; index < 40; index += 1) progress.say(`place ${String(index)}`, "page 1");
  progress.done("place 0");
  at(1100);
  progress.say("place 1", "page 2");

  assert.equal(written().split("\n").length - 1, 13);
  assert.match(written(), /… and 27 more, 1 done/);
});

test("text from AWS cannot steer the terminal", () => {
  const { around, written, clock, at } = watch(false);
  const progress = startProgress(around, clock);
  at(1100);
  progress.say("prod", "page \u001b[2J");

  assert.ok(!written().includes("\u001b"));
});
