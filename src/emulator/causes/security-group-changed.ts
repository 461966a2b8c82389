import { placeOf, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { change } from "../calls/reads.ts";
import { networkConfiguration } from "../calls/service-body.ts";
import { updateService } from "../calls/services.ts";
import { prodAnalytics } from "../demo-fleet/fleet.ts";
import { atTerminal, jane, tomas } from "../demo-fleet/people.ts";
import { failsLoadBalancerChecks, happens } from "../ecs-world/happenings.ts";
import { isObject } from "../../core/record.ts";
import type { ApiCall } from "../record-writer.ts";

const service = serviceOf("tickets", prodAnalytics);

/** The group that all services of the region have: there, this one alone. */
function groupOf(): string {
  const { awsvpcConfiguration } = networkConfiguration(prodAnalytics);
  const groups = isObject(awsvpcConfiguration) ? awsvpcConfiguration["securityGroups"] : [];
  return Array.isArray(groups) ? String(groups[0]) : "";
}

function revoke(groupId: string): ApiCall {
  return change("ec2", "RevokeSecurityGroupIngress", { groupId, ipPermissions: {} });
}

export const securityGroupChanged: CauseStory = {
  name: "security-group-changed",
  title: "Tomas closes a port, and the load balancer no longer reaches the tasks",
  services: [service],
  tell: ({ at }) => {
    const morning = atTerminal(jane, prodAnalytics, "2026-11-20T08:00:00Z");
    const request = { cluster: "prod", service: "tickets", forceNewDeployment: true };
    at("2026-11-20T09:02:00Z", morning, updateService(request));
    const terminal = atTerminal(tomas, prodAnalytics, "2026-11-20T13:43:00Z");
    at("2026-11-20T14:11:10Z", terminal, revoke(groupOf()), "closed");
    at("2026-11-20T14:11:20Z", terminal, revoke("sg-0123456789abcdef0"), "another");
  },
  happenings: [
    happens(
      "2026-11-20T14:13:00Z",
      failsLoadBalancerChecks(placeOf(service), "Request timed out"),
      "it",
    ),
  ],
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: { kind: "condition", condition: "health-check" },
      grade: "proven",
      suspects: ["closed"],
      says: ["no one called", "load balancer's health checks failed", tomas.userName],
      neverSays: ["sg-0123456789abcdef0"],
    },
  ],
};
