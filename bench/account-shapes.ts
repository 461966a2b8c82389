import { actions } from "../src/core/actions/index.ts";
import type { Kind } from "./event-store.ts";

/** Events a day of one account and region. The numbers are assumptions, made before the planner was. */
export interface Shape {
  readonly name: string;
  readonly ecsReads: number;
  readonly ecsWrites: number;
  /** The ECS agent's own reports. */
  readonly agent: number;
  /** What changes something in other services. */
  readonly otherWrites: number;
  /** Reads happen in office hours only. */
  readonly officeReads?: boolean;
  /** In the last two hours there is much more. */
  readonly hasIncident?: boolean;
}

const MONITORED = { ecsReads: 200_000, ecsWrites: 2000, agent: 8000, otherWrites: 300_000 };

export const SHAPES: readonly Shape[] = [
  { name: "monitored", ...MONITORED },
  { name: "small", ecsReads: 2000, ecsWrites: 10, agent: 0, otherWrites: 40 },
  {
    name: "ci",
    ecsReads: 400_000,
    ecsWrites: 20_000,
    agent: 20_000,
    otherWrites: 20_000,
    officeReads: true,
  },
  { name: "quiet", ecsReads: 300, ecsWrites: 20, agent: 0, otherWrites: 300_000 },
  { name: "watched", ecsReads: 200_000, ecsWrites: 20, agent: 0, otherWrites: 300_000 },
  { name: "incident", ...MONITORED, hasIncident: true },
];

export const TAGS: readonly string[] = ["TagResource", "UntagResource"];

/** Every ECS operation that changes something, the tags last. */
export const NAMES: readonly string[] = [
  ...actions
    .filter(({ nature, eventName }) => nature === "mutating" && !TAGS.includes(eventName))
    .map(({ eventName }) => eventName),
  ...TAGS,
];

/** Of all ECS calls that change something; the others share what is left. */
const SHARES: ReadonlyMap<string, number> = new Map([
  ["UpdateService", 0.3],
  ["RegisterTaskDefinition", 0.22],
  ["RunTask", 0.2],
  ["StopTask", 0.12],
  ["DeregisterTaskDefinition", 0.08],
  ["CreateService", 0.03],
  ["DeleteService", 0.025],
]);

/** What other services do under names that ECS has too, of all their writes. */
const SHARED: ReadonlyMap<string, number> = new Map([
  ["TagResource", 0.0145],
  ["UntagResource", 0.0026],
  ["UpdateService", 0.0002],
  ["CreateService", 0.0001],
  ["CreateCluster", 0.000_05],
  ["DeleteCluster", 0.000_05],
  ["PutAttributes", 0.0001],
]);

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Seconds since 1970: a Thursday afternoon. */
export const END = Date.parse("2026-11-19T15:20:00Z") / 1000;

/** The account's events of so many days before END, by source and operation. */
export function generate(shape: Shape, days: number, seed: number): readonly Kind[] {
  const random = randomFrom(seed);
  const start = END - days * DAY;
  const ecs = { source: "ecs.amazonaws.com", readOnly: false };
  const other = { source: "other.amazonaws.com", readOnly: false };
  const steady = (perDay: number): Uint32Array => times(perDay, () => 1, { start, random });
  const office = (perDay: number): Uint32Array => times(perDay, officeHours, { start, random });
  const burst = (count: number): Uint32Array => {
    const from = END - 2 * HOUR;
    return times(count * 12, () => 1, { start: from, random });
  };
  const others = (1 - sum(SHARES)) / (NAMES.length - SHARES.size);
  return [
    {
      ...ecs,
      name: "DescribeServices",
      readOnly: true,
      times: shape.officeReads ? office(shape.ecsReads) : steady(shape.ecsReads),
    },
    { ...ecs, name: "SubmitTaskStateChange", times: steady(shape.agent) },
    { ...other, name: "CreateLogStream", times: steady(shape.otherWrites * (1 - sum(SHARED))) },
    ...NAMES.map((name) => ({
      ...ecs,
      name,
      times: office(shape.ecsWrites * (SHARES.get(name) ?? others)),
    })),
    ...[...SHARED].map(([name, share]) => ({
      ...other,
      name,
      times: steady(shape.otherWrites * share),
    })),
    ...(shape.hasIncident
      ? [
          { ...ecs, name: "DescribeServices", readOnly: true, times: burst(50_000) },
          { ...ecs, name: "UpdateService", times: burst(600) },
          { ...ecs, name: "StopTask", times: burst(800) },
        ]
      : []),
  ];
}

/** Most of what people and pipelines do, they do on workdays from 8 to 18. */
function officeHours(second: number): number {
  const hour = Math.floor(second / HOUR) % 24;
  // 1970 began on a Thursday.
  const weekday = (Math.floor(second / DAY) + 4) % 7;
  const isOffice = weekday >= 1 && weekday <= 5 && hour >= 8 && hour < 18;
  return isOffice ? 2.6 : 0.33;
}

/** Seconds at which something happens that happens so often a day, sorted. */
function times(
  perDay: number,
  busy: (second: number) => number,
  { start, random }: { readonly start: number; readonly random: () => number },
): Uint32Array {
  const expected = (perDay / DAY) * (END - start);
  const found = new Uint32Array(Math.ceil(expected * 1.3 + 200));
  let count = 0;
  for (let hour = start; hour < END; hour += HOUR) {
    const perSecond = (perDay / DAY) * busy(hour);
    if (perSecond === 0) continue;
    const end = Math.min(hour + HOUR, END);
    let at = hour;
    for (;;) {
      at -= Math.log(1 - random()) / perSecond;
      if (at >= end || count === found.length) break;
      found[count++] = Math.floor(at);
    }
  }
  return found.subarray(0, count);
}

function sum(shares: ReadonlyMap<string, number>): number {
  return [...shares.values()].reduce((total, share) => total + share, 0);
}

/** The same numbers for the same seed: mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
