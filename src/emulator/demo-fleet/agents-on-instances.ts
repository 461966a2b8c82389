import { agentCall } from "../calls/agent.ts";
import { roleSession } from "../callers/role-session.ts";
import type { Caller } from "../record-writer.ts";
import { hexOf, seededRandom } from "../stable-ids.ts";
import type { Story, Teller } from "../teller.ts";
import { ecsAgent } from "../user-agents.ts";
import { DAYS, isOver, momentOf } from "./calendar.ts";
import { ADDRESS, prodEurope } from "./fleet.ts";

const INSTANCES = ["i-0b5f3c8a7d9e21046", "i-04c1e7f2a8b6d3905"] as const;

/** The ECS agents of the two container instances of `batch` tell ECS what their tasks do, all day long. */
export const agentsOnInstances: Story = {
  name: "agents-on-instances",
  tell: ({ at }) => {
    const random = seededRandom("agents-on-instances");
    for (const instance of INSTANCES) {
      for (const day of DAYS) {
        connects(at, instance, day);
        for (let count = 0; count < 16; count += 1) {
          const hour = Math.floor(random() * 23);
          const minute = Math.floor(random() * 50);
          if (!isOver(momentOf(day, hour, minute + 9))) continue;
          const task = hexOf(`${instance}/${String(day)}/${String(count)}`, 32);
          taskComesAndGoes(at, agentOn(instance, day, hour), task, (later, second = 0) =>
            momentOf(day, hour, minute + later, second),
          );
        }
      }
    }
  },
};

function connects(at: Teller["at"], instance: string, day: number): void {
  const containerInstance = `arn:aws:ecs:eu-west-1:${prodEurope.account}:container-instance/batch/${hexOf(instance, 32)}`;
  const request = { cluster: "batch", containerInstance };
  const agent = agentOn(instance, day, 5);
  at(momentOf(day, 5, 3), agent, agentCall("DiscoverPollEndpoint", request));
  // A data event: trails may hold it, the event history never does.
  at(momentOf(day, 5, 4), agent, agentCall("Poll", request));
}

function taskComesAndGoes(
  at: Teller["at"],
  agent: Caller,
  task: string,
  moment: (minutes: number, second?: number) => string,
): void {
  const request = { cluster: "batch", task };
  const container = { ...request, containerName: "image-resizer" };
  const reason = "Essential container in task exited";
  const running = { ...request, status: "RUNNING" };
  const exited = { ...container, status: "STOPPED", exitCode: 0 };
  const stopped = { ...request, status: "STOPPED", reason };
  at(moment(0), agent, agentCall("SubmitTaskStateChange", running));
  at(moment(8), agent, agentCall("SubmitContainerStateChange", exited));
  at(moment(8, 2), agent, agentCall("SubmitTaskStateChange", stopped));
}

/** An instance receives new credentials every six hours. */
function agentOn(instance: string, day: number, hour: number): Caller {
  return roleSession({
    ...prodEurope,
    role: "ecsInstanceRole",
    session: instance,
    issued: momentOf(day, hour - (hour % 6), 0),
    from: ADDRESS.natProd,
    with: ecsAgent,
    context: { ec2RoleDelivery: "2.0" },
  });
}
