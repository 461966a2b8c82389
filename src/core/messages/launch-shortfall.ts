import { defineMessageFamily } from "../effect.ts";
import { counted, cutText, tell } from "../effect-text.ts";

const SHORT = /^could not launch (\d{1,6}) tasks? for deployment ([^\s]{1,200}?)[.:]?(?:\s|$)/;
const FULL =
  "was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded";

/** Some of the tasks wanted could not be started. */
export const launchShortfall = defineMessageFamily({
  id: "launch-shortfall",
  summary:
    "Some of a deployment's tasks could not be started, or the cluster is provisioning as many as it may.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const [, count, deployment] = SHORT.exec(tail) ?? [];
    if (count !== undefined && deployment !== undefined) {
      return tell(subject, {
        says: `the scheduler could not start ${counted(count, "task")} of the deployment`,
        caller: "none",
        condition: "no-capacity",
        deployment,
      });
    }
    if (!tail.startsWith(FULL)) return undefined;
    return tell(subject, {
      says: "the cluster is provisioning as many tasks as it may at once",
      caller: "none",
      condition: "no-capacity",
    });
  },
  examples: [
    {
      text: "service (web) could not launch 3 tasks for deployment ecs-svc/1111111111111111111.",
      reading: {
        says: "the scheduler could not start 3 tasks of the deployment",
        condition: "no-capacity",
        deployment: "ecs-svc/1111111111111111111",
      },
    },
    {
      text: "service (web) was unable to place tasks in your cluster because the tasks provisioning capacity limit was exceeded.",
      reading: { condition: "no-capacity" },
    },
  ],
});
