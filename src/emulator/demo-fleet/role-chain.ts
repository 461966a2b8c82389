import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { assumeRole } from "../calls/sign-in.ts";
import { roleSession } from "../callers/role-session.ts";
import type { Story } from "../teller.ts";
import { boto3 } from "../user-agents.ts";
import { ADDRESS, prodEurope } from "./fleet.ts";
import { atTerminal, tomas } from "./people.ts";

const issued = "2026-11-17T09:14:26Z";

/** A script of Tomas's takes the role ops-admin. Only the AssumeRole event before it leads back to him. */
export const roleChain: Story = {
  name: "role-chain",
  tell: ({ at }) => {
    const ops = {
      ...prodEurope,
      role: "ops-admin",
      session: "botocore-session-1794906866",
      issued,
      from: ADDRESS.office,
      with: boto3(),
    };
    const person = atTerminal(tomas, prodEurope, "2026-11-17T09:10:08Z", boto3());
    const script = roleSession(ops);
    const payments = { cluster: "prod", service: "payments" };
    at(issued, person, assumeRole(ops));
    at("2026-11-17T09:14:27Z", script, describeServices("prod", ["payments"]));
    at(
      "2026-11-17T09:14:29Z",
      script,
      updateService({ ...payments, healthCheckGracePeriodSeconds: 120 }),
      "given-time",
    );
  },
  incidents: [
    {
      id: "payments-given-time",
      symptom: "broken tasks of payments in prod are replaced a minute later than before",
      question: ({ minute }) => `who payments --at ${minute}`,
      mark: "given-time",
      truth: {
        intent: "configure",
        actorKind: "person",
        actorName: tomas.userName,
        tool: "boto3",
        origin: ADDRESS.office,
        says: [
          "payments in prod",
          "healthCheckGracePeriodSeconds 60 → 120",
          "tomas.silva@acme.example",
          "through role ops-admin",
        ],
      },
    },
  ],
};
