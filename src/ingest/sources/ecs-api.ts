import { OperatorError } from "../../core/errors.ts";
import { readEcsApi } from "../ecs-api/read-ecs-api.ts";
import { defineSource, type SourceSettings } from "../source.ts";

/**
 * What ECS itself tells of one account and region, now: it forgets stopped tasks after an hour and all but a hundred
 * events of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Operations.html
 */
export const ecsApi = defineSource({
  scheme: "ecs-api",
  summary:
    "The ECS API, read-only: what ECS did or said (service events, stopped tasks, deployments, scalings) in one account and region; at most 5 requests a second, and 100 in all unless told otherwise.",
  example: "ecs-api://eu-west-1",
  open: async (typed, settings) => {
    const chosen = choose(typed, settings);
    const uri = uriOf(chosen.endpointUrl ?? endpointOfEnv());
    return { uri, read: (request) => readEcsApi(uri, chosen, request) };
  },
});

/** What the URI says goes before the settings. */
function choose(typed: string, settings: SourceSettings): SourceSettings {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  const region = url?.hostname ?? "";
  const isRegion = /^[a-z]+(?:-[a-z]+)+-\d+$/.test(region);
  if (!url || (region !== "" && !isRegion)) {
    throw new OperatorError("bad-argument", `${typed} names no AWS region.`, {
      hint: "Write ecs-api:// for the region of your settings, or ecs-api://eu-west-1.",
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
  const { AWS_ENDPOINT_URL_ECS: own = "", AWS_ENDPOINT_URL: all = "" } = process.env;
  return [own, all].find((one) => one !== "");
}

/** What another endpoint tells (an emulator) must never count as seen in AWS. */
function uriOf(endpointUrl: string | undefined): string {
  return endpointUrl === undefined ? "ecs-api://" : `ecs-api://?endpoint=${encodeURI(endpointUrl)}`;
}
