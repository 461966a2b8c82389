import { splitServices } from "../../core/split-effects.ts";
import type { JsonObject } from "../../core/record.ts";
import type { Page } from "../source.ts";
import { forgetDirectory } from "./directory.ts";
import {
  batchesOf,
  byCluster,
  lastPart,
  listIn,
  nameOf,
  noteTrouble,
  pageOf,
  textIn,
  type EcsReading,
  type NamedService,
} from "./reading.ts";

/**
 * DescribeServices describes so many at once.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html
 */
const AT_ONCE = 10;

/**
 * ECS keeps so many events of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html
 */
const EVENTS_KEPT = 100;

const TOPIC = "ECS service events";

/** Reads events, deployments and task sets. @returns the services that there are, as ECS describes them. */
export async function* readServices(
  reading: EcsReading,
  wanted: readonly NamedService[],
): AsyncGenerator<Page, readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for (const [cluster, names] of byCluster(wanted)) {
    for (const services of batchesOf(names, AT_ONCE)) {
      const of = services.map((service) => nameOf({ cluster, service }));
      const asked = await reading.asker.ask("DescribeServices", { cluster, services });
      if ("trouble" in asked) {
        noteTrouble(reading, TOPIC, of, asked.trouble);
        continue;
      }
      const { body } = asked;
      const described = listIn(body, "services");
      found.push(...described);
      for (const one of described) noteEvents(reading, one);
      noteMissing(reading, body, cluster);
      yield pageOf(reading, splitServices, body, `ECS service events of ${of.join(", ")}`);
    }
  }
  return found;
}

/** The cluster and name of a service as ECS describes it. */
export function namesIn(service: JsonObject): NamedService {
  return {
    cluster: lastPart(textIn(service, "clusterArn")),
    service: textIn(service, "serviceName"),
  };
}

function noteEvents(reading: EcsReading, service: JsonObject): void {
  const of = nameOf(namesIn(service));
  const times = listIn(service, "events").map((event) => textIn(event, "createdAt"));
  const oldest = times.toSorted()[0] ?? "";
  const isFull = times.length >= EVENTS_KEPT;
  const createdAt = textIn(service, "createdAt");
  const from = isFull ? oldest : createdAt;
  if (from === "") return;
  const { now } = reading.request;
  const before = isFull
    ? `ECS kept ${times.length} events, the oldest from ${clockOf(oldest, now)}`
    : `this service exists since ${clockOf(createdAt, now)}; ECS keeps nothing of one before it`;
  reading.glimpses.push({ topic: TOPIC, of, from, before });
}

function noteMissing(reading: EcsReading, body: JsonObject, cluster: string): void {
  const missing = listIn(body, "failures").filter((one) => textIn(one, "reason") === "MISSING");
  if (missing.length === 0) return;
  forgetDirectory(reading);
  const of = missing.map((one) => nameOf({ cluster, service: lastPart(textIn(one, "arn")) }));
  const note = "ECS knows no such service any more; what it said is gone unless a sync saw it";
  noteTrouble(reading, TOPIC, of, { state: "partial", note, isMissing: true });
}

/** `09:12:03Z`, with the date where it is another. */
function clockOf(time: string, now: Date): string {
  const text = `${time.slice(0, 19)}Z`;
  return text.slice(0, 10) === now.toISOString().slice(0, 10) ? text.slice(11) : text;
}
