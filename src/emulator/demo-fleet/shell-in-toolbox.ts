import { isObject, type Json } from "../../core/record.ts";
import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { executeCommand, giveTaskItsRole } from "../calls/tasks.ts";
import { awsServiceItself } from "../callers/role-session.ts";
import { taskSession } from "../callers/task-session.ts";
import type { Story } from "../teller.ts";
import { awsCli2 } from "../user-agents.ts";
import { ADDRESS, prodEurope, toolbox } from "./fleet.ts";
import { inConsole, ravi } from "./people.ts";

const ROLE = "toolbox-task";
const ISSUED = "2026-11-19T18:20:31Z";

/**
 * The toolbox is a task that does nothing but wait for somebody with a shell, and its role may change what runs in batch.
 * Ravi opens a shell there; ten minutes later a call comes from inside. No record tells who typed it.
 */
export const shellInToolbox: Story = {
  name: "shell-in-toolbox",
  tell: ({ at }) => {
    const target = { cluster: toolbox.cluster, service: toolbox.name };
    const ecs = awsServiceItself({ ...prodEurope, service: "ecs-tasks.amazonaws.com" });
    at(ISSUED, ecs, giveTaskItsRole(target, ROLE, ISSUED));

    const console = inConsole(ravi, prodEurope, "2026-11-19T18:12:06Z");
    at("2026-11-19T18:24:50Z", console, executeCommand(target, "/bin/bash"));

    const tool = awsCli2({ session: "toolbox", features: "z", machine: "fargate" });
    const settings = { role: ROLE, issued: ISSUED, from: ADDRESS.natProd, with: tool };
    const inside = taskSession(toolbox, settings);
    const resizer = { cluster: "batch", service: "image-resizer" };
    at("2026-11-19T18:33:02Z", inside, describeServices("batch", ["image-resizer"]));
    at("2026-11-19T18:34:41Z", inside, updateService({ ...resizer, desiredCount: 4 }), "scaled");
  },
  incidents: [
    {
      id: "image-resizer-scaled-from-inside",
      symptom: "image-resizer has four tasks instead of two since Thursday evening",
      question: ({ minute }) => `who image-resizer --at ${minute}`,
      mark: "scaled",
      truth: {
        intent: "scale",
        actorKind: "workload",
        actorName: ({ userIdentity }) => `task ${taskOf(userIdentity)}`,
        tool: "aws-cli",
        origin: ADDRESS.natProd,
        says: [
          "image-resizer in batch",
          "2 → 4",
          "role toolbox-task",
          "It may have been ravi.patel@acme.example",
        ],
      },
    },
  ],
};

/** The session of a task's role is named after the task. */
function taskOf(userIdentity: Json | undefined): string {
  const arn = isObject(userIdentity) ? userIdentity["arn"] : undefined;
  return typeof arn === "string" ? arn.slice(arn.lastIndexOf("/") + 1) : "";
}
