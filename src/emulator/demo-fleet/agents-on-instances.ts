import { agentCall } from "../calls/agent.ts";
import { roleSession } from "../callers/role-session.ts";
import type { Caller } from "../record-writer.ts";
import { hexOf, seededRandom } from "../stable-ids.ts";
import type { Story, Teller } from "../teller.ts";
import { ecsAgent } from "../user-agents.ts";
import { ADDRESS, prodEurope } from "./fleet.ts";
import { DAYS, momentOf } from "./calendar.ts";

const INSTANCES = ["i-0b5f3c8a7d9e21046", "i-04c1e7f2a8b6d3905"] as const;

/** The ECS agents of the two container instances of `batch` tell ECS what their tasks do, all day long. */
export const agentsOnInstances: Story = {
  name: "agents-on-instances",
  tell: ({ at }) => {
    const random = seededRandom("agents-on-instances");
    for (const instance of INSTANCES) {
      for (const day of DAYS) {
        const agent = agentOn(instance, day);
        for (const hour of [5, 17]) {
          const request = { containerInstance: containerInstance(instance), cluster: "batch" };
          at(momentOf(day, hour, 3), agent, agentCall("DiscoverPollEndpoint", request));
        }
        for (let count = 0; count < 16; count += 1) {
          taskComesAndGoes(at, agent, `${instance}/${day}/${String(count)}`, day, random);
        }
        // A data event: trails may hold it, the event history never does.
        const poll = { containerInstance: containerInstance(instance), cluster: "batch" };
        at(momentOf(day, 5, 4), agent, agentCall("Poll", poll));
      }
    }
  },
};

function taskComesAndGoes(
  at: Teller["at"],
  agent: Caller,
  seed: string,
  day: number,
  random: () => number,
): void {
  const request = { cluster: "batch", task: hexOf(seed, 32) };
  const hour = Math.floor(random() * 23);
  const minute = Math.floor(random() * 50);
  const container = { ...request, containerName: "image-resizer" };
  at(
    momentOf(day, hour, minute),
    agent,
    agentCall("SubmitTaskStateChange", { ...request, status: "RUNNING" }),
  );
  at(
    momentOf(day, hour, minute + 8),
    agent,
    agentCall("SubmitContainerStateChange", { ...container, status: "STOPPED", exitCode: 0 }),
  );
  const reason = "Essential container in task exited";
  at(
    momentOf(day, hour, minute + 8, 2),
    agent,
    agentCall("SubmitTaskStateChange", { ...request, status: "STOPPED", reason }),
  );
}

function agentOn(instance: string, day: number): Caller {
  return roleSession({
    ...prodEurope,
    role: "ecsInstanceRole",
    session: instance,
    issued: momentOf(day, 0, 0),
    from: ADDRESS.natProd,
    with: ecsAgent,
    context: { ec2RoleDelivery: "2.0" },
  });
}

function containerInstance(instance: string): string {
  return `arn:aws:ecs:eu-west-1:${prodEurope.account}:container-instance/batch/${hexOf(instance, 32)}`;
}
