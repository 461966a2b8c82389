import type { EmulatedService } from "../service.ts";

/**
 * Account Management, as far as it tells which regions are enabled: the scenario's.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
 */
export const account: EmulatedService = {
  target: "account",
  name: "account",
  operations: {
    ListRegions: ({ world }) => ({
      output: {
        Regions: world.scenario.regions.map((region) => ({
          RegionName: region,
          RegionOptStatus: "ENABLED_BY_DEFAULT",
        })),
      },
    }),
  },
};
