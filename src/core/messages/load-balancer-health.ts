import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const FAILED = /^Task failed ELB health checks\b(?: in \((target-group|elb) ([^\s()]{1,600})\))?/i;

/** Why a task was stopped: the load balancer found it unhealthy. */
export const loadBalancerHealth = defineMessageFamily({
  id: "load-balancer-health",
  summary: "The task failed the load balancer's health checks.",
  where: ["stopped-reason"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const [whole, kind, name] = FAILED.exec(tail) ?? [];
    if (whole === undefined) return undefined;
    return tell(subject, {
      says: "the load balancer's health checks failed",
      caller: "none",
      condition: "health-check",
      ...(kind === "target-group" && name !== undefined && { targetGroup: name }),
    });
  },
  examples: [
    {
      text: "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09)",
      reading: {
        caller: "none",
        condition: "health-check",
        targetGroup:
          "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/6d0ecf831eec9f09",
      },
    },
    {
      text: "Task failed ELB health checks in (elb classic)",
      reading: { condition: "health-check" },
    },
  ],
});
