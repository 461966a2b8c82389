import type { Condition } from "./effect.ts";

/** What kept a task or container from starting, or ended it, by the error's name. */
export interface Failure {
  readonly condition: Condition;
  /** As a clause: `an image could not be pulled`. */
  readonly says: string;
}

/**
 * The errors with which ECS and its agents begin a stopped reason, a container's reason or a placement's reason.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
const FAILURES: readonly (readonly [RegExp, Failure])[] = [
  [
    /^CannotPull(?:ECR)?(?:Container|Image|ImageManifest)Error\b/,
    { condition: "image-pull", says: "an image could not be pulled" },
  ],
  [
    /^OutOfMemoryError\b/,
    {
      condition: "out-of-memory",
      says: "a container was killed because it used more memory than it may",
    },
  ],
  [
    /^ResourceInitializationError\b/,
    { condition: "failed-to-start", says: "what the task needs could not be set up" },
  ],
  [
    /^ResourceNotFoundError\b/,
    { condition: "failed-to-start", says: "something that the task needs was not found" },
  ],
  [
    /^CannotStartContainerError\b/,
    { condition: "failed-to-start", says: "a container could not be started" },
  ],
  [
    /^CannotCreateContainerError\b/,
    { condition: "failed-to-start", says: "a container could not be created" },
  ],
  [
    /^CannotCreateVolumeError\b/,
    { condition: "failed-to-start", says: "a volume could not be created" },
  ],
  [
    /^CannotInspectContainerError\b/,
    { condition: "failed-to-start", says: "a container could not be inspected" },
  ],
  [
    /^CannotStopContainerError\b/,
    { condition: "failed-to-start", says: "a container could not be stopped" },
  ],
  [
    /^(?:DockerTimeout|ContainerRuntimeTimeout)Error\b/,
    { condition: "failed-to-start", says: "the container runtime took too long" },
  ],
  [
    /^ContainerRuntimeError\b/,
    { condition: "failed-to-start", says: "the container runtime reported an error" },
  ],
  [/^InternalError\b/, { condition: "failed-to-start", says: "ECS reported an internal error" }],
  [
    /^(?:RESOURCE:|Capacity is unavailable|NO ACTIVE INSTANCES|EMPTY CAPACITY PROVIDER)/i,
    { condition: "no-capacity", says: "there was no capacity for the task" },
  ],
  [
    /^(?:AGENT|ATTRIBUTE|LOCATION|MemberOf placement constraint unsatisfied)\b/,
    { condition: "no-capacity", says: "no container instance met the task's requirements" },
  ],
];

const WRAPPER = /^(?:TaskFailedToStart: ?|Task failed to start: ?)/;

/** What failed, from the error that a text begins with; nothing where nobody knows it. */
export function readFailure(text: string): Failure | undefined {
  const bare = text.replace(WRAPPER, "");
  return FAILURES.find(([pattern]) => pattern.test(bare))?.[1];
}
