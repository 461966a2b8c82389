import type { Detector } from "../detector.ts";

/** What one event cannot say. */
export const detectors: readonly Detector[] = [];
