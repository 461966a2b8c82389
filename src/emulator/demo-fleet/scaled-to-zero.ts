import { describeServices, listServices } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import type { Story } from "../teller.ts";
import { prodEurope, staging } from "./fleet.ts";
import { atTerminal, jane } from "./people.ts";

/**
 * Every Friday Jane's script empties staging for the weekend. Last week it did. Today the shell still had the profile
 * of production, and the script took the services of `prod` in the order of its list until she stopped it.
 */
export const scaledToZero: Story = {
  name: "scaled-to-zero",
  tell: ({ at }) => {
    const lastWeek = atTerminal(jane, staging, "2026-11-13T13:55:40Z");
    at("2026-11-13T14:02:03Z", lastWeek, listServices("staging"));
    at("2026-11-13T14:02:07Z", lastWeek, toZero("staging", "checkout"));
    at("2026-11-13T14:02:09Z", lastWeek, toZero("staging", "payments"));
    at("2026-11-13T14:02:11Z", lastWeek, toZero("staging", "web"));

    const today = atTerminal(jane, prodEurope, "2026-11-20T13:50:12Z");
    at("2026-11-20T14:02:03Z", today, listServices("prod"));
    at("2026-11-20T14:02:06Z", today, toZero("prod", "cart"));
    at("2026-11-20T14:02:08Z", today, toZero("prod", "search"));
    at("2026-11-20T14:02:11Z", today, toZero("prod", "checkout"), "checkout");
    at("2026-11-20T14:03:02Z", today, describeServices("prod", ["checkout", "cart", "search"]));
  },
  incidents: [
    {
      id: "checkout-scaled-to-zero",
      symptom: "checkout in prod answers 503 since 14:02",
      question: ({ clock }) => `who checkout --at ${clock}`,
      mark: "checkout",
      truth: {
        intent: "stop-service",
        actorKind: "person",
        actorName: jane.userName,
        tool: "aws-cli",
        origin: "198.51.100.23",
        says: ["checkout in prod", "4 → 0", "jane.doe@acme.example", "office"],
      },
    },
  ],
};

function toZero(cluster: string, service: string): ReturnType<typeof updateService> {
  return updateService({ cluster, service, desiredCount: 0 });
}
