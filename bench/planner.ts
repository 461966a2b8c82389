// How many requests the planner makes, against the best plan known in hindsight: node bench/planner.ts [--quick]
import { END, generate, NAMES, SHAPES, TAGS, type Shape } from "./account-shapes.ts";
import { EventStore } from "./event-store.ts";
import {
  ask,
  fixedPlans,
  matching,
  type Asked,
  type Fixed,
  type Outcome,
} from "./planned-question.ts";

const isQuick = process.argv.includes("--quick");
const HOUR = 3600;
const DAY = 24 * HOUR;
const CORE = NAMES.filter((name) => !TAGS.includes(name));

const NEWEST = ["UpdateService", "StopTask"];

const WINDOWS = [
  { label: "2 h", seconds: 2 * HOUR, runs: 30 },
  { label: "24 h", seconds: DAY, runs: 15 },
  { label: "7 d", seconds: 7 * DAY, runs: 5 },
  { label: "90 d", seconds: 90 * DAY, runs: 1 },
].filter(({ seconds }) => !isQuick || seconds <= DAY);

const best = ({ scan, writes, names }: Fixed): number => Math.min(scan, writes, names);

interface Case extends Fixed {
  readonly label: string;
  readonly outcome: Outcome;
}

const cases: Case[] = [];
const newestRows: string[] = [];
const tagRows: string[] = [];
const slowRows: string[] = [];
const newestMedian: { readonly requests: number; readonly firstHit: number }[] = [];

for (const [index, shape] of SHAPES.entries()) await measure(shape, index);
report();

async function measure(shape: Shape, index: number): Promise<void> {
  const days = isQuick ? 14 : 90;
  const store = new EventStore(generate(shape, days, 17 + index));
  for (const window of WINDOWS) {
    const runs: Case[] = [];
    for (let run = 0; run < window.runs; run++) {
      // An incident is asked about while it lasts; everything else at any hour of any day.
      const back = shape.hasIncident ? run * 400 : run * 9.7 * HOUR;
      const to = Math.floor(END - (window.label === "90 d" ? 0 : back));
      const asked = { from: Math.max(END - days * DAY, to - window.seconds), to, names: CORE };
      const fixed = fixedPlans(store, asked);
      const label = `${shape.name} | ${window.label}`;
      runs.push({ label, ...fixed, outcome: await ask(store, asked) });
    }
    cases.push(...runs);
    tellCase(runs);
  }
  await measureTags(shape, store);
  await measureLatency(shape, store);
  await measureNewest(shape, store, days);
}

function ratioOf(those: readonly Case[]): number {
  const asked = those.reduce((sum, { outcome }) => sum + outcome.requests, 0);
  return asked / those.reduce((sum, one) => sum + best(one), 0);
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function tellCase(runs: readonly Case[]): void {
  const median = (read: (one: Case) => number): number => middle(runs.map(read));
  const worst = Math.max(...runs.map((one) => one.outcome.requests / best(one)));
  const over = Math.max(...runs.map((one) => one.outcome.requests - best(one)));
  const sum = (read: (one: Case) => number): number =>
    runs.reduce((all, one) => all + read(one), 0);
  const ratio = sum((one) => one.outcome.requests) / sum(best);
  const cells = [
    runs[0]?.label,
    median(({ match }) => match),
    median(({ outcome }) => outcome.requests),
    median(best),
    median(({ scan }) => scan),
    median(({ writes }) => writes),
    median(({ names }) => names),
    ratio.toFixed(2),
    `${worst.toFixed(2)} (+${over})`,
    median(({ article }) => article),
    `${(100 * median(({ recall }) => recall)).toFixed(1)} %`,
    sum(({ outcome }) => outcome.missed),
  ];
  if (cases.length === runs.length) {
    console.log(
      "| account | window | matching | planner | best | S | W | one each | ratio | worst | article | recall | missed |",
    );
    console.log(`|${" --- |".repeat(13)}`);
  }
  console.log(`| ${cells.join(" | ")} |`);
}

async function measureTags(shape: Shape, store: EventStore): Promise<void> {
  const asked = { from: END - DAY, to: END, names: NAMES };
  const { requests, cut, missed } = await ask(store, asked);
  const whole = await ask(store, { ...asked, maxRequests: 1_000_000 });
  const fixed = best(fixedPlans(store, asked));
  const cells = [shape.name, requests, cut, missed, whole.requests, fixed, whole.missed];
  tagRows.push(`| ${cells.join(" | ")} |`);
}

/** Where AWS is slow, the quota is to be the limit all the same. */
async function measureLatency(shape: Shape, store: EventStore): Promise<void> {
  const asked = { from: END - DAY, to: END, names: CORE };
  const cells: (string | number)[] = [shape.name];
  for (const latency of [0.25, 1, 4]) {
    const { requests, seconds, missed } = await ask(store, { ...asked, latency });
    const floor = requests / 1.9;
    cells.push(requests, seconds.toFixed(0), (seconds / floor).toFixed(2), missed);
  }
  slowRows.push(`| ${cells.join(" | ")} |`);
}

async function measureNewest(shape: Shape, store: EventStore, days: number): Promise<void> {
  const ages = agesOf(store);
  for (const [label, place] of [
    ["hot", 0],
    ["median", 0.5],
    ["cold", 1],
  ] as const) {
    const [service = "", age = 0] = ages[Math.round(place * (ages.length - 1))] ?? [];
    const isHit: Asked["isHit"] = ({ eventSource, eventName, requestParameters }) =>
      eventSource === "ecs.amazonaws.com" &&
      NEWEST.includes(eventName) &&
      requestParameters?.["service"] === service;
    const window = { from: END - days * DAY, to: END };
    const {
      requests,
      firstHit = 0,
      missed,
    } = await ask(store, { ...window, names: NEWEST, isHit });
    const all = await ask(store, { ...window, names: CORE, isHit });
    if (label === "median") newestMedian.push({ requests, firstHit });
    const hours = (age / HOUR).toFixed(1);
    const cells = [shape.name, label, hours, requests, firstHit, missed, all.requests, all.missed];
    newestRows.push(`| ${cells.join(" | ")} |`);
  }
}

/** Service → how many seconds ago it was stopped or updated last, the most recent first. */
function agesOf(store: EventStore): readonly (readonly [string, number])[] {
  const ages = new Map<string, number>();
  for (const kind of matching(store, NEWEST)) {
    for (const [index, at] of (store.kinds[kind]?.times ?? new Uint32Array()).entries()) {
      const { service } = store.recordOf({ kind, index }).requestParameters;
      ages.set(service, Math.min(ages.get(service) ?? Infinity, END - at));
    }
  }
  return [...ages].toSorted(([, one], [, other]) => one - other);
}

function report(): void {
  console.log("\nTags too, 24 h: with the usual budget, and with as many requests as it takes.\n");
  console.log("| account | requests | left out | missed | all of it | best | missed |");
  console.log(`|${" --- |".repeat(7)}\n${tagRows.join("\n")}`);
  console.log(
    "\nWhere AWS takes 0.25, 1 and 4 s to answer, 24 h: requests, seconds, times requests / 1.9, missed.\n",
  );
  console.log("| account | 0.25 s | | | | 1 s | | | | 4 s | | | |");
  console.log(`|${" --- |".repeat(13)}\n${slowRows.join("\n")}`);
  console.log("\nThe newest stop or update of a service; then the newest change of any kind.\n");
  console.log(
    "| account | service | hours ago | requests | first hit at | missed | any change | missed |",
  );
  console.log(`|${" --- |".repeat(8)}\n${newestRows.join("\n")}\n`);
  const ratio = ratioOf(cases);
  const byWindow = WINDOWS.map(({ label }) => {
    const those = cases.filter((one) => one.label.endsWith(`| ${label}`));
    return { label, ratio: ratioOf(those) };
  });
  const windows = byWindow.map((one) => `${one.label} ${one.ratio.toFixed(3)}`).join(", ");
  const over = cases.filter((one) => one.outcome.requests > 1.25 * best(one) + 4);
  const missed = cases.reduce((sum, { outcome }) => sum + outcome.missed, 0);
  const typical = middle(newestMedian.map(({ requests }) => requests));
  const firstHit = middle(newestMedian.map((one) => one.firstHit));
  const verdicts: readonly (readonly [string, boolean])[] = [
    [`in sum ${ratio.toFixed(3)} of the best plan (goal 1.05)`, ratio <= 1.05],
    [`by window: ${windows}`, byWindow.every((one) => one.ratio <= 1.05)],
    [`${over.length} of ${cases.length} cases above 1.25 x the best plan + 4`, over.length === 0],
    [`${missed} missed`, missed === 0],
    [
      `newest stop or update, median service of the median account: ${typical} requests, first hit at ${firstHit} (goal 3)`,
      typical <= 3 && firstHit <= 3,
    ],
  ];
  for (const [said, isMet] of verdicts) console.log(`${isMet ? "met   " : "MISSED"} ${said}`);
  for (const one of over) {
    console.log(
      `       ${one.label}: ${one.outcome.requests} for ${best(one)} (${one.outcome.way})`,
    );
  }
  if (verdicts.some(([, isMet]) => !isMet)) process.exitCode = 1;
}
