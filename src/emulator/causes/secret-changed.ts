import { placeOf, registerWith, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { PROD, prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane, ravi } from "../demo-fleet/people.ts";
import { cannotStart, happens } from "../ecs-world/happenings.ts";
import type { ApiCall } from "../record-writer.ts";

const service = serviceOf("billing");
const secretArn = (name: string): string =>
  `arn:aws:secretsmanager:eu-west-1:${PROD}:secret:prod/${name}-Ab12Cd`;
const REASON =
  "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret";

function deleteSecret(name: string): ApiCall {
  return {
    ...change("secretsmanager", "DeleteSecret", { secretId: `prod/${name}` }),
    respond: () => ({ aRN: secretArn(name), name: `prod/${name}` }),
  };
}

export const secretChanged: CauseStory = {
  name: "secret-changed",
  title: "Ravi deletes a secret that a service reads at its start",
  services: [service],
  tell: ({ at }) => {
    const morning = atTerminal(jane, prodEurope, "2026-11-20T08:00:00Z");
    const secrets = { DATABASE_URL: `${secretArn("billing/database")}:url::` };
    at("2026-11-20T09:01:00Z", morning, registerWith("billing", "billing:2026.40", secrets));
    const request = { cluster: "prod", service: "billing", taskDefinition: "billing:8" };
    at("2026-11-20T09:01:03Z", morning, updateService(request));
    const terminal = atTerminal(ravi, prodEurope, "2026-11-20T13:40:00Z");
    at("2026-11-20T13:55:00Z", terminal, deleteSecret("billing/database"), "deleted");
    at("2026-11-20T13:55:30Z", terminal, deleteSecret("crm/database"), "another");
  },
  happenings: [happens("2026-11-20T14:01:05Z", cannotStart(placeOf(service), REASON), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "failed-to-start" },
      grade: "proven",
      suspects: ["deleted"],
      says: ["no one called", "could not be set up", "prod/billing/database", ravi.userName],
      neverSays: ["crm"],
    },
  ],
};
