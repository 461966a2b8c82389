import { scalingChange, serviceOf } from "../cause-cast.ts";
import type { CauseStory } from "../cause-story.ts";
import { servicePrincipalSession } from "../callers/role-session.ts";
import { updateService } from "../calls/services.ts";
import { prodEurope } from "../demo-fleet/fleet.ts";
import { atTerminal, jane, mia } from "../demo-fleet/people.ts";

const service = serviceOf("catalog", { desiredCount: 4 });
const SERVICE = "ecs.application-autoscaling.amazonaws.com";

function limits(minCapacity: number): ReturnType<typeof scalingChange> {
  return scalingChange("RegisterScalableTarget", {
    serviceNamespace: "ecs",
    resourceId: "service/prod/catalog",
    scalableDimension: "ecs:service:DesiredCount",
    minCapacity,
    maxCapacity: 9,
  });
}

export const scaledDownByAutoscaling: CauseStory = {
  name: "scaled-down-by-autoscaling",
  title: "Service Auto Scaling takes two tasks away, because Mia lowered its minimum",
  services: [service],
  tell: ({ at }) => {
    at("2026-11-20T08:10:00Z", atTerminal(jane, prodEurope, "2026-11-20T08:00:00Z"), limits(4));
    at(
      "2026-11-20T13:58:40Z",
      atTerminal(mia, prodEurope, "2026-11-20T13:42:00Z"),
      limits(2),
      "lowered",
    );
    const scaler = servicePrincipalSession({
      ...prodEurope,
      role: "AWSServiceRoleForApplicationAutoScaling_ECSService",
      path: `/aws-service-role/${SERVICE}/`,
      session: "AutoScaling-UpdateDesiredCapacity",
      issued: "2026-11-20T14:01:07Z",
      invokedBy: SERVICE,
    });
    const request = { cluster: "prod", service: "catalog", desiredCount: 2 };
    at("2026-11-20T14:01:07Z", scaler, updateService(request), "it");
  },
  truths: [
    {
      of: "it",
      effect: "stopped-task",
      cause: {
        kind: "call",
        mark: "it",
        actor: "Service Auto Scaling",
        intent: "scale",
        behind: mia.userName,
      },
      grade: "inferred",
      says: ["Service Auto Scaling", mia.userName],
      neverSays: ["no one called", jane.userName],
    },
  ],
};
