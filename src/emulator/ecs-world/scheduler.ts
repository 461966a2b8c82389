import type { JsonObject } from "../../core/record.ts";
import { ecsArn } from "../calls/service-body.ts";
import type { ServiceAt, TaskAt } from "../ecs-world.ts";
import { hexOf, uuidOf } from "../stable-ids.ts";
import type { Place } from "../stage.ts";
import { epoch, newTask, runningTask, stoppedTask, stoppingTask } from "./bodies.ts";
import { Chronicle } from "./chronicle.ts";
import type { DeploymentLife, Ending, InstanceLife, ServiceLife, TaskLife } from "./life.ts";
import { Timetable } from "./timetable.ts";

/** How long ECS shows a stopped task: at least an hour. */
const STOPPED_SHOWN_MS = 3_600_000;

/** ECS's service scheduler, as far as stories need it: it keeps services, starts and ends tasks, and says what it did. */
export class EcsScheduler extends Timetable {
  readonly chronicle = new Chronicle();
  readonly instances: InstanceLife[] = [];
  /** Tasks that belong to no service. */
  readonly loose = new Map<string, TaskLife>();
  /** Image of a `family:revision`, by place. */
  readonly images = new Map<string, string>();
  readonly #services = new Map<string, ServiceLife>();
  readonly #onSpot: ReadonlySet<string>;

  constructor(onSpot: readonly string[] = []) {
    super();
    this.#onSpot = new Set(onSpot);
  }

  adopt(life: ServiceLife): ServiceLife {
    this.#services.set(keyOf({ ...life, service: life.name }), life);
    return life;
  }

  /** Shows how a service now is, without its deployments and events. */
  showService(life: ServiceLife): void {
    const { account, region, cluster, name: service } = life;
    const id = ecsArn(life, `service/${cluster}/${service}`);
    const body = { ...life.base, desiredCount: life.desiredCount };
    this.chronicle.put({
      kind: "service",
      account,
      region,
      cluster,
      service,
      id,
      from: this.now,
      body,
    });
  }

  known(target: ServiceAt): ServiceLife | undefined {
    return this.#services.get(keyOf(target));
  }

  /** @throws Error where the story has no such service. */
  service(target: ServiceAt): ServiceLife {
    const life = this.known(target);
    if (!life) throw new Error(`The story has no service ${target.service} in ${target.cluster}.`);
    return life;
  }

  /** @throws Error where no such task runs at that moment. */
  task(target: TaskAt): { readonly life: ServiceLife; readonly task: TaskLife } {
    const life = this.service(target);
    const task = life.tasks[target.task ?? 0];
    if (!task) throw new Error(`${target.service} has no task ${String(target.task ?? 0)} then.`);
    return { life, task };
  }

  /** A task of any service, or of none, by its id. */
  taskByID(id: string): { readonly life?: ServiceLife; readonly task: TaskLife } | undefined {
    for (const life of this.#services.values()) {
      const task = [...life.tasks, ...life.incoming].find((one) => one.id === id);
      if (task) return { life, task };
    }
    const task = this.loose.get(id);
    return task && { task };
  }

  /** The running tasks on a container instance. */
  tasksOn(instance: string): readonly { readonly life?: ServiceLife; readonly task: TaskLife }[] {
    const ofServices = [...this.#services.values()].flatMap((life) =>
      [...life.tasks, ...life.incoming].map((task) => ({ life, task })),
    );
    const loose = [...this.loose.values()].map((task) => ({ task }));
    return [...ofServices, ...loose].filter(({ task }) => task.instance === instance);
  }

  /** The service says something, in ECS's own words. */
  say(life: ServiceLife, message: string): void {
    life.said++;
    const { account, region, cluster, name: service } = life;
    const id = uuidOf(`${keyOf({ ...life, service })}/${String(life.said)}`);
    // ECS says one thing at a time.
    life.saidAt = Math.max(this.now, life.saidAt + 1);
    const body = { id, createdAt: epoch(life.saidAt), message };
    this.chronicle.put({
      kind: "event",
      account,
      region,
      cluster,
      service,
      id,
      from: life.saidAt,
      body,
    });
    this.mark?.messages.push(message);
  }

  /** Starts tasks of a deployment, without a word. */
  create(life: ServiceLife, deployment: DeploymentLife, count: number): readonly TaskLife[] {
    return Array.from({ length: count }, () => this.#create(life, deployment));
  }

  /** Shows how a task now is. */
  show(task: TaskLife, body: JsonObject, until?: number): void {
    task.body = body;
    const { account, region, cluster, service, arn } = task;
    const thing = {
      kind: "task" as const,
      account,
      region,
      cluster,
      id: arn,
      from: this.now,
      body,
    };
    this.chronicle.put({ ...thing, ...(service !== undefined && { service }) }, until);
  }

  /** Lets a task run from some seconds from now on, unless it has ended by then. */
  runSoon(task: TaskLife, seconds = 18.4): void {
    this.later(seconds, () => {
      if (!task.isEnded) this.show(task, runningTask(task.body, this.now));
    });
  }

  /** Ends a task; its service no longer counts on it. */
  end(task: TaskLife, ending: Ending): void {
    if (task.isEnded) return;
    task.isEnded = true;
    this.mark?.tasks.push(task.id);
    this.loose.delete(task.id);
    const life = this.known({ ...task, service: task.service ?? "" });
    if (life) {
      life.tasks = life.tasks.filter((one) => one !== task);
      life.incoming = life.incoming.filter((one) => one !== task);
    }
    this.show(task, stoppingTask(task.body, ending, this.now));
    const isOver = ending.stopCode === "EssentialContainerExited" || ending.neverStarted === true;
    this.later(isOver ? 12.6 : 36.2, () => {
      this.show(task, stoppedTask(task.body, ending, this.now), this.now + STOPPED_SHOWN_MS);
    });
  }

  imageOf(place: Place, taskDefinition: string): string {
    const known = this.images.get(`${place.account}/${place.region}/${taskDefinition}`);
    const registry = `${place.account}.dkr.ecr.${place.region}.amazonaws.com`;
    return known ?? `${registry}/${taskDefinition}`;
  }

  /** An id that is always the same for the same text and moment. */
  newID(text: string): string {
    return uuidOf(`${text}/${String(this.now)}`);
  }

  /** Where the next task of a cluster goes: its instances in turn. */
  instanceFor(place: Place, cluster: string, count: number): string | undefined {
    const open = this.instances.filter(
      (one) =>
        one.account === place.account &&
        one.region === place.region &&
        one.cluster === cluster &&
        one.body["status"] === "ACTIVE",
    );
    return open[count % Math.max(1, open.length)]?.arn;
  }

  #create(life: ServiceLife, deployment: DeploymentLife): TaskLife {
    const { account, region, cluster, name } = life;
    // The first tasks of a deployment have the ids that the stage gives them.
    const index = deployment.created++;
    const id = hexOf(`${deployment.id}/${String(index)}`, 32);
    const launchType = life.base["launchType"] === "EC2" ? "EC2" : "FARGATE";
    const instance = launchType === "EC2" ? this.instanceFor(life, cluster, index) : undefined;
    const body = newTask({
      account,
      region,
      cluster,
      id,
      group: `service:${name}`,
      startedBy: deployment.id,
      taskDefinition: deployment.taskDefinition,
      image: this.imageOf(life, deployment.taskDefinition),
      launchType,
      onSpot: this.#onSpot.has(name),
      ...(instance !== undefined && { containerInstance: instance }),
      createdAt: this.now,
    });
    const task: TaskLife = {
      account,
      region,
      id,
      arn: ecsArn(life, `task/${cluster}/${id}`),
      cluster,
      service: name,
      deployment: deployment.id,
      ...(instance !== undefined && { instance }),
      body,
      isEnded: false,
    };
    this.show(task, body);
    return task;
  }
}

/** `(task 04df…) (task 239b…)`. */
export function named(tasks: readonly TaskLife[]): string {
  return tasks.map(({ id }) => `(task ${id})`).join(" ");
}

function keyOf({ account, region, cluster, service }: ServiceAt): string {
  return `${account}/${region}/${cluster}/${service}`;
}
