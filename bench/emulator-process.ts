// Run by bench/fleet.ts as a process of its own, so that neither slows the other down: many accounts behind the quota
// of AWS, and a competitor on request. Arguments: how many accounts (0 for the demo fleet), and a latency in ms.
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import { startEmulator } from "../src/emulator/start-emulator.ts";
import { startCompetitor, type Competitor } from "./competitor.ts";
import { manyAccounts, placesOf, type AccountRegion } from "./many-accounts.ts";

export interface Ready {
  readonly url: string;
  readonly now: string;
  readonly places: readonly AccountRegion[];
}

/** The first starts a competitor, the second stops it and counts anew. */
export type Ask =
  | { readonly perSecond: number; readonly places: readonly AccountRegion[] }
  | "tell";

export interface Told {
  /** LookupEvents of ours. */
  readonly asked: number;
  readonly throttled: number;
  /** Of ours, in the place where most were asked. */
  readonly most: number;
  readonly competitor?: { readonly asked: number; readonly throttled: number };
}

if (import.meta.main) {
  const [accounts = "0", latency = "0"] = process.argv.slice(2);
  const scenario = accounts === "0" ? demoFleet() : manyAccounts(Number(accounts));
  const places = placesOf(scenario);
  const emulator = await startEmulator({ scenario, latencyMs: Number(latency) });
  let counted = 0;
  let competitor: Competitor | undefined;
  const tell = (): Told => {
    const ours = emulator.requests
      .slice(counted)
      .filter((one) => one.operation === "LookupEvents" && one.userAgent.includes("tasktrail"));
    counted = emulator.requests.length;
    const perPlace = places.map(
      ({ account, region }) =>
        ours.filter((one) => one.account === account && one.region === region).length,
    );
    const theirs = competitor?.stop();
    competitor = undefined;
    return {
      asked: ours.length,
      throttled: ours.filter(({ error }) => error !== undefined).length,
      most: Math.max(...perPlace),
      ...(theirs && { competitor: theirs }),
    };
  };
  process.on("message", (ask: Ask) => {
    if (ask === "tell") process.send?.(tell());
    else competitor = startCompetitor(emulator.url, ask.places, ask.perSecond);
  });
  process.send?.({ url: emulator.url, now: scenario.now, places } satisfies Ready);
}
