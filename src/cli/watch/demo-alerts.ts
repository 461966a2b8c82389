import { setTimeout as wait } from "node:timers/promises";
import { Deliverer } from "../../alert/deliver.ts";
import { openSink } from "../../alert/open-sink.ts";
import { openNames } from "../../ask/name-actors.ts";
import { neutraliseForTerminal } from "../../ask/neutralise.ts";
import { PACK } from "../../ask/watch-policy.ts";
import { decode } from "../../core/decode.ts";
import { OperatorError } from "../../core/errors.ts";
import { parseRecords, type ReadRecord } from "../../core/parse-records.ts";
import { resourceLabel } from "../../core/sentence.ts";
import type { Scenario } from "../../emulator/scenario.ts";
import { demoFleet } from "../../emulator/scenarios/demo-fleet.ts";
import { openAddressBook } from "../../fleet/address-book.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { openLedger } from "../../ledger/sqlite-ledger.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { screenOf } from "../screen.ts";
import type { Surroundings } from "../surroundings.ts";
import { Judge } from "./judge.ts";
import { sinksFor } from "./open-sinks.ts";
import { REAL_CLOCK } from "./real-clock.ts";
import { takeIn, type Intake } from "./take-in.ts";

/** The day of the incident. What came before is known. */
const FROM = "2026-11-20T06:00:00Z";
/** On a terminal a minute passes in a second, and no pause is longer than this. */
const SPEED = 60;
const LONGEST_PAUSE_MS = 1500;

/** Plays the demo fleet's incident as `tasktrail watch` would tell it. */
export const demoAlerts: Run = async ({ words }, surroundings) => {
  const [word] = words;
  if (word !== "alerts") {
    throw new OperatorError("bad-argument", `There is no demonstration of ${word ?? "that"}.`, {
      hint: "tasktrail demo, or tasktrail demo alerts",
    });
  }
  const { stdout, signal } = surroundings;
  const scenario = demoFleet();
  const { records } = parseRecords(JSON.stringify({ Records: scenario.records }));
  const ledger = openLedger(":memory:");
  try {
    const earlier = records.filter(({ record }) => record.eventTime < FROM);
    ledger.add({ source: "demo://", records: earlier });
    const stage = await openStage(scenario, ledger, surroundings);
    stdout.write(
      `tasktrail watch, on the demo fleet's ${FROM.slice(0, 10)}: a minute passes in a second\n\n`,
    );
    for (const one of records.filter(isPlayed)) {
      if (stdout.isTTY) await pause(stage.now(), one.record.eventTime, signal);
      signal.throwIfAborted();
      stdout.write(`${lineOf(one)}\n`);
      await stage.play(one);
    }
    stdout.write(
      "Next: tasktrail watch sqs://your-queue --sink slack://env/SLACK_WEBHOOK_URL (docs/guide/watch.md)\n",
    );
    return exitCode.answered;
  } finally {
    ledger.close();
  }
};

interface Stage {
  /** When the last record was played: ISO 8601 in UTC. */
  readonly now: () => string;
  readonly play: (record: ReadRecord) => Promise<void>;
}

/** What `watch` is made of, with the story's time and this terminal. */
async function openStage(
  scenario: Scenario,
  ledger: Ledger,
  surroundings: Surroundings,
): Promise<Stage> {
  const { stdout, env } = surroundings;
  const { colour } = screenOf(surroundings, { color: "auto", local: false });
  const terminal = { write: (text: string) => stdout.write(text), colour };
  const sinks = [await openSink("terminal://", { env, terminal }, "medium")];
  const { outbox } = ledger;
  const deliverer = new Deliverer({ outbox, sinks, clock: REAL_CLOCK, tell: () => undefined });
  const accounts = new Map(scenario.accounts.map(({ id, name }) => [id, name]));
  const judge = new Judge({
    ledger,
    book: openAddressBook({ labels: scenario.labels }),
    policy: PACK,
    nameChange: openNames({ mapping: new Map(), accounts }),
    sinksFor: sinksFor(sinks),
  });
  judge.learn();
  let now = FROM;
  const intake: Intake = {
    ledger,
    judge,
    deliverer,
    now: () => new Date(now),
    windowMs: 600_000,
    seen: { records: 0, effects: 0, findings: 0, unreadable: 0 },
  };
  return {
    now: () => now,
    play: async (one) => {
      now = one.record.eventTime;
      await takeIn({ records: [one], unreadable: [] }, "demo://", intake);
      await deliverer.flush();
    },
  };
}

function isPlayed({ record }: ReadRecord): boolean {
  return (
    record.eventTime >= FROM && record.readOnly !== true && decode(record).nature === "mutating"
  );
}

/** What happened, whether or not it deserves a look. */
function lineOf({ record }: ReadRecord): string {
  const change = decode(record);
  const what = `${change.eventName} ${resourceLabel(change.resource)}`;
  return `${change.at.slice(11)}  ${neutraliseForTerminal(what)}`;
}

async function pause(before: string, after: string, signal: AbortSignal): Promise<void> {
  const gap = (Date.parse(after) - Date.parse(before)) / SPEED;
  await wait(Math.min(Math.max(gap, 0), LONGEST_PAUSE_MS), undefined, { signal });
}
