import assert from "node:assert/strict";
import { test } from "node:test";
import { OperatorError } from "../core/errors.ts";
import { needWindow, readFlag, readInteger, readList, readText, readWindow } from "./parameters.ts";
import type { Arguments } from "./question.ts";

const NOW = new Date("2026-11-22T14:30:00.250Z");

const WINDOWS: readonly (readonly [args: Arguments, from: string, to: string])[] = [
  [{}, "2026-11-21T14:30:00Z", "2026-11-22T14:30:01Z"],
  [{ since: "2h" }, "2026-11-22T12:30:00Z", "2026-11-22T14:30:01Z"],
  [{ since: "yesterday" }, "2026-11-21T00:00:00Z", "2026-11-22T14:30:01Z"],
  [{ since: "yesterday", until: "yesterday" }, "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"],
  [{ until: "2026-11-20" }, "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"],
  [{ until: "2026-11-20T12:00Z" }, "2026-11-19T12:00:00Z", "2026-11-20T12:00:00Z"],
  [{ at: "14:21" }, "2026-11-22T13:51:00Z", "2026-11-22T14:31:00Z"],
  [{ at: "2026-11-20" }, "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"],
  [{ since: "2027-01-01", until: "2027-01-02" }, "2027-01-01T00:00:00Z", "2027-01-03T00:00:00Z"],
];

for (const [args, from, to] of WINDOWS) {
  test(`the window of ${JSON.stringify(args)} is ${from} to ${to}`, () => {
    const window = readWindow(args, NOW, "24h");

    assert.deepEqual(window, { from, to, whole: false });
  });
}

test("since beginning opens the window on both sides, so that no record is lost to a wrong clock", () => {
  const window = readWindow({ since: "beginning" }, NOW, "24h");

  assert.equal(window.whole, true);
  assert.ok(window.to > "9000");
});

test("a source is never asked for what is still to come", () => {
  const { window } = needWindow(readWindow({ at: "14:29" }, NOW, "24h"), NOW);

  assert.deepEqual(window, { from: "2026-11-22T13:59:00Z", to: "2026-11-22T14:30:01Z" });
});

const CONTRADICTIONS: readonly Arguments[] = [
  { at: "14:21", since: "2h" },
  { since: "1h", until: "2h" },
  { since: "2026-12-01" },
  { at: "2026-12-01" },
  { since: ["1h", "2h"] },
  { since: "" },
  { since: true },
];

for (const args of CONTRADICTIONS) {
  test(`${JSON.stringify(args)} is refused with the parameter's name`, () => {
    assert.throws(
      () => readWindow(args, NOW, "24h"),
      (error) =>
        error instanceof OperatorError &&
        error.code === "bad-argument" &&
        /^--(?:since|until|at): /.test(error.message),
    );
  });
}

test("a list is typed with commas, by repetition, or both", () => {
  assert.deepEqual(readList({ actor: ["jane, bob", "bob", "ann"] }, "actor"), [
    "jane",
    "bob",
    "ann",
  ]);
  assert.deepEqual(readList({ actor: "jane,bob" }, "actor"), ["jane", "bob"]);
  assert.deepEqual(readList({}, "actor"), []);
  assert.throws(() => readList({ actor: " , " }, "actor"), OperatorError);
});

test("arguments named like an object's own machinery are not there", () => {
  assert.deepEqual(readList({}, "constructor"), []);
  assert.equal(readText({}, "toString"), undefined);
});

test("flags may come as words of a query string", () => {
  assert.deepEqual(
    [true, false, "true", "1", "", "no", "0"].map((all) => readFlag({ all }, "all")),
    [true, false, true, true, true, false, false],
  );
  assert.throws(() => readFlag({ all: "maybe" }, "all"), OperatorError);
});

test("integers are whole and not negative", () => {
  assert.equal(readInteger({ limit: "5" }, "limit", 20), 5);
  assert.equal(readInteger({}, "limit", 20), 20);
  for (const limit of ["-1", "1.5", "1e3", "ten", "99999999999999999999"]) {
    assert.throws(() => readInteger({ limit }, "limit", 20), OperatorError);
  }
});
