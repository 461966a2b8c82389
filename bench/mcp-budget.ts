/**
 * What an agent pays for each incident of the demo fleet: calls and tokens of the tools, against the raw pages of LookupEvents,
 * ten events each as other servers hand them over, that hold the same record. Raw pages are counted in the right account, region
 * and window, newest first, up to the record and no further: with the operation known beforehand (EventName), and with only ECS
 * known (EventSource). Who stood behind a role would take more of them; that is not counted.
 *
 *   node bench/mcp-budget.ts
 */
import { questions } from "../src/ask/questions/index.ts";
import { openAsker } from "../src/cli/mcp/open-asker.ts";
import { realSurroundings } from "../src/cli/surroundings.ts";
import { historyOf } from "../src/emulator/event-history.ts";
import type { Incident } from "../src/emulator/scenario.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { briefText } from "../src/mcp/brief-text.ts";
import { makeBrief, NOTHING_SKIPPED } from "../src/mcp/make-brief.ts";
import { DEFAULT_TOKENS } from "../src/mcp/tool-parameters.ts";
import { estimateTokens } from "../src/mcp/tokens.ts";

const PAGE = 10;
const scenario = demoFleet();
const asker = openAsker(
  { words: [], flags: { demo: true } },
  realSurroundings(new AbortController().signal),
);

const HEAD =
  "| incident | calls | text | structured | EventName: pages | tokens | EventSource: pages | tokens |";
process.stdout.write(`${HEAD}\n|${" --- |".repeat(8)}\n`);
for (const incident of scenario.incidents) process.stdout.write(`${await lineOf(incident)}\n`);

async function lineOf(incident: Incident): Promise<string> {
  const { id, question: line, truth } = incident;
  const { name, args } = argumentsOf(line);
  const question = questions.find((one) => one.name === name);
  if (!question) throw new Error(`no question ${name}`);
  const answer = await asker.ask(question, args, { signal: new AbortController().signal });
  const brief = makeBrief(answer, {
    maxTokens: DEFAULT_TOKENS,
    skip: NOTHING_SKIPPED,
    cursorAt: () => "cursor",
  });
  const isRight = brief.changes[0]?.id === truth.eventID.slice(0, 8);
  const { window } = answer;
  const byName = rawPages(incident, window, { EventName: truth.eventName });
  const bySource = rawPages(incident, window, { EventSource: "ecs.amazonaws.com" });
  const cells = [
    isRight ? id : `${id} (WRONG)`,
    "1",
    estimateTokens(briefText(brief)),
    estimateTokens(JSON.stringify(brief)),
    byName.pages,
    byName.tokens,
    bySource.pages,
    bySource.tokens,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The pages that a model would read until the record is among them. */
function rawPages(
  { truth }: Incident,
  { from, to }: { readonly from: string; readonly to: string },
  selector: Readonly<Record<string, string>>,
): { readonly pages: number; readonly tokens: number } {
  const rows = historyOf(scenario, truth.account, truth.region)
    .filter(({ at }) => at >= Date.parse(from) && at < Date.parse(to))
    .map(({ row }) => row)
    .filter((row) => Object.entries(selector).every(([name, value]) => row[name] === value));
  const found = rows.findIndex((row) => row["EventId"] === truth.eventID);
  const pages = Math.floor(found / PAGE) + 1;
  const read = rows.slice(0, pages * PAGE);
  return { pages, tokens: estimateTokens(JSON.stringify(read)) };
}

function argumentsOf(line: string): {
  readonly name: string;
  readonly args: Readonly<Record<string, string>>;
} {
  const [name = "", ...words] = line.split(" ");
  const flag = words.findIndex((word) => word.startsWith("--"));
  const typed = flag < 0 ? words : words.slice(0, flag);
  const flags = flag < 0 ? [] : words.slice(flag);
  const named = flags.flatMap((word, index) =>
    word.startsWith("--") ? [[word.slice(2), flags[index + 1] ?? ""] as const] : [],
  );
  const [one = "", two] = typed;
  const target = two === undefined ? { target: one } : { verb: one, target: two };
  return { name, args: { ...target, ...Object.fromEntries(named) } };
}
