import { OperatorError } from "../../core/errors.ts";
import { readEventHistory } from "../event-history/read-event-history.ts";
import { defineSource, type SourceSettings } from "../source.ts";

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
    const chosen = choose(typed, settings);
    const uri = uriOf(chosen.endpointUrl ?? endpointOfEnv());
    return { uri, read: (request) => readEventHistory(uri, chosen, request) };
  },
});

/** What the URI says goes before the settings. */
function choose(typed: string, settings: SourceSettings): SourceSettings {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const region = url?.hostname ?? "";
  const isRegion = /^[a-z]+(?:-[a-z]+)+-\d+$/.test(region);
  if (!url || (region !== "" && !isRegion)) {
    throw new OperatorError("bad-argument", `${typed} names no AWS region.`, {
      hint: "Write event-history:// for the region of your settings, or event-history://eu-west-1.",
    });
  }
  const endpointUrl = url.searchParams.get("endpoint") ?? settings.endpointUrl;
  return {
    ...settings,
    ...(isRegion && { region }),
    ...(endpointUrl !== undefined && { endpointUrl }),
  };
}

/** Read by the SDK itself; here only to tell what it leads to from AWS. */
function endpointOfEnv(): string | undefined {
  const { AWS_ENDPOINT_URL_CLOUDTRAIL: own = "", AWS_ENDPOINT_URL: all = "" } = process.env;
  return [own, all].find((one) => one !== "");
}

/**
 * Account and region stand beside it wherever it is kept, so AWS itself is one source. What another endpoint tells (an
 * emulator) must never count as seen in AWS.
 */
function uriOf(endpointUrl: string | undefined): string {
  return endpointUrl === undefined
    ? "event-history://"
    : `event-history://?endpoint=${encodeURI(endpointUrl)}`;
}
