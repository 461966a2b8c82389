import { describeServices, read } from "../calls/reads.ts";
import { executeCommand } from "../calls/tasks.ts";
import { iamUser } from "../callers/iam-user.ts";
import type { Story } from "../teller.ts";
import { awsCli1, awsCli2 } from "../user-agents.ts";
import { ADDRESS, prodEurope } from "./fleet.ts";

/**
 * The old build server's key, meant to be gone, lists what is deployed every night from acme's own network. One night it
 * is used from an address that nobody knows, looks around and opens a shell in api.
 */
export const callFromAStranger: Story = {
  name: "call-from-a-stranger",
  tell: ({ at }) => {
    const usual = iamUser({
      ...prodEurope,
      userName: "ci-legacy",
      from: ADDRESS.natProd,
      with: awsCli1,
    });
    for (let day = 7; day <= 20; day += 1) {
      at(
        `2026-11-${String(day).padStart(2, "0")}T02:00:05Z`,
        usual,
        describeServices("prod", ["api", "web"]),
      );
    }
    const stranger = iamUser({
      ...prodEurope,
      userName: "ci-legacy",
      from: ADDRESS.stranger,
      with: awsCli2({ session: "stranger", features: "g", machine: "ubuntu" }),
    });
    at("2026-11-16T03:08:17Z", stranger, read("sts", "GetCallerIdentity"));
    at("2026-11-16T03:08:42Z", stranger, read("ecs", "ListClusters"));
    at("2026-11-16T03:09:30Z", stranger, read("ecs", "ListTasks", { cluster: "prod" }));
    at("2026-11-16T03:10:58Z", stranger, describeServices("prod", ["api"]));
    at(
      "2026-11-16T03:12:44Z",
      stranger,
      executeCommand({ cluster: "prod", service: "api", index: 2 }, "/bin/sh"),
      "entered",
    );
  },
  incidents: [
    {
      id: "api-entered-by-a-stranger",
      symptom: "a shell ran in a task of api in prod in the night to Monday",
      question: ({ minute }) => `who prod --at ${minute}`,
      mark: "entered",
      truth: {
        intent: "exec",
        actorKind: "person",
        actorName: "ci-legacy",
        tool: "aws-cli",
        origin: ADDRESS.stranger,
        says: ["in prod", "ECS Exec", "/bin/sh", "ci-legacy", "192.0.2.66"],
      },
    },
  ],
};
