import { readFailure } from "../effect-failures.ts";
import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const FAILED =
  /^(?:TaskFailedToStart\b|Task failed to start\b|Timeout waiting for (?:network interface|EphemeralStorage) provisioning|Unexpected EC2 error while attempting to )/i;

/** The task did not get as far as running: image, secrets, network, storage, container runtime. */
export const startFailure = defineMessageFamily({
  id: "start-failure",
  summary: "The task could not be started, with the error.",
  where: ["stopped-reason"],
  read: (text) => {
    const failure = readFailure(text);
    if (failure !== undefined) {
      const { condition, says } = failure;
      return tell({}, { says, caller: "none", condition, reason: text });
    }
    return FAILED.test(text)
      ? tell(
          {},
          {
            says: "the task failed to start",
            caller: "none",
            condition: "failed-to-start",
            reason: text,
          },
        )
      : undefined;
  },
  examples: [
    {
      text: 'CannotPullContainerError: inspect image has been retried 5 time(s): failed to resolve ref "docker.io/library/nope:latest": pull access denied',
      reading: { says: "an image could not be pulled", caller: "none", condition: "image-pull" },
    },
    {
      text: "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm",
      reading: { condition: "failed-to-start" },
    },
    {
      text: "OutOfMemoryError: Container killed due to memory usage",
      reading: { condition: "out-of-memory" },
    },
    {
      text: "DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s",
      reading: { condition: "failed-to-start" },
    },
    {
      text: "CannotStartContainerError: failed to get container status",
      reading: { condition: "failed-to-start" },
    },
    {
      text: "CannotCreateContainerError: API error (500): devmapper",
      reading: { condition: "failed-to-start" },
    },
    { text: "Task failed to start", reading: { says: "the task failed to start" } },
    { text: "TaskFailedToStart: RESOURCE:GPU", reading: { condition: "no-capacity" } },
    {
      text: "Timeout waiting for network interface provisioning to complete.",
      reading: { condition: "failed-to-start" },
    },
    {
      text: "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-0123456789abcdef0': InsufficientFreeAddressesInSubnet",
      reading: { condition: "failed-to-start" },
    },
  ],
});
