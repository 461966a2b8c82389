import { consoleLogin } from "../calls/sign-in.ts";
import { describeServices, read } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { rootUser } from "../callers/root-user.ts";
import type { Story } from "../teller.ts";
import { ADDRESS, PROD, prodAmerica } from "./fleet.ts";

/** On a Tuesday night somebody signs in as root, without a second factor, and makes the status page bigger. */
export const rootUsed: Story = {
  name: "root-used",
  tell: ({ at }) => {
    const root = rootUser({
      ...prodAmerica,
      from: ADDRESS.vpn,
      signedIn: "2026-11-17T22:04:51Z",
      mfa: false,
    });
    at("2026-11-17T22:04:51Z", root, consoleLogin({ mfa: false }));
    at("2026-11-17T22:07:12Z", root, read("ecs", "ListClusters"));
    at("2026-11-17T22:08:40Z", root, describeServices("global", ["status-page"]));
    at(
      "2026-11-17T22:10:33Z",
      root,
      updateService({ cluster: "global", service: "status-page", desiredCount: 6 }),
      "scaled",
    );
  },
  incidents: [
    {
      id: "status-page-scaled-by-root",
      symptom: "the status page in us-east-1 costs three times as much since Tuesday",
      question: () => "who status-page --since 7d",
      mark: "scaled",
      truth: {
        intent: "scale",
        actorKind: "root",
        actorName: `root of ${PROD}`,
        tool: "AWS console",
        origin: ADDRESS.vpn,
        says: ["status-page in global", "2 → 6", "root"],
      },
    },
  ],
};
