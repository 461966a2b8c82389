import { regionalSource } from "../aws/regional-source.ts";
import { readEventHistory } from "../event-history/read-event-history.ts";
import { defineSource } from "../source.ts";

/**
 * CloudTrail's own memory of the last 90 days, which needs no trail: management events of one account and region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const eventHistory = defineSource({
  scheme: "event-history",
  summary:
    "CloudTrail Event History: the last 90 days of one account and region, with the AWS SDK's credentials; at most 2 requests a second.",
  example: "event-history://eu-west-1",
  open: async (typed, settings) => {
    const { uri, settings: chosen } = regionalSource(
      "event-history",
      typed,
      settings,
      "AWS_ENDPOINT_URL_CLOUDTRAIL",
    );
    return { uri, read: (request) => readEventHistory(uri, chosen, request) };
  },
});
