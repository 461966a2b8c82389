import type { JsonObject } from "../../core/record.ts";
import type { ApiCall } from "../record-writer.ts";
import { uuidOf } from "../stable-ids.ts";

/** A service of ECS as Application Auto Scaling names it. */
export interface ScaledService {
  readonly cluster: string;
  readonly service: string;
}

/** RegisterScalableTarget: between which numbers of tasks the service may be scaled. */
export function registerScalableTarget(
  target: ScaledService,
  limits: { readonly minCapacity: number; readonly maxCapacity: number },
): ApiCall {
  return scalingCall("RegisterScalableTarget", target, limits, ({ account, region, key }) => ({
    scalableTargetARN: `arn:aws:application-autoscaling:${region}:${account}:scalable-target/${uuidOf(key).replaceAll("-", "")}`,
  }));
}

/** PutScalingPolicy: keep the CPU of the tasks near to a percentage. */
export function trackCpu(target: ScaledService, percent: number): ApiCall {
  const policy = {
    policyName: `${target.service}-cpu-${String(percent)}`,
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: {
      targetValue: percent,
      predefinedMetricSpecification: {
        predefinedMetricType: "ECSServiceAverageCPUUtilization",
      },
    },
  };
  return scalingCall("PutScalingPolicy", target, policy, ({ account, region, key }) => ({
    policyARN: `arn:aws:autoscaling:${region}:${account}:scalingPolicy:${uuidOf(key)}:resource/ecs/service/${target.cluster}/${target.service}:policyName/${policy.policyName}`,
    alarms: [],
  }));
}

/** Application Auto Scaling's calls stand under EC2 Auto Scaling's source, as both of AWS's samples show. */
function scalingCall(
  operation: string,
  { cluster, service }: ScaledService,
  more: JsonObject,
  respond: NonNullable<ApiCall["respond"]>,
): ApiCall {
  return {
    service: "autoscaling",
    operation,
    readOnly: false,
    request: () => ({
      serviceNamespace: "ecs",
      resourceId: `service/${cluster}/${service}`,
      scalableDimension: "ecs:service:DesiredCount",
      ...more,
    }),
    respond,
    more: () => ({ additionalEventData: { service: "application-autoscaling" } }),
  };
}
