import { placeOf, registerWith, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { updateService } from "../calls/services.ts";
import { PROD, prodAmerica, prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane } from "../demo-fleet/people.ts";
import { cannotStart, happens } from "../ecs-world/happenings.ts";
import type { ApiCall } from "../record-writer.ts";

const service = serviceOf("consent");
const REASON =
  "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: AccessDeniedException";

function detach(roleName: string): ApiCall {
  return change("iam", "DetachRolePolicy", {
    roleName,
    policyArn: `arn:aws:iam::${PROD}:policy/read-consent-bucket`,
  });
}

export const roleChanged: CauseStory = {
  name: "role-changed",
  title: "Jane takes a policy from the execution role; IAM is recorded in another region",
  services: [service],
  tell: ({ at }) => {
    const morning = atTerminal(jane, prodEurope, "2026-11-20T08:00:00Z");
    at("2026-11-20T09:03:00Z", morning, {
      ...registerWith("consent", "consent:2026.40"),
    });
    const request = { cluster: "prod", service: "consent", taskDefinition: "consent:8" };
    at("2026-11-20T09:03:03Z", morning, updateService(request));
    const global = atTerminal(jane, prodAmerica, "2026-11-20T13:41:00Z");
    at("2026-11-20T13:57:10Z", global, detach("consent-task"), "detached");
    at("2026-11-20T13:57:20Z", global, detach("unrelated-task"), "another");
  },
  happenings: [happens("2026-11-20T14:02:05Z", cannotStart(placeOf(service), REASON), "it")],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "failed-to-start" },
      grade: "proven",
      suspects: ["detached"],
      says: ["no one called", "consent-task", jane.userName],
      neverSays: ["unrelated-task"],
    },
  ],
};
