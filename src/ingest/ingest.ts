import type { Coverage } from "../core/coverage.ts";
import type { Unreadable } from "../core/parse-records.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { whyKept } from "./is-kept.ts";
import type { Page, PlanEstimate, ReadRequest, Source } from "./source.ts";

/** What the asker says; what the ledger knows already is added to it. */
export type IngestRequest = Omit<ReadRequest, "changePace" | "covered" | "memory">;

/** What one page brought. All of it is in the ledger when this is told. */
export interface IngestStep {
  readonly added: number;
  /** Records that the ledger already had. */
  readonly known: number;
  /** Records about other things, read but not kept. */
  readonly aside: number;
  readonly unreadable: readonly Unreadable[];
  readonly coverage: readonly Coverage[];
  readonly progress?: string;
  /** Requests made to AWS. */
  readonly requests: number;
  readonly plan?: PlanEstimate;
}

/**
 * Reads a source into the ledger, page by page; each page's records and what it proves to be covered are one
 * transaction, so that being stopped at any point loses at most the page at hand.
 *
 * @throws OperatorError what the source and the ledger throw.
 */
export async function* ingest(
  source: Source,
  ledger: Ledger,
  request: IngestRequest,
): AsyncGenerator<IngestStep> {
  const { uri } = source;
  const pages = source.read({
    ...request,
    covered: (account, region, selector) =>
      ledger.coverage({ source: uri, account, region, selector }),
    changePace: (quota, change) => ledger.changePace(quota, change),
    memory: {
      get: (key) => ledger.note(key),
      set: (key, value) => {
        ledger.saveNote(key, value);
      },
    },
  });
  for await (const page of pages) yield keep(page, uri, ledger);
}

function keep(page: Page, uri: string, ledger: Ledger): IngestStep {
  const { records, effects = [], unreadable, covered = [], coverage = [] } = page;
  const { progress, requests = 0, plan, aside = 0 } = page;
  const kept = records.filter(({ record }) => whyKept(record) !== undefined);
  const isEmpty = kept.length + effects.length + covered.length === 0;
  const report = isEmpty
    ? { added: 0, known: 0 }
    : ledger.add({ source: uri, records: kept, effects, covered });
  return {
    ...report,
    aside: aside + records.length - kept.length,
    unreadable,
    coverage,
    ...(progress !== undefined && { progress }),
    requests,
    ...(plan && { plan }),
  };
}
