import { defineEnvelope } from "../envelope.ts";
import { isObject } from "../record.ts";

const REASON = "a CloudTrail Insights event: a rate, not a call";

/** CloudTrail Insights: how often something was called, not who called. */
export const insightsEvent = defineEnvelope({
  name: "insights-event",
  summary: "CloudTrail Insights events tell rates, not calls; they are counted and left aside.",
  open: ({ eventType, eventCategory, insightDetails }) =>
    eventType === "AwsCloudTrailInsight" || eventCategory === "Insight" || isObject(insightDetails)
      ? { refused: REASON }
      : undefined,
  examples: [
    {
      title: "an Insights event",
      text: JSON.stringify({
        eventVersion: "1.08",
        eventTime: "2026-11-20T14:02:00Z",
        eventType: "AwsCloudTrailInsight",
        insightDetails: { state: "Start", eventName: "StopTask" },
      }),
      records: [],
      unreadable: [REASON],
    },
  ],
});
