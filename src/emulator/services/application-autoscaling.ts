import { thingsNow } from "../ecs-world/present.ts";
import type { EmulatedCall, EmulatedReply, EmulatedService } from "../service.ts";

/**
 * Application Auto Scaling, as far as it tells what it has done to ECS services.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
export const applicationAutoscaling: EmulatedService = {
  target: "AnyScaleFrontendService",
  name: "application-autoscaling",
  operations: { DescribeScalingActivities: describeScalingActivities },
  perSecond: { DescribeScalingActivities: 20 },
};

/** It remembers six weeks. */
const KEPT_SECONDS = 42 * 86_400;

/** Newest first, fifty at a time. */
function describeScalingActivities(call: EmulatedCall): EmulatedReply {
  const { ServiceNamespace, ResourceId, MaxResults = 50, NextToken = "0" } = call.input;
  if (typeof ServiceNamespace !== "string") {
    return { error: "ValidationException", message: "ServiceNamespace must not be null" };
  }
  const oldest = call.world.now().getTime() / 1000 - KEPT_SECONDS;
  const found = thingsNow(call, "scaling-activity")
    .map(({ body }) => body)
    .filter((body) => body["ServiceNamespace"] === ServiceNamespace)
    .filter((body) => ResourceId === undefined || body["ResourceId"] === ResourceId)
    .filter((body) => Number(body["StartTime"]) >= oldest)
    .toReversed();
  const from = Number(NextToken) || 0;
  const to = from + Math.min(Number(MaxResults), 50);
  return {
    output: {
      ScalingActivities: found.slice(from, to),
      ...(to < found.length && { NextToken: String(to) }),
    },
  };
}
