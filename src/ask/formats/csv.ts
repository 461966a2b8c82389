import type { Change } from "../../core/change.ts";
import { deedOf } from "../../core/sentence.ts";
import { defineFormat } from "../format.ts";
import { neutraliseForCsv } from "../neutralise.ts";
import { settingSteps } from "../phrases.ts";

export const csv = defineFormat({
  name: "csv",
  summary: "One change per line for spreadsheets, after RFC 4180; no field runs as a formula",
  render({ changes }) {
    const lines = [HEADER, ...changes.map((change) => COLUMNS.map(([, read]) => read(change)))];
    return lines.map((fields) => `${fields.map(neutraliseForCsv).join(",")}\r\n`).join("");
  },
});

const COLUMNS: readonly (readonly [name: string, read: (change: Change) => string])[] = [
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

const HEADER: readonly string[] = COLUMNS.map(([name]) => name);
