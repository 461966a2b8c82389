import type { Coverage } from "../../core/coverage.ts";
import type { Effect } from "../../core/effect.ts";
import type { CloudTrailRecord } from "../../core/record.ts";

interface Span {
  readonly selector: string;
  readonly account: string;
  readonly region: string;
  from: string;
  to: string;
  records: number;
}

/** Collects, per account and region, from when to when there are records, and effects. */
export class SpanOfTimes {
  readonly #spans = new Map<string, Span>();

  add({ recipientAccountId, userIdentity, awsRegion: region, eventTime }: CloudTrailRecord): void {
    const account = recipientAccountId ?? userIdentity.accountId ?? "";
    this.#add("everything", account, region, eventTime);
  }

  addEffect({ account, region, at }: Effect): void {
    this.#add("effects", account, region, at);
  }

  #add(selector: string, account: string, region: string, at: string): void {
    const key = JSON.stringify([selector, account, region]);
    const span = this.#spans.get(key);
    if (!span) {
      this.#spans.set(key, { selector, account, region, from: at, to: at, records: 1 });
      return;
    }
    if (isEarlier(at, span.from)) span.from = at;
    if (isEarlier(span.to, at)) span.to = at;
    span.records++;
  }

  /** As coverage: the second of the newest record included. */
  coverage(source: string): readonly Coverage[] {
    return [...this.#spans.values()].map((span) => ({
      ...span,
      to: new Date(Date.parse(span.to) + 1000).toISOString().replace(".000Z", "Z"),
      source,
      state: "partial",
      note: "files prove only what they hold",
    }));
  }
}

/** Effects are told to the millisecond, so that as texts they do not stand in order. */
function isEarlier(one: string, other: string): boolean {
  return one.length === other.length ? one < other : Date.parse(one) < Date.parse(other);
}
