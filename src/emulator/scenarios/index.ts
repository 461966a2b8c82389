import type { Scenario } from "../scenario.ts";
import { causes, title as causesTitle } from "./causes.ts";
import { demoFleet, title as demoFleetTitle } from "./demo-fleet.ts";
import { quietAccount, title as quietAccountTitle } from "./quiet-account.ts";

/** A scenario that can be told at any moment. */
export interface ScenarioEntry {
  readonly name: string;
  readonly title: string;
  /** Tells it so that it ends at `now`. */
  readonly tell: (now: Date) => Scenario;
}

/** Every scenario there is; one per file of this folder. */
export const scenarios: readonly ScenarioEntry[] = [
  { name: "demo-fleet", title: demoFleetTitle, tell: demoFleet },
  { name: "causes", title: causesTitle, tell: causes },
  { name: "quiet-account", title: quietAccountTitle, tell: quietAccount },
];
