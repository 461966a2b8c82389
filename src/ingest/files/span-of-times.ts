import type { Coverage } from "../../core/coverage.ts";
import type { CloudTrailRecord } from "../../core/record.ts";

interface Span {
  readonly account: string;
  readonly region: string;
  from: string;
  to: string;
  records: number;
}

/** Collects, per account and region, from when to when there are records. */
export class SpanOfTimes {
  readonly #spans = new Map<string, Span>();

  add({ recipientAccountId, userIdentity, awsRegion: region, eventTime }: CloudTrailRecord): void {
    const account = recipientAccountId ?? userIdentity.accountId ?? "";
    const key = JSON.stringify([account, region]);
    const span = this.#spans.get(key);
    if (!span) {
      this.#spans.set(key, { account, region, from: eventTime, to: eventTime, records: 1 });
      return;
    }
    if (eventTime < span.from) span.from = eventTime;
    if (eventTime > span.to) span.to = eventTime;
    span.records++;
  }

  /** As coverage: the second of the newest record included. */
  coverage(source: string): readonly Coverage[] {
    return [...this.#spans.values()].map((span) => ({
      ...span,
      to: new Date(Date.parse(span.to) + 1000).toISOString().replace(".000Z", "Z"),
      source,
      selector: "everything",
      state: "partial",
      note: "files prove only what they hold",
    }));
  }
}
