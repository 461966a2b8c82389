import { Deliverer } from "../../alert/deliver.ts";
import { openNames } from "../../ask/name-actors.ts";
import { OperatorError } from "../../core/errors.ts";
import type { Outbox } from "../../core/outbox.ts";
import { openAddressBook } from "../../fleet/address-book.ts";
import { findConfig } from "../../fleet/find-config.ts";
import { readConfig } from "../../fleet/read-config.ts";
import { ledgerLocation } from "../../ledger/location.ts";
import { openLedger } from "../../ledger/sqlite-ledger.ts";
import { isOn, textOf, textsOf, type Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import type { NamedSource } from "../material.ts";
import { directoryIn } from "../directory.ts";
import { openPolicy } from "../rules/open-policy.ts";
import { follow } from "./follow.ts";
import { Judge } from "./judge.ts";
import { openSinks, sinksFor } from "./open-sinks.ts";
import { isPolled, openWatched } from "./open-watched.ts";
import { poll, type Polling } from "./poll.ts";
import { REAL_CLOCK } from "./real-clock.ts";
import type { Intake } from "./take-in.ts";
import { farewell, newsLine, teller, welcome } from "./watch-lines.ts";
import { readWatchOptions } from "./watch-options.ts";

/** Groups that are delivered are forgotten so often. */
const SWEEP_MS = 60_000;

/** Takes in what the sources bring and sends what deserves a look, until interrupted. */
export const runWatch: Run = async (invocation, surroundings) => {
  const options = readWatchOptions(invocation, surroundings);
  const tell = teller(surroundings);
  const file = await findConfig(surroundings);
  const config = file === undefined ? undefined : await readConfig(file);
  const sinks = await openSinks(invocation, surroundings, config);
  const { sources, labels, names } = await openWatched(invocation, surroundings, config, tell);
  const book = openAddressBook({ labels: [...labels, ...textsOf(invocation, "label")] });
  const ledger = openLedger(textOf(invocation, "ledger") ?? ledgerLocation(surroundings.env));
  const { outbox } = ledger;
  const stop = new AbortController();
  const signal = AbortSignal.any([surroundings.signal, stop.signal]);
  const deliverer = new Deliverer({
    outbox,
    sinks,
    clock: REAL_CLOCK,
    tell: (news) => tell(newsLine(news)),
  });
  try {
    const policy = await openPolicy(invocation, surroundings);
    const nameChange = openNames({ ...names, directory: directoryIn(ledger) });
    const judge = new Judge({ ledger, book, policy, nameChange, sinksFor: sinksFor(sinks) });
    judge.learn();
    const intake: Intake = {
      ledger,
      judge,
      deliverer,
      now: surroundings.now,
      windowMs: options.groupMs,
      seen: { records: 0, effects: 0, findings: 0, unreadable: 0 },
    };
    if (isOn(invocation, "retryRefused")) {
      for (const { name } of sinks) outbox.retryRefused(name, REAL_CLOCK.now());
    }
    for (const line of welcome(sources, sinks, outbox.tallies())) tell(line);
    const polling: Polling = { ...options, intake, tell, signal };
    const reading = Promise.all(sources.map((named) => readOne(named, polling)));
    const delivering = Promise.all([deliverer.run(signal), sweep(outbox, signal)]);
    // Whichever ends first, also with an error, ends the other in good order.
    try {
      await Promise.race([reading, delivering]);
    } finally {
      stop.abort();
      await Promise.allSettled([reading, delivering]);
    }
    await Promise.all([reading, delivering]);
    // What ended by itself is told whole; after an interruption the outbox keeps what waits.
    const waiting = surroundings.signal.aborted ? 0 : await deliverer.flush();
    for (const line of farewell(intake.seen, outbox.tallies())) tell(line);
    return waiting > 0 ? exitCode.incomplete : exitCode.answered;
  } finally {
    stop.abort();
    ledger.close();
  }
};

function readOne(named: NamedSource, polling: Polling): Promise<void> {
  return isPolled(named.source.uri) ? poll(named, polling) : follow(named.source, polling);
}

async function sweep(outbox: Outbox, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await REAL_CLOCK.sleep(SWEEP_MS, signal);
    try {
      outbox.sweep(REAL_CLOCK.now());
    } catch (error) {
      // There is another minute.
      if (!(error instanceof OperatorError && error.code === "ledger-busy")) throw error;
    }
  }
}
