import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { explainEffect, type ExplainedEffect } from "../src/ask/explain-effect.ts";
import type { Effect } from "../src/core/effect.ts";
import { EMPTY_ADDRESS_BOOK } from "../src/core/origin.ts";
import { beganAt } from "../src/core/joined-calls.ts";
import { parseRecords } from "../src/core/parse-records.ts";
import { judge } from "../src/core/judge.ts";
import { readEffects } from "../src/core/read-effects.ts";
import type { Json } from "../src/core/record.ts";
import { isChange, sentenceOfVerdict } from "../src/core/sentence-of-verdict.ts";
import { tellStory } from "../src/core/tell-story.ts";
import { effectForms } from "../src/core/effect-forms/index.ts";
import type { Verdict } from "../src/core/verdict.ts";
import { causeStories } from "../src/emulator/causes/index.ts";
import type { CauseTruth, TrueCause } from "../src/emulator/cause-story.ts";
import { prodAnalytics, prodEurope } from "../src/emulator/demo-fleet/fleet.ts";
import type { EcsMark } from "../src/emulator/ecs-world.ts";
import { causes, markOf } from "../src/emulator/scenarios/causes.ts";
import { hexOf, uuidOf } from "../src/emulator/stable-ids.ts";
import { startEmulator, type Emulator } from "../src/emulator/start-emulator.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { whyKept } from "../src/ingest/is-kept.ts";
import { openSource } from "../src/ingest/open-source.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import { openLedger } from "../src/ledger/sqlite-ledger.ts";

const NOW = new Date("2026-11-20T14:25:00Z");
const scenario = causes(NOW);
/** When ECS is looked at: what it shows only for a while is seen by a sync meanwhile. */
const LOOKS = ["2026-11-20T14:05:40Z", "2026-11-20T14:14:00Z", NOW.toISOString()];
const WINDOW = { from: "2026-11-20T06:00:00Z", to: NOW.toISOString() };

let clock = NOW;
let emulator: Emulator;
let ledger: Ledger;
before(async () => {
  emulator = await startEmulator({ scenario, now: () => clock, rate: Number.POSITIVE_INFINITY });
  ledger = openLedger(":memory:");
  const { records } = parseRecords(JSON.stringify({ Records: scenario.records }));
  ledger.add({
    source: "file:///causes.json",
    records: records.filter(({ record }) => whyKept(record) !== undefined),
  });
  for (const look of LOOKS) {
    clock = new Date(look);
    for (const { region } of [prodEurope, prodAnalytics]) await readEcs(region);
  }
});

/** All that ECS shows at this moment. */
async function readEcs(region: string): Promise<void> {
  const source = await openSource(`ecs-api://${region}`, {
    endpointUrl: emulator.url,
    credentials: async () => ({ accessKeyId: "AKIAPROD00000EXAMPLE", secretAccessKey: "x" }),
    sleep: async () => {},
  });
  const window = { ...WINDOW, to: clock.toISOString() };
  for await (const step of ingest(source, ledger, { window, now: clock, maxRequests: 2000 })) {
    assert.deepEqual(step.unreadable, []);
  }
}
after(() => emulator.close());

interface Asked {
  readonly story: string;
  readonly truth: CauseTruth;
}

const asked: readonly Asked[] = causeStories.flatMap(({ name, truths }) =>
  truths.map((truth) => ({ story: name, truth })),
);

function explained({ story, truth }: Asked): ExplainedEffect {
  return explainedOf(effectOf(story, truth));
}

function explainedOf(effect: Effect): ExplainedEffect {
  const found = explainEffect(effect.id, {}, ledger, {
    now: NOW,
    book: EMPTY_ADDRESS_BOOK,
    coverage: [],
    unreadable: [],
  });
  assert.ok(found, `${effect.id} can be explained`);
  return found;
}

function eventIDOf(story: string, mark: string): string {
  return uuidOf(markOf(story, mark));
}

function markFor(story: string, mark: string): EcsMark {
  const { marked } = scenario.ecs ?? { marked: new Map<string, EcsMark>() };
  const found = marked.get(eventIDOf(story, mark)) ?? marked.get(markOf(story, mark));
  assert.ok(found, `${story} marks ${mark}`);
  return found;
}

/** The effect that a truth is about, out of all that ECS told. */
function effectOf(story: string, { of, effect }: CauseTruth): Effect {
  const all = ledger.effects({});
  const { marked } = scenario.ecs ?? {};
  const from = (marked?.get(eventIDOf(story, of)) ?? marked?.get(markOf(story, of)))?.at ?? "";
  const found = all.find((one) => one.at >= from.slice(0, 19) && isAbout(one, story, of, effect));
  assert.ok(found, `${story}: ECS told of ${JSON.stringify(effect)}`);
  return found;
}

function isAbout(one: Effect, story: string, of: string, wanted: CauseTruth["effect"]): boolean {
  const services = causeStories.find(({ name }) => name === story)?.services ?? [];
  const isOfStory = services.some(
    ({ name, cluster }) => one.resource.service === name && one.resource.cluster === cluster,
  );
  if (wanted === "started-task") {
    return one.kind === "task" && one.resource.name === hexOf(markOf(story, of), 32);
  }
  if (wanted === "stopped-task") {
    const [task] = markFor(story, of).tasks;
    return one.kind === "task" && one.state === "STOPPED" && one.resource.name === task;
  }
  if (!isOfStory) return false;
  if ("says" in wanted) return one.kind === "service-event" && one.message.includes(wanted.says);
  if ("deployment" in wanted) return one.kind === "deployment" && one.state === wanted.deployment;
  return one.kind === "service-deployment" && one.state === wanted.serviceDeployment;
}

function assertCause(story: string, { cause, actor }: Verdict, truth: TrueCause): void {
  if (truth.kind === "unknown") return assert.equal(cause, undefined);
  assert.equal(cause?.kind, truth.kind === "call" ? "change" : "condition");
  if (truth.kind === "condition") {
    assert.equal(cause.kind === "condition" && cause.condition, truth.condition);
    return assert.equal(actor.name, "Amazon ECS");
  }
  assert.ok(cause.kind === "change");
  assert.equal(cause.change.eventID, eventIDOf(story, truth.mark), cause.change.eventName);
  assert.equal(cause.change.intent, truth.intent);
  assert.equal(actor.name, truth.actor);
  if (truth.behind !== undefined) assert.equal(cause.change.behind?.name, truth.behind);
}

describe("Each cause of the gallery", () => {
  for (const one of asked) {
    const { story, truth } = one;
    const effect = typeof truth.effect === "string" ? truth.effect : Object.values(truth.effect)[0];
    test(`${story}: the verdict on ${truth.of}, ${effect}, is the truth`, () => {
      const { verdict, sentence } = explained(one);
      const why = `${verdict.rule}: ${sentence}`;
      try {
        assertCause(story, verdict, truth.cause);
        assert.equal(verdict.confidence, truth.grade);
        if (truth.deployer !== undefined) {
          const changes = verdict.chain.filter(isChange).map(({ eventID }) => eventID);
          assert.ok(changes.includes(eventIDOf(story, truth.deployer)), "its deployer is named");
        }
        assert.deepEqual(
          (verdict.suspects ?? []).map(({ change }) => change.eventID),
          (truth.suspects ?? []).map((mark) => eventIDOf(story, mark)),
        );
        for (const words of truth.says ?? []) assert.ok(sentence.includes(words), words);
        for (const words of truth.neverSays ?? [])
          assert.ok(!sentence.includes(words), `not ${words}`);
      } catch (error) {
        throw new Error(`${why}\n${String(error)}`, { cause: error });
      }
    });
  }
});

describe("A verdict", () => {
  test("with a caller is proven only where an id that AWS issued stands in the call and in what ECS said", () => {
    const all = ledger.effects({}).map(judged);
    const proven = all.filter(
      ({ cause, confidence }) => cause?.kind === "change" && confidence === "proven",
    );
    assert.ok(proven.length > 40, `${String(proven.length)} are proven`);
    for (const verdict of proven) {
      const { subject, evidence, chain, rule } = verdict;
      const told = JSON.stringify([subject, ...chain.filter((one) => !isChange(one))]);
      const joins = evidence.filter(({ eventID, grade, value }) => {
        const raw = eventID === undefined ? undefined : ledger.raw(eventID);
        return grade === "proven" && ID.test(value) && raw?.includes(value) && told.includes(value);
      });
      assert.ok(joins.length > 0, `${rule}: ${subject.id}`);
    }
  });

  test("without a caller is proven only by ECS's own words, never by a caller's", () => {
    for (const { cause, confidence, subject, evidence } of ledger.effects({}).map(judged)) {
      if (cause?.kind !== "condition" || confidence !== "proven") continue;
      assert.notEqual(subject.stopCode, "UserInitiated");
      assert.ok(evidence.some(({ says }) => /^ECS's own|tasks that the message names/.test(says)));
    }
  });

  test("names no change as the cause that came after its effect had begun, or in another place", () => {
    for (const { cause, subject, suspects = [], context } of ledger.effects({}).map(judged)) {
      const began = Date.parse(beganAt(subject)) + 5000;
      for (const change of [
        ...(cause?.kind === "change" ? [cause.change] : []),
        ...suspects.map((suspect) => suspect.change),
        ...(context ? [context] : []),
      ]) {
        assert.ok(Date.parse(change.at) <= began, `${subject.id} ${change.eventName}`);
        assert.equal(change.account, subject.account);
        assert.ok(change.region === subject.region || change.resource.kind === "role");
      }
    }
  });

  test("is told in a sentence that can be read at a glance", () => {
    for (const one of asked) {
      const { sentence } = explained(one);
      assert.ok(sentence.length < 800, `${String(sentence.length)}: ${sentence}`);
    }
  });
});

test("An odd effect gets a verdict like any other: nothing throws, nobody is named", () => {
  const times = ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "+275760-09-13T00:00:00.000Z"];
  const odd = fc.constantFrom<Json>(null, "", "__proto__", 1e300, -1, [], "ecs-svc/1", "i-0");
  const forms = effectForms.flatMap(({ examples }) => examples.map(({ raw }) => raw));
  const material = { changes: [], archive: { find: () => [] }, tell: () => assert.fail("no call") };
  fc.assert(
    fc.property(
      fc.constantFrom(...forms),
      fc.dictionary(
        fc.constantFrom("stoppedReason", "stopCode", "startedBy", "group", "message"),
        odd,
      ),
      fc.constantFrom(...times),
      (raw, changed, at) => {
        const read = readEffects({ ...raw, body: { ...raw.body, ...changed } });
        const effects = read.map((effect) => ({ ...effect, at }));
        for (const effect of effects) {
          const verdict = judge(effect, { ...material, effects });
          assert.notEqual(verdict.cause?.kind, "change");
          const words = sentenceOfVerdict(verdict) + tellStory(verdict, effects);
          assert.ok(!/undefined|\[object/.test(words), words);
        }
      },
    ),
    { numRuns: 500 },
  );
});

/** Task, deployment, service deployment, container instance or EC2 instance. */
const ID = /^(?:[0-9a-f]{32}|ecs-svc\/\d+|[A-Za-z0-9_-]{21}|i-[0-9a-f]{17})$/;

const known = new Map<string, Verdict>();

function judged(effect: Effect): Verdict {
  const found = known.get(effect.id) ?? explainedOf(effect).verdict;
  known.set(effect.id, found);
  return found;
}
