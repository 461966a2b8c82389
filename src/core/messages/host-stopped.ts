import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const HOST = /^Host EC2 \(instance ([^\s()]{1,64})\) (stopped|terminated)\b/i;

/** The instance below the task ended: somebody, its Auto Scaling group or a Spot reclaim ended it. */
export const hostStopped = defineMessageFamily({
  id: "host-stopped",
  summary: "The EC2 instance that ran the task was stopped or terminated.",
  where: ["stopped-reason"],
  read: (text) => {
    const [, instance, deed] = HOST.exec(text) ?? [];
    if (instance === undefined || deed === undefined) return undefined;
    return tell(
      { instance },
      { says: `the EC2 instance ${instance} was ${deed.toLowerCase()}`, caller: "indirect" },
    );
  },
  examples: [
    {
      text: "Host EC2 (instance i-03dba81187d65ce7e) terminated.",
      reading: {
        says: "the EC2 instance i-03dba81187d65ce7e was terminated",
        caller: "indirect",
        instance: "i-03dba81187d65ce7e",
      },
    },
    {
      text: "Host EC2 (instance i-06aab15feb4568492) stopped.",
      reading: { instance: "i-06aab15feb4568492" },
    },
  ],
});
