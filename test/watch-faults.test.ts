import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { Deliverer, type Clock, type SinkNews } from "../src/alert/deliver.ts";
import type { Message } from "../src/alert/message.ts";
import { openSink, type OpenedSink } from "../src/alert/open-sink.ts";
import { SinkFailure } from "../src/alert/sink.ts";
import type { Posting } from "../src/core/outbox.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";
import { Dice } from "./dice.ts";
import { postingFor } from "./postings.ts";

const START = Date.parse("2026-11-20T14:00:00Z");
const MINUTE = 60_000;
const WINDOW = 10 * MINUTE;

/** Time that passes only when everybody sleeps. */
class VirtualClock implements Clock {
  #now = START;
  readonly #sleepers = new Set<{ readonly until: number; readonly wake: () => void }>();

  readonly now = (): number => this.#now;

  readonly sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const sleeper = {
        until: this.#now + milliseconds,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      if (signal.aborted) return resolve();
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", sleeper.wake);
    });

  /** Lets time pass, sleeper by sleeper. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settled();
      const [next] = [...this.#sleepers].toSorted((one, other) => one.until - other.until);
      if (next === undefined || next.until > end) break;
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
    this.#now = end;
    await settled();
  }
}

/** All that can go on without time passing has gone on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A sink whose answers a test chooses. */
function fakeSink(name: string, updates = false) {
  const got: Message[] = [];
  const sink = {
    name,
    updates,
    atLeast: 0,
    got,
    attempts: 0,
    fail: (): SinkFailure | undefined => undefined,
    send: async (message: Message): Promise<void> => {
      sink.attempts += 1;
      const failure = sink.fail();
      if (failure) throw failure;
      got.push(message);
    },
  };
  return sink;
}

describe("in virtual time", () => {
  let ledger: Ledger;
  let clock: VirtualClock;
  let stop: AbortController;
  let news: SinkNews[];
  let running: Promise<void> | undefined;

  beforeEach(() => {
    ledger = openLedger(":memory:");
    clock = new VirtualClock();
    stop = new AbortController();
    news = [];
  });
  afterEach(async () => {
    stop.abort();
    await running;
    ledger.close();
  });

  const start = (sinks: readonly OpenedSink[]): Deliverer => {
    const deliverer = new Deliverer({
      outbox: ledger.outbox,
      sinks,
      clock,
      tell: (one) => news.push(one),
      dice: () => 1,
    });
    running = deliverer.run(stop.signal);
    return deliverer;
  };
  const post = (postings: readonly Posting[], deliverer?: Deliverer): void => {
    const grouping = { now: clock.now(), windowMs: WINDOW, pauseMs: 5000 };
    ledger.add({ source: "test://", records: [], post: () => ({ postings, grouping }) });
    deliverer?.wake();
  };

  test("a hundred in a minute are one message and one summary, or one message that is updated", async () => {
    const slack = fakeSink("slack");
    const pager = fakeSink("pager", true);
    const deliverer = start([slack, pager]);
    for (let index = 0; index < 100; index++) {
      post([postingFor(`f${String(index)}`, [slack, pager])], deliverer);
      await clock.pass(600);
    }
    await clock.pass(WINDOW);
    assert.deepEqual(
      slack.got.map(({ phase, count, news: more }) => [phase, count, more]),
      [
        ["first", 1, 1],
        ["more", 100, 99],
      ],
    );
    assert.equal(new Set(pager.got.map(({ id }) => id)).size, 1);
    assert.equal(pager.got.at(-1)?.count, 100);
    assert.ok(pager.got.length <= 14, `${String(pager.got.length)} updates in a minute`);
  });

  test("a sink that is out for an hour gets all of it once when it is back", async () => {
    const slack = fakeSink("slack");
    const other = fakeSink("other");
    slack.fail = () => new SinkFailure("unavailable", "HTTP 503");
    const deliverer = start([slack, other]);
    for (let minute = 0; minute < 60; minute++) {
      post(
        [postingFor(`f${String(minute)}`, [slack, other], `service ${String(minute % 3)}`)],
        deliverer,
      );
      await clock.pass(MINUTE);
    }
    assert.ok(slack.attempts < 30, `probed only ${String(slack.attempts)} times in an hour`);
    assert.equal(slack.got.length, 0);
    assert.ok(other.got.length >= 15, "the other sink is not held up");
    slack.fail = () => undefined;
    await clock.pass(2 * WINDOW);
    assert.equal(sum(slack.got), 60);
    // A window takes in four, three minutes apart; the fifth begins the next.
    assert.equal(slack.got.length, 15, "one for each window of each service");
    assert.equal(new Set(slack.got.map(({ id }) => id)).size, 15);
    assert.deepEqual(
      news.map(({ kind, sink }) => [kind, sink]),
      [
        ["failing", "slack"],
        ["back", "slack"],
      ],
    );
    assert.equal(tally("slack").doubles, 0);
    assert.equal(tally("slack").waiting, 0);
  });

  test("a sink that says when to come again is left alone until then", async () => {
    const slack = fakeSink("slack");
    slack.fail = () => new SinkFailure("throttled", "HTTP 429", { retryAfterMs: 5 * MINUTE });
    start([slack]);
    post([postingFor("a", [slack])]);
    await clock.pass(1000 + 4 * MINUTE);
    const before = slack.attempts;
    assert.ok(before >= 1);
    slack.fail = () => undefined;
    await clock.pass(2 * MINUTE + 30_000);
    assert.equal(before, 1);
    assert.equal(slack.got.length, 1);
  });

  test("a message that is refused for what it says is put aside and holds up no other", async () => {
    const slack = fakeSink("slack");
    const poison = postingFor("poison", [slack], "a service whose name Slack cannot bear");
    slack.send = async (message) => {
      if (message.notice.what.includes("cannot bear")) throw new SinkFailure("refused", "HTTP 400");
      slack.got.push(message);
    };
    start([slack]);
    post([poison, postingFor("fine", [slack], "cart")]);
    await clock.pass(5 * MINUTE);
    assert.equal(slack.got.length, 1);
    assert.deepEqual(news, [{ kind: "refused", sink: "slack", reason: "HTTP 400" }]);
    assert.deepEqual(tally("slack"), {
      sink: "slack",
      waiting: 0,
      refused: 1,
      delivered: 1,
      doubles: 0,
    });
  });

  test("an address that is gone is told once, and nothing is lost", async () => {
    const slack = fakeSink("slack");
    slack.fail = () => new SinkFailure("misconfigured", "HTTP 404: no_service");
    const deliverer = start([slack]);
    for (let minute = 0; minute < 30; minute++) {
      post([postingFor(`f${String(minute)}`, [slack])], deliverer);
      await clock.pass(MINUTE);
    }
    assert.equal(news.length, 1);
    assert.equal(tally("slack").waiting, 3);
    slack.fail = () => undefined;
    await clock.pass(WINDOW);
    assert.equal(sum(slack.got), 30);
  });

  test("an answer that leaves it open is tried again, as a repeat, and counted", async () => {
    const slack = fakeSink("slack");
    let left = 2;
    slack.send = async (message) => {
      slack.got.push(message);
      if (left-- > 0) throw new SinkFailure("unavailable", "HTTP 502", { mayHaveArrived: true });
    };
    start([slack]);
    post([postingFor("a", [slack])]);
    await clock.pass(MINUTE);
    assert.deepEqual(
      slack.got.map(({ isRepeat }) => isRepeat),
      [false, true, true],
    );
    assert.equal(new Set(slack.got.map(({ delivery }) => delivery)).size, 1, "one idempotency key");
    assert.equal(tally("slack").doubles, 2);
  });

  const tally = (name: string) =>
    ledger.outbox.tallies().find(({ sink }) => sink === name) ?? assert.fail(`no ${name}`);
});

function sum(messages: readonly Message[]): number {
  return messages.reduce((total, { news }) => total + news, 0);
}

describe("over real connections", { concurrency: false }, () => {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-faults-"));
  let server: Server;
  let port = 0;
  let answer: (response: ServerResponse, body: string) => void;
  const bodies: { readonly id: string; readonly delivery: string; readonly count: number }[] = [];

  beforeEach(async () => {
    bodies.length = 0;
    server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (chunk: string) => (body += chunk));
      request.on("end", () => answer(response, body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const take = (response: ServerResponse, body: string): void => {
    bodies.push(JSON.parse(body) as (typeof bodies)[number]);
    response.end();
  };

  test("500, 429, a hang and a cut are got over, and every finding arrives", async () => {
    const ledger = openLedger(":memory:");
    const env = { TASKTRAIL_WEBHOOK_SECRET: "s" };
    const terminal = { write: () => true, colour: false };
    const sink = await openSink(`webhook+http://127.0.0.1:${String(port)}/`, { env, terminal });
    const faults: ((response: ServerResponse) => void)[] = [
      (response) => response.writeHead(500).end("no"),
      (response) => response.writeHead(429, { "retry-after": "0" }).end(),
      () => undefined,
      (response) => response.destroy(),
      (response) => {
        response.writeHead(200, { "content-length": "100" }).write("half");
        response.destroy();
      },
    ];
    answer = (response, body) => {
      const fault = faults.shift();
      if (fault) fault(response);
      else take(response, body);
    };
    const postings = ["a", "b", "c"].map((name) => postingFor(name, [sink], name));
    const grouping = { now: Date.now(), windowMs: WINDOW, pauseMs: 0 };
    ledger.add({ source: "test://", records: [], post: () => ({ postings, grouping }) });
    const stop = new AbortController();
    // Waits are cut short; time-outs are real.
    const clock: Clock = {
      now: () => Date.now() + skipped,
      sleep: async (milliseconds) => {
        skipped += milliseconds;
        await setTimeout(1);
      },
    };
    let skipped = 0;
    const deliverer = new Deliverer({
      outbox: ledger.outbox,
      sinks: [sink],
      clock,
      tell: () => undefined,
      timeoutMs: 300,
    });
    const running = deliverer.run(stop.signal);
    for (const end = Date.now() + 10_000; bodies.length < 3 && Date.now() < end;)
      await setTimeout(10);
    stop.abort();
    await running;
    assert.equal(bodies.length, 3);
    assert.equal(new Set(bodies.map(({ id }) => id)).size, 3);
    const [{ doubles, waiting } = assert.fail("no tally")] = ledger.outbox.tallies();
    assert.equal(waiting, 0);
    assert.equal(doubles, 4, "all but the 429 may have arrived");
    ledger.close();
  });

  test(
    "killed fifty times in the middle, it loses nothing and counts what came twice",
    { timeout: 180_000 },
    async (t) => {
      const dice = new Dice(2026);
      const path = join(folder, "killed.db");
      // The answer takes a while: most kills come between request and answer.
      answer = (response, body) => {
        bodies.push(JSON.parse(body) as (typeof bodies)[number]);
        void setTimeout(dice.below(30)).then(() => response.end());
      };
      const total = 150;
      let kills = 0;
      for (let next = 0; kills < 50 || next < total;) {
        const many = Math.min(3, total - next);
        const child = fork(
          new URL("deliver-process.ts", import.meta.url),
          [path, String(port), String(next), String(many)],
          {
            execArgv: [],
            stdio: ["ignore", "ignore", "inherit", "ipc"],
          },
        );
        // It is killed at any moment: while it writes, sends, or waits for the answer.
        await once(child, "message");
        next += many;
        const exited = once(child, "exit");
        if (kills < 50) {
          kills += 1;
          await setTimeout(dice.below(90));
          child.kill("SIGKILL");
        } else child.send("end");
        await exited;
      }
      const last = fork(
        new URL("deliver-process.ts", import.meta.url),
        [path, String(port), "0", "0"],
        {
          execArgv: [],
          stdio: ["ignore", "ignore", "inherit", "ipc"],
        },
      );
      await once(last, "message");
      last.send("end");
      await once(last, "exit");
      const ledger = openLedger(path);
      const [{ doubles, waiting } = assert.fail("no tally")] = ledger.outbox.tallies();
      ledger.close();
      rmSync(folder, { recursive: true });
      const arrived = new Set(bodies.map(({ id }) => id)).size;
      const twice = bodies.length - new Set(bodies.map(({ delivery }) => delivery)).size;
      t.diagnostic(
        `${String(kills)} kills, ${String(bodies.length)} requests, ${String(twice)} doubles of ${String(doubles)} counted`,
      );
      assert.equal(arrived, total);
      assert.equal(waiting, 0);
      assert.ok(twice <= doubles, "every double is counted");
      assert.ok(doubles <= kills, "at most one for each kill");
    },
  );
});
