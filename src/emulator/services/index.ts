import type { EmulatedService } from "../service.ts";
import { cloudtrail } from "./cloudtrail.ts";
import { ecs } from "./ecs.ts";
import { sts } from "./sts.ts";

/** Every AWS API that the emulator answers. */
export const services: readonly EmulatedService[] = [cloudtrail, ecs, sts];
