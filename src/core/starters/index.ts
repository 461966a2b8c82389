import type { Starter } from "../starter.ts";
import { batch } from "./batch.ts";
import { cloudformation } from "./cloudformation.ts";
import { codebuild } from "./codebuild.ts";
import { codedeploy } from "./codedeploy.ts";
import { codepipeline } from "./codepipeline.ts";
import { eventbridge } from "./eventbridge.ts";
import { eventbridgeScheduler } from "./eventbridge-scheduler.ts";
import { lambda } from "./lambda.ts";
import { serviceAutoScaling } from "./service-auto-scaling.ts";
import { stepFunctions } from "./step-functions.ts";

/** Every AWS service that acts on ECS for somebody; the first that acted is asked. */
export const starters: readonly Starter[] = [
  serviceAutoScaling,
  cloudformation,
  codedeploy,
  codepipeline,
  codebuild,
  eventbridge,
  eventbridgeScheduler,
  stepFunctions,
  batch,
  lambda,
];
