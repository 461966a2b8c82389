import type { Coverage } from "../../core/coverage.ts";
import type { Effect } from "../../core/effect.ts";
import type { CloudTrailRecord } from "../../core/record.ts";
import type { FileSpan } from "../trail/scanner.ts";

interface Span {
  readonly selector: string;
  readonly account: string;
  readonly region: string;
  from: string;
  to: string;
  records: number;
}

const EFFECTS = "effects";

/** Collects, per account and region, from when to when there are records, and effects. */
export class SpanOfTimes {
  readonly #spans = new Map<string, Span>();
  #unseen = 0;

  add({ recipientAccountId, userIdentity, awsRegion: region, eventTime }: CloudTrailRecord): void {
    const account = recipientAccountId ?? userIdentity.accountId ?? "";
    this.#add("everything", account, region, eventTime);
  }

  addEffect({ account, region, at }: Effect): void {
    this.#add(EFFECTS, account, region, at);
  }

  /** What is known of a file's records without each of them. */
  addSpan({ account, region, from, to, records }: FileSpan): void {
    this.#add("everything", account, region, from, to, records);
  }

  /** Records whose times nobody looked at. */
  addUnseen(count: number): void {
    this.#unseen += count;
  }

  /** The records', not yet as coverage. */
  list(): readonly FileSpan[] {
    return [...this.#spans.values()].map(({ account, region, from, to, records }) => {
      return { account, region, from, to, records };
    });
  }

  #add(
    selector: string,
    account: string,
    region: string,
    from: string,
    to = from,
    count = 1,
  ): void {
    const key = JSON.stringify([selector, account, region]);
    const span = this.#spans.get(key);
    if (!span) {
      this.#spans.set(key, { selector, account, region, from, to, records: count });
      return;
    }
    if (isEarlier(from, span.from)) span.from = from;
    if (isEarlier(span.to, to)) span.to = to;
    span.records += count;
  }

  /** As coverage: the second of the newest record included. */
  coverage(source: string): readonly Coverage[] {
    return [...this.#spans.values()].map((span) => ({
      ...span,
      to: new Date(Date.parse(span.to) + 1000).toISOString().replace(".000Z", "Z"),
      source,
      state: "partial",
      note:
        this.#unseen === 0 || span.selector === EFFECTS
          ? "files prove only what they hold"
          : `files prove only what they hold, and the times of ${this.#unseen} records of other services were not read`,
    }));
  }
}

/** Effects are told to the millisecond, so that as texts they do not stand in order. */
function isEarlier(one: string, other: string): boolean {
  return one.length === other.length ? one < other : Date.parse(one) < Date.parse(other);
}
