import type { Action } from "../action.ts";
import { applicationAutoscalingActions } from "./application-autoscaling/index.ts";
import { autoscalingActions } from "./autoscaling/index.ts";
import { ec2Actions } from "./ec2/index.ts";
import { ecrActions } from "./ecr/index.ts";
import { ecsActions } from "./ecs/index.ts";
import { elasticloadbalancingActions } from "./elasticloadbalancing/index.ts";
import { iamActions } from "./iam/index.ts";
import { secretsmanagerActions } from "./secretsmanager/index.ts";
import { ssmActions } from "./ssm/index.ts";

/** Every API operation that TaskTrail knows how to read, service by service. */
export const actions: readonly Action[] = [
  ...applicationAutoscalingActions,
  ...autoscalingActions,
  ...ec2Actions,
  ...ecrActions,
  ...ecsActions,
  ...elasticloadbalancingActions,
  ...iamActions,
  ...secretsmanagerActions,
  ...ssmActions,
];
