import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Answer } from "../src/ask/answer.ts";
import { makeReport, type Report } from "../src/ask/reports/report.ts";
import { reportHtml } from "../src/ask/reports/report-html.ts";
import { reportMarkdown } from "../src/ask/reports/report-markdown.ts";
import { exampleAnswers } from "./example-answers.ts";
import { runCommand } from "./run-command.ts";

const SECTIONS = [
  "Needs a look",
  "Timeline",
  "Who did what",
  "Not known",
  "What was seen",
  "Evidence",
];

test("an incident report tells summary, timeline, who did what, what deserves a look, coverage and evidence", async () => {
  const { stdout, code } = await runCommand(
    "report incident prod/checkout --at 14:02 --demo".split(" "),
  );

  assert.equal(code, 0);
  assert.match(
    stdout,
    /^# Incident report: prod\/checkout\n\n## Summary\n\n\*\*checkout in prod was scaled 4 → 0/,
  );
  for (const section of SECTIONS) assert.ok(stdout.includes(`\n## ${section}`), section);
  assert.match(stdout, /\| 2026-11-20 14:02:11Z \|/);
  assert.match(stdout, /\*\*high\*\* scale-to-zero/);
  assert.match(stdout, /proven: the user's name, written by Identity Center/);
  assert.match(stdout, /with `tasktrail report incident prod\/checkout --at 14:02 --demo`/);
});

test("a fleet report is written in both forms at once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tasktrail-"));
  const files = ["day.md", "day.html"].map((name) => join(folder, name));
  const { code, stdout, stderr } = await runCommand([
    ..."report fleet --since 24h --demo".split(" "),
    ...files.flatMap((file) => ["--out", file]),
  ]);

  assert.equal(code, 0);
  assert.equal(stdout, "");
  for (const file of files) {
    assert.ok(stderr.includes(`wrote ${file}`));
    const text = readFileSync(file, "utf8");
    for (const section of SECTIONS) assert.ok(text.includes(section), section);
    assert.ok(text.includes("jane.doe@acme.example"));
  }
});

test("a report that is about nothing is refused with what to write", async () => {
  for (const line of ["report incident --demo", "report fleet prod --demo", "report --demo"]) {
    const { code, stderr } = await runCommand(line.split(" "));
    assert.equal(code, 2, line);
    assert.match(stderr, /report incident <service> --at <time>/);
  }
});

test("a timeline holds changes and what ECS did, in order, with why", () => {
  const report = reportOf(exampleAnswers.verdict);

  assert.deepEqual(
    report.timeline.map(({ at }) => Date.parse(at)),
    report.timeline.map(({ at }) => Date.parse(at)).toSorted((one, other) => one - other),
  );
  assert.ok(
    report.timeline.some(({ id }) => id === undefined),
    "an effect",
  );
  assert.ok(
    report.timeline.some(({ id }) => id !== undefined),
    "a change",
  );
  assert.ok(report.appendix.some(({ what }) => what.includes("verdict:")));
});

function reportOf(answer: Answer): Report {
  return makeReport({
    title: "Incident report: checkout",
    asked: "tasktrail report incident checkout",
    lead: answer,
    story: answer,
    flags: { ...answer, findings: exampleAnswers.report.findings },
  });
}

const HOSTILE: Readonly<Record<string, string>> = {
  script: "</title></style></section><script>alert(1)</script><img src=x onerror=alert(1)>",
  attributes: `" onmouseover="alert(1)" x='y' style="position:fixed`,
  entities: "&lt;script&gt;&#x3c;b&#x3e;&amp;",
  comments: "<!-- --!> <![CDATA[ x ]]> <?php ?>",
  links: "javascript:alert(1) https://evil.example [x](https://evil.example)",
  controls: "\u0000\u001b[31m\u202e\u2028\u{e0041}\n\n# heading\n| a | b |",
};

/** Every string of a report replaced. */
function poisoned<Value>(value: Value, evil: string): Value {
  if (typeof value === "string") return evil as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => poisoned(one, evil)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, poisoned(one, evil)] as const);
  return Object.fromEntries(entries) as Value;
}

/** What the page writes itself. */
const OUR_TAGS =
  /^<(?:!doctype html|html lang="en"|\/?(?:html|head|body|h1|h2|section|ul|li|b|table|thead|tbody|tr|td|code|span|details|summary|p|title|style|a)|br|meta charset="utf-8"|meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'"|meta name="referrer" content="no-referrer"|meta name="viewport" content="width=device-width, initial-scale=1"|p class="(?:lead|quiet)"|(?:b|span) class="(?:bad|quiet)"|th scope="col"|\/th|td class="time"|tr class="effect"|a rel="noreferrer" href="[^"<>]*")>/;

for (const [what, evil] of Object.entries(HOSTILE)) {
  test(`a page of records that hold ${what} has no tag, attribute or address but its own`, () => {
    for (const answer of Object.values(exampleAnswers)) {
      const harmless = reportHtml(reportOf(answer));
      const page = reportHtml(withoutAddresses(poisoned(reportOf(answer), evil)));
      const tags = (text: string): readonly string[] => text.match(/<[^>]*>?/g) ?? [];

      for (const tag of tags(page)) assert.match(tag, OUR_TAGS);
      for (const name of ["<h2>", "<li>", "<tr", "<details>"]) {
        const count = (text: string): number => text.split(name).length;
        assert.equal(count(page), count(harmless), name);
      }
      assert.doesNotMatch(page.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      assert.doesNotMatch(page, /<script|javascript:[^<]*"|\son\w+="/i);
    }
  });

  test(`Markdown of records that hold ${what} keeps its shape`, () => {
    for (const answer of Object.values(exampleAnswers)) {
      const shape = (text: string): readonly string[] =>
        text.split("\n").map((line) => /^(?:#+ |- |\| |\*\*|$)/.exec(line)?.[0] ?? "text");
      const good = withoutAddresses(poisoned(reportOf(answer), "harmless"));
      const bad = withoutAddresses(poisoned(reportOf(answer), evil));
      assert.deepEqual(shape(reportMarkdown(bad)), shape(reportMarkdown(good)));
    }
  });
}

/** An address is only ever made of an id and a region that are what they must be. */
function withoutAddresses(report: Report): Report {
  return { ...report, appendix: report.appendix.map(({ url: _url, ...proof }) => proof) };
}
