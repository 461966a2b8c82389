import { describeServices } from "../calls/reads.ts";
import { deleteService } from "../calls/services.ts";
import type { Story } from "../teller.ts";
import { ADDRESS, prodEurope } from "./fleet.ts";
import { inCloudShell, mia } from "./people.ts";

/** Mia believed that nobody reads the old reports any more. */
export const serviceDeleted: Story = {
  name: "service-deleted",
  tell: ({ at }) => {
    const shell = inCloudShell(mia, prodEurope, "2026-11-18T16:31:15Z");
    at("2026-11-18T16:42:50Z", shell, describeServices("prod", ["legacy-reports"]));
    at(
      "2026-11-18T16:44:09Z",
      shell,
      deleteService({ cluster: "prod", service: "legacy-reports", force: true }),
      "deleted",
    );
  },
  incidents: [
    {
      id: "legacy-reports-deleted",
      symptom: "finance has had no reports since Wednesday evening",
      question: () => "who legacy-reports --since 7d",
      mark: "deleted",
      truth: {
        intent: "delete",
        actorKind: "person",
        actorName: mia.userName,
        tool: "aws-cli in AWS CloudShell",
        origin: ADDRESS.natProd,
        says: ["legacy-reports in prod", "deleted by force", "mia.larsen@acme.example"],
      },
    },
  ],
};
