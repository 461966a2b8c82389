import type { NameChange } from "../../ask/name-actors.ts";
import type { WatchPolicy } from "../../ask/watch-policy.ts";
import { postingsOf } from "../../alert/notice.ts";
import { createAttributor, type Attributor } from "../../core/attribute.ts";
import type { Change } from "../../core/change.ts";
import { decode } from "../../core/decode.ts";
import { startWatch, type Watch } from "../../core/detect.ts";
import type { Severity } from "../../core/finding.ts";
import { groupHits } from "../../core/group-hits.ts";
import type { AddressBook } from "../../core/origin.ts";
import type { Addressee, Posting } from "../../core/outbox.ts";
import type { CloudTrailRecord } from "../../core/record.ts";
import { archiveOf } from "../../ledger/archive.ts";
import type { Ledger } from "../../ledger/ledger.ts";
import { LiveHistory } from "./live-history.ts";

/** What to judge with. */
export interface JudgeOptions {
  readonly ledger: Ledger;
  readonly book: AddressBook;
  readonly policy: WatchPolicy;
  /** Shows actors by the names that people here know. */
  readonly nameChange: NameChange;
  /** Who is to hear of something so grave. */
  readonly sinksFor: (severity: Severity) => readonly Addressee[];
}

/** Detectors learn what is usual from so many earlier changes. */
const EARLIER_CHANGES = 5000;
/** The records judged last: a queue delivers twice and windows overlap, and a burst must not count one call twice. */
const REMEMBERED = 100_000;

/** Judges records as they come: decodes, follows who it was, tells what was there before, and asks rules and detectors. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #watch: Watch;
  readonly #history: LiveHistory;
  readonly #judged = new Set<string>();

  /** @throws PatternError where a rule's pattern would be refused. */
  constructor(options: JudgeOptions) {
    const { ledger, book, policy } = options;
    this.#options = options;
    this.#watch = startWatch({ hasLabels: book.hasLabels, ...policy });
    this.#history = new LiveHistory(ledger, book);
  }

  /** Shows detectors what came before. Call it once, before anything is judged. */
  learn(): void {
    const { ledger } = this.#options;
    const { attribute } = createAttributor(archiveOf(ledger));
    const earlier = [
      ...ledger.records({
        eventSources: ["ecs.amazonaws.com"],
        changesOnly: true,
        order: "newest",
        limit: EARLIER_CHANGES,
      }),
    ];
    for (const record of earlier.toReversed()) {
      this.#watch.learn(this.#read(record, attribute), record);
    }
  }

  /**
   * What must leave because of these records, which must be in the ledger. A record that was judged before is passed over.
   */
  judge(records: readonly CloudTrailRecord[], today: string): readonly Posting[] {
    const { ledger, policy, sinksFor } = this.#options;
    const { suppressions } = policy;
    // Made anew: an attributor trusts that what it looks things up in does not grow.
    const { attribute } = createAttributor(archiveOf(ledger));
    const fresh = records
      .filter((record) => mayMatter(record) && this.#isNew(record.eventID))
      .toSorted(byTime);
    return fresh.flatMap((record) => {
      const change = this.#history.tell(this.#read(record, attribute));
      const hits = this.#watch.see(change, record);
      return groupHits(hits, { today, changes: [change], suppressions }).flatMap((finding) =>
        postingsOf(finding, change, sinksFor),
      );
    });
  }

  #read(record: CloudTrailRecord, attribute: Attributor["attribute"]): Change {
    const { book, nameChange } = this.#options;
    return nameChange(attribute(decode(record, book), record));
  }

  #isNew(eventID: string): boolean {
    if (this.#judged.has(eventID)) return false;
    this.#judged.add(eventID);
    if (this.#judged.size > REMEMBERED) {
      for (const oldest of this.#judged) {
        this.#judged.delete(oldest);
        break;
      }
    }
    return true;
  }
}

/** Reads that were answered are the bulk of all records, and no rule is about them except root's. */
function mayMatter({ readOnly, errorCode, userIdentity }: CloudTrailRecord): boolean {
  return readOnly !== true || errorCode !== undefined || userIdentity.type === "Root";
}

function byTime(one: CloudTrailRecord, other: CloudTrailRecord): number {
  return one.eventTime < other.eventTime ? -1 : Number(one.eventTime > other.eventTime);
}
