import { defineMessageFamily } from "../effect.ts";
import { cutText, reasonIn, tell } from "../effect-text.ts";

const UNHEALTHY = /^is (?:un|not )healthy in \(?(target-group|elb)[ ,]*\(?([^\s()]{1,600})\)*/;

/** The load balancer's health checks of one task failed; the scheduler replaces it. */
export const unhealthyTarget = defineMessageFamily({
  id: "unhealthy-target",
  summary: "A task failed the load balancer's health checks, with the reason.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const [whole, kind, name] = UNHEALTHY.exec(tail) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    const reason = reasonIn(tail.slice(whole.length));
    return tell(subject, {
      says: "the load balancer's health checks failed",
      caller: "none",
      condition: "health-check",
      ...(kind === "target-group" && { targetGroup: name }),
      ...(reason !== undefined && { reason }),
    });
  },
  examples: [
    {
      text: "(service web) (task 9d85800c30b349039d104d52b506b930) (port 8080) is unhealthy in (target-group arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/4d2246e3635cc45b) due to (reason Health checks failed with these codes: [503]).",
      reading: {
        says: "the load balancer's health checks failed",
        caller: "none",
        condition: "health-check",
        tasks: ["9d85800c30b349039d104d52b506b930"],
        targetGroup:
          "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/4d2246e3635cc45b",
        reason: "Health checks failed with these codes: [503]",
      },
    },
    {
      text: "(service web) (instance i-0123456789abcdef0) (port 32875) is unhealthy in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/1111111111111111) due to (reason Request timed out)",
      reading: { instance: "i-0123456789abcdef0", reason: "Request timed out" },
    },
    {
      text: "service (web) (instance i-0123456789abcdef0) is unhealthy in (elb classic) due to (reason Instance has failed at least the UnhealthyThreshold number of health checks consecutively.)",
      reading: {
        instance: "i-0123456789abcdef0",
        reason:
          "Instance has failed at least the UnhealthyThreshold number of health checks consecutively.",
      },
    },
    {
      text: "service (web) task set (ecs-svc/823) (task 9d85800c) is not healthy in target-group (arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/api/abc) due to TARGET GROUP IS NOT FOUND.",
      reading: {
        taskSet: "ecs-svc/823",
        tasks: ["9d85800c"],
        reason: "TARGET GROUP IS NOT FOUND",
      },
    },
  ],
});
