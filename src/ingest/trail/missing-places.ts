import type { Coverage } from "../../core/coverage.ts";
import { intervalOf } from "../event-history/spans.ts";
import type { TrailPlace } from "./find-places.ts";
import type { TrailRun } from "./trail-run.ts";

/** What was asked for by name and has no log files here: nobody could look there. */
export function missingPlaces(run: TrailRun, places: readonly TrailPlace[]): readonly Coverage[] {
  const { accounts = [], regions = [] } = run.request;
  const wanted = (accounts.length > 0 ? accounts : [""]).flatMap((account) =>
    (regions.length > 0 ? regions : [""]).map((region) => ({ account, region })),
  );
  const isThere = (asked: { readonly account: string; readonly region: string }): boolean =>
    places.some(
      ({ account, region }) =>
        ["", account].includes(asked.account) && ["", region].includes(asked.region),
    );
  return wanted
    .filter((one) => !isThere(one))
    .map(({ account, region }) => ({
      ...intervalOf(run.whole),
      account,
      region,
      source: run.trail.uri,
      selector: "everything",
      state: "unreachable",
      note: "the trail has no log files of it",
    }));
}
