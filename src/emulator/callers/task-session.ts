import type { Caller } from "../record-writer.ts";
import { tasksAtFirst, type ServiceSpec } from "../stage.ts";
import type { UserAgentOf } from "../user-agents.ts";
import { roleSession } from "./role-session.ts";

/** What runs inside the first task of a service that was never deployed again, with the credentials of the task's role. */
export function taskSession(
  spec: ServiceSpec,
  settings: {
    readonly role: string;
    /** When ECS last renewed the credentials: ISO 8601 in UTC. */
    readonly issued: string;
    readonly from: string;
    readonly with: UserAgentOf;
  },
): Caller {
  const { account, region } = spec;
  const caller = roleSession({ ...settings, account, region, session: "" });
  return {
    ...caller,
    userIdentity: (clock) => {
      const [session = ""] = tasksAtFirst({ ...spec, createdAt: clock(spec.createdAt) });
      return roleSession({ ...settings, account, region, session }).userIdentity(clock);
    },
  };
}
