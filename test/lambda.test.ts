import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { Message } from "../src/alert/message.ts";
import { rankOf } from "../src/alert/notice.ts";
import type { OpenedSink } from "../src/alert/open-sink.ts";
import { SinkFailure } from "../src/alert/sink.ts";
import type { CloudTrailRecord, JsonObject } from "../src/core/record.ts";
import { rules } from "../src/core/rules/index.ts";
import { createHandler, type HandlerOptions } from "../src/lambda/create-handler.ts";
import type { Claim, OnceTable } from "../src/lambda/once-table.ts";
import { readBatch } from "../src/lambda/read-batch.ts";
import type { LambdaSettings } from "../src/lambda/settings.ts";

const SETTINGS: LambdaSettings = {
  version: 1,
  rules: rules.map(({ examples: _examples, ...rule }) => rule),
  suppressions: [],
  sinks: [],
  atLeast: "medium",
};

/** A table in memory, as a run of the function with this name sees it. */
class SharedTable {
  readonly claims = new Map<string, { owner: string; until: number | undefined }>();
  readonly past = new Map<string, CloudTrailRecord>();

  seenBy(owner: string): OnceTable {
    const { claims, past } = this;
    return {
      claim: async (id, now): Promise<Claim> => {
        const there = claims.get(id);
        if (there !== undefined && there.until === undefined) return { kind: "sent" };
        if (there?.until !== undefined && there.until >= now) return { kind: "theirs" };
        claims.set(id, { owner, until: now + 90_000 });
        return { kind: "ours", isRepeat: there !== undefined };
      },
      sent: async (id) => {
        if (claims.get(id)?.owner === owner) claims.set(id, { owner, until: undefined });
      },
      release: async (id) => {
        if (claims.get(id)?.owner === owner) claims.delete(id);
      },
      recall: async (place) => past.get(place),
      remember: async (place, record) => {
        const before = past.get(place);
        if (before === undefined || before.eventTime <= record.eventTime) past.set(place, record);
      },
    };
  }
}

interface Listening extends OpenedSink {
  readonly heard: Message[];
}

function sink(name: string, fail?: (message: Message) => SinkFailure | undefined): Listening {
  const heard: Message[] = [];
  return {
    name,
    heard,
    atLeast: rankOf("medium"),
    updates: false,
    send: async (message) => {
      const failure = fail?.(message);
      if (failure) throw failure;
      heard.push(message);
    },
  };
}

const NOW = Date.parse("2026-11-20T14:10:00Z");

function handlerOf(
  options: Partial<HandlerOptions> & Pick<HandlerOptions, "sinks">,
): ReturnType<typeof createHandler> {
  return createHandler({
    settings: SETTINGS,
    table: new SharedTable().seenBy("one"),
    now: () => NOW,
    log: () => undefined,
    ...options,
  });
}

function eventOf(parts: JsonObject, minute = 0): JsonObject {
  const at = `2026-11-20T14:${String(minute).padStart(2, "0")}:00Z`;
  const detail: JsonObject = {
    eventVersion: "1.11",
    eventID: `00000000-0000-4000-8000-${String(minute).padStart(12, "0")}`,
    eventTime: at,
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    sourceIPAddress: "203.0.113.7",
    userAgent: "aws-cli/2.35.19",
    userIdentity: {
      type: "IAMUser",
      arn: "arn:aws:iam::111122223333:user/bob",
      accountId: "111122223333",
      userName: "bob",
    },
    recipientAccountId: "111122223333",
    ...parts,
  };
  return {
    version: "0",
    id: "9d0b39f2-5a1c-4d8e-9a7b-0f6c2d3e4a5b",
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.ecs",
    account: "111122223333",
    time: at,
    region: "eu-west-1",
    resources: [],
    detail,
  };
}

function scale(desiredCount: number, minute = 0, service = "checkout"): JsonObject {
  return eventOf({ requestParameters: { cluster: "prod", service, desiredCount } }, minute);
}

function batchOf(...events: readonly (JsonObject | string)[]): JsonObject {
  return {
    Records: events.map((event, index) => ({
      messageId: `m${String(index)}`,
      eventSource: "aws:sqs",
      body: typeof event === "string" ? event : JSON.stringify(event),
    })),
  };
}

function failures({
  batchItemFailures,
}: {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}): readonly string[] {
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

const DOWN = new SinkFailure("unavailable", "down");

describe("the function", () => {
  test("tells of an event of EventBridge's, with the name of an IAM user", async () => {
    const slack = sink("slack");
    assert.deepEqual(await handlerOf({ sinks: [slack] })(scale(0)), { batchItemFailures: [] });
    const [message] = slack.heard;
    assert.equal(message?.notice.rule, "scale-to-zero");
    assert.match(message?.notice.who ?? "", /bob/);
  });

  test("knows what was there before from an earlier run", async () => {
    const table = new SharedTable();
    const slack = sink("slack");
    await handlerOf({ sinks: [slack], table: table.seenBy("one") })(batchOf(scale(4, 1)));
    await handlerOf({ sinks: [slack], table: table.seenBy("two") })(batchOf(scale(0, 2)));
    const last = slack.heard.at(-1);
    assert.deepEqual(last?.notice.settings, [{ name: "desiredCount", before: "4", after: "0" }]);
    assert.match(last?.notice.undo?.command ?? "", /desired-count[= ]4/);
    // It is 0 already: nothing happens.
    const before = slack.heard.length;
    await handlerOf({ sinks: [slack], table: table.seenBy("three") })(batchOf(scale(0, 3)));
    assert.equal(slack.heard.length, before);
  });

  test("sends once what the queue delivers twice", async () => {
    const slack = sink("slack");
    const handle = handlerOf({ sinks: [slack] });
    await handle(batchOf(scale(0), scale(0)));
    await handle(batchOf(scale(0)));
    assert.equal(slack.heard.length, 1);
    assert.equal(slack.heard[0]?.count, 1);
  });

  test("sends once though twenty of it run at the same time", async () => {
    const table = new SharedTable();
    const slack = sink("slack");
    const runs = Array.from({ length: 20 }, (_, index) =>
      handlerOf({ sinks: [slack], table: table.seenBy(String(index)) })(batchOf(scale(0))),
    );
    const answers = await Promise.all(runs);
    assert.equal(slack.heard.length, 1);
    // The others hand the message back, in case the one that sends it dies.
    assert.equal(answers.filter((answer) => failures(answer).length === 0).length, 1);
  });

  test("takes over from a run that died, and says that it may be a repeat", async () => {
    const table = new SharedTable();
    let now = NOW;
    const dead = sink("slack", () => {
      throw new Error("killed");
    });
    const dying = handlerOf({ sinks: [dead], table: table.seenBy("dying"), now: () => now });
    await assert.rejects(dying(batchOf(scale(0))), /killed/);
    const slack = sink("slack");
    const next = handlerOf({ sinks: [slack], table: table.seenBy("next"), now: () => now });
    assert.deepEqual(failures(await next(batchOf(scale(0)))), ["m0"]);
    now += 120_000;
    assert.deepEqual(failures(await next(batchOf(scale(0)))), []);
    assert.deepEqual(
      slack.heard.map(({ isRepeat }) => isRepeat),
      [true],
    );
  });

  test("hands back only what could not be sent, and doubles nothing at the sinks that took it", async () => {
    let isDown = true;
    const slack = sink("slack", ({ notice }) =>
      isDown && notice.what.includes("checkout") ? DOWN : undefined,
    );
    const mail = sink("mail");
    const handle = handlerOf({ sinks: [slack, mail] });
    const batch = batchOf(scale(3, 1, "api"), scale(0, 2, "api"), scale(0, 3), "not JSON {");
    const failed = failures(await handle(batch));
    assert.ok(failed.includes("m2") && failed.includes("m3") && !failed.includes("m0"));
    isDown = false;
    await handle(batchOf(scale(0, 2, "api"), scale(0, 3)));
    for (const one of [slack, mail]) {
      assert.deepEqual(
        one.heard.map(({ notice }) => String(notice.what.includes("api"))).toSorted(),
        ["false", "true"],
        one.name,
      );
    }
  });

  test("does not let a message that a sink refuses stand before the others", async () => {
    const refusing = sink("slack", ({ notice }) =>
      notice.what.includes("checkout") ? new SinkFailure("refused", "too odd") : undefined,
    );
    const answer = await handlerOf({ sinks: [refusing] })(
      batchOf(scale(0, 1), scale(0, 2, "api"), scale(0, 3, "web")),
    );
    assert.deepEqual(failures(answer), ["m0"]);
    assert.equal(refusing.heard.length, 2);
  });

  test("tells a hundred stopped tasks of one batch in one message", async () => {
    const stops = Array.from({ length: 100 }, (_, index) => {
      const task = index.toString(16).padStart(32, "0");
      return eventOf({
        eventName: "StopTask",
        eventID: `id-${String(index)}`,
        requestParameters: { cluster: "prod", task },
      });
    });
    const slack = sink("slack");
    await handlerOf({ sinks: [slack] })(batchOf(...stops));
    assert.deepEqual(
      slack.heard.map(({ count, notice }) => [count, notice.rule]),
      [[100, "stop-task-by-person"]],
    );
  });

  test("asks Lambda for another try where an event alone could not be sent", async () => {
    await assert.rejects(handlerOf({ sinks: [sink("slack", () => DOWN)] })(scale(0)), /try again/);
  });

  test("sends without what was before where the table cannot tell", async () => {
    const broken: OnceTable = {
      ...new SharedTable().seenBy("one"),
      recall: async () => Promise.reject(new Error("no table")),
      remember: async () => Promise.reject(new Error("no table")),
    };
    const slack = sink("slack");
    assert.deepEqual(
      failures(await handlerOf({ sinks: [slack], table: broken })(batchOf(scale(0)))),
      [],
    );
    assert.equal(slack.heard.length, 1);
  });

  test("sends nothing that it cannot claim", async () => {
    const broken: OnceTable = {
      ...new SharedTable().seenBy("one"),
      claim: async () => Promise.reject(new Error("no table")),
    };
    const slack = sink("slack");
    assert.deepEqual(
      failures(await handlerOf({ sinks: [slack], table: broken })(batchOf(scale(0)))),
      ["m0"],
    );
    assert.equal(slack.heard.length, 0);
  });

  test("logs ids and numbers, and nothing that a caller wrote", async () => {
    const lines: string[] = [];
    const evil = eventOf({
      userAgent: "\u001b[2Jevil",
      requestParameters: { cluster: "evil", service: "evil", desiredCount: 0 },
    });
    await handlerOf({ sinks: [sink("slack")], log: (entry) => lines.push(JSON.stringify(entry)) })(
      batchOf(evil),
    );
    assert.ok(lines.length > 0);
    assert.doesNotMatch(lines.join(), /evil/);
  });
});

describe("a batch", () => {
  test("reads whatever stands in it without throwing", () => {
    for (const event of [
      undefined,
      null,
      7,
      "x",
      {},
      { Records: 7 },
      { Records: [] },
      { Records: [null] },
      { Records: [{ eventSource: "aws:sqs" }] },
    ]) {
      assert.deepEqual(readBatch(event).records, []);
    }
  });

  test("passes over what ECS itself says", () => {
    const effect = {
      "detail-type": "ECS Service Action",
      source: "aws.ecs",
      account: "111122223333",
      time: "2026-11-20T14:00:00Z",
      region: "eu-west-1",
      resources: ["arn:aws:ecs:eu-west-1:111122223333:service/prod/checkout"],
      detail: {
        eventType: "INFO",
        eventName: "SERVICE_STEADY_STATE",
        clusterArn: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
        createdAt: "2026-11-20T14:00:00Z",
      },
    };
    const { records, unreadable } = readBatch(batchOf(effect));
    assert.deepEqual([records.length, unreadable.length], [0, 0]);
  });

  const REAL = "../shared/data/events";
  const skip = !existsSync(REAL) && "needs the collected events";

  test("of real events is read, and judged without a failure", { skip }, async () => {
    const texts = globSync(`${REAL}/*-ebct-*.json`).map((file) => readFileSync(file, "utf8"));
    assert.ok(texts.length > 10);
    const slack = sink("slack");
    const batch = batchOf(...texts);
    const { unreadable } = readBatch(batch);
    const failed = failures(await handlerOf({ sinks: [slack] })(batch));
    assert.deepEqual(
      failed,
      unreadable.map(({ message }) => message),
    );
  });
});
