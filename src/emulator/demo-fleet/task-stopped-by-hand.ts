import { describeServices, listServices, read } from "../calls/reads.ts";
import { stopTask } from "../calls/tasks.ts";
import type { Story } from "../teller.ts";
import { prodEurope } from "./fleet.ts";
import { inConsole, ravi } from "./people.ts";

/** Ravi, on call, bounces a task of payments that still had the old certificate. */
export const taskStoppedByHand: Story = {
  name: "task-stopped-by-hand",
  tell: ({ at }) => {
    const console = inConsole(ravi, prodEurope, "2026-11-20T13:12:30Z");
    at("2026-11-20T13:19:02Z", console, read("ecs", "ListClusters"));
    at("2026-11-20T13:19:20Z", console, listServices("prod"));
    at("2026-11-20T13:19:41Z", console, describeServices("prod", ["payments"]));
    at(
      "2026-11-20T13:20:15Z",
      console,
      read("ecs", "ListTasks", { cluster: "prod", serviceName: "payments" }),
    );
    at(
      "2026-11-20T13:21:40Z",
      console,
      stopTask({ cluster: "prod", service: "payments", index: 1 }, "stale TLS certificate"),
      "stopped",
    );
  },
  incidents: [
    {
      id: "payments-task-stopped",
      symptom: "one task of payments in prod stopped at 13:21, and a new one started",
      question: ({ clock }) => `who payments --at ${clock}`,
      mark: "stopped",
      truth: {
        intent: "stop-task",
        actorKind: "person",
        actorName: ravi.userName,
        tool: "AWS console",
        origin: "198.51.100.23",
        says: [
          "of payments in prod",
          "stopped",
          "stale TLS certificate",
          "ravi.patel@acme.example",
        ],
      },
    },
  ],
};
