import { OperatorError } from "../core/errors.ts";
import type { Place } from "../fleet/fleet.ts";
import { failureError, readFailure } from "../ingest/aws/failure.ts";
import { connect, type LookupClient } from "../ingest/event-history/lookup-client.ts";
import type { SourceSettings } from "../ingest/source.ts";
import { labelOf, settingsAt } from "./open-sources.ts";

/** One thing that was looked at, and what to do about it where it is not well. */
export interface Check {
  readonly of: string;
  readonly state: "ok" | "problem" | "note";
  readonly says: string;
  readonly mend?: string;
}

/** A clock that is off by more makes AWS refuse signatures, and answers look fresher than they are. */
const CLOCK_TOLERANCE_MS = 60_000;
const TIMEOUT_MS = 20_000;

/** Tries the cheapest read of each permission at one account and region. */
export async function examinePlace(
  place: Place,
  settings: SourceSettings,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  const of = labelOf(place);
  const there = settingsAt(place, settings);
  const tried = await attempt(of, () => connect(there));
  if ("problem" in tried) return [tried.problem];
  const client = tried.done;
  const where = { region: client.region, profile: there.profile };
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const account = await attempt(of, () =>
    asked("sts:GetCallerIdentity", where, () => client.askAccount(limit)),
  );
  // Nobody may be denied this call: what hinders it hinders all others.
  if ("problem" in account) return [account.problem];
  const looked = await attempt(of, () =>
    asked("cloudtrail:LookupEvents", where, () => lookOnce(client, limit)),
  );
  return [
    { of, state: "ok", says: `credentials of account ${account.done}` },
    "problem" in looked
      ? looked.problem
      : {
          of,
          state: "ok",
          says: `cloudtrail:LookupEvents is allowed, answered in ${String(looked.done)} ms`,
        },
    ...clockCheck(of, client),
  ];
}

/** One request, of which the answer is thrown away; tells how long it took. */
async function lookOnce(client: LookupClient, signal: AbortSignal): Promise<number> {
  const start = performance.now();
  await client.lookUp({ MaxResults: 1 }, signal);
  return Math.round(performance.now() - start);
}

function clockCheck(of: string, client: LookupClient): readonly Check[] {
  const offset = client.clockOffset();
  if (Math.abs(offset) < CLOCK_TOLERANCE_MS) return [];
  const seconds = Math.round(Math.abs(offset) / 1000);
  return [
    {
      of,
      state: "problem",
      says: `this machine's clock is ${String(seconds)} s ${offset > 0 ? "behind" : "ahead of"} AWS's`,
      mend: "Let the system set its clock (timedatectl set-ntp true).",
    },
  ];
}

async function asked<Output>(
  call: string,
  where: { readonly region: string; readonly profile: string | undefined },
  work: () => Promise<Output>,
): Promise<Output> {
  try {
    return await work();
  } catch (error) {
    const failure = readFailure(error);
    throw failure ? failureError(failure, { ...where, call }) : error;
  }
}

async function attempt<Output>(
  of: string,
  work: () => Promise<Output>,
): Promise<{ readonly done: Output } | { readonly problem: Check }> {
  try {
    return { done: await work() };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    const { message: says, hint: mend } = error;
    return { problem: { of, state: "problem", says, ...(mend !== undefined && { mend }) } };
  }
}
