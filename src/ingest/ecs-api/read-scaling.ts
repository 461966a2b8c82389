import { splitScalingActivities } from "../../core/split-effects.ts";
import type { Page } from "../source.ts";
import type { Trouble } from "./asker.ts";
import {
  listIn,
  nameOf,
  noteTrouble,
  pageOf,
  textIn,
  type EcsReading,
  type NamedService,
} from "./reading.ts";

/**
 * Application Auto Scaling tells its activities of so long.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
const KEPT_MS = 42 * 86_400_000;

const TOPIC = "scaling activities";

/** Reads what Application Auto Scaling did to services, newest first, as far back as the window reaches. */
export async function* readScaling(
  reading: EcsReading,
  services: readonly NamedService[],
  isWhole: boolean,
): AsyncGenerator<Page> {
  if (services.length === 0) return;
  const of = services.map(nameOf);
  const whole = [{ input: {}, of }];
  const single = of.map((one) => ({ input: { ResourceId: `service/${one}` }, of: [one] }));
  for (const each of isWhole ? whole : single) {
    const trouble = yield* readActivities(reading, each.input);
    if (trouble) noteTrouble(reading, TOPIC, each.of, trouble);
    else for (const one of each.of) noteSeen(reading, one);
  }
}

async function* readActivities(
  reading: EcsReading,
  input: object,
): AsyncGenerator<Page, Trouble | undefined> {
  const { asker, request } = reading;
  const all = { ServiceNamespace: "ecs", MaxResults: 50, ...input };
  for await (const asked of asker.pages("DescribeScalingActivities", all)) {
    if ("trouble" in asked) return asked.trouble;
    yield pageOf(reading, splitScalingActivities, asked.body, "scaling activities");
    const oldest = listIn(asked.body, "ScalingActivities").at(-1);
    if (oldest && textIn(oldest, "StartTime") < request.window.from) return undefined;
  }
  return undefined;
}

function noteSeen({ glimpses, request }: EcsReading, of: string): void {
  const { window, now } = request;
  const kept = new Date(now.getTime() - KEPT_MS).toISOString();
  const from = window.from > kept ? window.from : kept;
  const before = "Application Auto Scaling tells its activities of six weeks";
  glimpses.push({ topic: TOPIC, of, from, before });
}
