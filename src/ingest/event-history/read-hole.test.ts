import assert from "node:assert/strict";
import { test } from "node:test";
import type { Event, LookupEventsCommandInput } from "@aws-sdk/client-cloudtrail";
import fc from "fast-check";
import type { Interval } from "../../core/coverage.ts";
import { readHole, type FailedPage, type Lookup, type LookupPage } from "./read-hole.ts";

const HOLE: Interval = { from: "2026-11-20T14:00:00Z", to: "2026-11-20T14:10:00Z" };
const START = Date.parse(HOLE.from);
const SELECTOR = "EventSource=ecs.amazonaws.com";

/** An event so many seconds into the hole. */
function event(second: number, id = `event-${second}`): Event {
  const EventTime = new Date(START + second * 1000);
  const record = {
    eventID: id,
    eventTime: EventTime.toISOString(),
    eventSource: "ecs.amazonaws.com",
    eventName: "StopTask",
    awsRegion: "eu-west-1",
  };
  return { EventId: id, EventTime, CloudTrailEvent: JSON.stringify(record) };
}

type Asked = LookupEventsCommandInput;

/** CloudTrail with these events, newest first, so many a page; a token is the number of the next event. */
function history(events: readonly Event[], perPage: number, asked: Asked[] = []): Lookup {
  return async (input) => {
    asked.push(input);
    const [start = 0, end = 0] = [input.StartTime?.getTime(), input.EndTime?.getTime()];
    const fitting = events.filter(({ EventTime }) => {
      const at = EventTime?.getTime() ?? 0;
      return start <= at && at <= end;
    });
    const from = Number(input.NextToken ?? 0);
    const next = from + perPage < fitting.length ? { NextToken: String(from + perPage) } : {};
    const Events = fitting.slice(from, from + perPage);
    return { output: { Events, ...next, $metadata: {} }, requests: 1 };
  };
}

const rejectedToken: Awaited<ReturnType<Lookup>> = {
  failure: { kind: "rejected-token", said: "Invalid token", cause: undefined },
  requests: 1,
};

async function readAll(lookUp: Lookup, hole = HOLE): Promise<readonly (LookupPage | FailedPage)[]> {
  const pages: (LookupPage | FailedPage)[] = [];
  for await (const page of readHole(hole, SELECTOR, lookUp)) pages.push(page);
  return pages;
}

function idsOf(pages: readonly (LookupPage | FailedPage)[]): readonly string[] {
  return pages.flatMap((page) =>
    "records" in page ? page.records.map(({ record }) => record.eventID) : [],
  );
}

const provenOf = (pages: readonly (LookupPage | FailedPage)[]): readonly (string | undefined)[] =>
  pages.map((page) => ("proven" in page ? page.proven?.from.slice(11, 19) : "failed"));

test("start and end stay the same from page to page, and the end is not included", async () => {
  const asked: Asked[] = [];
  const events = [500, 400, 300, 200, 100].map((second) => event(second));

  const pages = await readAll(history(events, 2, asked));

  assert.deepEqual(
    idsOf(pages),
    events.map(({ EventId }) => EventId),
  );
  assert.deepEqual(
    asked.map(({ StartTime, EndTime, NextToken, MaxResults, LookupAttributes }) => ({
      from: StartTime?.toISOString(),
      to: EndTime?.toISOString(),
      token: NextToken,
      MaxResults,
      LookupAttributes,
    })),
    [undefined, "2", "4"].map((token) => ({
      from: "2026-11-20T14:00:00.000Z",
      to: "2026-11-20T14:09:59.000Z",
      token,
      MaxResults: 50,
      LookupAttributes: [{ AttributeKey: "EventSource", AttributeValue: "ecs.amazonaws.com" }],
    })),
  );
});

test("each page proves what is newer than its oldest second, the last one all of it", async () => {
  const pages = await readAll(
    history(
      [500, 400, 400, 300].map((second, index) => event(second, `e${index}`)),
      2,
    ),
  );

  assert.deepEqual(provenOf(pages), ["14:06:41", "14:00:00"]);
  assert.deepEqual(
    pages.map((page) => "reached" in page && page.reached),
    ["2026-11-20T14:06:40Z", "2026-11-20T14:05:00Z"],
  );
});

test("a page may be empty and still lead on", async () => {
  const tokens = ["a", "b", undefined];
  let page = 0;
  const lookUp: Lookup = async () => {
    const NextToken = tokens[page++];
    const Events = page === 2 ? [event(60)] : [];
    const output = { Events, ...(NextToken !== undefined && { NextToken }), $metadata: {} };
    return { output, requests: 1 };
  };

  const pages = await readAll(lookUp);

  assert.deepEqual(idsOf(pages), ["event-60"]);
  assert.deepEqual(provenOf(pages), [undefined, "14:01:01", "14:00:00"]);
});

test("where a token is rejected the chain begins again at the oldest second seen, and nothing is missing", async () => {
  const events = [500, 400, 300, 300, 200, 100].map((second, index) => event(second, `e${index}`));
  const asked: Asked[] = [];
  const honest = history(events, 3, asked);
  let rejected = false;
  const lookUp: Lookup = async (input) => {
    if (input.NextToken === undefined || rejected) return honest(input);
    rejected = true;
    return rejectedToken;
  };

  const pages = await readAll(lookUp);

  assert.deepEqual(new Set(idsOf(pages)), new Set(["e0", "e1", "e2", "e3", "e4", "e5"]));
  assert.equal(asked[1]?.EndTime?.toISOString(), "2026-11-20T14:05:00.000Z");
  assert.equal(provenOf(pages).at(-1), "14:00:00");
  assert.equal(
    pages.reduce((sum, { requests }) => sum + requests, 0),
    4,
  );
});

test("a token that leads back to itself ends, and the rest is told as not seen", async () => {
  const lookUp: Lookup = async () => ({
    output: { Events: [event(300)], NextToken: "same", $metadata: {} },
    requests: 1,
  });

  const pages = await readAll(lookUp);

  const last = pages.at(-1);
  assert.ok(last && "failure" in last);
  assert.equal(last.failure.kind, "unreachable");
  assert.ok(pages.length < 20);
  assert.ok(provenOf(pages).every((from) => from === "14:05:01" || from === "failed"));
});

test("what is not an event with a record is counted", async () => {
  const odd: Event[] = [
    { EventId: "without", EventTime: new Date(START) },
    { EventId: "broken", CloudTrailEvent: "{" },
    { CloudTrailEvent: "{}" },
  ];

  const [page] = await readAll(
    history(
      odd.map((one) => ({ EventTime: new Date(START), ...one })),
      50,
    ),
  );

  assert.ok(page && "unreadable" in page);
  assert.deepEqual(
    page.unreadable.map(({ position }) => position),
    ["event without", "event broken", "event without id"],
  );
});

test("whatever the times, the size of a page and the rejected tokens, all is read and no proof comes too early", async () => {
  const seconds = fc.array(fc.nat(599), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(
      seconds,
      fc.integer({ min: 1, max: 9 }),
      fc.nat(8),
      async (list, perPage, rejectAt) => {
        const events = list
          .toSorted((one, other) => other - one)
          .map((second, index) => event(second, `e${index}`));
        const honest = history(events, perPage);
        let requests = 0;
        const lookUp: Lookup = async (input) =>
          input.NextToken !== undefined && requests++ === rejectAt ? rejectedToken : honest(input);

        const seen = new Set<string>();
        for await (const page of readHole(HOLE, SELECTOR, lookUp)) {
          for (const id of idsOf([page])) seen.add(id);
          const proven = "proven" in page ? page.proven : undefined;
          if (!proven) continue;
          for (const { EventId = "", EventTime } of events) {
            const at = EventTime?.toISOString().replace(".000Z", "Z") ?? "";
            assert.ok(
              at < proven.from || seen.has(EventId),
              `${EventId} was proven before it was read`,
            );
          }
        }
        // More events in one second than a page holds cannot be passed without a token.
        if (requests <= rejectAt) assert.equal(seen.size, events.length);
      },
    ),
    { numRuns: 150 },
  );
});
