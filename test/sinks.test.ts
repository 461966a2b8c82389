import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { makeVisible } from "../src/core/invisible.ts";
import { ascii, unlinked } from "../src/alert/harmless.ts";
import type { Message } from "../src/alert/message.ts";
import { openSink } from "../src/alert/open-sink.ts";
import { retryAfter } from "../src/alert/send/post.ts";
import { SinkFailure, type SinkSettings } from "../src/alert/sink.ts";
import { sinks } from "../src/alert/sinks/index.ts";
import { pagerDutyBody } from "../src/alert/sinks/pagerduty.ts";
import { slackBody } from "../src/alert/sinks/slack.ts";
import { teamsBody } from "../src/alert/sinks/teams.ts";
import { terminalText } from "../src/alert/sinks/terminal.ts";
import { OperatorError } from "../src/core/errors.ts";

/** Everything that a record could carry against one of the places where messages are read. */
const EVIL = [
  "<!channel> <@U012AB3CD> <http://evil.example|Approve>",
  "@here @everyone [click](http://evil.example) **bold** `code` _x_ ~y~ :tada:",
  "{{DATE(2026-01-01,SHORT)}} ${secret} <at>Jane</at>",
  "\u001b[2J\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007 \u202egnp.exe \u200bhidden",
  "Subject: x\r\nBcc: all@acme.example",
  "<script>alert(1)</script> www.evil.example mailto:x@y.example javascript:alert(1)",
  "__proto__ constructor '; rm -rf / #",
].join(" ");

function message(more: Partial<Message> = {}, value = "jane.doe@acme.example"): Message {
  return {
    id: "key-1",
    delivery: "key-1-1",
    phase: "first",
    severity: "high",
    count: 1,
    news: 1,
    firstAt: "2026-11-20T14:02:11Z",
    lastAt: "2026-11-20T14:02:11Z",
    eventIDs: ["9d0b39f2-5a1c-4d8e-9a7b-0f6c2d3e4a5b"],
    isRepeat: false,
    notice: {
      rule: "scale-to-zero",
      severity: "high",
      title: "A service was scaled to zero",
      says: value,
      who: value,
      what: value,
      settings: [{ name: value, before: "4", after: value }],
      from: value,
      tool: value,
      at: "2026-11-20T14:02:11Z",
      account: "111122223333",
      region: "eu-west-1",
      eventID: "9d0b39f2-5a1c-4d8e-9a7b-0f6c2d3e4a5b",
      undo: { command: "aws ecs update-service --cluster=prod", leaves: [value] },
    },
    ...more,
  };
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const said: string[] = [];
const settings: SinkSettings = {
  env: { TASKTRAIL_WEBHOOK_SECRET: "whsec_c2VjcmV0", SLACK: "127.0.0.1:1/services/T/B/secret" },
  terminal: { write: (text) => said.push(text), colour: false },
};

describe("what a record carries against its readers", () => {
  test("cannot mention, link or format anything in Slack: only rich text's own text elements hold it", () => {
    const body = JSON.parse(JSON.stringify(slackBody(message({}, EVIL)))) as Record<
      string,
      unknown
    >;
    const holding = stringsIn(body).filter(({ value }) => value.includes("evil"));
    assert.ok(holding.length > 3);
    for (const { path, value } of holding) {
      assert.match(path, /\.elements\.\d+\.text$|^text$/, "it is a text element or the fallback");
      assert.doesNotMatch(value, /http:\/\/|www\.evil/, "nothing in it becomes a link");
      assert.doesNotMatch(value, INVISIBLE);
    }
    assert.doesNotMatch(
      String(body["text"]),
      /<|>|[*_~`]/,
      "the fallback has neither marks nor mentions",
    );
    const kinds = stringsIn(body).filter(({ path }) => path.endsWith(".type"));
    assert.ok(!kinds.some(({ value }) => value === "mrkdwn"));
    const links = stringsIn(body).filter(({ path }) => path.endsWith(".url"));
    assert.deepEqual(
      links.map(({ value }) => new URL(value).hostname),
      ["eu-west-1.console.aws.amazon.com"],
    );
  });

  test("is a text run in Teams, in which nothing is worked out and nobody is named", () => {
    const body = teamsBody(message({}, EVIL));
    for (const { path, value } of stringsIn(body)) {
      if (!value.includes("evil")) continue;
      assert.match(path, /\.inlines\.\d+\.text$/);
      assert.doesNotMatch(value, /\{\{|\$\{|<at|<\/at|http:\/\//);
      assert.doesNotMatch(value, INVISIBLE);
    }
    const types = stringsIn(body).filter(({ path }) => path.endsWith(".type"));
    assert.ok(!types.some(({ value }) => value === "TextBlock"), "TextBlock would read Markdown");
  });

  test("hides nothing in PagerDuty, and a name of its own cannot change the event", () => {
    const body = pagerDutyBody(message({}, EVIL), "k".repeat(32)) as {
      readonly dedup_key: string;
      readonly payload: { readonly summary: string; readonly severity: string };
    };
    assert.equal(body.dedup_key, "key-1");
    assert.equal(body.payload.severity, "error");
    assert.ok(body.payload.summary.length <= 1024);
    assert.ok(stringsIn(body).every(({ value }) => !INVISIBLE.test(value)));
  });

  test("drives no terminal and begins no line", () => {
    const text = terminalText(message({}, EVIL), false);
    assert.doesNotMatch(text.replaceAll("\n", ""), INVISIBLE);
    assert.ok(text.split("\n").every((line) => !line.startsWith("Bcc")));
  });

  test("begins no header in a subject, and is plain ASCII there", () => {
    assert.match(ascii(`x\r\nBcc: y\u202e→é`), /^[\x20-\x7e]+$/);
    assert.doesNotMatch(unlinked("a\r\nBcc: b"), /[\r\n]/);
    assert.equal(makeVisible("\u001b[2J"), String.raw`\x1b[2J`);
  });
});

describe("a sink's URI", () => {
  test("every example is opened, given its variables, or says what is missing", async () => {
    const env = {
      ...settings.env,
      SLACK_WEBHOOK_URL: "https://hooks.slack.example/services/T/B/x",
      TEAMS_WEBHOOK_URL: "https://prod.logic.example/workflows/x",
      PAGERDUTY_ROUTING_KEY: "0123456789abcdef0123456789abcdef",
    };
    for (const { example, scheme } of sinks) {
      const opened = await openSink(example, { ...settings, env });
      assert.ok(opened.name.startsWith(`${scheme}://`), example);
    }
  });

  test("a secret stands neither in a name nor in an error", async () => {
    const secret = "T0/B0/verysecret";
    const named = await openSink(`slack://hooks.slack.example/services/${secret}`, settings);
    assert.match(named.name, /^slack:\/\/…[0-9a-f]{8}$/);
    const viaVariable = await openSink("slack+http://env/SLACK", settings);
    assert.equal(viaVariable.name, "slack://env/SLACK");
    const failure = await viaVariable
      .send(message(), AbortSignal.timeout(2000))
      .catch((e: unknown) => e);
    assert.ok(failure instanceof SinkFailure);
    assert.doesNotMatch(failure.message, /secret|services/);
    const plain = `slack+http://hooks.slack.example/${secret}`;
    await assert.rejects(openSink(plain, settings), (error: Error) => {
      assert.ok(error instanceof OperatorError);
      assert.doesNotMatch(`${error.message} ${error.hint}`, /verysecret/);
      return true;
    });
    await assert.rejects(openSink(`pagerduty://${secret}`, settings), (error: Error) => {
      assert.doesNotMatch(error.message, /verysecret/);
      return true;
    });
  });

  test("says at least how grave a finding must be", async () => {
    assert.equal((await openSink("terminal://?at-least=high", settings)).atLeast, 3);
    assert.equal((await openSink("terminal://", settings, "medium")).atLeast, 2);
    await assert.rejects(openSink("terminal://?at-least=loud", settings), /no severity/);
    await assert.rejects(openSink("carrier-pigeon://x", settings), /no sink/);
    await assert.rejects(openSink("slack://env/NOWHERE", settings), /NOWHERE is not set/);
  });
});

test("Retry-After is seconds or a date, and never longer than an hour", () => {
  const now = Date.parse("2026-11-20T14:00:00Z");
  assert.equal(retryAfter("120", now), 120_000);
  assert.equal(retryAfter("Fri, 20 Nov 2026 14:01:00 GMT", now), 60_000);
  assert.equal(retryAfter("999999", now), 3_600_000);
  assert.equal(retryAfter("soon", now), undefined);
  assert.equal(retryAfter(null, now), undefined);
});

describe("a web address", () => {
  let server: Server;
  let url = "";
  let answer: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = { status: 200 };
  const got: {
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
    readonly path: string;
  }[] = [];

  before(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8");
      request.on("data", (chunk: string) => (body += chunk));
      request.on("end", () => {
        got.push({ headers: request.headers, body, path: request.url ?? "" });
        response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  after(() => server.close());

  const failureOf = async (uri: string): Promise<SinkFailure> => {
    const sink = await openSink(uri, settings);
    const failure = await sink.send(message(), AbortSignal.timeout(5000)).catch((e: unknown) => e);
    assert.ok(failure instanceof SinkFailure);
    return failure;
  };

  test("gets a body whose signature a receiver can check", async () => {
    answer = { status: 204 };
    const sink = await openSink(`webhook+http://${url}/hook`, settings);
    await sink.send(message({}, EVIL), AbortSignal.timeout(5000));
    const { headers, body } = got.at(-1) ?? assert.fail();
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const expected = createHmac("sha256", Buffer.from("secret")).update(signed).digest("base64");
    assert.equal(headers["webhook-signature"], `v1,${expected}`);
    assert.equal(headers["webhook-id"], "key-1-1");
    assert.doesNotMatch(body, INVISIBLE);
    assert.equal((JSON.parse(body) as { who: string }).who, EVIL, "a program reads what was there");
  });

  test("keeps what stands behind its question mark, but for our own options", async () => {
    answer = { status: 200 };
    const uri = `teams+http://${url}/workflows/1?api-version=2016-06-01&sig=a%2Bb&name=ops&at-least=high`;
    const sink = await openSink(uri, settings);
    await sink.send(message(), AbortSignal.timeout(5000));
    assert.equal(got.at(-1)?.path, "/workflows/1?api-version=2016-06-01&sig=a%2Bb");
    assert.deepEqual([sink.name, sink.atLeast], ["ops", 3]);
  });

  test("of PagerDuty gets the routing key at its own path, and nobody else gets it in the clear", async () => {
    answer = { status: 202 };
    const key = "k".repeat(32);
    const sink = await openSink(`pagerduty://${key}?endpoint=http://${url}`, settings);
    await sink.send(message(), AbortSignal.timeout(5000));
    assert.equal(got.at(-1)?.path, "/v2/enqueue");
    assert.match(got.at(-1)?.body ?? "", new RegExp(key));
    const elsewhere = openSink(`pagerduty://${key}?endpoint=http://evil.example`, settings);
    await assert.rejects(elsewhere, /no https address/);
  });

  test("without a secret is refused when it is opened", async () => {
    const open = openSink(`webhook+http://${url}/hook`, { ...settings, env: {} });
    await assert.rejects(open, /TASKTRAIL_WEBHOOK_SECRET is not set/);
  });

  test("tells by its status what to do", async () => {
    const kinds: Record<number, readonly [string, boolean]> = {
      400: ["refused", false],
      404: ["misconfigured", false],
      429: ["throttled", false],
      500: ["unavailable", true],
      503: ["unavailable", false],
      302: ["misconfigured", false],
    };
    for (const [status, [kind, mayHaveArrived]] of Object.entries(kinds)) {
      answer = {
        status: Number(status),
        headers: { "retry-after": "7", location: "http://127.0.0.1:1/" },
      };
      const failure = await failureOf(`slack+http://${url}/services/T`);
      assert.equal(failure.kind, kind, status);
      assert.equal(failure.mayHaveArrived, mayHaveArrived, status);
      if (status === "429") assert.equal(failure.retryAfterMs, 7000);
    }
  });

  test("of Teams may answer 200 and mean 429", async () => {
    answer = {
      status: 200,
      body: "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429",
    };
    assert.equal((await failureOf(`teams+http://${url}/hook`)).kind, "throttled");
  });
});

describe("a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-sink-"));
  after(() => rmSync(folder, { recursive: true }));

  test("gets a line for each message, private, and ends what a killed process left torn", async () => {
    const path = join(folder, "findings.ndjson");
    const sink = await openSink(`file://${path}`, settings);
    await sink.send(message(), AbortSignal.timeout(5000));
    assert.equal(statSync(path).mode & 0o777, 0o600);
    writeFileSync(path, '{"torn":', { flag: "a" });
    await sink.send(message({ count: 2 }, EVIL), AbortSignal.timeout(5000));
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    assert.equal(lines.length, 3);
    assert.equal((JSON.parse(lines[2] ?? "") as { id: string; count: number }).count, 2);
  });

  test("that cannot be written is the operator's to mend", async () => {
    const sink = await openSink(`file://${folder}/nowhere/findings.ndjson`, settings);
    const failure = await sink.send(message(), AbortSignal.timeout(5000)).catch((e: unknown) => e);
    assert.ok(failure instanceof SinkFailure);
    assert.equal(failure.kind, "misconfigured");
  });
});

test("the terminal tells more of the same in one line", async () => {
  const sink = await openSink("terminal://", settings);
  said.length = 0;
  await sink.send(message({ phase: "more", count: 97, news: 96 }), AbortSignal.timeout(1000));
  assert.match(
    said.join(""),
    /^HIGH: A service was scaled to zero \(97 times\)  .*, last at 14:02:11Z\n\n$/,
  );
});

interface Found {
  readonly path: string;
  readonly value: string;
}

/** Every string in a value, with its path. */
function stringsIn(value: unknown, path = ""): readonly Found[] {
  if (typeof value === "string") return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(inner, path === "" ? key : `${path}.${key}`),
  );
}
