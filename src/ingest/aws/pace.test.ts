import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ChangePace, QuotaPace } from "../../ledger/ledger.ts";
import { Pace, paceOf, type Sleep } from "./pace.ts";

const RIGHT_NOW: Sleep = async () => {};

/** A ledger's table of paces; busy where it is told to be. */
function keptPaces(): {
  readonly changePace: ChangePace;
  readonly rows: Map<string, QuotaPace>;
  isBusy: boolean;
} {
  const rows = new Map<string, QuotaPace>();
  const kept = {
    rows,
    isBusy: false,
    changePace: ((quota, change) => {
      if (kept.isBusy) return undefined;
      const pace = change(rows.get(quota));
      rows.set(quota, pace);
      return pace;
    }) satisfies ChangePace,
  };
  return kept;
}

/** Asks for turns without waiting for them, and tells when each would have come. */
async function turnsOf(pace: Pace, count: number): Promise<readonly number[]> {
  const turns: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    let at = 0;
    // Of the two waits, the last is for the turn; without any, the turn is now.
    const departed = await pace.wait(async (ms) => {
      at = Date.now() + ms;
    });
    turns.push(Math.max(at, departed));
  }
  return turns;
}

function gapsOf(turns: readonly number[]): readonly number[] {
  return turns.slice(1).map((turn, index) => turn - (turns[index] ?? 0));
}

function assertNear(values: readonly number[], expected: number): void {
  for (const value of values) assert.ok(Math.abs(value - expected) < 60, `${value} ~ ${expected}`);
}

describe("the pace of one process", () => {
  test("lets one request through at once and the next after more than half a second", async () => {
    const start = Date.now();
    const turns = await turnsOf(new Pace(), 5);

    assertNear(turns.slice(0, 1), start);
    assertNear(gapsOf(turns), 1000 / 1.9);
  });

  test("slows down at a throttle, never stops, and comes back slowly", async () => {
    const pace = new Pace();
    await turnsOf(pace, 1);

    pace.throttled(Date.now());
    assertNear(gapsOf(await turnsOf(pace, 4)).slice(1), 1000 / 1.33);
    for (let count = 1; count <= 20; count++) pace.throttled(Date.now() + count);
    assertNear(gapsOf(await turnsOf(pace, 4)).slice(1), 5000);
    for (let count = 0; count < 100; count++) pace.succeeded();
    assertNear(gapsOf(await turnsOf(pace, 4)).slice(1), 1000 / 1.9);
  });

  test("slows down once for all requests that were on their way", async () => {
    const pace = new Pace();
    const departed: number[] = [];
    for (let request = 0; request < 8; request++) departed.push(await pace.wait(RIGHT_NOW));

    for (const one of departed) pace.throttled(one);

    assertNear(gapsOf(await turnsOf(pace, 4)).slice(1), 1000 / 1.33);
  });

  test("is lowered by the asker, and raised to 2 a second at most", async () => {
    assertNear(await restsOf(new Pace({ rate: 0.5 })), 2000);
    assertNear(await restsOf(new Pace({ rate: 50 })), 500);
    assertNear(gapsOf(await turnsOf(new Pace({ rate: Number.NaN }), 4)), 1000 / 1.9);
  });

  test("of one quota is one, however often it is asked for, and others are not put off", async () => {
    await paceOf("one account").wait(RIGHT_NOW);

    const start = Date.now();
    assertNear(await turnsOf(paceOf("one account"), 1), start + 1000 / 1.9);
    assertNear(await turnsOf(paceOf("another account"), 1), start);
  });

  test("ends a wait when the signal says so, and lets the next one through", async () => {
    const pace = new Pace();
    const stop = new AbortController();
    const stopped: Sleep = async () => {
      stop.abort(new Error("the user has gone"));
      stop.signal.throwIfAborted();
    };
    await pace.wait(RIGHT_NOW);

    await assert.rejects(pace.wait(stopped, stop.signal), /the user has gone/);
    await assert.rejects(pace.wait(RIGHT_NOW, stop.signal), /the user has gone/);
    assert.ok((await pace.wait(RIGHT_NOW)) > 0);
  });
});

/** How long the first wait of each further request is: that since the one before. */
async function restsOf(pace: Pace): Promise<readonly number[]> {
  const rests: number[] = [];
  for (let request = 0; request < 3; request++) {
    const waits: number[] = [];
    await pace.wait(async (ms) => {
      waits.push(ms);
    });
    rests.push(...waits.slice(0, 1));
  }
  return rests;
}

describe("the pace of all processes that share a ledger", () => {
  /** As two processes see one ledger. */
  function twoOf(kept = keptPaces()): readonly [Pace, Pace] {
    const { changePace } = kept;
    return [new Pace({ changePace }), new Pace({ changePace })];
  }

  test("gives each turn once", async () => {
    const [one, other] = twoOf();
    const start = Date.now();
    const turns: number[] = [];
    for (let round = 0; round < 3; round++) {
      turns.push(...(await turnsOf(one, 1)), ...(await turnsOf(other, 1)));
    }

    assertNear(turns.slice(0, 1), start);
    assertNear(gapsOf(turns), 1000 / 1.9);
  });

  test("is lowered for all by what one is told, at once", async () => {
    const [one, other] = twoOf();
    const departed = await one.wait(RIGHT_NOW);

    one.throttled(departed);

    assertNear(gapsOf(await turnsOf(other, 4)), 1000 / 1.33);
  });

  test("one who wants to go slower does not slow the other down", async () => {
    const kept = keptPaces();
    const slow = new Pace({ changePace: kept.changePace, rate: 0.1 });
    const [fast] = twoOf(kept);
    await slow.wait(RIGHT_NOW);

    assertNear(gapsOf(await turnsOf(fast, 4)), 1000 / 1.9);
  });

  test("goes on while the ledger is busy, with room for whoever keeps it so", async () => {
    const kept = keptPaces();
    const [one] = twoOf(kept);
    await turnsOf(one, 1);

    kept.isBusy = true;
    const alone = await turnsOf(one, 4);
    one.throttled(Date.now());
    kept.isBusy = false;
    const together = await turnsOf(one, 1);

    assertNear(gapsOf(alone), (2 * 1000) / 1.9);
    assert.ok((together[0] ?? 0) > (alone.at(-1) ?? 0), "turns taken alone count");
    const slowed = [...kept.rows.values()][0]?.perSecond ?? 0;
    assert.ok(Math.abs(slowed - 1.33) < 1e-9, "the throttle is not forgotten");
  });

  for (const [says, row] of [
    ["written an hour ahead, by a clock that has been set back", { nextTurn: 3_600_000 }],
    ["long past", { nextTurn: -3_600_000, perSecond: 0.2 }],
    ["lowered in the future", { loweredAt: 3_600_000 }],
    ["not a number", { nextTurn: Number.NaN }],
    ["without a rate", { perSecond: 0 }],
    ["beyond what AWS allows", { perSecond: 1000 }],
  ] as const) {
    test(`starts over where what is kept is ${says}`, async () => {
      const kept = keptPaces();
      const { nextTurn = 0, perSecond = 1.9, loweredAt = -10_000 } = row as Partial<QuotaPace>;
      const now = Date.now();
      kept.rows.set("", { nextTurn: now + nextTurn, perSecond, loweredAt: now + loweredAt });

      const turns = await turnsOf(new Pace({ changePace: kept.changePace }), 4);

      assertNear(turns.slice(0, 1), now);
      assertNear(gapsOf(turns), 1000 / 1.9);
    });
  }
});
