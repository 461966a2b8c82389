import { readFailure } from "../effect-failures.ts";
import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const FAILED =
  /^failed to (launch a task|register targets|deregister targets|describe target health)\b(?: (?:in|on) \(?target-group ([^\s()]{1,600})\)?)?/;
const ERROR = " with (error ";

/** A call that the scheduler made was refused: a role, a security group or a target group is not as the service says. */
export const schedulerError = defineMessageFamily({
  id: "scheduler-error",
  summary: "The scheduler could not start a task or register it, with the error.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const [, deed, group] = FAILED.exec(tail) ?? [];
    const at = tail.indexOf(ERROR);
    if (deed === undefined || at < 0) return undefined;
    const reason = tail.slice(at + ERROR.length).replace(/\)\.?$/, "");
    const about = {
      says: `the scheduler failed to ${deed}`,
      reason,
      ...(group !== undefined && { targetGroup: group }),
    };
    if (deed !== "launch a task") return tell(subject, { ...about, caller: "unknown" });
    const condition = readFailure(reason)?.condition ?? "failed-to-start";
    return tell(subject, { ...about, caller: "none", condition });
  },
  examples: [
    {
      text: "(service web) failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111122223333:role/web-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
      reading: {
        says: "the scheduler failed to launch a task",
        caller: "none",
        condition: "failed-to-start",
        reason:
          "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/web-task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.",
      },
    },
    {
      text: "(service web) failed to register targets in (target-group arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/web/3cc9518a30c0f229) with (error The following targets are not in the target group VPC 'vpc-11111111': 'i-0381a63c79abcf413')",
      reading: {
        says: "the scheduler failed to register targets",
        caller: "unknown",
        targetGroup:
          "arn:aws:elasticloadbalancing:us-west-2:111122223333:targetgroup/web/3cc9518a30c0f229",
        reason:
          "The following targets are not in the target group VPC 'vpc-11111111': 'i-0381a63c79abcf413'",
      },
    },
    {
      text: "service web failed to describe target health on target-group web with (error Internal failure)",
      reading: { reason: "Internal failure", targetGroup: "web" },
    },
  ],
});
