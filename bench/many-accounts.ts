import type { JsonObject } from "../src/core/record.ts";
import { demoFleet } from "../src/emulator/scenarios/demo-fleet.ts";
import type { Scenario, ScenarioAccount } from "../src/emulator/scenario.ts";
import { lettersOf, uuidOf } from "../src/emulator/stable-ids.ts";

/** One account's side of one region, and the key that reads it. */
export interface AccountRegion {
  readonly account: string;
  readonly accessKeyId: string;
  readonly region: string;
}

const REGIONS = ["eu-west-1", "us-east-1", "eu-central-1", "ap-south-1", "us-west-2"] as const;

/**
 * The demo fleet's busiest account and region over and over: so many accounts, each with all of it in five regions,
 * under ids of their own.
 */
export function manyAccounts(accounts: number, now?: Date): Scenario {
  const demo = demoFleet(now);
  const [busiest] = demo.accounts;
  const [home] = demo.regions;
  const told = demo.records.filter(
    ({ recipientAccountId, awsRegion }) => recipientAccountId === busiest?.id && awsRegion === home,
  );
  const made = Array.from({ length: accounts }, (_, index) => accountOf(index));
  const records = made.flatMap(({ id }) =>
    REGIONS.flatMap((region) =>
      told.map((record) => move(record, [busiest?.id ?? "", id], [home ?? "", region])),
    ),
  );
  return { ...demo, name: "many-accounts", accounts: made, regions: REGIONS, records };
}

/** Every account's side of every region. */
export function placesOf({ accounts, regions }: Scenario): readonly AccountRegion[] {
  return accounts.flatMap(({ id, accessKeyId }) =>
    regions.map((region) => ({ account: id, accessKeyId, region })),
  );
}

function accountOf(index: number): ScenarioAccount {
  const id = String(100_000_000_001 + index * 1_000_001);
  return { id, name: `account-${index}`, accessKeyId: `AKIA${lettersOf(id, 16)}` };
}

type Renaming = readonly [from: string, to: string];

function move(record: JsonObject, account: Renaming, region: Renaming): JsonObject {
  const { eventID, ...rest } = record;
  const text = JSON.stringify(rest)
    .replaceAll(...account)
    .replaceAll(...region);
  const id = uuidOf(`${account[1]}/${region[1]}/${JSON.stringify(eventID)}`);
  return { ...(JSON.parse(text) as JsonObject), eventID: id };
}
