import { FILTER_PARAMETERS } from "../../ask/filters.ts";
import { WINDOW_PARAMETERS } from "../../ask/parameters.ts";
import { defineCommand } from "../command.ts";
import { readingParameters } from "../reading-parameters.ts";

/** What says how an answer looks on a screen, or when to exit with what, has no meaning for a report. */
const LOOKS: ReadonlySet<string> = new Set(
  "output query color local strict failOn dryRun".split(" "),
);
/** What a report is about is its first words. */
const ABOUT: ReadonlySet<string> = new Set(["service"]);

export const report = defineCommand({
  name: "report",
  summary:
    "Write an incident or a day of the fleet down, as Markdown or one HTML page that needs nothing else.",
  parameters: [
    {
      name: "kind",
      summary: "incident or fleet",
      type: "text",
      positional: true,
      placeholder: "incident | fleet",
    },
    {
      name: "target",
      summary: "For an incident: a service, cluster/service or cluster",
      type: "text",
      positional: true,
      optional: true,
      placeholder: "target",
    },
    {
      name: "out",
      summary:
        "The file to write, .md or .html; may be given for both. Without it Markdown is printed",
      type: "list",
      optional: true,
      placeholder: "file",
    },
    ...WINDOW_PARAMETERS,
    ...FILTER_PARAMETERS.filter(({ name }) => !ABOUT.has(name)),
    ...readingParameters.filter(({ name }) => !LOOKS.has(name)),
  ],
  examples: [
    {
      command: "report incident prod/checkout --at 14:02 --out checkout.html",
      tells: "summary, timeline, who did what, what deserves a look, coverage and evidence",
    },
    {
      command: "report fleet --since 24h --out day.md --out day.html",
      tells: "the same about everything that was done in a day, in both forms",
    },
  ],
  load: async () => (await import("../report/run-report.ts")).runReport,
});
