import type { Archive } from "../core/handle.ts";
import type { Ledger } from "./ledger.ts";

/** A ledger as the place to look other records up in. */
export function archiveOf(ledger: Ledger): Archive {
  return {
    find: ({ kind, name }, { account, region, ...search } = {}) => [
      ...ledger.records({
        resources: [{ kind, name }],
        ...(account !== undefined && { accounts: [account] }),
        ...(region !== undefined && { regions: [region] }),
        ...search,
      }),
    ],
  };
}
