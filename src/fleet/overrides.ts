import { OperatorError } from "../core/errors.ts";
import { openAddressBook } from "./address-book.ts";
import { isRegion } from "./partitions.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What takes the place of the configuration: flags first, then the environment's variables. */
export interface Overrides {
  readonly profile?: string;
  readonly regions?: readonly string[];
  readonly labels?: readonly string[];
}

/**
 * TASKTRAIL_PROFILE, TASKTRAIL_REGIONS and TASKTRAIL_LABELS, lists with commas, where no flag says otherwise. An empty one
 * says nothing.
 *
 * @throws OperatorError `bad-argument` for regions and labels that are none.
 */
export function readOverrides(flags: Overrides, env: Env): Overrides {
  const profile = flags.profile ?? (env["TASKTRAIL_PROFILE"] || undefined);
  const regions = flags.regions ?? listOf(env["TASKTRAIL_REGIONS"]);
  const labels = flags.labels ?? listOf(env["TASKTRAIL_LABELS"]);
  const wrong = regions?.find((region) => !isRegion(region));
  if (wrong !== undefined) {
    const name = flags.regions === undefined ? "TASKTRAIL_REGIONS" : "--region";
    throw new OperatorError("bad-argument", `${name}: ${JSON.stringify(wrong)} is no AWS region.`, {
      hint: "Write regions as in eu-west-1,us-east-1.",
    });
  }
  if (labels !== undefined) openAddressBook({ labels, networks: false });
  return {
    ...(profile !== undefined && { profile }),
    ...(regions !== undefined && { regions }),
    ...(labels !== undefined && { labels }),
  };
}

function listOf(text = ""): readonly string[] | undefined {
  const items = text.split(",").map((item) => item.trim());
  const given = items.filter((item) => item !== "");
  return given.length === 0 ? undefined : given;
}
