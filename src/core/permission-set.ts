import type { Actor, Hop } from "./actor.ts";
import type { Archive } from "./handle.ts";
import { readIssued } from "./find-issuing.ts";
import { cite } from "./principal.ts";
import type { CloudTrailRecord } from "./record.ts";
import { shiftTime } from "./who-assumed.ts";

const PERMISSION_SET = /^AWSReservedSSO_(.+)_[0-9a-zA-Z]+$/;
const SECONDS = 5;

/** Whether an actor is a person in a session of an Identity Center role. */
export function isFromPortal({ kind, role = "" }: Actor): boolean {
  return kind === "person" && PERMISSION_SET.test(role);
}

/**
 * The event in which Identity Center opened the session of one of its roles. AWS redacts the key there, so account,
 * permission set, user and moment join the two: an inference. The name needs it not, for Identity Center wrote it.
 */
export function findPortal(
  record: CloudTrailRecord,
  actor: Actor,
  archive: Archive,
): Hop | undefined {
  const permissionSet = PERMISSION_SET.exec(actor.role ?? "")?.[1];
  const begun = record.userIdentity.sessionContext?.creationDate;
  if (permissionSet === undefined || begun === undefined || actor.account === undefined)
    return undefined;
  const found = archive
    .find(
      { kind: "permission-set", name: `${actor.account}/${permissionSet}` },
      { from: shiftTime(begun, -SECONDS), to: shiftTime(begun, SECONDS + 1) },
    )
    .filter((portal) => readIssued(portal) !== undefined && isUser(portal, record, actor.name));
  const users = new Set(found.map(({ userIdentity }) => userOf(userIdentity)));
  const [portal] = found;
  if (portal === undefined || users.size !== 1) return undefined;
  const [user = ""] = users;
  return {
    principal: actor.principal,
    how: "Identity Center",
    grade: "inferred",
    eventID: portal.eventID,
    evidence: [
      {
        ...cite(
          portal.userIdentity.onBehalfOf?.userId === undefined
            ? "userIdentity.userName"
            : "userIdentity.onBehalfOf.userId",
          user,
          "inferred",
          "the user for whom Identity Center opened this permission set in this account then",
        ),
        eventID: portal.eventID,
      },
    ],
  };
}

/** The portal's user is the session's where both tell: by id, or by name. */
function isUser(portal: CloudTrailRecord, record: CloudTrailRecord, name: string): boolean {
  const { onBehalfOf, userName } = portal.userIdentity;
  const own = record.userIdentity.onBehalfOf?.userId;
  if (onBehalfOf?.userId !== undefined && own !== undefined) return onBehalfOf.userId === own;
  return userName === undefined || userName === name;
}

function userOf({ onBehalfOf, userName }: CloudTrailRecord["userIdentity"]): string {
  return onBehalfOf?.userId ?? userName ?? "";
}
