import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer } from "../src/ask/answer.ts";
import type { Arguments, AskContext } from "../src/ask/question.ts";
import { questions } from "../src/ask/questions/index.ts";
import type { Coverage } from "../src/core/coverage.ts";
import { OperatorError } from "../src/core/errors.ts";
import { EMPTY_ADDRESS_BOOK, type AddressBook } from "../src/core/origin.ts";
import type { JsonObject } from "../src/core/record.ts";
import {
  ACCOUNT,
  bob,
  describeServices,
  eventIDOf,
  ledgerOf,
  recordOf,
  register,
  root,
  stopTask,
  updateService,
} from "./example-records.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const TASK = "924cf6cfe1f24f5a9f2b6e9c3c9a3b11";

/** checkout in prod: created days ago, deployed, scaled to zero; around it what else happens in an account. */
const STORY: readonly JsonObject[] = [
  register({ id: "reg41", at: "2026-11-12T09:00:00Z" }, "checkout", 41, "repo/checkout:1.8"),
  updateService({ id: "older", at: "2026-11-12T09:01:00Z", request: { desiredCount: 4 } }),
  register({ id: "reg42", at: "2026-11-20T11:39:00Z" }, "checkout", 42, "repo/checkout:1.9"),
  updateService(
    {
      id: "deploy",
      at: "2026-11-20T11:40:00Z",
      by: bob,
      request: { taskDefinition: "checkout:42" },
    },
    { revision: 42 },
  ),
  describeServices({ id: "read1", at: "2026-11-20T12:00:00Z" }),
  describeServices({ id: "read2", at: "2026-11-20T12:01:00Z" }),
  stopTask({ id: "stop", at: "2026-11-20T13:00:00Z", by: bob, request: { reason: "stuck" } }, TASK),
  recordOf({
    id: "denied",
    at: "2026-11-20T13:30:00Z",
    eventName: "DeleteService",
    request: { cluster: "prod", service: "checkout" },
    more: { errorCode: "AccessDeniedException", errorMessage: "not authorized" },
  }),
  updateService(
    { id: "zero", at: "2026-11-20T14:02:11Z", request: { desiredCount: 0 } },
    { desiredCount: 0, revision: 42 },
  ),
  updateService(
    { id: "staging", at: "2026-11-20T14:10:00Z", request: { desiredCount: 2 } },
    { cluster: "staging", desiredCount: 2 },
  ),
  recordOf({
    id: "apprunner",
    at: "2026-11-20T14:20:00Z",
    eventName: "UpdateService",
    request: { service: "checkout", cluster: "prod" },
    more: { eventSource: "apprunner.amazonaws.com" },
  }),
];

function ask(
  name: string,
  args: Arguments,
  more: Partial<AskContext> & { records?: readonly JsonObject[] } = {},
): Answer {
  const question = questions.find((one) => one.name === name);
  assert.ok(question);
  const { records = STORY, ...context } = more;
  const ledger = ledgerOf(records);
  try {
    question.needs(args, NOW);
    return question.ask(args, ledger, {
      now: NOW,
      book: EMPTY_ADDRESS_BOOK,
      coverage: [],
      unreadable: [],
      ...context,
    });
  } finally {
    ledger.close();
  }
}

function ids(answer: Answer): readonly string[] {
  const names = [
    "reg41",
    "older",
    "reg42",
    "deploy",
    "read1",
    "read2",
    "stop",
    "denied",
    "zero",
    "staging",
    "apprunner",
  ];
  const known = new Map(names.map((name) => [eventIDOf(name), name]));
  return answer.changes.map(({ eventID }) => known.get(eventID) ?? eventID);
}

const denied: Coverage = {
  account: "444455556666",
  region: "eu-central-1",
  source: "event-history://",
  selector: "EventSource=ecs.amazonaws.com",
  from: "2026-11-19T14:25:00Z",
  to: "2026-11-20T14:25:00Z",
  state: "denied",
  note: "cloudtrail:LookupEvents is not allowed",
};

test("who tells the newest change with what was there before, newest first", () => {
  const answer = ask("who", { target: "prod/checkout" });

  assert.deepEqual(ids(answer), ["zero", "stop", "deploy"]);
  assert.match(
    answer.sentence,
    /^checkout in prod was scaled 4 → 0 at 14:02:11Z by jane@example\.com .*from 203\.0\.113\.7\.$/,
  );
});

test("what was there before is read from records older than the window", () => {
  const answer = ask("who", { target: "prod/checkout", since: "1h" });

  assert.deepEqual(ids(answer), ["zero"]);
  assert.match(answer.sentence, /scaled 4 → 0/);
});

test("what differs between two task definitions is told, where both registrations were seen", () => {
  const answer = ask("who", { verb: "deployed", target: "prod/checkout" });

  const image = answer.changes[0]?.settings.find(({ name }) => name.includes("image"));
  assert.deepEqual([image?.before, image?.after], ["repo/checkout:1.8", "repo/checkout:1.9"]);
});

test("an event of another service with the same name is never taken for ECS's", () => {
  const answer = ask("who", { target: "checkout", all: true });

  assert.ok(!ids(answer).includes("apprunner"));
});

test("a verb narrows, and the answer still says that there was more", () => {
  const answer = ask("who", { verb: "deployed", target: "prod/checkout" });

  assert.deepEqual(ids(answer), ["deploy"]);
  assert.ok(answer.notes.some((note) => note.startsWith("2 other changes of prod/checkout")));
});

test("verb and target may come as one list, as a command line hands them over", () => {
  for (const args of [
    { verb: "stopped", target: "checkout" },
    { target: ["stopped", "checkout"] },
  ]) {
    assert.deepEqual(ids(ask("who", args)), ["zero", "stop"]);
  }
});

test("denied calls and reads are hidden, counted, and shown by --all", () => {
  const hidden = ask("who", { target: "prod/checkout" });
  const all = ask("who", { target: "prod/checkout", all: true });

  assert.ok(
    hidden.notes.includes(
      "hidden: 1 denied or failed call, 2 reads and agents' own calls; --all shows them",
    ),
  );
  assert.deepEqual(ids(all), ["zero", "denied", "stop", "read2", "read1", "deploy"]);
  assert.match(all.sentence, /scaled 4 → 0/);
  assert.deepEqual(hidden.counts, { ...all.counts, shown: 3 });
});

test("a call that set what was already set is no change", () => {
  const again = updateService(
    { id: "again", at: "2026-11-20T14:05:00Z", request: { desiredCount: 0 } },
    { desiredCount: 0 },
  );

  const answer = ask("who", { target: "prod/checkout" }, { records: [...STORY, again] });

  assert.equal(ids(answer)[0], "zero");
  assert.ok(answer.notes.some((note) => note.includes("1 call that changed nothing")));
});

test("the limit cuts what is shown, not what is counted", () => {
  const answer = ask("who", { target: "prod/checkout", limit: "1" });

  assert.deepEqual(ids(answer), ["zero"]);
  assert.deepEqual([answer.counts.changes, answer.counts.shown], [3, 1]);
  assert.ok(answer.notes.some((note) => note.includes("--limit 0")));
  assert.equal(ask("who", { target: "prod/checkout", limit: "0" }).changes.length, 3);
});

test("a name in two clusters is shown from both, and the answer says so", () => {
  const answer = ask("who", { target: "checkout" });

  assert.deepEqual(ids(answer), ["staging", "zero", "stop", "deploy"]);
  assert.ok(answer.notes.some((note) => note.includes("is a service in 2 places")));
});

test("registrations of a family with the service's name are told apart from the service", () => {
  const answer = ask("who", { target: "checkout" });
  const family = ask("who", { target: "task-definition/checkout", since: "10d" });

  assert.ok(answer.notes.some((note) => note.includes("who task-definition/checkout")));
  assert.deepEqual(ids(family), ["deploy", "reg42", "reg41"]);
});

test("a cluster, a task, a revision and an ARN can be asked about", () => {
  assert.deepEqual(ids(ask("who", { target: "staging" })), ["staging"]);
  assert.deepEqual(ids(ask("who", { target: TASK })), ["stop"]);
  assert.deepEqual(ids(ask("who", { target: "checkout:42" })), ["deploy", "reg42"]);
  const arn = `arn:aws:ecs:eu-west-1:${ACCOUNT}:service/prod/checkout`;
  assert.deepEqual(ids(ask("who", { target: arn })), ["zero", "stop", "deploy"]);
});

test("filters narrow, and say so where nothing is left", () => {
  assert.deepEqual(ids(ask("who", { target: "checkout", user: "bob" })), ["stop", "deploy"]);
  const nothing = ask("who", { target: "checkout", actor: "mallory" });
  assert.match(
    nothing.sentence,
    /No record that fits --actor mallory says that checkout was changed/,
  );
});

test("where nothing was found the newest change before the window is named", () => {
  const answer = ask("who", { target: "staging/checkout", since: "10m" });

  assert.match(
    answer.sentence,
    /^No record says that staging\/checkout was changed in the last 10 min\. Looked at: 111122223333 eu-west-1\.$/,
  );
  assert.ok(answer.notes.some((note) => /newest change before that: .*scaled to 2/.test(note)));
});

test("an unknown name is answered with names alike, and never with nobody", () => {
  const answer = ask("who", { target: "chekcout" });

  assert.match(answer.sentence, /^No record names chekcout, as far as could be seen\./);
  assert.deepEqual(answer.notes, ["did you mean checkout?"]);
});

test("what could not be looked at stands in the sentence that found nothing", () => {
  const answer = ask("who", { target: "chekcout" }, { coverage: [denied] });

  assert.match(
    answer.sentence,
    /NOT seen: 444455556666 eu-central-1 \(cloudtrail:LookupEvents is not allowed\)/,
  );
  assert.doesNotMatch(answer.sentence, /nobody/i);
});

test("a ledger that saw nothing says that nothing is known of what was looked at", () => {
  const question = questions.find(({ name }) => name === "who");
  const ledger = ledgerOf([], []);

  const answer = question?.ask({ target: "checkout" }, ledger, {
    now: NOW,
    book: EMPTY_ADDRESS_BOOK,
    coverage: [],
    unreadable: [],
  });

  assert.match(answer?.sentence ?? "", /It is not known what was looked at/);
});

test("timeline tells the same oldest first, and where a value before is not seen", () => {
  const answer = ask("timeline", { target: "staging/checkout" });
  const whole = ask("timeline", { target: "prod/checkout", since: "10d" });

  assert.deepEqual(ids(whole), ["older", "deploy", "stop", "zero"]);
  assert.match(
    whole.sentence,
    /^prod\/checkout was changed 4 times since .*; the last time: checkout in prod was scaled 4 → 0/,
  );
  assert.ok(answer.notes.some((note) => note.startsWith('where "before" is not seen')));
});

test("timeline keeps the newest where the limit cuts", () => {
  assert.deepEqual(ids(ask("timeline", { target: "prod/checkout", limit: "2" })), ["stop", "zero"]);
});

test("audit counts the day and puts a scale to zero on top", () => {
  const answer = ask("audit", {});

  assert.match(
    answer.sentence,
    /^5 changes by 2 actors in 1 account and 1 region in the last 24 h; 4 findings need a look\.$/,
  );
  assert.deepEqual(
    answer.findings.slice(0, 2).map(({ id, severity }) => [id, severity]),
    [
      ["scale-to-zero", "high"],
      ["stop-task-by-person", "medium"],
    ],
  );
  assert.match(answer.findings[0]?.message ?? "", /checkout in prod was scaled 4 → 0/);
  assert.ok(answer.notes.some((note) => note.startsWith("1 record of other AWS services")));
});

test("a service that came back is flagged less, with who brought it back", () => {
  const back = updateService({
    id: "back",
    at: "2026-11-20T14:15:00Z",
    by: bob,
    request: { desiredCount: 4 },
  });

  const [finding] = ask("audit", {}, { records: [...STORY, back] }).findings;

  assert.equal(finding?.severity, "medium");
  assert.match(finding?.message ?? "", /Back to 4 at 14:15:00Z by bob\.$/);
});

test("everything that root did is one finding, in whatever service", () => {
  const records = ["ConsoleLogin", "CreateUser"].map((eventName, index) =>
    recordOf({
      id: eventName,
      at: `2026-11-20T03:11:0${String(index)}Z`,
      eventName,
      by: root,
      more: { eventSource: "iam.amazonaws.com", sourceIPAddress: "198.51.100.9" },
    }),
  );

  const [finding] = ask("audit", {}, { records }).findings;

  assert.deepEqual([finding?.id, finding?.severity], ["root-use", "critical"]);
  assert.match(finding?.message ?? "", /2 calls \(ConsoleLogin, CreateUser\) from 198\.51\.100\.9/);
});

test("a service that was deleted by force is found", () => {
  const records = [
    recordOf({
      id: "delete",
      at: "2026-11-20T10:00:00Z",
      eventName: "DeleteService",
      request: { cluster: "prod", service: "cart", force: true },
    }),
  ];

  assert.deepEqual(
    ask("audit", {}, { records }).findings.map(({ id, severity }) => [id, severity]),
    [["force-delete-service", "high"]],
  );
});

const office: AddressBook = {
  hasLabels: true,
  lookUp: (address) => (address === "203.0.113.7" ? { label: "office" } : {}),
};
const fromElsewhere = updateService({
  id: "elsewhere",
  at: "2026-11-20T14:12:00Z",
  request: { desiredCount: 3 },
  more: { sourceIPAddress: "198.51.100.66" },
});

test("with labels, a person's address in none of them is unexpected", () => {
  const answer = ask("audit", {}, { records: [...STORY, fromElsewhere], book: office });

  const found = answer.findings.filter(({ id }) => id === "unexpected-address");
  assert.equal(found.length, 1);
  assert.match(
    found[0]?.message ?? "",
    /from 198\.51\.100\.66, which is in none of the labelled networks/,
  );
});

test("without labels, an address never seen for its actor is unexpected, and the history is stated", () => {
  const answer = ask("audit", {}, { records: [...STORY, fromElsewhere] });

  const found = answer.findings.filter(({ id }) => id === "new-address");
  assert.equal(found.length, 1);
  assert.match(
    found[0]?.message ?? "",
    /never seen for this actor before \(6 earlier calls since 2026-11-12/,
  );
  assert.ok(
    answer.notes.some((note) => /addresses of 1 actor could not be judged.*bob/.test(note)),
  );
});

test("an audit that found nothing says what was looked at", () => {
  const answer = ask("audit", {}, { records: [], coverage: [denied] });

  assert.match(
    answer.sentence,
    /^No record says that anything in ECS was changed in the last 24 h\. .*NOT seen: 444455556666/,
  );
});

test("explain tells one record by its id or the beginning of it", () => {
  const whole = ask("explain", { record: eventIDOf("zero") });
  const short = ask("explain", { record: eventIDOf("zero").slice(0, 8) });

  assert.match(whole.sentence, /scaled 4 → 0/);
  assert.deepEqual(short.changes, whole.changes);
  const fields = whole.explained ?? [];
  assert.ok(fields.some(({ field, grade }) => field === "userIdentity.arn" && grade === "proven"));
  assert.ok(fields.some(({ field, grade }) => field === "userAgent" && grade === "claimed"));
  assert.ok(
    fields.some(({ field, value }) => field === "requestParameters.desiredCount" && value === "0"),
  );
});

test("explain of several records tells the newest ECS change and how to choose another", () => {
  const answer = ask("explain", {});

  assert.deepEqual(ids(answer), ["staging"]);
  assert.match(
    answer.notes[0] ?? "",
    /^7 other ECS records fit, 4 changes among them; explain one by its eventID: /,
  );
});

test("explain of a record of another service says that it is one", () => {
  const answer = ask("explain", {}, { records: STORY.slice(-1) });

  assert.deepEqual(ids(answer), ["apprunner"]);
  assert.ok(
    answer.notes.includes("there is no ECS record here; this is the newest of another AWS service"),
  );
});

test("an id that the ledger does not hold is not found, which says nothing about AWS", () => {
  assert.throws(
    () => ask("explain", { record: "00000000-0000-4000-8000-000000000000" }),
    (error) =>
      error instanceof OperatorError && error.code === "not-found" && error.hint !== undefined,
  );
});

const REFUSED: readonly (readonly [string, Arguments, RegExp])[] = [
  ["who", {}, /<target>: is missing/],
  ["who", { target: "restarted" }, /who restarted what\?/],
  ["who", { verb: "restartd", target: "checkout" }, /did you mean restarted/],
  ["who", { target: ["restarted", "checkout", "prod"] }, /more than one/],
  ["who", { target: "checkout", since: "whenever" }, /is not a time/],
  ["timeline", {}, /<target>: is missing/],
  ["timeline", { target: ["a", "b"] }, /more than one/],
  ["audit", { material: ["no-such-file"] }, /is no file/],
  ["explain", { record: "short" }, /neither an eventID nor a file/],
  ["explain", { record: [eventIDOf("a"), eventIDOf("b")] }, /more than one/],
];

for (const [name, args, reason] of REFUSED) {
  test(`${name} ${JSON.stringify(args).slice(0, 80)} is refused before anything is read`, () => {
    const question = questions.find((one) => one.name === name);

    assert.throws(
      () => question?.needs(args, NOW),
      (error) =>
        error instanceof OperatorError &&
        error.code === "bad-argument" &&
        reason.test(error.message),
    );
  });
}
