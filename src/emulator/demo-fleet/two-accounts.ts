import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { assumeRole, assumeRoleAcross } from "../calls/sign-in.ts";
import { roleSession } from "../callers/role-session.ts";
import type { Story } from "../teller.ts";
import { awsCli2 } from "../user-agents.ts";
import { ADDRESS, prodAnalytics, staging } from "./fleet.ts";
import { atTerminal, tomas } from "./people.ts";

const home = { ...staging, region: prodAnalytics.region };

/** One profile that takes a role by way of another: the aws-cli names each session by the clock. */
const profile = awsCli2({
  session: "tomas/2026-11-18/release",
  features: "r,s,i,n",
  command: "ecs.update-service",
});

/**
 * Tomas signs in to acme-staging only. From there his profile takes the role release-engineer, and with that the role
 * release-prod of acme-prod, whose own trail knows of the caller no more than the account.
 */
export const twoAccounts: Story = {
  name: "two-accounts",
  tell: ({ at }) => {
    const engineer = {
      ...home,
      role: "release-engineer",
      session: "botocore-session-1795016452",
      issued: "2026-11-18T15:40:52Z",
      from: ADDRESS.office,
      with: profile,
    };
    const release = {
      ...engineer,
      ...prodAnalytics,
      role: "release-prod",
      session: "botocore-session-1795016453",
      issued: "2026-11-18T15:40:53Z",
    };
    const loader = { cluster: "analytics", service: "warehouse-loader" };
    at(
      engineer.issued,
      atTerminal(tomas, home, "2026-11-18T15:36:09Z", profile),
      assumeRole(engineer),
    );
    assumeRoleAcross(at, roleSession(engineer), release);
    const inProd = roleSession(release);
    at(
      "2026-11-18T15:40:54Z",
      inProd,
      updateService({ ...loader, forceNewDeployment: true }),
      "restarted",
    );
    at("2026-11-18T15:41:37Z", inProd, describeServices("analytics", ["warehouse-loader"]));
  },
  incidents: [
    {
      id: "warehouse-loader-restarted",
      symptom: "the warehouse was loaded twice on Wednesday afternoon",
      question: ({ minute }) => `who warehouse-loader --at ${minute}`,
      mark: "restarted",
      truth: {
        intent: "restart",
        actorKind: "person",
        actorName: tomas.userName,
        tool: "aws-cli",
        origin: ADDRESS.office,
        says: [
          "warehouse-loader in analytics",
          "restarted",
          "tomas.silva@acme.example",
          "through role release-engineer of acme-staging, then release-prod",
        ],
      },
    },
  ],
};
