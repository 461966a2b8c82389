import assert from "node:assert/strict";
import { test } from "node:test";
import { OperatorError } from "../core/errors.ts";
import { exampleChange } from "../core/examples.ts";
import { readFilters } from "./filters.ts";
import type { Arguments } from "./question.ts";

const change = exampleChange({
  intent: "stop-service",
  actor: {
    kind: "person",
    name: "jane.doe@example.com",
    via: "Identity Center, AdministratorAccess",
    principal:
      "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123/jane.doe@example.com",
    role: "AWSReservedSSO_AdministratorAccess_0123",
    session: "jane.doe@example.com",
    through: [],
    evidence: [],
    gaps: [],
  },
  behind: {
    kind: "pipeline",
    name: "nightly cleanup",
    via: "",
    principal: "arn:aws:iam::111122223333:role/cleanup",
    role: "cleanup",
    through: [],
    evidence: [],
    gaps: [],
  },
  tool: { kind: "cli", name: "aws-cli", version: "2.35.19", aiAgent: "Claude Code", evidence: [] },
  origin: { kind: "address", name: "203.0.113.7", label: "office", evidence: [] },
});

const FIT: readonly Arguments[] = [
  {},
  { actor: "JANE" },
  { actor: ["bob", "jane"] },
  { actor: "bob,jane*" },
  { actor: "nightly" },
  { actor: "administratoraccess" },
  { role: "AdministratorAccess" },
  { role: "cleanup" },
  { user: "jane.doe" },
  { action: "updateservice" },
  { action: "StopTask,UpdateService" },
  { intent: "scale,stop-service" },
  { intent: "Stop-Service" },
  { cluster: "prod" },
  { cluster: "p*" },
  { service: "check" },
  { service: "check?ut" },
  { tool: "aws-cli" },
  { tool: "claude" },
  { tool: "cli" },
  { ip: "203.0.113.7" },
  { ip: "203.0.113.0/24" },
  { ip: "office" },
  { ip: ["10.0.0.0/8", "203.0.112.0/22"] },
  { actor: "jane", tool: "claude", ip: "office" },
];

const NOT_FIT: readonly Arguments[] = [
  { actor: "bob" },
  { actor: "doe*" },
  { role: "deploy" },
  { user: "cleanup" },
  { action: "Update" },
  { intent: "deploy" },
  { cluster: "staging" },
  { service: "check?" },
  { tool: "terraform" },
  { ip: "203.0.113.70" },
  { ip: "10.0.0.0/8" },
  { ip: "2001:db8::/32" },
  { ip: "home" },
  { actor: "jane", tool: "terraform" },
];

for (const args of FIT) {
  test(`${JSON.stringify(args)} keeps Jane's change`, () => {
    assert.equal(readFilters(args).fits(change), true);
  });
}

for (const args of NOT_FIT) {
  test(`${JSON.stringify(args)} leaves Jane's change out`, () => {
    assert.equal(readFilters(args).fits(change), false);
  });
}

test("IPv6 addresses are compared as addresses, however they are spelled", () => {
  const from = exampleChange({
    origin: { kind: "address", name: "2001:db8:0:0:0:0:0:7", evidence: [] },
  });

  assert.equal(readFilters({ ip: "2001:db8::7" }).fits(from), true);
  assert.equal(readFilters({ ip: "2001:db8::/32" }).fits(from), true);
});

test("a service's calls are found by the service's name", () => {
  const from = exampleChange({
    origin: { kind: "aws-service", name: "cloudformation.amazonaws.com", evidence: [] },
  });

  assert.equal(readFilters({ ip: "cloudformation" }).fits(from), true);
});

const REFUSED: readonly (readonly [Arguments, RegExp])[] = [
  [{ intent: "scael" }, /did you mean scale/],
  [{ account: "12345" }, /account id/],
  [{ ip: "10.0.0.0/33" }, /network/],
  [{ ip: "10.0.0.0/x" }, /network/],
  [{ actor: "" }, /needs a value/],
];

for (const [args, reason] of REFUSED) {
  test(`${JSON.stringify(args)} is refused: ${reason.source}`, () => {
    assert.throws(
      () => readFilters(args),
      (error) => error instanceof OperatorError && reason.test(error.message),
    );
  });
}
