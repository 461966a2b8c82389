import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { runCommand, type Ran } from "./run-command.ts";
import { ACCOUNT, bob, recordOf, stopTask, updateService } from "./example-records.ts";
import type { JsonObject } from "../src/core/record.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-findings-"));
after(() => {
  rmSync(folder, { recursive: true });
});

interface Found {
  readonly findings: readonly {
    readonly id: string;
    readonly severity: string;
    readonly message: string;
    readonly count: number;
    readonly actor: string;
    readonly resource: string;
    readonly suppressed?: { readonly owner: string };
  }[];
  readonly notes: readonly string[];
}

async function ask(
  records: readonly JsonObject[],
  {
    config = "",
    words = [],
  }: { readonly config?: string; readonly words?: readonly string[] } = {},
): Promise<Ran> {
  writeFileSync(join(folder, "records.json"), JSON.stringify({ Records: records }));
  writeFileSync(join(folder, "tasktrail.yaml"), config);
  return runCommand(["findings", join(folder, "records.json"), ...words], { cwd: folder });
}

async function find(
  records: readonly JsonObject[],
  around: { readonly config?: string; readonly words?: readonly string[] } = {},
): Promise<Found> {
  const words = ["--output", "json", ...(around.words ?? [])];
  const { stdout, stderr } = await ask(records, { ...around, words });
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout) as Found;
}

const zero = updateService(
  { id: "zero", at: "2026-11-20T14:02:11Z", request: { desiredCount: 0 } },
  { desiredCount: 0 },
);
const TERRAFORM =
  "APN/1.0 HashiCorp/1.0 Terraform/1.9.8 (+https://www.terraform.io) terraform-provider-aws/5.80.0";

describe("findings", () => {
  it("are one for each rule, actor and resource, with a count and the first and last time", async () => {
    const stops = Array.from({ length: 3 }, (_, index) =>
      stopTask(
        { id: `s${String(index)}`, at: `2026-11-20T14:0${String(index)}:00Z` },
        "a".repeat(32),
      ),
    );
    const { findings } = await find(
      [
        ...stops,
        stopTask({ id: "bob", at: "2026-11-20T14:05:00Z", by: bob }, "a".repeat(32)),
        stopTask({ id: "other", at: "2026-11-20T14:06:00Z" }, "b".repeat(32)),
      ],
      { words: ["--rule", "stop-task-by-person"] },
    );

    assert.deepEqual(findings.map(({ actor, count }) => `${actor} ${String(count)}`).toSorted(), [
      "bob 1",
      "jane@example.com 1",
      "jane@example.com 3",
    ]);
    assert.match(
      findings.find(({ count }) => count === 3)?.message ?? "",
      /the last of 3 such calls since/,
    );
  });

  it("are never about what was refused, except where a rule is about refusals", async () => {
    const denied = { more: { errorCode: "AccessDenied", errorMessage: "no" } };
    const { findings } = await find([
      updateService({
        id: "d1",
        at: "2026-11-20T14:00:00Z",
        request: { desiredCount: 0 },
        ...denied,
      }),
      recordOf({
        id: "d2",
        at: "2026-11-20T14:01:00Z",
        eventName: "DeleteCluster",
        request: { cluster: "prod" },
        ...denied,
      }),
    ]);

    assert.deepEqual(
      findings.map(({ id }) => id),
      ["denied-destruction"],
    );
  });

  it("tell a person's hand on what Terraform manages, whatever else was changed", async () => {
    const { findings } = await find([
      updateService({
        id: "tf",
        at: "2026-11-20T10:00:00Z",
        by: bob,
        request: { desiredCount: 4 },
        more: { userAgent: TERRAFORM },
      }),
      updateService({
        id: "hand",
        at: "2026-11-20T14:00:00Z",
        request: { desiredCount: 6 },
        more: { userAgent: "console.amazonaws.com" },
      }),
    ]);

    assert.deepEqual(
      findings.map(({ id, severity }) => [id, severity]),
      [["console-drift", "high"]],
    );
  });

  it("tell production scaled to zero outside the change window", async () => {
    const config = (from: string): string =>
      `environments:\n  prod: { accounts: ["${ACCOUNT}"], clusters: [prod] }\nrules:\n  changeWindows:\n    - { environments: [prod], days: [mon, tue, wed, thu, fri], from: "${from}", to: "18:00" }\n`;
    const outside = await find([zero], { config: config("15:00") });
    const inside = await find([zero], { config: config("08:00") });

    assert.deepEqual(
      [outside.findings[0]?.id, outside.findings[0]?.severity],
      ["scale-to-zero-outside-window", "critical"],
    );
    assert.ok(!inside.findings.some(({ id }) => id === "scale-to-zero-outside-window"));
  });

  it("that somebody suppresses are counted, not told; an expired suppression is said", async () => {
    const config = (expires: string): string =>
      `rules:\n  suppressions:\n    - { rule: scale-to-zero, actor: "jane@*", service: checkout, owner: ops@example.com, reason: planned, expires: ${expires} }\n`;
    const quiet = await find([zero], { config: config("2026-12-31") });
    const shown = await find([zero], { config: config("2026-12-31"), words: ["--all"] });
    const expired = await find([zero], { config: config("2026-11-01") });

    assert.ok(!quiet.findings.some(({ id }) => id === "scale-to-zero"));
    assert.ok(
      quiet.notes.some((note) =>
        /suppressed: scale-to-zero \(ops@example\.com: planned, until 2026-12-31\)/.test(note),
      ),
    );
    assert.equal(
      shown.findings.find(({ id }) => id === "scale-to-zero")?.suppressed?.owner,
      "ops@example.com",
    );
    assert.ok(expired.findings.some(({ id }) => id === "scale-to-zero"));
    assert.ok(expired.notes.some((note) => /expired on 2026-11-01/.test(note)));
  });

  it("follow the configuration's switches, severities, parameters and own rules", async () => {
    writeFileSync(
      join(folder, "mine.yaml"),
      "id: mine\ntitle: Mine\nseverity: info\npattern: { detail: { eventName: [StopTask] } }\n",
    );
    const config =
      "rules:\n  folder: ./mine.yaml\n  off: [scale-to-zero]\n  severities: { stop-task-by-person: high }\n  parameters: { stop-burst: { count: 2 } }\n";
    const { findings } = await find(
      [
        zero,
        stopTask({ id: "s1", at: "2026-11-20T14:03:00Z" }, "a".repeat(32)),
        stopTask({ id: "s2", at: "2026-11-20T14:04:00Z" }, "b".repeat(32)),
      ],
      { config },
    );
    const told = new Map(findings.map(({ id, severity }) => [id, severity]));

    assert.equal(told.has("scale-to-zero"), false);
    assert.equal(told.get("stop-task-by-person"), "high");
    assert.equal(told.get("stop-burst"), "high");
    assert.equal(told.get("mine"), "info");
  });

  it("refuse a misspelt rule in the configuration", async () => {
    const { code, stderr } = await ask([zero], { config: "rules:\n  off: [scale-to-zeroo]\n" });

    assert.equal(code, 2);
    assert.match(
      stderr,
      /tasktrail\.yaml: rules\.off: "scale-to-zeroo" is none\.\n.*Did you mean scale-to-zero\?/,
    );
  });

  it("say where the configuration's suppression has no owner", async () => {
    const config =
      "rules:\n  suppressions:\n    - { rule: root-use, reason: x, expires: 2027-01-01 }\n";
    const { code, stderr } = await ask([zero], { config });

    assert.equal(code, 2);
    assert.match(stderr, /tasktrail\.yaml:3:7: rules\.suppressions\[0\] has no owner/);
  });

  it("end a pipeline with 1 where one is severe enough, and leave a SARIF file", async () => {
    const { code, stdout } = await ask([zero], {
      words: ["--fail-on", "high", "--output", "sarif"],
    });
    const { version, runs } = JSON.parse(stdout) as {
      readonly version: string;
      readonly runs: readonly {
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly level: string;
          readonly locations: readonly unknown[];
        }[];
      }[];
    };

    assert.equal(code, 1);
    assert.equal(version, "2.1.0");
    const [run] = runs;
    assert.ok(run && run.results.length > 0);
    for (const { ruleId, ruleIndex, locations } of run.results) {
      assert.equal(run.tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.equal(locations.length, 1);
    }
    assert.equal(run.results[0]?.level, "error");
    const quiet = await ask([], { words: ["--fail-on", "high"] });
    assert.equal(quiet.code, 0);
    assert.match(quiet.stdout, /^No rule found anything/);
  });

  it("that the audit puts on top are those of the question findings", async () => {
    const { findings } = await find([zero]);
    const { stdout } = await runCommand(
      ["audit", join(folder, "records.json"), "--output", "json"],
      { cwd: folder },
    );

    assert.deepEqual((JSON.parse(stdout) as Found).findings, findings);
  });
});
