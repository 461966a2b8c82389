// Posts some findings and delivers what waits, until it is told to end or killed: watch-faults.test.ts does both.
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Deliverer } from "../src/alert/deliver.ts";
import { openSink } from "../src/alert/open-sink.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { postingFor } from "./postings.ts";

const [path = "", port = "", first = "0", many = "0"] = process.argv.slice(2);
const env = { TASKTRAIL_WEBHOOK_SECRET: "s" };
const terminal = { write: () => true, colour: false };
const sink = await openSink(`webhook+http://127.0.0.1:${port}/?name=hook`, { env, terminal });
const ledger = openLedger(path);
const postings = Array.from({ length: Number(many) }, (_, index) => {
  const name = `f${String(Number(first) + index)}`;
  return postingFor(name, [sink], name);
});
const grouping = { now: Date.now(), windowMs: 3_600_000, pauseMs: 0 };
ledger.add({ source: "test://", records: [], post: () => ({ postings, grouping }) });
const stop = new AbortController();
const deliverer = new Deliverer({
  outbox: ledger.outbox,
  sinks: [sink],
  clock: {
    now: () => Date.now(),
    sleep: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => undefined),
  },
  tell: () => undefined,
  // Leases of the killed end soon, and no answer takes so long on a busy machine: a time-out would be a double of its own.
  timeoutMs: 500,
});
const running = deliverer.run(stop.signal);
process.send?.("posted");
await once(process, "message");
while (ledger.outbox.nextDue("hook") !== undefined) await setTimeout(20);
stop.abort();
await running;
ledger.close();
process.disconnect();
