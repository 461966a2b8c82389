import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleChange } from "./examples.ts";
import { deedOf, resourceLabel, sentenceOf } from "./sentence.ts";

test("a scaled service is one sentence with who, when, with what and from where", () => {
  const change = exampleChange({
    intent: "stop-service",
    settings: [{ name: "desiredCount", before: 4, after: 0 }],
  });

  assert.equal(
    sentenceOf(change, "2026-11-20"),
    "checkout in prod was scaled 4 → 0 at 14:02:11Z by Jane Doe (Identity Center, AdministratorAccess) with Terraform 1.9 from 203.0.113.7.",
  );
});

test("another day's change names its day", () => {
  assert.match(sentenceOf(exampleChange(), "2026-11-21"), / at 2026-11-20 14:02:11Z by /);
});

test("a value whose past was not seen claims no past", () => {
  const settings = [{ name: "desiredCount", after: 0 }];

  assert.equal(deedOf(exampleChange({ intent: "stop-service", settings })), "scaled to 0");
});

test("a refused call is told as what did not happen", () => {
  const change = exampleChange({
    settings: [{ name: "desiredCount", after: 0 }],
    outcome: { kind: "refused", errorCode: "AccessDeniedException" },
  });

  assert.equal(
    sentenceOf(change, "2026-11-20"),
    "checkout in prod was not scaled to 0: UpdateService at 14:02:11Z by Jane Doe (Identity Center, AdministratorAccess) with Terraform 1.9 from 203.0.113.7 was refused (AccessDeniedException).",
  );
});

test("a call that changed nothing says so", () => {
  const change = exampleChange({
    settings: [{ name: "desiredCount", before: 4, after: 4 }],
    noop: true,
    noopReason: "every value it set was already so",
  });

  assert.match(sentenceOf(change), /, which changed nothing: every value it set was already so\.$/);
});

test("an AWS service that acted by itself is not also named as its own tool and origin", () => {
  const name = "Service Auto Scaling";
  const change = exampleChange({
    actor: { ...exampleChange().actor, kind: "aws-service", name, via: "service-linked role" },
    tool: { kind: "aws-service", name, evidence: [] },
    origin: {
      kind: "aws-service",
      name: "ecs.application-autoscaling.amazonaws.com",
      evidence: [],
    },
    settings: [{ name: "desiredCount", before: 3, after: 8 }],
  });

  assert.equal(
    sentenceOf(change, "2026-11-20"),
    "checkout in prod was scaled 3 → 8 at 14:02:11Z by Service Auto Scaling (service-linked role).",
  );
});

test("an AI agent that drove the tool is named", () => {
  const tool = {
    kind: "cli",
    name: "aws-cli",
    version: "2.35",
    aiAgent: "Claude Code",
    evidence: [],
  } as const;

  assert.match(
    sentenceOf(exampleChange({ tool })),
    / with aws-cli 2\.35 driven by Claude Code from /,
  );
});

test("a configured service shows what changed and leaves out what was already so", () => {
  const change = exampleChange({
    intent: "configure",
    settings: [
      { name: "enableExecuteCommand", before: false, after: true },
      { name: "propagateTags", before: "NONE", after: "NONE" },
    ],
  });

  assert.equal(deedOf(change), "changed (enableExecuteCommand false → true)");
});

test("a task is named with its service, and shortly", () => {
  const name = "924c0123456789abcdef0123456789ab";

  assert.equal(
    resourceLabel({ kind: "task", name, cluster: "prod", service: "payments" }),
    "task 924c0123… of payments in prod",
  );
});

test("an operation that spells the setting otherwise is told by what it set", () => {
  const change = exampleChange({
    eventName: "UpdateTaskSet",
    settings: [{ name: "scale.value", before: 100, after: 50 }],
  });

  assert.equal(deedOf(change), "scaled (scale.value 100 → 50)");
});

test("a tool that nobody recognises is shown as it calls itself, and shortly", () => {
  const tool = {
    kind: "unknown",
    name: `stratus-red-team_${"0".repeat(60)}`,
    evidence: [],
  } as const;

  assert.match(
    sentenceOf(exampleChange({ tool })),
    / with an unknown tool \(stratus-red-team_0{22}…\) from /,
  );
});

test("an AI agent that is the tool itself is named once", () => {
  const tool = { kind: "cli", name: "Claude Code", aiAgent: "Claude Code", evidence: [] } as const;

  assert.match(sentenceOf(exampleChange({ tool })), / with Claude Code from /);
});
