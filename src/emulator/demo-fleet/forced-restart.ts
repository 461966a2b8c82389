import { describeServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import type { Story } from "../teller.ts";
import { ADDRESS, prodEurope } from "./fleet.ts";
import { atTerminal, tomas } from "./people.ts";

/** Tomas restarts search, so that it reads its synonyms again. */
export const forcedRestart: Story = {
  name: "forced-restart",
  tell: ({ at }) => {
    const terminal = atTerminal(tomas, prodEurope, "2026-11-20T11:20:44Z");
    at("2026-11-20T11:31:50Z", terminal, describeServices("prod", ["search"]));
    at(
      "2026-11-20T11:32:20Z",
      terminal,
      updateService({ cluster: "prod", service: "search", forceNewDeployment: true }),
      "restarted",
    );
  },
  incidents: [
    {
      id: "search-restarted",
      symptom: "search in prod dropped its warm caches at 11:32",
      question: ({ clock }) => `who search --at ${clock}`,
      mark: "restarted",
      truth: {
        intent: "restart",
        actorKind: "person",
        actorName: tomas.userName,
        tool: "aws-cli",
        origin: ADDRESS.office,
        says: ["search in prod", "restarted", "tomas.silva@acme.example"],
      },
    },
  ],
};
