import assert from "node:assert/strict";
import { test } from "node:test";
import type { Coverage, Interval } from "../core/coverage.ts";
import type { Verification } from "./verification.ts";
import { tellIntegrity } from "./tell-integrity.ts";
import { noMemory } from "./verified-memory.ts";
import { rememberVerified, type Notes } from "./verified-spans.ts";

const day = (from: string, to: string): Interval => ({
  from: `2026-11-20T${from}:00Z`,
  to: `2026-11-20T${to}:00Z`,
});

function notebook(): Notes {
  const notes = new Map<string, string>();
  return { note: (key) => notes.get(key), saveNote: (key, value) => void notes.set(key, value) };
}

function verification(
  window: Interval,
  ...verified: readonly (readonly Interval[])[]
): Verification {
  const regions = verified.map((spans, index) => ({
    account: "111122223333",
    region: "eu-west-1",
    place: `s3://acme-trail/${String(index)}/`,
    verified: spans,
    unlisted: 0,
    undigested: 0,
  }));
  return { window, regions, chains: [], problems: [], notices: [] };
}

async function noteOf(
  notes: Notes,
  window: Interval,
  source = "s3://acme-trail/",
  note?: string,
): Promise<string | undefined> {
  const part: Coverage = {
    ...window,
    account: "111122223333",
    region: "eu-west-1",
    source,
    selector: "everything",
    state: "seen",
    ...(note !== undefined && { note }),
  };
  const told = await tellIntegrity([part], { notes, memoryOf: () => noMemory });
  return told[0]?.note;
}

test("coverage says how far its files are verified", async () => {
  const notes = notebook();
  rememberVerified(
    notes,
    "s3://acme-trail",
    verification(day("00:00", "16:00"), [day("00:00", "14:00")]),
  );
  const cases: readonly (readonly [Interval, string])[] = [
    [day("09:00", "12:00"), "integrity: verified"],
    [day("09:00", "16:00"), "integrity: verified to 14:00Z, not since"],
    [day("14:00", "16:00"), "integrity: not verified"],
    [
      { from: "2026-11-19T12:00:00Z", to: "2026-11-20T16:00:00Z" },
      "integrity: verified only 2026-11-20T00:00Z to 14:00Z",
    ],
  ];
  for (const [window, says] of cases) assert.equal(await noteOf(notes, window), says);
});

test("what a reader should know besides stays", async () => {
  assert.equal(
    await noteOf(notebook(), day("09:00", "12:00"), "s3://acme-trail/", "2 files are damaged"),
    "2 files are damaged; integrity: not verified",
  );
});

test("a place below the one that was verified is verified, one beside it or at another endpoint is not", async () => {
  const notes = notebook();
  rememberVerified(
    notes,
    "s3://acme-trail/prod",
    verification(day("00:00", "16:00"), [day("00:00", "16:00")]),
  );
  const window = day("09:00", "12:00");
  assert.equal(await noteOf(notes, window, "s3://acme-trail/prod/AWSLogs"), "integrity: verified");
  assert.equal(
    await noteOf(notes, window, "s3://acme-trail/production"),
    "integrity: not verified",
  );
  assert.equal(
    await noteOf(notes, window, "s3://acme-trail/prod?endpoint=http://127.0.0.1"),
    "integrity: not verified",
  );
});

test("a later verification takes back what it can no longer prove, within its own window", async () => {
  const notes = notebook();
  rememberVerified(
    notes,
    "s3://acme-trail",
    verification(day("00:00", "12:00"), [day("00:00", "12:00")]),
  );
  rememberVerified(
    notes,
    "s3://acme-trail",
    verification(day("06:00", "16:00"), [day("08:00", "16:00")]),
  );
  assert.equal(
    await noteOf(notes, day("00:00", "16:00")),
    "integrity: verified in part, 2026-11-20T00:00Z to 06:00Z, 2026-11-20T08:00Z to 16:00Z",
  );
});

test("an account's region that lies in two places is verified where both are", async () => {
  const notes = notebook();
  const window = day("00:00", "16:00");
  rememberVerified(
    notes,
    "s3://acme-trail",
    verification(window, [day("00:00", "12:00")], [day("04:00", "16:00")]),
  );
  assert.equal(await noteOf(notes, window), "integrity: verified only 2026-11-20T04:00Z to 12:00Z");
});

test("Event History needs no proof", async () => {
  assert.equal(await noteOf(notebook(), day("09:00", "12:00"), "event-history://"), undefined);
});
