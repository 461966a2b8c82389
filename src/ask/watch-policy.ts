import type { Watchlist } from "../core/detect.ts";
import { detectors } from "../core/detectors/index.ts";
import { rules } from "../core/rules/index.ts";
import type { Suppression } from "../core/suppress.ts";

/** What to look for: the pack, the user's own rules, and the user's word about them. */
export interface WatchPolicy extends Omit<Watchlist, "hasLabels"> {
  readonly suppressions: readonly Suppression[];
}

/** The pack as it is, where nothing is configured. */
export const PACK: WatchPolicy = { rules, detectors, suppressions: [] };
