import type { Change } from "../../core/change.ts";
import type { Finding } from "../../core/finding.ts";
import { deedOf } from "../../core/sentence.ts";
import { defineFormat } from "../format.ts";
import { neutraliseForCsv } from "../neutralise.ts";
import { settingSteps } from "../phrases.ts";

export const csv = defineFormat({
  name: "csv",
  summary:
    "One change or finding per line for spreadsheets, after RFC 4180; no field runs as a formula",
  render({ view, changes, findings }) {
    if (view === "findings") return rows(FINDING_COLUMNS, findings);
    return rows(COLUMNS, changes);
  },
});

type Columns<Row> = readonly (readonly [name: string, read: (row: Row) => string])[];

function rows<Row>(columns: Columns<Row>, items: readonly Row[]): string {
  const header = columns.map(([name]) => name);
  const lines = [header, ...items.map((item) => columns.map(([, read]) => read(item)))];
  return lines.map((fields) => `${fields.map(neutraliseForCsv).join(",")}\r\n`).join("");
}

const FINDING_COLUMNS: Columns<Finding> = [
  ["rule", ({ id }) => id],
  ["severity", ({ severity }) => severity],
  ["title", ({ title }) => title],
  ["message", ({ message }) => message],
  ["count", ({ count = 1 }) => String(count)],
  ["firstAt", ({ firstAt = "" }) => firstAt],
  ["lastAt", ({ lastAt = "" }) => lastAt],
  ["account", ({ account = "" }) => account],
  ["region", ({ region = "" }) => region],
  ["actor", ({ actor = "" }) => actor],
  ["resource", ({ resource = "" }) => resource],
  ["attack", ({ attack = [] }) => attack.join(" ")],
  ["controls", ({ controls = [] }) => controls.join("; ")],
  ["next", ({ next = "" }) => next],
  ["eventIDs", ({ eventIDs }) => eventIDs.join(" ")],
];

const COLUMNS: Columns<Change> = [
  ["eventID", ({ eventID }) => eventID],
  ["at", ({ at }) => at],
  ["account", ({ account }) => account],
  ["region", ({ region }) => region],
  ["eventName", ({ eventName }) => eventName],
  ["intent", ({ intent }) => intent],
  ["deed", (change) => deedOf(change)],
  ["resourceKind", ({ resource }) => resource.kind],
  ["cluster", ({ resource }) => resource.cluster ?? ""],
  ["service", ({ resource }) => resource.service ?? ""],
  ["resource", ({ resource }) => resource.name],
  [
    "settings",
    ({ settings }) =>
      settingSteps(settings)
        .map(({ name, step }) => `${name}: ${step}`)
        .join("; "),
  ],
  ["outcome", ({ outcome }) => outcome.kind],
  ["errorCode", ({ outcome }) => (outcome.kind === "refused" ? outcome.errorCode : "")],
  ["changedNothing", ({ noop }) => String(noop)],
  ["actorKind", ({ actor }) => actor.kind],
  ["actor", ({ actor }) => actor.name],
  ["via", ({ actor }) => actor.via],
  ["principal", ({ actor }) => actor.principal],
  ["grade", ({ actor }) => actor.grade ?? ""],
  ["link", ({ actor }) => actor.link ?? ""],
  ["behind", ({ behind }) => behind?.name ?? ""],
  ["role", ({ actor }) => actor.role ?? ""],
  ["tool", ({ tool }) => tool.name],
  ["toolVersion", ({ tool }) => tool.version ?? ""],
  ["aiAgent", ({ tool }) => tool.aiAgent ?? ""],
  ["origin", ({ origin }) => origin.name],
  ["originLabel", ({ origin }) => origin.label ?? ""],
  ["network", ({ origin }) => origin.network ?? ""],
  ["country", ({ origin }) => origin.country ?? ""],
];
