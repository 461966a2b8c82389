import { unlinked } from "../harmless.ts";
import type { Facts } from "../message.ts";

/** A message as lines of plain text, for mail and terminals that make links by themselves: only ours is one. */
export function plainText({ headline, facts, link }: Facts): string {
  const lines = facts.map(({ name, value }) => `${unlinked(name)}:\n  ${unlinked(value)}`);
  return [
    unlinked(headline),
    "",
    ...lines,
    ...(link === undefined ? [] : ["", `In the AWS console: ${link}`]),
    "",
  ].join("\n");
}
