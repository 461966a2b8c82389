import { describeServices, read } from "../calls/reads.ts";
import { denied, updateService } from "../calls/services.ts";
import { ecsArn } from "../calls/service-body.ts";
import { identityCenterPerson } from "../callers/identity-center-person.ts";
import type { Story } from "../teller.ts";
import { awsCli2 } from "../user-agents.ts";
import { ADDRESS, prodEurope, staging } from "./fleet.ts";
import { atTerminal, mia } from "./people.ts";

const claude = awsCli2({ session: "mia/2026-11-20/claude", features: "r,s,AN" });

/**
 * Mia asks Claude Code to try how api does with a single task. It first reaches for production, where her read-only
 * permissions stop it, and then does it in staging.
 */
export const agentInStaging: Story = {
  name: "agent-in-staging",
  tell: ({ at }) => {
    const inProd = identityCenterPerson(mia, {
      ...prodEurope,
      permissionSet: "ReadOnlyAccess",
      signedIn: "2026-11-20T10:40:19Z",
      from: ADDRESS.vpn,
      with: claude,
    });
    const scaleDown = { service: "api", desiredCount: 1 } as const;
    at("2026-11-20T10:44:31Z", inProd, read("ecs", "ListClusters"));
    at("2026-11-20T10:44:47Z", inProd, describeServices("prod", ["api"]));
    at(
      "2026-11-20T10:45:20Z",
      inProd,
      denied(updateService({ cluster: "prod", ...scaleDown }), (scene) =>
        ecsArn(scene, "service/prod/api"),
      ),
    );

    const inStaging = {
      ...atTerminal(mia, staging, "2026-11-20T10:46:02Z", claude),
      sourceIPAddress: ADDRESS.vpn,
    };
    at("2026-11-20T10:46:40Z", inStaging, describeServices("staging", ["api"]));
    at(
      "2026-11-20T10:47:15Z",
      inStaging,
      updateService({ cluster: "staging", ...scaleDown }),
      "scaled",
    );
    at("2026-11-20T10:47:50Z", inStaging, describeServices("staging", ["api"]));
  },
  incidents: [
    {
      id: "staging-api-scaled-by-an-agent",
      symptom: "api in staging has one task instead of two",
      question: ({ clock }) => `who staging/api --at ${clock}`,
      mark: "scaled",
      truth: {
        intent: "scale",
        actorKind: "person",
        actorName: mia.userName,
        tool: "aws-cli",
        origin: ADDRESS.vpn,
        says: ["api in staging", "2 → 1", "mia.larsen@acme.example", "Claude Code"],
      },
    },
  ],
};
