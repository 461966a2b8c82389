import { operationsFor } from "../ask/operations.ts";
import { needWindow, readWindow } from "../ask/parameters.ts";
import { neutraliseForTerminal } from "../ask/neutralise.ts";
import { ledgerLocation } from "../ledger/location.ts";
import { openLedger } from "../ledger/sqlite-ledger.ts";
import { textOf, textsOf, type Invocation, type Run } from "./command.ts";
import { mapCoverage, type CoverageRow, type Sight } from "./coverage-map.ts";
import { exitCode } from "./exit-code.ts";
import { unseenPlaces } from "./remembered-unseen.ts";

/** Draws what the ledger has seen. Asks nobody. */
export const runCoverage: Run = async (invocation, { env, now, stdout }) => {
  const ledger = openLedger(textOf(invocation, "ledger") ?? ledgerLocation(env));
  try {
    const since = textOf(invocation, "since") ?? "14d";
    const { window } = needWindow(readWindow({ since }, now(), since), now());
    const rows = mapCoverage(ledger.coverage({}), unseenPlaces(ledger), operationsFor({}), window);
    const shown = rows.filter((row) => isWanted(row, invocation));
    const isJson = textOf(invocation, "output") === "json";
    stdout.write(isJson ? jsonOf(shown, ledger.location) : textOfMap(shown, ledger.location));
    return exitCode.answered;
  } finally {
    ledger.close();
  }
};

function isWanted({ account, region }: CoverageRow, invocation: Invocation): boolean {
  const fits = (name: string, value: string): boolean => {
    const wanted = textsOf(invocation, name).flatMap((text) => text.split(","));
    return wanted.length === 0 || wanted.includes(value);
  };
  return fits("account", account) && fits("region", region);
}

function jsonOf(rows: readonly CoverageRow[], ledger: string): string {
  return `${JSON.stringify({ schemaVersion: 1, ledger, rows }, null, 2)}\n`;
}

const MARKS: Readonly<Record<Sight, string>> = { seen: "█", partial: "▒", denied: "✗", empty: "·" };

function textOfMap(rows: readonly CoverageRow[], ledger: string): string {
  const [first] = rows;
  if (!first) return `The ledger ${ledger} has seen nothing yet; tasktrail sync fills it.\n`;
  const names = rows.map(({ account, region, source }) =>
    neutraliseForTerminal(
      `${account} ${region} ${source === "event-history://" ? "" : source}`.trim(),
    ),
  );
  const width = Math.max(...names.map((name) => name.length));
  const days = first.days.map(({ date }) => date);
  const lines = rows.flatMap((row, index) => {
    const marks = row.days.map(({ sight }) => MARKS[sight]).join("");
    const why = row.unseen === undefined ? "" : `  ${neutraliseForTerminal(row.unseen.note)}`;
    return [`${(names[index] ?? "").padEnd(width)}  ${marks}${why}`];
  });
  const legend = "█ seen  ▒ in part  ✗ could not be seen  · not looked at";
  return [`${" ".repeat(width)}  ${days[0] ?? ""} to ${days.at(-1) ?? ""}`, ...lines, "", legend]
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}
