import type { ContainerEnd, Reading, TextPlace } from "./effect.ts";
import { readFailure } from "./effect-failures.ts";
import { messageFamilies } from "./messages/index.ts";

/** What the catalogue makes of a text of ECS; nothing where no family knows it. Never throws. */
export function readMessage(text: string, where: TextPlace): Reading | undefined {
  const words = text.trim();
  if (words === "") return undefined;
  for (const family of messageFamilies) {
    if (!family.where.includes(where)) continue;
    const told = family.read(words);
    if (told !== undefined) return { family: family.id, ...told };
  }
  return undefined;
}

/** What ECS says of a task's end. */
export interface TaskEnd {
  readonly stoppedReason: string;
  readonly stopCode?: string;
  readonly containers: readonly ContainerEnd[];
}

/**
 * Why a task ended. A reason given to StopTask stands in `stoppedReason` verbatim, so that it may imitate ECS's own
 * words: under the code `UserInitiated` no text is ever read as a condition. Where nobody knows the text, the code alone
 * is read.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export function readTaskEnd(end: TaskEnd): Reading | undefined {
  const { stoppedReason, stopCode, containers } = end;
  const known = readMessage(stoppedReason, "stopped-reason");
  if (stopCode === "UserInitiated") {
    return known?.caller === "direct" ? known : stoppedByCaller(stoppedReason);
  }
  const reading = known ?? readStopCode(stopCode, stoppedReason);
  if (reading === undefined || reading.caller !== "none") return reading;
  return withContainers(reading, containers);
}

function stoppedByCaller(reason: string): Reading {
  return {
    family: "stop-code",
    says: "somebody called StopTask",
    caller: "direct",
    tasks: [],
    ...(reason !== "" && { reason }),
  };
}

const CODES: ReadonlyMap<string, Pick<Reading, "says" | "caller" | "condition">> = new Map([
  [
    "EssentialContainerExited",
    { says: "an essential container exited", caller: "none", condition: "crash" },
  ],
  [
    "InfrastructureHealth",
    {
      says: "the infrastructure below the task was impaired",
      caller: "none",
      condition: "infrastructure-health",
    },
  ],
  [
    "ServiceSchedulerInitiated",
    { says: "the service scheduler stopped the task", caller: "unknown" },
  ],
  [
    "SpotInterruption",
    { says: "AWS took the Spot capacity back", caller: "none", condition: "spot-interruption" },
  ],
  [
    "TaskFailedToStart",
    { says: "the task failed to start", caller: "none", condition: "failed-to-start" },
  ],
  // Fargate Spot and EC2 instances that end both have this code.
  ["TerminationNotice", { says: "the task's host was about to end", caller: "unknown" }],
] satisfies readonly (readonly [string, Pick<Reading, "says" | "caller" | "condition">])[]);

function readStopCode(stopCode: string | undefined, reason: string): Reading | undefined {
  const read = stopCode === undefined ? undefined : CODES.get(stopCode);
  if (read === undefined) return undefined;
  return { family: "stop-code", ...read, tasks: [], ...(reason !== "" && { reason }) };
}

const REFINED: ReadonlySet<string | undefined> = new Set(["crash", "failed-to-start"]);

/** The containers say more exactly how it ended: killed for its memory, its image missing, its exit code. */
function withContainers(reading: Reading, containers: readonly ContainerEnd[]): Reading {
  if (!REFINED.has(reading.condition)) return reading;
  for (const { name, reason = "" } of containers) {
    const failure = readFailure(reason);
    if (failure === undefined) continue;
    return { ...reading, ...failure, says: `${failure.says} (${name})`, reason };
  }
  return reading.condition === "crash" ? withExitCodes(reading, containers) : reading;
}

function withExitCodes(reading: Reading, containers: readonly ContainerEnd[]): Reading {
  const ended = containers.filter(({ exitCode }) => exitCode !== undefined);
  const failed = ended.filter(({ exitCode }) => exitCode !== 0);
  const [first] = failed.length > 0 ? failed : ended;
  if (first === undefined) return reading;
  const { condition, ...rest } = reading;
  const says = `the container ${first.name} exited with code ${String(first.exitCode)}`;
  // Which containers are essential is not told; where all ended well, the task is simply over.
  return failed.length > 0 ? { ...rest, says, ...(condition && { condition }) } : { ...rest, says };
}
