import { defineMessageFamily } from "../effect.ts";
import { counted, cutText, tell } from "../effect-text.ts";

const TARGETS =
  /^(registered|deregistered) (\d{1,6}) (targets?|instances?) in \(?(target-group|elb) ([^\s()]{1,600})\)?/;

/** Tasks came under a load balancer or left it: what follows from starting and stopping them. */
export const targets = defineMessageFamily({
  id: "targets",
  summary: "Tasks were registered with a load balancer's target group, or deregistered from it.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const [, deed, count, noun = "", kind, group] = TARGETS.exec(tail) ?? [];
    if (deed === undefined || count === undefined || group === undefined) return undefined;
    const preposition = deed === "registered" ? "with" : "from";
    return tell(subject, {
      says: `the scheduler ${deed} ${counted(count, noun.replace(/s$/, ""))} ${preposition} the load balancer`,
      caller: "unknown",
      ...(kind === "target-group" && { targetGroup: group }),
    });
  },
  examples: [
    {
      text: "(service web) registered 2 targets in (target-group arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/4d2246e3635cc45b)",
      reading: {
        says: "the scheduler registered 2 targets with the load balancer",
        targetGroup:
          "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/4d2246e3635cc45b",
      },
    },
    {
      text: "(service web) deregistered 1 targets in (target-group arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/4d2246e3635cc45b)",
      reading: { says: "the scheduler deregistered 1 target from the load balancer" },
    },
    {
      text: "(service web) registered 1 targets in target-group web",
      reading: { targetGroup: "web" },
    },
    {
      text: "(service web) deregistered 1 instances in (elb classic)",
      reading: { says: "the scheduler deregistered 1 instance from the load balancer" },
    },
  ],
});
