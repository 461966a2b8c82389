import type { Actor } from "./actor.ts";
import { clues } from "./clues/index.ts";
import { actorFrom, cite, NOBODY_KNOWN } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";

/**
 * Who stood behind a call, as far as this one record tells. Clues are asked surest first and the first that answers names
 * the actor; where none does, the actor is of kind `unknown` and the gap says what is missing. Never throws, never guesses:
 * role chains are followed elsewhere, with other records at hand.
 */
export function identify(record: CloudTrailRecord): Actor {
  for (const clue of clues) {
    const actor = clue.read(record);
    if (actor !== undefined) return actor;
  }
  return unidentified(record);
}

function unidentified(record: CloudTrailRecord): Actor {
  const { type = "", userName = "", arn = "", accessKeyId } = record.userIdentity;
  const hidden = userName === "HIDDEN_DUE_TO_SECURITY_REASONS";
  const named = userName !== "" && !hidden;
  return actorFrom(record, {
    kind: "unknown",
    name: named ? userName : NOBODY_KNOWN,
    via: !hidden && contradicts(type, arn) ? CONTRADICTORY : viaOf(type, hidden, named),
    evidence: [
      ...(type === "" ? [] : [cite("userIdentity.type", type, "proven", "the kind of identity")]),
      ...(userName === ""
        ? []
        : [cite("userIdentity.userName", userName, "claimed", hidden ? HIDDEN_SAYS : "a name")]),
    ],
    gaps: [{ unknown: "who made the call", missing: missingFor(hidden, accessKeyId) }],
  });
}

/** A user's or root's type over the ARN of somebody else: no clue believes either. */
function contradicts(type: string, arn: string): boolean {
  return (type === "IAMUser" || type === "Root") && arn !== "";
}

const CONTRADICTORY = "identity that contradicts itself";

function viaOf(type: string, hidden: boolean, named: boolean): string {
  if (hidden) return "failed sign-in, name hidden by AWS";
  if (type === "") return "no identity in the record";
  return `identity type ${type}${named ? ", claimed" : ""}`;
}

const HIDDEN_SAYS = "AWS hides what was typed when a sign-in fails";

function missingFor(hidden: boolean, accessKeyId: string | undefined): string {
  if (hidden) return "no record: AWS hides what was typed when a sign-in fails";
  if (accessKeyId) return `the sts event that issued ${accessKeyId}`;
  return "no record: this one does not say who signed it";
}
