import { neutraliseForTerminal } from "../ask/neutralise.ts";
import type { Fleet } from "../fleet/fleet.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ledgerLocation } from "../ledger/location.ts";
import { openLedger } from "../ledger/sqlite-ledger.ts";
import { OperatorError } from "../core/errors.ts";
import { textOf, type Run } from "./command.ts";
import { examinePlace, type Check } from "./examine-place.ts";
import { exitCode } from "./exit-code.ts";
import { awsSettings, openFleet } from "./open-sources.ts";
import { unseenPlaces } from "./remembered-unseen.ts";

/** Looks at everything that an answer needs; exits with 2 when something is to be mended. */
export const runDoctor: Run = async (invocation, surroundings) => {
  const { env, stdout, signal, now } = surroundings;
  const ledger = textOf(invocation, "ledger") ?? ledgerLocation(env);
  const fleet = await openFleet(invocation, surroundings);
  const settings = awsSettings(invocation, surroundings);
  const places = await Promise.all(
    fleet.places.map((place) => examinePlace(place, settings, signal)),
  );
  const checks = [
    { of: "node", state: "ok" as const, says: process.version },
    configurationCheck(fleet),
    ...ledgerChecks(ledger, now()),
    ...fleet.unreached.map(({ account, region, note = "" }): Check => ({
      of: `${account} ${region}`.trim(),
      state: "problem",
      says: note,
    })),
    ...places.flat(),
  ];
  const isJson = textOf(invocation, "output") === "json";
  stdout.write(
    isJson ? `${JSON.stringify({ schemaVersion: 1, checks }, null, 2)}\n` : textOfChecks(checks),
  );
  return checks.some(({ state }) => state === "problem")
    ? exitCode.operatorError
    : exitCode.answered;
};

function configurationCheck({ file, places }: Fleet): Check {
  const what = `${String(places.length)} account-region${places.length === 1 ? "" : "s"}`;
  const says =
    file === undefined ? `no tasktrail.yaml: ${what} by profile and --region` : `${file}: ${what}`;
  return { of: "configuration", state: "ok", says };
}

const DAY_MS = 86_400_000;
/** What Event History holds. */
const HISTORY_DAYS = 90;

function ledgerChecks(location: string, now: Date): readonly Check[] {
  try {
    const ledger = openLedger(location);
    try {
      const records = ledger.count({});
      const from = new Date(now.getTime() - HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10);
      const oldest = ledger.coverage({})[0]?.from.slice(0, 10);
      const seen =
        oldest === undefined ? "has seen nothing of it" : `has seen parts of it since ${oldest}`;
      return [
        { of: "ledger", state: "ok", says: `${ledger.location}: ${String(records)} records` },
        {
          of: "history",
          state: "note",
          says: `AWS keeps Event History back to ${from}; the ledger ${seen}`,
        },
        ...quotaChecks(ledger.paces()),
        ...unseenPlaces(ledger).map(({ account, region, note, at }): Check => ({
          of: `${account} ${region}`.trim(),
          state: "note",
          says: `could not be seen on ${at.slice(0, 10)}: ${note}`,
        })),
      ];
    } finally {
      ledger.close();
    }
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    const { message: says, hint: mend } = error;
    return [{ of: "ledger", state: "problem", says, ...(mend !== undefined && { mend }) }];
  }
}

/** Requests a second that one of our own would take; less means that AWS throttled, so that somebody else asks too. */
const UNDISTURBED = 1.9;

function quotaChecks(paces: ReturnType<Ledger["paces"]>): readonly Check[] {
  const lowered = paces.filter(
    ({ perSecond, loweredAt }) => perSecond < UNDISTURBED && loweredAt > 0,
  );
  return lowered.map(({ quota, perSecond, loweredAt }) => ({
    of: "quota",
    state: "note",
    says: `${quota}: ${perSecond.toFixed(2)} of 2 requests a second since AWS throttled at ${new Date(loweredAt).toISOString()}: somebody else uses this quota too`,
  }));
}

function textOfChecks(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ of }) => of.length));
  const lines = checks.flatMap(({ of, state, says, mend }) => [
    `${state.padEnd(8)} ${of.padEnd(width)}  ${says}`,
    ...(mend === undefined ? [] : [`${" ".repeat(10 + width)} ${mend}`]),
  ]);
  return lines.map((line) => `${neutraliseForTerminal(line)}\n`).join("");
}
