import type { JsonObject } from "../core/record.ts";
import { digitsOf, hexOf } from "./stable-ids.ts";

/** An account and region. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A service as a scenario begins with it. */
export interface ServiceSpec extends Place {
  readonly cluster: string;
  readonly name: string;
  readonly desiredCount: number;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly launchType: "FARGATE" | "EC2";
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** The container's port behind the load balancer. */
  readonly port?: number;
}

/** One deployment of a service: PRIMARY is the newest, ACTIVE the one it replaces. */
export interface DeploymentState {
  readonly id: string;
  readonly status: "PRIMARY" | "ACTIVE";
  readonly taskDefinition: string;
  readonly createdAt: Date;
  readonly desiredCount: number;
  readonly runningCount: number;
}

/** A service at one moment of the story. */
export interface ServiceState extends ServiceSpec {
  readonly status: "ACTIVE" | "DRAINING";
  readonly runningCount: number;
  readonly deployments: readonly DeploymentState[];
  /** The ids of its running tasks, oldest first. */
  readonly tasks: readonly string[];
  readonly updatedAt: Date;
  /** What calls have set besides count and task definition, in the API's spelling. */
  readonly settings: JsonObject;
}

/** How long a rolling deployment or a scaling takes until it has reached a steady state. */
const SETTLES_AFTER_MS = 4 * 60_000;

/** What stands in ECS while a story is told: services, their deployments and tasks, and task definition revisions. */
export class Stage {
  readonly #services = new Map<string, ServiceState>();
  readonly #revisions = new Map<string, number>();

  /** Puts a service there. */
  open(spec: ServiceSpec): ServiceState {
    const createdAt = new Date(spec.createdAt);
    const { desiredCount, taskDefinition } = spec;
    const id = firstDeployment(spec);
    const primary = { id, taskDefinition, createdAt, desiredCount, runningCount: desiredCount };
    const state: ServiceState = {
      ...spec,
      status: "ACTIVE",
      runningCount: desiredCount,
      deployments: [{ ...primary, status: "PRIMARY" }],
      tasks: taskIds(id, desiredCount),
      updatedAt: createdAt,
      settings: { enableExecuteCommand: true, healthCheckGracePeriodSeconds: 60 },
    };
    const [family = "", revision = "1"] = taskDefinition.split(":");
    this.#revisions.set(revisionKey(spec, family), Number(revision));
    return this.put(state);
  }

  /** Replaces a service's state. */
  put(state: ServiceState): ServiceState {
    this.#services.set(keyOf(state), state);
    return state;
  }

  /** The service as it is at this moment, steady again if its last change is long ago. */
  service(place: Place, cluster: string, name: string, at: Date): ServiceState {
    const state = this.#services.get(keyOf({ ...place, cluster, name }));
    if (!state) throw new Error(`The story has no service ${name} in ${cluster}, ${place.region}.`);
    return at.getTime() - state.updatedAt.getTime() < SETTLES_AFTER_MS ? state : settled(state);
  }

  /** Every service of an account and region. */
  services(place: Place, at: Date): readonly ServiceState[] {
    return [...this.#services.values()]
      .filter(({ account, region }) => account === place.account && region === place.region)
      .map(({ cluster, name }) => this.service(place, cluster, name, at));
  }

  /** Takes a service away. */
  close(state: ServiceState): void {
    this.#services.delete(keyOf(state));
  }

  /** The next revision of a task definition's family. */
  register(place: Place, family: string): number {
    const key = revisionKey(place, family);
    const revision = (this.#revisions.get(key) ?? 0) + 1;
    this.#revisions.set(key, revision);
    return revision;
  }
}

/** The ids of the tasks that a service runs until it is first deployed again. */
export function tasksAtFirst(spec: ServiceSpec): readonly string[] {
  return taskIds(firstDeployment(spec), spec.desiredCount);
}

function firstDeployment(spec: ServiceSpec): string {
  return `ecs-svc/${digitsOf(`${keyOf(spec)}/${spec.createdAt}`)}`;
}

/** The ids of a deployment's first tasks: 32 hexadecimal characters each. */
function taskIds(deployment: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => hexOf(`${deployment}/${String(index)}`, 32));
}

function settled(state: ServiceState): ServiceState {
  const primary = state.deployments.find(({ status }) => status === "PRIMARY");
  if (!primary) return state;
  const { desiredCount } = state;
  return {
    ...state,
    runningCount: desiredCount,
    deployments: [{ ...primary, desiredCount, runningCount: desiredCount }],
    tasks: taskIds(primary.id, desiredCount),
  };
}

function keyOf({
  account,
  region,
  cluster,
  name,
}: Place & { readonly cluster: string; readonly name: string }): string {
  return `${account}/${region}/${cluster}/${name}`;
}

function revisionKey({ account, region }: Place, family: string): string {
  return `${account}/${region}/${family}`;
}
