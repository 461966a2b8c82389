import { readFilters } from "../ask/filters.ts";
import { openNameBook, type FoundName } from "../ask/name-actors.ts";
import type { Named } from "../ask/names-mapping.ts";
import { neutraliseForTerminal } from "../ask/neutralise.ts";
import { needWindow, readWindow, type Window } from "../ask/parameters.ts";
import { readChanges } from "../ask/read-changes.ts";
import { seenNames, type SeenName } from "../ask/seen-names.ts";
import { EMPTY_ADDRESS_BOOK } from "../core/origin.ts";
import { ledgerLocation } from "../ledger/location.ts";
import { openLedger } from "../ledger/sqlite-ledger.ts";
import { isOn, textOf, textsOf, type Invocation, type Run } from "./command.ts";
import { names } from "./commands/names.ts";
import { directoryIn } from "./directory.ts";
import { exitCode } from "./exit-code.ts";
import { openMaterial, type Material } from "./material.ts";
import { configuredNames } from "./open-sources.ts";
import { nothingSeen, readMaterial } from "./read-material.ts";
import { resolveNames } from "./resolve-names.ts";
import type { Surroundings } from "./surroundings.ts";

type Opened = Pick<Material, "ledger" | "names" | "now">;

/** Lists who was seen and what each is shown as. Asks AWS only for `--resolve`. */
export const runNames: Run = async (invocation, surroundings) => {
  const opened = await open(invocation, surroundings);
  const { ledger } = opened;
  try {
    const window = windowOf(invocation, opened);
    const before = list(invocation, opened, window);
    const wanted = before.filter(({ kind, found }) => kind === "user-id" && !found);
    const resolved = isOn(invocation, "resolve")
      ? await resolveNames(
          wanted.map(({ key }) => key),
          { ...opened, window, invocation, surroundings },
        )
      : undefined;
    const seen = resolved ? list(invocation, opened, window) : before;
    const isJson = textOf(invocation, "output") === "json";
    const report = { ledger: ledger.location, from: window.from, seen, ...resolved };
    surroundings.stdout.write(isJson ? jsonOf(report) : textOfReport(report));
    return resolved?.isDenied === true ? exitCode.operatorError : exitCode.answered;
  } finally {
    ledger.close();
  }
};

async function open(invocation: Invocation, surroundings: Surroundings): Promise<Opened> {
  if (!isOn(invocation, "demo")) {
    const location = textOf(invocation, "ledger") ?? ledgerLocation(surroundings.env);
    const configured = await configuredNames(surroundings);
    return { ledger: openLedger(location), names: configured, now: surroundings.now() };
  }
  const material = await openMaterial(names, invocation, surroundings);
  const need = needWindow(windowOf(invocation, material), material.now);
  await readMaterial(material, need, surroundings, nothingSeen(), undefined);
  return material;
}

function windowOf(invocation: Invocation, { now }: Pick<Opened, "now">): Window {
  const since = textOf(invocation, "since") ?? "90d";
  return readWindow({ since }, now, since);
}

function list(
  invocation: Invocation,
  { ledger, names: configured }: Opened,
  window: Window,
): readonly SeenName[] {
  const filters = readFilters({
    account: textsOf(invocation, "account"),
    region: textsOf(invocation, "region"),
  });
  const changes = readChanges(ledger, {
    window,
    filters,
    withReads: false,
    about: () => true,
    book: EMPTY_ADDRESS_BOOK,
  });
  const find = openNameBook({ ...configured, directory: directoryIn(ledger) });
  return seenNames(changes, (named: Named): FoundName | undefined => find(named));
}

interface Report {
  readonly ledger: string;
  readonly from: string;
  readonly seen: readonly SeenName[];
  /** What came of asking the directory. */
  readonly notes?: readonly string[];
}

function jsonOf({ ledger, from, seen, notes = [] }: Report): string {
  const rows = seen.map(({ found, ...row }) => ({
    ...row,
    shownAs: found?.name ?? null,
    because: found === undefined ? null : whyOf(found),
  }));
  return `${JSON.stringify({ schemaVersion: 1, ledger, from, names: rows, notes }, null, 2)}\n`;
}

const TITLES: Readonly<Record<SeenName["kind"], string>> = {
  name: "people, by the name that AWS or they themselves write",
  "user-id": "people, by Identity Center user id",
  subject: "pipelines and pods, by the subject of their token",
  role: "roles, which name a team beside whoever took them",
  account: "accounts",
};

function textOfReport({ ledger, from, seen, notes = [] }: Report): string {
  const since = from.slice(0, 10);
  if (seen.length === 0) {
    return `Nobody has changed anything since ${since} that the ledger ${ledger} knows; tasktrail sync fills it.\n`;
  }
  const kinds = [...new Set(seen.map(({ kind }) => kind))];
  const lines = [
    `Who changed something since ${since}, and what each is shown as:`,
    ...kinds.flatMap((kind) => [
      "",
      TITLES[kind],
      ...linesOf(seen.filter((row) => row.kind === kind)),
    ]),
    ...snippet(seen.filter(({ found, userName }) => !found && userName === undefined)),
    ...(notes.length === 0 ? [] : ["", ...notes]),
  ];
  return lines.map((line) => `${neutraliseForTerminal(line).trimEnd()}\n`).join("");
}

function linesOf(seen: readonly SeenName[]): readonly string[] {
  const cells = seen.map(({ key, userName, found, changes, last }) => [
    key,
    found?.name ?? (userName === undefined ? "-" : `(${userName})`),
    `${String(changes)} change${changes === 1 ? "" : "s"}, last ${last.slice(0, 10)}`,
    found === undefined ? "" : whyOf(found),
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...cells.map((row) => (row[column] ?? "").length)),
  );
  return cells.map(
    (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`,
  );
}

function whyOf({ evidence: { field, value, says } }: FoundName): string {
  return field === "identitystore:DescribeUser" ? says : `${field}: ${value}`;
}

/** Keys are quoted as JSON, which YAML reads: a session's name may hold anything. */
function snippet(unnamed: readonly SeenName[]): readonly string[] {
  if (unnamed.length === 0) return [];
  return [
    "",
    "To show the others by a name, write it into tasktrail.yaml and take away the #:",
    "",
    "names:",
    ...unnamed.map(({ key }) => `  # ${JSON.stringify(key)}: `),
  ];
}
