// A real browser reads a report made of hostile records: nothing of theirs may run, load, or become a part of the page.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { makeReport, type Report } from "../../src/ask/reports/report.ts";
import { reportHtml } from "../../src/ask/reports/report-html.ts";
import { exampleAnswers } from "../example-answers.ts";

const browser = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);
const folder = mkdtempSync(join(tmpdir(), "tasktrail-browser-"));
after(() => {
  rmSync(folder, { recursive: true });
});

const PAYLOADS: readonly string[] = [
  "</title></style><script>document.documentElement.dataset.ran='script'</script>",
  `"><img src="https://evil.example/x" onerror="document.documentElement.dataset.ran='image'">`,
  `<svg onload="document.documentElement.dataset.ran='svg'"></svg><iframe srcdoc="<script>top.document.title='pwned'</script>">`,
  `<details open ontoggle="document.documentElement.dataset.ran='details'"><base href="https://evil.example/">`,
];

describe(
  "a report in a real browser",
  { skip: browser === undefined && "no Chromium here: apt-get install chromium" },
  () => {
    for (const [index, payload] of PAYLOADS.entries()) {
      test(`payload ${String(index + 1)} stays text`, () => {
        const page = join(folder, `${String(index)}.html`);
        writeFileSync(page, reportHtml(poisoned(payload)));
        const dom = domOf(page);

        assert.doesNotMatch(dom, /data-ran=/);
        assert.doesNotMatch(dom, /<(?:script|img|svg|iframe|base)\b/i);
        assert.match(dom, /<h1>/);
      });
    }
  },
);

/** The page's document after its scripts, if any, have run. */
function domOf(page: string): string {
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000"];
  const { stdout, status } = spawnSync(
    browser ?? "",
    [...args, `--user-data-dir=${join(folder, "profile")}`, "--dump-dom", `file://${page}`],
    { encoding: "utf8", timeout: 60_000 },
  );
  assert.equal(status, 0);
  return stdout;
}

function poisoned(evil: string): Report {
  const lead = exampleAnswers.verdict;
  const flags = exampleAnswers.report;
  const made = makeReport({ title: evil, asked: evil, lead, story: lead, flags });
  const report = replaced(made, evil);
  return { ...report, appendix: report.appendix.map(({ url: _url, ...proof }) => proof) };
}

function replaced<Value>(value: Value, evil: string): Value {
  if (typeof value === "string") return evil as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => replaced(one, evil)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, replaced(one, evil)] as const);
  return Object.fromEntries(entries) as Value;
}
