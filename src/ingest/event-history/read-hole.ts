import type {
  Event,
  LookupEventsCommandInput,
  LookupEventsCommandOutput,
} from "@aws-sdk/client-cloudtrail";
import type { Interval } from "../../core/coverage.ts";
import { parseRecords, type ParsedRecords } from "../../core/parse-records.ts";
import type { Failure } from "../aws/failure.ts";
import type { Attempted } from "../aws/persist.ts";
import { textOf } from "./stretch.ts";

/** One answer of LookupEvents: what it held, and what is known whole with it. */
export interface LookupPage extends ParsedRecords {
  readonly requests: number;
  /** From the oldest event seen, without its second, to the stretch's end; at last the whole stretch. */
  readonly proven: Interval | undefined;
  /** The oldest second seen so far. */
  readonly reached: string;
}

export interface FailedPage {
  readonly failure: Failure;
  readonly requests: number;
}

export type Lookup = (
  input: LookupEventsCommandInput,
) => Promise<Attempted<LookupEventsCommandOutput>>;

/**
 * Reads a stretch of time through one selector, newest first, 50 events a page. Start and end are fixed before page 1,
 * because a token is good only for the parameters it was given for. Where AWS rejects a token, the chain begins again at
 * the oldest second seen, which is read twice. Ends with a failure as its last page, where there is one.
 *
 * @param selector `Attribute=value`: LookupEvents takes one attribute a request.
 */
export async function* readHole(
  hole: Interval,
  selector: string,
  lookUp: Lookup,
): AsyncGenerator<LookupPage | FailedPage> {
  const chain = new Chain(hole, selector);
  while (!chain.isDone) {
    const attempted = await lookUp(chain.request());
    if ("output" in attempted) yield chain.take(attempted.output, attempted.requests);
    else if (!chain.beginAgain(attempted)) yield attempted;
    if (chain.isStuck) yield { failure: STUCK, requests: 0 };
  }
}

const STUCK: Failure = {
  kind: "unreachable",
  said: "CloudTrail's pages lead nowhere: the token repeats or is rejected",
  cause: undefined,
};

/** How often a chain may begin again at the same second. */
const MOST_STANDSTILLS = 3;

/** The pages of one stretch, each naming the next. */
class Chain {
  isDone = false;
  isStuck = false;
  readonly #hole: Interval;
  readonly #attribute: ReturnType<typeof attributeOf>;
  #end: string;
  #token: string | undefined;
  /** The oldest second seen. */
  #oldest: number | undefined;
  #standstills = 0;
  #rejectedRequests = 0;

  constructor(hole: Interval, selector: string) {
    this.#hole = hole;
    this.#end = hole.to;
    this.#attribute = attributeOf(selector);
  }

  request(): LookupEventsCommandInput {
    return {
      LookupAttributes: [this.#attribute],
      StartTime: new Date(this.#hole.from),
      // Both bounds are included by AWS, ours is not.
      EndTime: new Date(Date.parse(this.#end) - 1000),
      MaxResults: 50,
      ...(this.#token !== undefined && { NextToken: this.#token }),
    };
  }

  take(output: LookupEventsCommandOutput, requests: number): LookupPage {
    const { Events: events = [], NextToken: next } = output;
    this.#oldest = oldestOf(events, this.#oldest);
    const page: LookupPage = {
      ...readEvents(events),
      requests: requests + this.#rejectedRequests,
      proven: next === undefined ? this.#hole : provenBy(this.#oldest, this.#hole),
      reached: this.#oldest === undefined ? this.#end : textOf(this.#oldest),
    };
    this.#rejectedRequests = 0;
    if (next === undefined) this.isDone = true;
    else if (next === this.#token) this.#restart();
    else this.#token = next;
    return page;
  }

  /** @returns false where that would not help. */
  beginAgain({ failure, requests }: FailedPage): boolean {
    const isRejected = failure.kind === "rejected-token" && this.#token !== undefined;
    if (isRejected && this.#oldest !== undefined) {
      this.#rejectedRequests += requests;
      this.#restart();
      return true;
    }
    this.isDone = true;
    return false;
  }

  #restart(): void {
    const end = this.#oldest === undefined ? this.#end : textOf(this.#oldest + 1);
    this.#standstills = end === this.#end ? this.#standstills + 1 : 0;
    this.#end = end;
    this.#token = undefined;
    this.isStuck = this.#standstills > MOST_STANDSTILLS;
    if (this.isStuck) this.isDone = true;
  }
}

function attributeOf(selector: string): {
  readonly AttributeKey: "EventSource";
  readonly AttributeValue: string;
} {
  const [key = "", ...value] = selector.split("=");
  // The SDK sends any text; AWS checks it.
  return { AttributeKey: key as "EventSource", AttributeValue: value.join("=") };
}

function oldestOf(events: readonly Event[], known: number | undefined): number | undefined {
  const times = events.flatMap(({ EventTime: time }) =>
    time === undefined ? [] : [Math.floor(time.getTime() / 1000)],
  );
  return times.reduce<number | undefined>(
    (oldest, time) => (oldest === undefined || time < oldest ? time : oldest),
    known,
  );
}

/** More events of the oldest second may stand on the next page. */
function provenBy(oldest: number | undefined, hole: Interval): Interval | undefined {
  if (oldest === undefined) return undefined;
  const from = textOf(oldest + 1);
  return from < hole.to ? { from, to: hole.to } : undefined;
}

function readEvents(events: readonly Event[]): ParsedRecords {
  const parsed = events.map(({ EventId: id = "without id", CloudTrailEvent: text }) => {
    const position = `event ${id}`;
    if (text === undefined) {
      return { records: [], unreadable: [{ position, reason: "no CloudTrailEvent" }] };
    }
    const { records, unreadable } = parseRecords(text);
    return { records, unreadable: unreadable.map(({ reason }) => ({ position, reason })) };
  });
  return {
    records: parsed.flatMap(({ records }) => records),
    unreadable: parsed.flatMap(({ unreadable }) => unreadable),
  };
}
