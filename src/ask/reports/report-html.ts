import { createHash } from "node:crypto";
import type { Evidence } from "../../core/evidence.ts";
import { neutraliseForTerminal, shorten } from "../neutralise.ts";
import type { ActorPart, Moment, Proof, Report } from "./report.ts";

const STYLE = `:root{color-scheme:light dark;--line:#8884;--soft:#8881}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid var(--line)}
.lead{font-size:1.15rem;font-weight:600}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid var(--line)}
th{font-weight:600;white-space:nowrap}td.time{white-space:nowrap}
code{font:13px ui-monospace,monospace;background:var(--soft);padding:0 .2em}
.effect td{background:var(--soft)}
.quiet{opacity:.75}.bad{color:#b3261e;font-weight:600}
@media(prefers-color-scheme:dark){.bad{color:#ff8a80}}
@media print{body{margin:0;max-width:none}details{display:block}}`;

const CSP = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/**
 * The report as one page that needs nothing else: no script, no image, no address of anybody else's. The policy in it forbids
 * a browser to load or run anything, whatever a record holds.
 */
export function reportHtml(report: Report): string {
  const { title, asked, sentence, window, now, gaps, notes } = report;
  const span = `${text(window.from)} to ${text(window.to)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${text(title)}</h1>
<p class="lead">${text(sentence, LONGEST_SENTENCE)}</p>
<p class="quiet">Asked at ${text(now)} with ${code(asked)}. Times are UTC.</p>
${section("Needs a look", list(report.findings.map(({ severity, id, message }) => `<b class="${isBad(severity) ? "bad" : "quiet"}">${text(severity)}</b> ${text(id)}: ${text(message)}`)))}
${section(`Timeline, ${span}`, table(["time", "where", "what", "by, or why", "settings", "event"], report.timeline.map(momentRow)))}
${section("Who did what", list(report.actors.map(actorLine)))}
${section("Not known", list(gaps.map(({ unknown, missing }) => `${text(unknown)}; would tell: ${text(missing)}`)))}
${section("What was seen", coverageTable(report) + list(notes.map((note) => text(note))))}
${section("Evidence", report.appendix.map(proofPart).join("\n"))}
</body>
</html>
`;
}

const LONGEST = 1000;
const LONGEST_SENTENCE = 2000;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A hostile string as text of a page or of a quoted attribute. */
function text(hostile: string, longest: number = LONGEST): string {
  return neutraliseForTerminal(shorten(hostile, longest)).replace(
    /[&<>"']/g,
    (sign) => ENTITIES[sign] ?? sign,
  );
}

function code(hostile: string): string {
  return `<code>${text(hostile)}</code>`;
}

function isBad(severity: string): boolean {
  return severity === "critical" || severity === "high";
}

function section(title: string, body: string): string {
  return `<section>\n<h2>${title}</h2>\n${body === "" ? "<p>Nothing.</p>" : body}\n</section>`;
}

function list(items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<ul>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ul>`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return "";
  const heads = head.map((name) => `<th scope="col">${name}</th>`).join("");
  return `<table>\n<thead><tr>${heads}</tr></thead>\n<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`;
}

function momentRow({ at, where, what, why, settings, id }: Moment): string {
  const set = settings
    .slice(0, 6)
    .map((one) => text(one))
    .join("<br>");
  const event = id === undefined ? "" : code(id);
  const kind = id === undefined ? ` class="effect"` : "";
  const cells = [text(where), text(what), text(why), set, event].map((cell) => `<td>${cell}</td>`);
  return `<tr${kind}><td class="time">${text(at.replace("T", " "))}</td>${cells.join("")}</tr>`;
}

function actorLine({ name, kind, grade, deeds, more }: ActorPart): string {
  const rest = more > 0 ? ` and ${String(more)} more` : "";
  return `<b>${text(name)}</b> <span class="quiet">(${text(kind)}, ${text(grade ?? "nobody named")})</span>: ${deeds.map((deed) => text(deed)).join("; ")}${rest}`;
}

function coverageTable({ coverage }: Report): string {
  const rows = coverage.map(({ places, source, from, to, state, note }) => {
    const seen = state === "seen" ? "seen" : `<span class="bad">${text(state)}</span>`;
    const cells = [text(places), code(source), `${text(from)} to ${text(to)}`, seen, text(note)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return table(["places", "source", "from, to", "state", "note"], rows);
}

/** The one kind of link there is: its address is made only of an id and a region that are what they must be. */
function proofPart({ id, at, what, url, evidence }: Proof): string {
  const link =
    url === undefined
      ? ""
      : ` <a rel="noreferrer" href="${text(url)}">in the CloudTrail console</a>`;
  return `<details>\n<summary>${code(id)} ${text(at)} ${text(what)}</summary>\n${list(evidence.map(evidenceLine))}${link}\n</details>`;
}

function evidenceLine({ grade, says, field, value }: Evidence): string {
  return `<b>${text(grade)}</b> ${text(says)}: ${code(field)} = ${code(value)}`;
}
