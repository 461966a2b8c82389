import { Ajv2020 } from "ajv/dist/2020.js";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { answerSchema } from "../src/ask/answer-schema.ts";
import type { Screen } from "../src/ask/format.ts";
import { formats } from "../src/ask/formats/index.ts";
import { widthOf } from "../src/ask/neutralise.ts";
import { runQuery } from "../src/ask/query.ts";
import { questions } from "../src/ask/questions/index.ts";
import { OperatorError } from "../src/core/errors.ts";
import { EMPTY_ADDRESS_BOOK } from "../src/core/origin.ts";
import { exampleAnswer, exampleAnswers, exampleChanges } from "./example-answers.ts";
import { describeServices, ledgerOf, stopTask, updateService } from "./example-records.ts";

const plain: Screen = {
  width: 60,
  colour: false,
  hyperlinks: false,
  timeZone: undefined,
  ages: true,
};

function render(name: string, answer = exampleAnswer(), screen: Partial<Screen> = {}): string {
  const format = formats.find((one) => one.name === name);
  assert.ok(format);
  return format.render(answer, { ...plain, ...screen });
}

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(answerSchema);

function assertFollowsContract(text: string): void {
  assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors, null, 2));
}

test("the committed schema is the one that the code has", () => {
  const file = new URL("../docs/reference/answer.schema.json", import.meta.url);

  assert.equal(readFileSync(file, "utf8"), `${JSON.stringify(answerSchema, null, 2)}\n`);
});

for (const [view, answer] of Object.entries(exampleAnswers)) {
  test(`the JSON of a ${view} follows the contract`, () => {
    assertFollowsContract(render("json", answer));
  });
}

for (const [name, args] of [
  ["who", { target: "checkout", all: true }],
  ["who", { target: "nothing" }],
  ["audit", { all: true }],
  ["timeline", { target: "checkout" }],
  ["explain", {}],
] as const) {
  test(`what ${name} ${JSON.stringify(args)} answers follows the contract`, () => {
    const ledger = ledgerOf([
      updateService({ id: "one", at: "2026-11-20T14:02:11Z", request: { desiredCount: 0 } }),
      stopTask({ id: "two", at: "2026-11-20T14:03:11Z" }, "924cf6cfe1f24f5a9f2b6e9c3c9a3b11"),
      describeServices({ id: "three", at: "2026-11-20T14:04:11Z" }),
    ]);
    const answer = questions
      .find((question) => question.name === name)
      ?.ask(args, ledger, {
        now: new Date("2026-11-20T14:25:00Z"),
        book: EMPTY_ADDRESS_BOOK,
        coverage: [],
        unreadable: [{ position: "a.json: line 3", reason: "not JSON" }],
      });
    assert.ok(answer);

    assertFollowsContract(render("json", answer));
  });
}

test("a value before that was not seen is absent, never null", () => {
  const [change] = exampleChanges;
  assert.ok(change);
  const answer = exampleAnswer({
    changes: [{ ...change, settings: [{ name: "desiredCount", after: 0 }] }],
  });

  const { changes } = JSON.parse(render("json", answer)) as {
    changes: [{ settings: [Record<string, unknown>] }];
  };

  assert.deepEqual(changes[0].settings, [{ name: "desiredCount", after: 0 }]);
});

test("NDJSON is one change per line, and nothing where there is none", () => {
  const lines = render("ndjson").trimEnd().split("\n");

  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { eventID: string }).eventID),
    exampleChanges.map(({ eventID }) => eventID),
  );
  assert.equal(render("ndjson", exampleAnswer({ changes: [] })), "");
});

test("CSV begins with its header and ends its lines after RFC 4180", () => {
  const csv = render("csv");

  assert.match(csv, /^eventID,at,account,region,eventName,intent,deed,/);
  assert.equal(csv.split("\r\n").length, exampleChanges.length + 2);
  assert.match(csv, /"scaled 4 → 0"/);
});

test("Markdown tells the sentence, a table and what was seen, and links to the console", () => {
  const markdown = render("markdown");

  assert.match(markdown, /^\*\*checkout in prod was scaled 4 → 0/);
  assert.match(
    markdown,
    /\| 2026-11-20 14:02:11Z \| 111122223333 eu-west-1 \| checkout in prod \| scaled 4 → 0 \|/,
  );
  assert.match(markdown, /\]\(https:\/\/eu-west-1\.console\.aws\.amazon\.com\/cloudtrailv2\//);
  assert.match(markdown, /\| 444455556666 \| eu-central-1 \| .* \| \*\*denied\*\* \|/);
});

const NARROW = `checkout in prod was scaled 4 → 0 at 14:02:11Z by
jane.doe@example.com (Identity Center, AdministratorAccess)
with aws-cli 2.35.19 driven by Claude Code from 203.0.113.7
(office).

How we know
  proven    actor   a role that only Identity Center can
                    assume (sessionIssuer.userName)
  proven    actor   the session is named after the Identity
                    Center user (userIdentity.arn)
  claimed   tool    what the caller says it is (userAgent)
  proven    origin  where the call came from
                    (sourceIPAddress)

3 changes, newest first
  14:02:11Z  23 min ago  scaled 4 → 0
      by jane.doe@example.com (Identity Center,
        AdministratorAccess)
      with aws-cli 2.35.19 driven by Claude Code from
        203.0.113.7 (office) [5a1f0c3e]
`;

test("a narrow terminal gets a block per change", () => {
  assert.ok(render("text").startsWith(NARROW), render("text"));
});

test("a wide terminal gets a line per change", () => {
  const lines = render("text", exampleAnswer(), { width: 160 }).split("\n");

  assert.ok(
    lines.some((line) =>
      /^ {2}14:02:11Z +23 min ago +scaled 4 → 0 +jane\.doe@example\.com +aws-cli .* 203\.0\.113\.7 \(office\) +5a1f0c3e$/.test(
        line,
      ),
    ),
    lines.join("\n"),
  );
});

for (const [view, answer] of Object.entries(exampleAnswers)) {
  for (const width of [40, 60, 80, 100, 120, 160, 250]) {
    test(`a ${view} fits ${String(width)} columns`, () => {
      for (const line of render("text", answer, { width }).split("\n")) {
        assert.ok(widthOf(line) <= width, line);
        assert.equal(line, line.trimEnd());
      }
    });
  }
}

test("colours and links are written only where the screen has them, and change no width", () => {
  const bare = render("text", exampleAnswers.report);
  const coloured = render("text", exampleAnswers.report, { colour: true, hyperlinks: true });

  assert.ok(!bare.includes(ESC));
  assert.ok(coloured.includes(`${ESC}[1;31mcritical`));
  assert.ok(coloured.includes(`${ESC}]8;;${CONSOLE}${ESC}\\14:02:11Z`));
  const ours = new RegExp(`${ESC}\\[[0-9;]*m|${ESC}\\]8;;[^${ESC}]*${ESC}\\\\`, "g");
  assert.equal(coloured.replace(ours, ""), bare);
});

const ESC = "\u001b";
const CONSOLE =
  "https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/5a1f0c3e-1111-4000-8000-000000000003";

test("an audit begins with what needs a look", () => {
  const text = render("text", exampleAnswers.report);

  assert.ok(text.indexOf("Needs a look") < text.indexOf("111122223333  eu-west-1"));
  assert.match(text, /critical {2}root of 111122223333/);
});

test("a timeline tells the settings before → after, without what two images have in common", () => {
  const text = render("text", exampleAnswers.timeline, { width: 100 });

  assert.match(text, /image {2}…checkout:1\.8\.2 → …checkout:1\.9\.0/);
  assert.ok(text.indexOf("2026-11-19") < text.indexOf("2026-11-20\n"));
});

test("times can be the reader's own", () => {
  const text = render("text", exampleAnswer(), { timeZone: "Asia/Tokyo" });

  assert.match(text, /^ {2}23:02:11 {2}23 min ago/m);
});

test("what could not be looked at ends every answer", () => {
  for (const answer of Object.values(exampleAnswers)) {
    assert.match(render("text", answer), /^NOT seen {2}444455556666 eu-central-1/m);
  }
  assert.match(render("text", exampleAnswer({ coverage: [] })), /^seen {6}not known/m);
});

test("unreadable records are counted and shown", () => {
  const unreadable = Array.from({ length: 5 }, (_, index) => ({
    position: `a.json: line ${String(index)}`,
    reason: "not JSON",
  }));

  assert.match(
    render("text", exampleAnswer({ unreadable })),
    /^unread {4}5 records: a\.json: line 0 \(not JSON\)/m,
  );
});

test("--query sees exactly the JSON answer", async () => {
  assert.equal(
    await runQuery("changes[0].actor.name", exampleAnswer()),
    '"jane.doe@example.com"\n',
  );
  assert.equal(await runQuery("max_by(changes, &at).intent", exampleAnswer()), '"stop-service"\n');
  assert.equal(await runQuery("nothing.here", exampleAnswer()), "null\n");
});

for (const expression of [
  "changes[",
  "changes[?at >",
  "a b",
  "unknown_function(@)",
  "length(`1`)",
  "",
  "$",
]) {
  test(`the query ${JSON.stringify(expression)} is refused with its reason`, async () => {
    await assert.rejects(
      runQuery(expression, exampleAnswer()),
      (error) =>
        error instanceof OperatorError &&
        error.code === "bad-argument" &&
        error.message.startsWith("--query: "),
    );
  });
}
