import type { Coverage } from "../core/coverage.ts";
import { parseRecords } from "../core/parse-records.ts";
import type { Scenario } from "../emulator/scenario.ts";
import type { Page, Source } from "../ingest/source.ts";
import { demoEffects } from "./demo-effects.ts";

/** CloudTrail delivers within about 15 minutes; a demo that hid that would teach the wrong thing. */
const FRESH_MS = 15 * 60_000;

/** Reads a scenario as if it were the event history of its whole fleet: every account and region, seen whole. */
export function demoSource(scenario: Scenario): Source {
  const uri = `demo://${scenario.name}`;
  return {
    uri,
    async *read({ window }): AsyncGenerator<Page> {
      const { records, unreadable } = parseRecords(JSON.stringify({ Records: scenario.records }));
      const settled = new Date(Date.parse(scenario.now) - FRESH_MS).toISOString();
      const coverage = scenario.accounts.flatMap(({ id }) =>
        scenario.regions.map((region): Coverage => ({
          account: id,
          region,
          source: uri,
          selector: "everything",
          state: window.to > settled ? "fresh" : "seen",
          from: window.from,
          to: window.to,
          ...(window.to > settled && { note: "the last 15 minutes may still be on their way" }),
        })),
      );
      yield { records, effects: demoEffects(scenario, window), unreadable, coverage };
    },
  };
}
