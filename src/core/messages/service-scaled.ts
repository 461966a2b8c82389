import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const SET = /^(?:Message: )?Successfully set desired count to (\d{1,9})\b/;
const ALARM = /^monitor alarm (\S{1,300}) in state (\w{1,30}) triggered policy (\S{1,300})/;
const SCHEDULED = /^scheduled action name (\S{1,300}) was triggered/;
const BOUND = /^(minimum|maximum) capacity was set to (\d{1,9})/;
const CAUSE = "Cause: ";

/**
 * Application Auto Scaling set the desired count: an alarm and a policy, a scheduled action or a new bound brought it
 * about, each of which somebody set up.
 */
export const serviceScaled = defineMessageFamily({
  id: "service-scaled",
  summary: "Service Auto Scaling set the desired count, and because of what.",
  where: ["service-event", "scaling-activity"],
  read: (text) => {
    const count = SET.exec(text)?.[1];
    const at = text.indexOf(CAUSE);
    const reason = count === undefined ? text : at < 0 ? undefined : text.slice(at + CAUSE.length);
    const why = reason === undefined ? undefined : whyScaled(reason);
    if (count === undefined && why === undefined) return undefined;
    const deed =
      count === undefined ? undefined : `Service Auto Scaling set the desired count to ${count}`;
    return tell(
      {},
      {
        says: [deed, why].filter((part) => part !== undefined).join(" because "),
        caller: "indirect",
        ...(reason !== undefined && { reason }),
      },
    );
  },
  examples: [
    {
      text: "monitor alarm TargetTracking-service/prod/web-AlarmHigh-22c1fbb2-aed5-484d-9cc2-131ed021b611 in state ALARM triggered policy cpu",
      reading: {
        says: "the alarm TargetTracking-service/prod/web-AlarmHigh-22c1fbb2-aed5-484d-9cc2-131ed021b611 triggered the policy cpu",
        caller: "indirect",
      },
    },
    {
      text: "Message: Successfully set desired count to 2. Change successfully fulfilled by ecs. Cause: monitor alarm web-cpu-gt-75 in state ALARM triggered policy web-cpu",
      reading: {
        says: "Service Auto Scaling set the desired count to 2 because the alarm web-cpu-gt-75 triggered the policy web-cpu",
      },
    },
    {
      text: "scheduled action name night was triggered",
      reading: { says: "the scheduled action night was due", caller: "indirect" },
    },
    {
      text: "minimum capacity was set to 5",
      reading: { says: "the minimum capacity was set to 5", caller: "indirect" },
    },
  ],
});

function whyScaled(cause: string): string | undefined {
  const [, alarm, , policy] = ALARM.exec(cause) ?? [];
  if (alarm !== undefined && policy !== undefined) {
    return `the alarm ${alarm} triggered the policy ${policy}`;
  }
  const scheduled = SCHEDULED.exec(cause)?.[1];
  if (scheduled !== undefined) return `the scheduled action ${scheduled} was due`;
  const [, bound, value] = BOUND.exec(cause) ?? [];
  return bound === undefined ? undefined : `the ${bound} capacity was set to ${value ?? ""}`;
}
