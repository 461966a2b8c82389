import { readFailure } from "../effect-failures.ts";
import { defineMessageFamily } from "../effect.ts";
import { cutText, tell } from "../effect-text.ts";

const UNABLE = /^(?:was|is) unable to place a task(?: in ([^\s()]{1,64}?))?(?=[.,]? |\.?$)/;
const REASON = /^\.? ?(?:Reason:|The reason for failure is) ?/;
const CLOSEST = /container-instance \(?(?:id )?([0-9a-f][0-9a-f-]{7,63})\b/;

/** The scheduler found no place for a task, or the task did not come up there. It tries again by itself. */
export const placementFailure = defineMessageFamily({
  id: "placement-failure",
  summary: "The scheduler could not place a task, with the reason.",
  where: ["service-event"],
  read: (text) => {
    const { subject, tail } = cutText(text);
    const [whole, zone] = UNABLE.exec(tail) ?? [];
    if (whole === undefined) return undefined;
    const rest = tail.slice(whole.length);
    const reason = rest
      .replace(REASON, "")
      .replace(/^\.? ?(?:because )?/, "")
      .trim();
    const failure = readFailure(reason);
    const closest = CLOSEST.exec(rest.slice(0, 2000))?.[1];
    const where = zone === undefined ? "" : ` in ${zone}`;
    return tell(subject, {
      says: `the scheduler could not place a task${where}${failure ? `: ${failure.says}` : ""}`,
      caller: "none",
      condition: failure?.condition ?? "no-capacity",
      ...(reason !== "" && { reason }),
      ...(closest !== undefined && { instance: closest }),
    });
  },
  examples: [
    {
      text: "service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance 123e4567e89b12d3a456426655440000 has insufficient CPU units available. For more information, see the Troubleshooting section.",
      reading: {
        says: "the scheduler could not place a task",
        caller: "none",
        condition: "no-capacity",
        instance: "123e4567e89b12d3a456426655440000",
      },
    },
    {
      text: "service (web) was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently",
      reading: {
        condition: "no-capacity",
        reason: "You've reached the limit on the number of tasks you can run concurrently",
      },
    },
    {
      text: "(service web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref docker.io/library/repository:latest: pull access denied",
      reading: {
        says: "the scheduler could not place a task: an image could not be pulled",
        condition: "image-pull",
      },
    },
    {
      text: "service web was unable to place a task. Reason: ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR.",
      reading: { condition: "failed-to-start" },
    },
    {
      text: "service (web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.",
      reading: { condition: "no-capacity" },
    },
    {
      text: "service (web) is unable to place a task in us-east-1a because no container instance met all of its requirements.",
      reading: {
        says: "the scheduler could not place a task in us-east-1a",
        condition: "no-capacity",
      },
    },
  ],
});
