import { splitContainerInstances, splitTasks } from "../../core/split-effects.ts";
import type { Page } from "../source.ts";
import type { Trouble } from "./asker.ts";
import {
  batchesOf,
  listIn,
  nameOf,
  noteTrouble,
  pageOf,
  textIn,
  textsIn,
  type EcsReading,
  type NamedService,
} from "./reading.ts";

/**
 * DescribeTasks and DescribeContainerInstances describe so many at once.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html
 */
const AT_ONCE = 100;

/** Stopped tasks are shown for at least an hour, and nothing longer is promised. */
const SHOWN_MS = 3_600_000;

const TOPIC = "ECS stopped tasks";

/** Reads the running and the stopped tasks of one service, or of a whole cluster, and the instances they are on. */
export async function* readTasks(
  reading: EcsReading,
  { cluster, service }: { readonly cluster: string; readonly service?: string },
  services: readonly NamedService[],
): AsyncGenerator<Page> {
  const of = services.map(nameOf);
  const where = service === undefined ? { cluster } : { cluster, serviceName: service };
  const label = service === undefined ? cluster : `${cluster}/${service}`;
  const instances = new Set<string>();
  let trouble: Trouble | undefined;
  for (const desiredStatus of ["STOPPED", "RUNNING"] as const) {
    const listed = await listTasks(reading, { ...where, desiredStatus });
    trouble ??= listed.trouble;
    for (const tasks of batchesOf(listed.arns, AT_ONCE)) {
      const asked = await reading.asker.ask("DescribeTasks", { cluster, tasks });
      if ("trouble" in asked) {
        trouble ??= asked.trouble;
        break;
      }
      for (const task of listIn(asked.body, "tasks")) {
        const instance = textIn(task, "containerInstanceArn");
        if (instance !== "") instances.add(instance);
      }
      const what = `${desiredStatus.toLowerCase()} tasks of ${label}`;
      yield pageOf(reading, splitTasks, asked.body, what);
    }
  }
  if (trouble) noteTrouble(reading, TOPIC, of, trouble);
  else for (const one of of) noteStopped(reading, one);
  yield* readInstances(reading, cluster, [...instances]);
}

async function listTasks(
  { asker }: EcsReading,
  input: object,
): Promise<{ readonly arns: readonly string[]; readonly trouble?: Trouble }> {
  const arns: string[] = [];
  for await (const asked of asker.pages("ListTasks", { ...input, maxResults: 100 })) {
    if ("trouble" in asked) return { arns, trouble: asked.trouble };
    arns.push(...textsIn(asked.body, "taskArns"));
  }
  return { arns };
}

function noteStopped({ glimpses, request }: EcsReading, of: string): void {
  const from = new Date(request.now.getTime() - SHOWN_MS).toISOString();
  const before = `stopped tasks before ${from.slice(11, 16)} are gone unless a sync saw them`;
  glimpses.push({ topic: TOPIC, of, from, before });
}

/** An instance that cannot be seen leaves no stretch of time unseen: it is told by its absence alone. */
async function* readInstances(
  reading: EcsReading,
  cluster: string,
  arns: readonly string[],
): AsyncGenerator<Page> {
  for (const containerInstances of batchesOf(arns, AT_ONCE)) {
    const asked = await reading.asker.ask("DescribeContainerInstances", {
      cluster,
      containerInstances,
    });
    if ("trouble" in asked) return;
    yield pageOf(reading, splitContainerInstances, asked.body, `container instances of ${cluster}`);
  }
}
