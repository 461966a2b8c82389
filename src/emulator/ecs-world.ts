import type { JsonObject } from "../core/record.ts";
import type { EcsScheduler } from "./ecs-world/scheduler.ts";
import type { Place, ServiceSpec } from "./stage.ts";

/**
 * What stands in ECS while a story is told: API-shaped objects, each version of them with the time that it holds. What
 * ECS would answer at a moment is what holds then; the emulator composes services from their parts.
 */
export interface EcsWorld {
  readonly things: readonly EcsThing[];
  /** What the story's happenings are called by, for the truth beside it. */
  readonly marked: ReadonlyMap<string, EcsMark>;
}

/** One version of one thing. */
export interface EcsThing extends Place {
  readonly kind: EcsThingKind;
  readonly cluster: string;
  /** The service that it belongs to; absent for what belongs to none. */
  readonly service?: string;
  /** The same for all versions of the thing: its ARN, or its id where it has none. */
  readonly id: string;
  /** Milliseconds since 1970; `until` is not included, absent where it still holds. */
  readonly from: number;
  readonly until?: number;
  /** As the API has it, times in epoch seconds. */
  readonly body: JsonObject;
}

export type EcsThingKind =
  | "container-instance"
  | "deployment"
  | "event"
  | "scaling-activity"
  | "service"
  | "service-deployment"
  | "service-revision"
  | "task"
  | "task-definition"
  | "task-set";

/** What came of a happening: the ids by which an effect or a question can name it. */
export interface EcsMark {
  /** When, to the millisecond: ISO 8601 in UTC. */
  readonly at: string;
  /** The tasks that it ended, by id: 32 hexadecimal characters each. */
  readonly tasks: readonly string[];
  /** The deployment in question: `ecs-svc/…`. */
  readonly deployment?: string;
  /** What the service said, oldest first; what is said later because of it is not among it. */
  readonly messages: readonly string[];
}

/** Something that ECS or the world does by itself, as one of `ecs-world/happenings.ts` makes it. */
export interface Happening {
  /** When, in the scenario's own time: ISO 8601 in UTC. */
  readonly at: string;
  readonly happen: (ecs: EcsScheduler) => void;
  readonly mark?: string;
}

/** A container instance of a cluster as a scenario begins with it. */
export interface InstanceSpec extends Place {
  readonly cluster: string;
  /** `i-0b5f3c8a7d9e21046`. */
  readonly ec2InstanceId: string;
  /** ISO 8601 in UTC. */
  readonly registeredAt: string;
}

/**
 * What ECS's side of a story is told from. The calls are in the records already; ECS does what it does with each:
 * a deployment replaces tasks and completes, a scaling starts or stops some, StopTask's reason becomes the
 * `stoppedReason` and the scheduler starts another, DRAINING empties an instance. Only what nobody calls is told as
 * happenings.
 */
export interface EcsStory {
  /** The same list that the records are told from. */
  readonly services: readonly ServiceSpec[];
  readonly records: readonly JsonObject[];
  readonly happenings?: readonly Happening[];
  readonly instances?: readonly InstanceSpec[];
  /** Services whose tasks run on Fargate Spot. */
  readonly onSpot?: readonly string[];
  /** How much later than written everything happens. */
  readonly shiftMs: number;
}

/** A service, for a happening. */
export interface ServiceAt extends Place {
  readonly cluster: string;
  readonly service: string;
}

/** A task of a service, for a happening: the first that runs is 0, as in `stopTask`. */
export interface TaskAt extends ServiceAt {
  readonly task?: number;
}
