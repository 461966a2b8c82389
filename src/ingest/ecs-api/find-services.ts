import { splitTasks } from "../../core/split-effects.ts";
import type { Page, ReadRequest } from "../source.ts";
import type { Trouble } from "./asker.ts";
import { readDirectory } from "./directory.ts";
import { lastPart, listIn, pageOf, textIn, type EcsReading, type NamedService } from "./reading.ts";

/** What is to be read, and what kept more of it from being found. */
export interface Wanted {
  readonly services: readonly NamedService[];
  /** Whole clusters are read: their tasks are not asked for service by service. */
  readonly isWhole: boolean;
  readonly trouble?: Trouble;
}

/** Finds the services whose effects are wanted; of a task that is asked for by its id, the effects come at once. */
export async function* findServices(
  reading: EcsReading,
  about: ReadRequest["about"],
): AsyncGenerator<Page, Wanted> {
  const { cluster, service, task, deployment } = withoutArns(about ?? {});
  if (task !== undefined) {
    const group = yield* findTask(reading, task, cluster);
    if (service === undefined && group.services.length > 0) return group;
    if (service === undefined && group.trouble) return group;
  }
  if (cluster !== undefined && service !== undefined) {
    return { services: [{ cluster, service }], isWhole: false };
  }
  const directory = yield* readDirectory(reading, cluster);
  const trouble = directory.trouble && { trouble: directory.trouble };
  if (service !== undefined) {
    const services = directory.services.filter((one) => one.service === service);
    const missing = services.length === 0 &&
      !trouble && { trouble: notFound(service, directory.clusters) };
    return { services, isWhole: false, ...trouble, ...missing };
  }
  const isWhole = deployment === undefined;
  return { services: directory.services, isWhole, ...trouble };
}

type Target = NonNullable<ReadRequest["about"]>;

/** A service deployment's ARN and a task's say more than they are asked for. */
function withoutArns({ cluster, service, task, deployment }: Target): Target {
  const [, ofDeployment, itsService] =
    /:service-deployment\/([^/]+)\/([^/]+)\//.exec(deployment ?? "") ?? [];
  const [, ofTask] = /:task\/([^/]+)\//.exec(task ?? "") ?? [];
  const own = cluster ?? ofDeployment ?? ofTask;
  const name = service ?? itsService;
  return {
    ...(own !== undefined && { cluster: lastPart(own) }),
    ...(name !== undefined && { service: lastPart(name) }),
    ...(task !== undefined && { task: lastPart(task) }),
    ...(deployment !== undefined && { deployment }),
  };
}

function notFound(service: string, clusters: readonly string[]): Trouble {
  const where =
    clusters.length === 1 ? `the cluster ${clusters.join()}` : `${clusters.length} clusters`;
  const note = `ECS lists no service ${service} in ${where}; it does not list deleted ones`;
  return { state: "partial", note, isMissing: true };
}

async function* findTask(
  reading: EcsReading,
  task: string,
  cluster: string | undefined,
): AsyncGenerator<Page, Wanted> {
  const directory = cluster === undefined ? yield* readDirectory(reading, undefined) : undefined;
  const clusters = cluster === undefined ? (directory?.clusters ?? []) : [cluster];
  for (const one of clusters) {
    const asked = await reading.asker.ask("DescribeTasks", { cluster: one, tasks: [task] });
    if ("trouble" in asked) {
      if (asked.trouble.isMissing) continue;
      return { services: [], isWhole: false, trouble: asked.trouble };
    }
    const [found] = listIn(asked.body, "tasks");
    if (!found) continue;
    yield pageOf(reading, splitTasks, asked.body, `task ${task} in ${one}`);
    const [, service] = /^service:(.+)$/.exec(textIn(found, "group")) ?? [];
    const services = service === undefined ? [] : [{ cluster: one, service }];
    return { services, isWhole: false };
  }
  const note = `ECS shows no task ${task} any more: it keeps stopped tasks for at least an hour`;
  return {
    services: [],
    isWhole: false,
    trouble: directory?.trouble ?? { state: "partial", note },
  };
}
