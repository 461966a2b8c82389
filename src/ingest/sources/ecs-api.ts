import { regionalSource } from "../aws/regional-source.ts";
import { readEcsApi } from "../ecs-api/read-ecs-api.ts";
import { defineSource } from "../source.ts";

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
    const { uri, settings: chosen } = regionalSource(
      "ecs-api",
      typed,
      settings,
      "AWS_ENDPOINT_URL_ECS",
    );
    return { uri, read: (request) => readEcsApi(uri, chosen, request) };
  },
});
