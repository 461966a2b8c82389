export { startEmulator } from "./start-emulator.ts";
export type { AskedRequest, Emulator, EmulatorSettings } from "./start-emulator.ts";
export type { Refusal } from "./answer-request.ts";
export type { Fault } from "./fault.ts";
export type { Incident, Scenario, ScenarioAccount, Truth } from "./scenario.ts";
export { scenarios } from "./scenarios/index.ts";
export type { ScenarioEntry } from "./scenarios/index.ts";
export { demoFleet } from "./scenarios/demo-fleet.ts";
export { quietAccount } from "./scenarios/quiet-account.ts";
