import type { Happening, InstanceSpec } from "../ecs-world.ts";
import {
  failsLoadBalancerChecks,
  happens,
  runsOutOfMemory,
  taskExits,
} from "../ecs-world/happenings.ts";
import { DAYS, momentOf } from "./calendar.ts";
import { prodAmerica, prodEurope } from "./fleet.ts";

/** The container instances of `batch`, whose agents report all day long. */
export const instances: readonly InstanceSpec[] = [
  "i-0b5f3c8a7d9e21046",
  "i-04c1e7f2a8b6d3905",
].map((ec2InstanceId) => ({
  ...prodEurope,
  cluster: "batch",
  ec2InstanceId,
  registeredAt: "2026-03-02T09:50:00Z",
}));

const api = { ...prodEurope, cluster: "prod", service: "api" } as const;
const router = { ...prodAmerica, cluster: "global", service: "geo-router" } as const;

/** The night on which there was no room for the invoices. */
const NO_ROOM = 15;

/** What ECS does by itself in these two weeks. */
export const happenings: readonly Happening[] = [
  // api:42 has half of the memory that it needs.
  happens("2026-11-19T09:40:31Z", runsOutOfMemory({ ...api, task: 2 })),
  happens("2026-11-19T09:46:05Z", runsOutOfMemory({ ...api, task: 0 })),
  happens("2026-11-19T09:53:48Z", runsOutOfMemory({ ...api, task: 4 })),
  happens("2026-11-19T10:07:22Z", runsOutOfMemory({ ...api, task: 1 })),
  happens("2026-11-19T10:18:40Z", runsOutOfMemory({ ...api, task: 3 })),
  happens("2026-11-20T13:41:09Z", failsLoadBalancerChecks({ ...router, task: 1 })),
  ...DAYS.filter((day) => day !== NO_ROOM).map((day) =>
    happens(momentOf(day, 1, 41, 17), taskExits("events-rule/nightly-invoices", 0)),
  ),
];
