import type { Evidence } from "./evidence.ts";
import { readObject, readText } from "./read-field.ts";
import type { CloudTrailRecord, Json } from "./record.ts";

/** More tags than this are not shown; AWS allows 50. */
const SHOWN = 10;

/**
 * The tags that came with a session: what the caller wrote, or, with `AssumeRoleWithSAML` and web identities, what the
 * identity provider did. Either way somebody's text, so a claim.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function citeTags({ requestParameters, eventID }: CloudTrailRecord): readonly Evidence[] {
  const principal = readObject(requestParameters?.principalTags) ?? {};
  const tags = [...listed(requestParameters?.tags), ...Object.entries(principal)];
  return tags.slice(0, SHOWN).flatMap(([name, value]) => {
    const text = readText(value);
    return text === undefined
      ? []
      : [{ field: `session tag ${name}`, value: text, grade: "claimed", says: SAYS, eventID }];
  });
}

const SAYS = "a tag that came with the session";

function listed(tags: Json | undefined): readonly (readonly [string, Json | undefined])[] {
  if (!Array.isArray(tags)) return [];
  return tags.flatMap((tag: Json) => {
    const { key, value } = readObject(tag) ?? {};
    const name = readText(key);
    return name === undefined ? [] : [[name, value] as const];
  });
}
