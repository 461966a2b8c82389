// Event History at its limit, in real time over real HTTP, against the emulator with AWS's quota of 2 requests a second
// for each account and region: node bench/fleet.ts [hours]
import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import type { ReadingOrder } from "../test/read-place.ts";
import type { Ask, Ready, Told } from "./emulator-process.ts";
import type { AccountRegion } from "./many-accounts.ts";
import { readPlaces } from "./read-places.ts";

/** Requests a second: what AWS allows, and what TaskTrail keeps to where nobody else asks. */
const ALLOWED = 2;
const RATE = 1.9;
const HOUR = 3_600_000;
const hours = Number(process.argv[2] ?? 168);
const folder = mkdtempSync(join(tmpdir(), "tasktrail-bench-"));

interface Case {
  readonly title: string;
  readonly accounts: number;
  readonly hours: number;
  readonly places: (all: readonly AccountRegion[]) => readonly AccountRegion[];
  /** The competitor's requests a second in each place. */
  readonly competitor?: number;
  readonly latencyMs?: number;
  /** So many processes read the same at once. */
  readonly processes?: number;
}

const [first, all] = [(places: readonly AccountRegion[]) => places.slice(0, 1), <All>(x: All) => x];
const busiest: Case["places"] = (places) =>
  places.filter(({ account }) => account === places[0]?.account);

const CASES: readonly Case[] = [
  { title: "demo fleet, busiest account, 24 h", accounts: 0, hours: 24, places: busiest },
  { title: "one account-region", accounts: 1, hours, places: first },
  { title: "one, 0.3 s latency", accounts: 1, hours, places: first, latencyMs: 300 },
  { title: "one, two processes", accounts: 1, hours, places: first, processes: 2 },
  { title: "one, competitor 1/s", accounts: 1, hours, places: first, competitor: 1 },
  { title: "40 account-regions", accounts: 8, hours, places: all },
  { title: "40, competitor 1/s in each", accounts: 8, hours, places: all, competitor: 1 },
];

try {
  console.log(
    "| case | requests | throttled | slowest place: requests | wall ÷ (those ÷ its share) | competitor throttled | second run |",
  );
  console.log("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  for (const one of CASES) console.log(await measure(one));
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(one: Case): Promise<string> {
  const args = [String(one.accounts), String(one.latencyMs ?? 0)];
  const emulator = fork(new URL("emulator-process.ts", import.meta.url), args);
  try {
    const [ready] = (await once(emulator, "message")) as [Ready];
    if (one.competitor !== undefined) {
      send(emulator, { perSecond: one.competitor, places: one.places(ready.places) });
    }
    const ledger = join(folder, `${one.title}.db`);
    const seconds = await read(one, ready, ledger);
    const told = await ask(emulator);
    await read(one, ready, ledger);
    const again = await ask(emulator);
    const { competitor } = told;
    const share = Math.min(RATE, ALLOWED - (one.competitor ?? 0));
    return row([
      one.title,
      told.asked,
      told.throttled,
      told.most,
      (seconds / (told.most / share)).toFixed(2),
      competitor ? `${competitor.throttled} of ${competitor.asked}` : "–",
      `${again.asked} requests`,
    ]);
  } finally {
    emulator.kill();
  }
}

/** @returns seconds. */
async function read(one: Case, { url, now, places }: Ready, location: string): Promise<number> {
  const to = Date.parse(now) - HOUR;
  const window = {
    from: new Date(to - one.hours * HOUR).toISOString(),
    to: new Date(to).toISOString(),
  };
  const start = performance.now();
  if (one.processes !== undefined) {
    const [place] = one.places(places);
    if (!place) throw new Error("no place");
    const order = { place, endpointUrl: url, ledger: location, ...window, now, everything: true };
    await Promise.all(Array.from({ length: one.processes }, () => readApart(order)));
    return (performance.now() - start) / 1000;
  }
  const ledger = openLedger(location);
  const request = { window, now: new Date(now), everything: true };
  const told = await readPlaces(one.places(places), ledger, request, { endpointUrl: url });
  const seconds = (performance.now() - start) / 1000;
  for (const { error, coverage } of told) {
    if (error) throw error;
    if (coverage.some(({ state }) => state !== "seen")) throw new Error("something was lost");
  }
  ledger.close();
  return seconds;
}

async function readApart(order: ReadingOrder): Promise<void> {
  const program = new URL("../test/read-place.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [program, JSON.stringify(order)], { stdio: "ignore" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`the reading process ended with ${code}`);
}

async function ask(emulator: ChildProcess): Promise<Told> {
  const told = once(emulator, "message");
  send(emulator, "tell");
  const [answer] = (await told) as [Told];
  return answer;
}

function send(emulator: ChildProcess, what: Ask): void {
  emulator.send(what);
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
