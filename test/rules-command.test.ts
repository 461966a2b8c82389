import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { parseAllDocuments } from "yaml";
import { runCommand } from "./run-command.ts";

const folder = mkdtempSync(join(tmpdir(), "tasktrail-rules-"));
after(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const rule = (pattern: string, more = ""): string =>
  `id: mine\ntitle: Mine\nseverity: low\npattern:\n  ${pattern}\n${more}`;

describe("tasktrail rules", () => {
  it("lists every rule and detector", async () => {
    const { code, stdout } = await runCommand(["rules", "list"]);
    assert.equal(code, 0);
    assert.match(stdout, /^scale-to-zero +high +A service was scaled to zero$/m);
    assert.match(stdout, /\d\d rules, \d\d detectors/);
  });

  it("shows one with its pattern, and corrects a misspelt id", async () => {
    const { stdout } = await runCommand(["rules", "show", "root-use"]);
    assert.match(stdout, /^critical {2}The root user was used/);
    assert.match(stdout, /anything-but: aws-service/);
    const { code, stderr } = await runCommand(["rules", "show", "root-usee"]);
    assert.equal(code, 2);
    assert.match(stderr, /Did you mean root-use\?/);
  });

  it("writes a rule whose examples hold, and never over another file", async () => {
    const begun = await runCommand(["rules", "new", "no-friday"], { cwd: folder });
    assert.equal(begun.code, 0);
    const tested = await runCommand(["rules", "test", "no-friday.yaml"], { cwd: folder });
    assert.equal(tested.stdout, "3 of 3 examples hold\n");
    const again = await runCommand(["rules", "new", "no-friday"], { cwd: folder });
    assert.equal(again.code, 2);
  });

  it("says which example does not hold, with exit code 1", async () => {
    const examples =
      "examples:\n  fires:\n    - title: a delete\n      record: { eventName: DeleteService, requestParameters: { service: x } }\n";
    const path = file("wrong.yaml", rule("detail: { eventName: [StopTask] }", examples));
    const { code, stdout } = await runCommand(["rules", "test", path]);
    assert.equal(code, 1);
    assert.match(stdout, /wrong {3}mine should fire: a delete/);
  });
});

const REFUSED: readonly (readonly [name: string, text: string, says: RegExp])[] = [
  [
    "an operator nobody knows",
    rule("detail: { eventName: [{ regex: '(a+)+$' }] }"),
    /:5: pattern\.detail\.eventName\[0\]: Unrecognized match type regex/,
  ],
  [
    "a value that is no array",
    rule("detail: { eventName: StopTask }"),
    /:5: pattern\.detail\.eventName: "eventName" must be an object or an array/,
  ],
  [
    "a field nobody knows",
    rule("detail: { eventName: [A] }", "patern: {}\n"),
    /:6: patern: is not known; accepted here: id/,
  ],
  [
    "no severity",
    "id: mine\ntitle: Mine\npattern: { detail: { eventName: [A] } }\n",
    /severity: write one of critical/,
  ],
  [
    "a title that clears the screen",
    'id: mine\ntitle: "\\e[2Jok"\nseverity: low\npattern: { detail: { a: [b] } }\n',
    /:2: title: holds a control character/,
  ],
  [
    "an id that is a path",
    "id: ../x\ntitle: Mine\nseverity: low\npattern: { detail: { a: [b] } }\n",
    /:1: id: write it in kebab-case/,
  ],
  ["a field twice", "id: a\nid: b\n", /:2: Map keys must be unique/],
  ["no YAML", "id: [", /:1:/],
  [
    "aliases that multiply",
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`,
    /alias/i,
  ],
];

describe("a rule file that cannot be used", () => {
  for (const [name, text, says] of REFUSED) {
    it(`${name} is refused with file, line and field`, async () => {
      const path = file("refused.yaml", text);
      const { code, stderr, stdout } = await runCommand(["rules", "test", path]);
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, says);
      assert.ok(stderr.includes("refused.yaml:"));
    });
  }
});

describe("Sigma", () => {
  it("rules of the pack are written as Sigma, and those that cannot be are named", async () => {
    const { stdout, stderr } = await runCommand(["rules", "export", "--format", "sigma"]);
    const documents = parseAllDocuments(stdout) as readonly {
      readonly errors: readonly unknown[];
      toJS: () => unknown;
    }[];
    assert.ok(documents.length >= 30);
    const written = documents.map(
      (one) =>
        one.toJS() as {
          readonly title: string;
          readonly logsource: unknown;
          readonly detection: { readonly condition: string };
        },
    );
    for (const { logsource, detection } of written) {
      assert.deepEqual(logsource, { product: "aws", service: "cloudtrail" });
      assert.notEqual(detection.condition, "");
    }
    assert.match(
      stderr,
      /cannot be a Sigma rule: unexpected-address: Sigma has no field for tasktrail\.actor/,
    );
  });

  it("what was written is read again, and finds the same calls", async () => {
    const { stdout } = await runCommand([
      "rules",
      "export",
      "delete-cluster",
      "force-delete-service",
    ]);
    const path = file("pack.yaml", stdout);
    const { code, stdout: found } = await runCommand([
      "backtest",
      path,
      "--demo",
      "--since",
      "30d",
      "--output",
      "csv",
    ]);
    assert.equal(code, 0);
    assert.match(found, /^sigma-a-service-was-deleted-by-force-[0-9a-f]{8},high/m);
  });

  it("a rule about a task definition's command runs, as far as its fields allow", async () => {
    const sigma = (detection: string): string =>
      `title: Credentials\nid: 11111111-2222-4333-8444-555555555555\nlogsource: { product: aws, service: cloudtrail }\nlevel: medium\ntags: [attack.t1525]\ndetection:\n${detection}`;
    const works = file(
      "sigma.yaml",
      sigma(
        "  selection:\n    eventName: [RegisterTaskDefinition, RunTask]\n    requestParameters.containerDefinitions.command|contains: '$SOME_VARIABLE'\n  filter:\n    userIdentity.type: AWSService\n  condition: selection and not filter\n",
      ),
    );
    const { stdout } = await runCommand(["rules", "test", works]);
    assert.match(stdout, /only with their own capitals/);
    const cannot = file("cannot.yaml", sigma("  keywords: [a, b]\n  condition: keywords\n"));
    const { code, stderr } = await runCommand(["rules", "test", cannot]);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /cannot\.yaml:7: detection: searches for words in any field are not supported/,
    );
  });
});

describe("tasktrail backtest", () => {
  it("shows what a rule would have found in the named time", async () => {
    const { code, stdout } = await runCommand([
      "backtest",
      "scale-to-zero",
      "--demo",
      "--since",
      "30d",
    ]);
    assert.equal(code, 0);
    assert.match(stdout, /checkout in prod was scaled 4 → 0/);
  });

  it("fails a pipeline where it is told to", async () => {
    const { code } = await runCommand(["backtest", "scale-to-zero", "--demo", "--fail-on", "high"]);
    assert.equal(code, 1);
  });

  it("corrects a misspelt rule", async () => {
    const { code, stderr } = await runCommand(["backtest", "scale-to-zeroo", "--demo"]);
    assert.equal(code, 2);
    assert.match(stderr, /Did you mean scale-to-zero\?/);
  });
});
