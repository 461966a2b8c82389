import type { JsonObject } from "../../core/record.ts";
import type { Place } from "../stage.ts";

/** A service while its story is told. */
export interface ServiceLife extends Place {
  readonly cluster: string;
  readonly name: string;
  /** As the newest response about it has it, without deployments and events. */
  base: JsonObject;
  desiredCount: number;
  /** Newest first: the first is PRIMARY. */
  deployments: DeploymentLife[];
  /** Its running tasks, oldest first. */
  tasks: TaskLife[];
  /** Tasks of a new deployment that do not yet take the place of the others. */
  incoming: TaskLife[];
  /** Steps of a rollout that is no longer the newest are not taken. */
  rollout: number;
  /** How many events it has said. */
  said: number;
  /** When it said something last: milliseconds since 1970. */
  saidAt: number;
}

export interface DeploymentLife {
  /** `ecs-svc/…`. */
  readonly id: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly revisionArn: string;
  /** As DescribeServices has it. */
  body: JsonObject;
  /** The service deployment, as DescribeServiceDeployments has it; absent for one from before there were any. */
  history?: JsonObject;
  /** How many tasks it has created. */
  created: number;
}

export interface TaskLife extends Place {
  readonly id: string;
  readonly arn: string;
  readonly cluster: string;
  readonly service?: string;
  /** The deployment that started it. */
  readonly deployment?: string;
  /** The container instance's ARN. */
  readonly instance?: string;
  body: JsonObject;
  isEnded: boolean;
}

export interface InstanceLife extends Place {
  readonly arn: string;
  readonly cluster: string;
  readonly ec2InstanceId: string;
  body: JsonObject;
}

/** Why a task ends, in ECS's words. */
export interface Ending {
  readonly stopCode: string;
  readonly stoppedReason: string;
  /** Of the essential container; default 0. */
  readonly exitCode?: number;
  /** Of the essential container: `OutOfMemoryError: Container killed due to memory usage`. */
  readonly containerReason?: string;
  /** It never ran. */
  readonly neverStarted?: true;
}
