/**
 * `npm run accuracy`: who stands behind each call of the labelled corpus, held against the truth. Ends with 1 where a goal is
 * missed.
 *
 *   npm run accuracy -- --case chain-1-saml    one case in full
 *   npm run accuracy -- -o json                for programs
 *   npm run accuracy -- PATH                   somebody else's corpus, a file or a folder of the same form
 *   npm run accuracy -- --real                 what the published records in ../shared/data/events are decoded into
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readCorpus, type Case } from "./accuracy/corpus.ts";
import { tableOfRealRecords } from "./accuracy/real-records.ts";
import { report } from "./accuracy/report.ts";
import { goalsOf, tryAll } from "./accuracy/score.ts";

const CORPUS = fileURLToPath(new URL("../test/fixtures/identity", import.meta.url));
const REAL = fileURLToPath(new URL("../../shared/data/events", import.meta.url));

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    case: { type: "string" },
    output: { type: "string", short: "o", default: "text" },
    real: { type: "boolean", default: false },
  },
});

if (values.real) {
  console.log(tableOfRealRecords(REAL) ?? `Skipped: there is no ${REAL}.`);
} else {
  const cases = readCorpus(positionals[0] ?? CORPUS);
  if (values.case === undefined) tellAll(cases);
  else tellOne(cases, values.case);
}

function tellAll(cases: readonly Case[]): void {
  const tried = tryAll(cases);
  const goals = goalsOf(tried);
  if (values.output === "json") {
    const list = tried.map(({ one: { records: _records, ...one }, change, judgement }) => {
      return { ...one, got: { actor: change.actor, behind: change.behind }, ...judgement };
    });
    console.log(JSON.stringify({ ...goals, cases: list }, null, 2));
  } else {
    console.log(report(tried));
  }
  if (!goals.areMet) process.exitCode = 1;
}

function tellOne(cases: readonly Case[], id: string): void {
  const [tried] = tryAll(cases.filter((one) => one.id === id));
  if (tried === undefined) {
    console.error(`No case is called ${id}.`);
    process.exitCode = 2;
    return;
  }
  const { one, change, judgement } = tried;
  const { actor, behind, tool } = change;
  console.log(JSON.stringify({ ...one, got: { actor, behind, tool }, judgement }, null, 2));
}
