import assert from "node:assert/strict";
import { test } from "node:test";
import { planText } from "./plan-text.ts";
import { nothingSeen } from "./read-material.ts";

test("a dry run tells each place's plan, what was probed and what the whole would cost", () => {
  const seen = nothingSeen();
  seen.requests = 4;
  seen.plans.push(
    {
      account: "111122223333",
      region: "eu-west-1",
      plan: "36 operations, one chain each",
      requests: 78,
      seconds: 41,
    },
    {
      account: "111122223333",
      region: "us-east-1",
      plan: "EventSource=ecs.amazonaws.com",
      requests: 0,
      seconds: 0,
    },
  );

  assert.equal(
    planText(seen),
    [
      "111122223333 eu-west-1  36 operations, one chain each  about 78 requests, 41 s",
      "111122223333 us-east-1  EventSource=ecs.amazonaws.com  nothing more to ask",
      "4 probes made, kept in the ledger; in all about 78 requests more, 41 s side by side",
      "",
    ].join("\n"),
  );
});

test("hours are told as hours, and what could not be probed is told", () => {
  const seen = nothingSeen();
  seen.plans.push({
    account: "1",
    region: "eu-west-1",
    plan: "ReadOnly=false",
    requests: 20_000,
    seconds: 10_526,
  });
  seen.coverage.push({
    account: "2",
    region: "eu-west-1",
    source: "event-history://",
    selector: "every change",
    state: "denied",
    from: "",
    to: "",
    note: "no",
  });

  assert.match(planText(seen), /about 20000 requests, 2\.9 h/);
  assert.match(planText(seen), /NOT seen 2 eu-west-1: no/);
});
