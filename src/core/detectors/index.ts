import type { Detector } from "../detector.ts";
import { deleteBurst } from "./delete-burst.ts";
import { deleteThenCreate } from "./delete-then-create.ts";
import { deniedProbe } from "./denied-probe.ts";
import { execEnabledThenUsed } from "./exec-enabled-then-used.ts";
import { execSpree } from "./exec-spree.ts";
import { firstTime } from "./first-time.ts";
import { manyServices } from "./many-services.ts";
import { newAddress } from "./new-address.ts";
import { newCountry } from "./new-country.ts";
import { newRegion } from "./new-region.ts";
import { newRegistry } from "./new-registry.ts";
import { registerThenRun } from "./register-then-run.ts";
import { stopBurst } from "./stop-burst.ts";
import { zeroThenDelete } from "./zero-then-delete.ts";

/** What one event cannot say: firsts, bursts and sequences. */
export const detectors: readonly Detector[] = [
  newAddress,
  newCountry,
  newRegion,
  newRegistry,
  firstTime,
  stopBurst,
  deleteBurst,
  manyServices,
  execSpree,
  deniedProbe,
  zeroThenDelete,
  registerThenRun,
  execEnabledThenUsed,
  deleteThenCreate,
];
