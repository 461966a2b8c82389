import type { Coverage } from "../src/core/coverage.ts";
import { ingest, type IngestRequest } from "../src/ingest/ingest.ts";
import { openSource } from "../src/ingest/open-source.ts";
import type { SourceSettings } from "../src/ingest/source.ts";
import type { Ledger } from "../src/ledger/ledger.ts";
import type { AccountRegion } from "./many-accounts.ts";

/** What came of reading one account's side of one region. */
export interface ReadPlace extends AccountRegion {
  readonly requests: number;
  readonly added: number;
  readonly coverage: readonly Coverage[];
  /** What kept it from being read at all. */
  readonly error?: Error;
}

/** Reads all places side by side into one ledger; one that fails does not stop the rest. */
export function readPlaces(
  places: readonly AccountRegion[],
  ledger: Ledger,
  request: IngestRequest,
  settings: SourceSettings,
): Promise<readonly ReadPlace[]> {
  return Promise.all(places.map((place) => readPlace(place, ledger, request, settings)));
}

async function readPlace(
  place: AccountRegion,
  ledger: Ledger,
  request: IngestRequest,
  settings: SourceSettings,
): Promise<ReadPlace> {
  const { account, accessKeyId, region } = place;
  const coverage: Coverage[] = [];
  let requests = 0;
  let added = 0;
  try {
    const credentials = async (): Promise<{ accessKeyId: string; secretAccessKey: string }> => ({
      accessKeyId,
      secretAccessKey: "emulator",
    });
    const own = { credentials, account, region, ...settings };
    const source = await openSource(`event-history://${region}`, own);
    for await (const step of ingest(source, ledger, request)) {
      requests += step.requests;
      added += step.added;
      coverage.push(...step.coverage);
    }
    return { ...place, requests, added, coverage };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...place, requests, added, coverage, error };
  }
}
