import type { JsonObject } from "../../core/record.ts";
import type {
  EmulatedCall,
  EmulatedOperation,
  EmulatedReply,
  EmulatedService,
} from "../service.ts";

const ROOT = "r-demo";

/**
 * AWS Organizations: all accounts of the scenario in the root of one organisation, which the first of them manages.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html
 */
export const organizations: EmulatedService = {
  target: "AWSOrganizationsV20161128",
  name: "organizations",
  operations: {
    ListAccounts: forManagement((call) => ({ output: page(call) })),
    ListAccountsForParent: forManagement((call) => ({
      output: call.input["ParentId"] === ROOT ? page(call) : { Accounts: [] },
    })),
    ListOrganizationalUnitsForParent: forManagement(() => ({
      output: { OrganizationalUnits: [] },
    })),
    ListTagsForResource: forManagement(() => ({ output: { Tags: [] } })),
  },
};

const REFUSED: EmulatedReply = {
  error: "AccessDeniedException",
  message: "You don't have permissions to access this resource.",
};

function forManagement(operation: EmulatedOperation): EmulatedOperation {
  return (call) => (call.account === managementOf(call) ? operation(call) : REFUSED);
}

function managementOf({ world }: EmulatedCall): string {
  return world.scenario.accounts[0]?.id ?? "";
}

/** Twenty at a time, as AWS has it; the token is where to go on. */
function page(call: EmulatedCall): JsonObject {
  const { MaxResults = 20, NextToken = "0" } = call.input;
  const from = Number(NextToken) || 0;
  const to = from + Number(MaxResults);
  const { accounts } = call.world.scenario;
  return {
    Accounts: accounts.slice(from, to).map(({ id, name }) => ({
      Id: id,
      Arn: `arn:aws:organizations::${managementOf(call)}:account/o-demo/${id}`,
      Name: name,
      Email: `${name}@example.com`,
      State: "ACTIVE",
      Status: "ACTIVE",
    })),
    ...(to < accounts.length && { NextToken: String(to) }),
  };
}
