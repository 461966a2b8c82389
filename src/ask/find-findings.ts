import { createAttributor, type Attributor } from "../core/attribute.ts";
import type { Change } from "../core/change.ts";
import { decode } from "../core/decode.ts";
import { startWatch, type Hit, type Watch } from "../core/detect.ts";
import type { Finding } from "../core/finding.ts";
import { groupHits } from "../core/group-hits.ts";
import type { CloudTrailRecord } from "../core/record.ts";
import { isExpired } from "../core/suppress.ts";
import { archiveOf } from "../ledger/archive.ts";
import type { Ledger, RecordFilter } from "../ledger/ledger.ts";
import { counted } from "./choose.ts";
import type { Filters } from "./filters.ts";
import type { Window } from "./parameters.ts";
import type { AskContext } from "./question.ts";
import { ECS } from "./read-changes.ts";
import { PACK } from "./watch-policy.ts";

/** How many earlier changes are read to know what is usual. */
const EARLIER_CHANGES = 5000;

/** What to look through. */
export interface Sought {
  readonly ledger: Ledger;
  readonly window: Window;
  readonly filters: Filters;
  readonly context: AskContext;
  /** The window's ECS changes, oldest first, with `before` told; filters do not apply to them yet. */
  readonly changes: readonly Change[];
}

/** Findings, worst first, with what is to be said about how they came to be. */
export interface Found {
  readonly findings: readonly Finding[];
  /** Looked at by somebody and not to be told again. */
  readonly suppressed: readonly Finding[];
  /** The changes behind the findings, oldest first. */
  readonly changes: readonly Change[];
  readonly notes: readonly string[];
}

/**
 * Runs the rules and detectors over a window, after showing the detectors what came before it. Root's calls count in every
 * service and region; refused reads count, because probing reads.
 */
export function findFindings(sought: Sought): Found {
  const { context, filters, changes } = sought;
  const { policy = PACK, book } = context;
  const watch = startWatch({ ...policy, hasLabels: book.hasLabels });
  const reader = createReader(sought);
  for (const [change, record] of reader.earlier()) watch.learn(change, record);
  const hits: Hit[] = [];
  for (const [change, record] of reader.within(watch)) {
    hits.push(...watch.see(change, record).filter((hit) => filters.fits(hit.change)));
  }
  const today = context.now.toISOString().slice(0, 10);
  const all = groupHits(hits, { today, changes, suppressions: policy.suppressions });
  const findings = all.filter(({ suppressed }) => suppressed === undefined);
  const suppressed = all.filter((finding) => finding.suppressed !== undefined);
  const behind = new Map(hits.map(({ change }) => [change.eventID, change]));
  return {
    findings,
    suppressed,
    changes: [...behind.values()],
    notes: [
      ...watch.notes(),
      ...(suppressed.length > 0
        ? [
            `${counted(suppressed.length, "finding is", "findings are")} suppressed: ${suppressedBy(suppressed)}`,
          ]
        : []),
      ...policy.suppressions
        .filter((one) => isExpired(one, today))
        .map(
          ({ rule, owner, expires }) =>
            `the suppression of ${rule} by ${owner} expired on ${expires} and no longer holds`,
        ),
    ],
  };
}

function suppressedBy(findings: readonly Finding[]): string {
  const parts = findings.map(
    ({ id, suppressed }) =>
      `${id} (${suppressed?.owner ?? ""}: ${suppressed?.reason ?? ""}, until ${suppressed?.expires ?? ""})`,
  );
  return [...new Set(parts)].slice(0, 5).join("; ");
}

type Seen = readonly [Change, CloudTrailRecord];

interface Reader {
  readonly earlier: () => Iterable<Seen>;
  readonly within: (watch: Pick<Watch, "eventSources">) => Iterable<Seen>;
}

function createReader({ ledger, window, filters, context, changes }: Sought): Reader {
  const attributor = createAttributor(archiveOf(ledger));
  const told = new Map(changes.map((change) => [change.eventID, change]));
  const accounts = filters.accounts.length > 0 ? { accounts: filters.accounts } : {};
  const regions = filters.regions.length > 0 ? { regions: filters.regions } : {};
  const read = (record: CloudTrailRecord): Seen => [
    told.get(record.eventID) ?? changeOf(record, attributor, context),
    record,
  ];
  const records = (filter: RecordFilter): Iterable<CloudTrailRecord> =>
    ledger.records({ ...accounts, ...filter });
  const inWindow = { from: window.from, to: window.to, order: "oldest" } as const;
  return {
    earlier: () =>
      [
        ...records({
          to: window.from,
          eventSources: ECS,
          changesOnly: true,
          order: "newest",
          limit: EARLIER_CHANGES,
        }),
      ]
        .toReversed()
        .map(read),
    *within({ eventSources }) {
      const sources = new Set([...ECS, ...eventSources]);
      for (const record of records({ ...regions, ...inWindow, eventSources: [...sources] })) {
        if (mayMatter(record)) yield read(record);
      }
      // A root user belongs to no region, and its sign-in is recorded in the partition's home region only.
      for (const record of records({ ...inWindow, rootOnly: true })) {
        const isSeen =
          sources.has(record.eventSource) &&
          (filters.regions.length === 0 || filters.regions.includes(record.awsRegion));
        if (!isSeen) yield read(record);
      }
    },
  };
}

/** Reads that were answered are the bulk of all records, and no rule is about them except root's. */
function mayMatter({ readOnly, errorCode, userIdentity }: CloudTrailRecord): boolean {
  return readOnly !== true || errorCode !== undefined || userIdentity.type === "Root";
}

function changeOf(
  record: CloudTrailRecord,
  attributor: Attributor,
  { book, names = (change) => change }: AskContext,
): Change {
  return names(attributor.attribute(decode(record, book), record));
}
