import type { EmulatedService } from "../service.ts";
import { account } from "./account.ts";
import { applicationAutoscaling } from "./application-autoscaling.ts";
import { cloudtrail } from "./cloudtrail.ts";
import { ecs } from "./ecs.ts";
import { identitystore } from "./identitystore.ts";
import { organizations } from "./organizations.ts";
import { s3 } from "./s3.ts";
import { sts } from "./sts.ts";

/** Every AWS API that the emulator answers. */
export const services: readonly EmulatedService[] = [
  account,
  applicationAutoscaling,
  cloudtrail,
  ecs,
  identitystore,
  organizations,
  s3,
  sts,
];
