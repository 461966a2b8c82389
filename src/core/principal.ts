import type { Actor } from "./actor.ts";
import { parseArn } from "./arn.ts";
import type { Evidence, Gap, Grade } from "./evidence.ts";
import type { CloudTrailRecord, UserIdentity } from "./record.ts";

/** A session of a role, as STS wrote it down. Only `session` is the text of whoever assumed the role. */
export interface RoleSession {
  readonly role: string;
  /** The role's path without slashes around it: `aws-reserved/sso.amazonaws.com/eu-west-1`; absent where no ARN shows it. */
  readonly path?: string;
  /** The role session's name; `""` where the record has none. */
  readonly session: string;
  /** Where the role's name and the session's name stand in the record. */
  readonly roleField: string;
  readonly sessionField: string;
}

/** What a clue concludes; `actorFrom` adds what the record says of the principal. */
export interface Conclusion {
  readonly kind: Actor["kind"];
  readonly name: string;
  readonly via: string;
  /** How far the name can be trusted, where that is not as far as the weakest piece of evidence. */
  readonly grade?: Grade;
  readonly link?: string;
  readonly evidence: readonly Evidence[];
  readonly gaps?: readonly Gap[];
}

/** What to call an actor that nothing names. */
export const NOBODY_KNOWN = "unknown";

/** The actor of a conclusion, with principal, account, role, session, access key and MFA as the record has them. */
export function actorFrom(record: CloudTrailRecord, conclusion: Conclusion): Actor {
  const { userIdentity } = record;
  const { evidence, gaps = [], grade = weakestOf(evidence), ...named } = conclusion;
  const isNamed = named.name.trim() !== "" && named.name !== NOBODY_KNOWN;
  return {
    ...named,
    name: isNamed ? named.name : NOBODY_KNOWN,
    ...(isNamed && grade !== undefined && { grade }),
    ...sessionIn(userIdentity),
    through: [],
    evidence: [...evidence, ...citeDelegate(userIdentity)],
    gaps,
  };
}

function sessionIn(
  identity: UserIdentity,
): Pick<Actor, "principal" | "account" | "role" | "session" | "accessKeyId" | "mfa"> {
  const { accessKeyId, sessionContext } = identity;
  const session = readRoleSession(identity);
  const account = identity.accountId ?? sessionContext?.sessionIssuer?.accountId;
  const mfa = sessionContext?.mfaAuthenticated;
  return {
    principal: principalOf(identity),
    ...(account !== undefined && { account }),
    ...(session !== undefined && { role: session.role }),
    ...(session !== undefined && session.session !== "" && { session: session.session }),
    ...(accessKeyId !== undefined && { accessKeyId }),
    ...(mfa !== undefined && { mfa }),
  };
}

const SUREST_FIRST: readonly Grade[] = ["proven", "inferred", "claimed"];

/** The weaker of two grades. */
export function weaker(one: Grade, other: Grade): Grade {
  return SUREST_FIRST.indexOf(one) > SUREST_FIRST.indexOf(other) ? one : other;
}

function weakestOf(evidence: readonly Evidence[]): Grade | undefined {
  const [first, ...rest] = evidence;
  return first && rest.reduce((grade, each) => weaker(grade, each.grade), first.grade);
}

/** IAM temporary delegation: another account, such as a product provider's, used permissions lent to it. */
function citeDelegate({ invokedByDelegate }: UserIdentity): readonly Evidence[] {
  const account = invokedByDelegate?.accountId;
  if (!account) return [];
  const says = "the account that called with permissions delegated to it";
  return [cite("userIdentity.invokedByDelegate.accountId", account, "proven", says)];
}

/** The identity that signed, as AWS names it: its ARN, else its id, else the service; `""` where the record names none. */
export function principalOf({ arn, principalId, invokedBy }: UserIdentity): string {
  return arn || principalId || invokedBy || "";
}

/**
 * The role and session of an assumed role, or nothing where no role was assumed.
 *
 * `userIdentity.arn` is `arn:aws:sts::A:assumed-role/ROLE/SESSION`, `principalId` is `AROA…:SESSION`, and only the session
 * issuer's ARN carries the role's path.
 */
export function readRoleSession(identity: UserIdentity): RoleSession | undefined {
  const known = SESSIONS.get(identity);
  if (known !== undefined) return known === NO_SESSION ? undefined : known;
  const session = parseRoleSession(identity);
  SESSIONS.set(identity, session ?? NO_SESSION);
  return session;
}

/** Every clue asks for the session of the same record. */
const SESSIONS = new WeakMap<UserIdentity, RoleSession>();
const NO_SESSION: RoleSession = { role: "", session: "", roleField: "", sessionField: "" };

function parseRoleSession(identity: UserIdentity): RoleSession | undefined {
  const named = readAssumedRole(identity.arn);
  if (!isSession(identity.type, named !== undefined)) return undefined;
  const issuer = identity.sessionContext?.sessionIssuer;
  const role = issuer?.userName || named?.role;
  if (!role) return undefined;
  const path = pathOf(issuer?.arn);
  return {
    role,
    ...(path !== undefined && { path }),
    session: named?.session || afterColon(identity.principalId),
    roleField: issuer?.userName ? `${ISSUER}.userName` : "userIdentity.arn",
    sessionField: named?.session ? "userIdentity.arn" : "userIdentity.principalId",
  };
}

/**
 * Whether the record shows that a person or a tool opened the session: no instance, task or function has a second factor,
 * a console or a source identity.
 */
export function isHandled({
  userIdentity,
  sessionCredentialFromConsole,
}: CloudTrailRecord): boolean {
  const { mfaAuthenticated, sourceIdentity } = userIdentity.sessionContext ?? {};
  return (
    mfaAuthenticated === true || Boolean(sourceIdentity) || sessionCredentialFromConsole === true
  );
}

/** Evidence for one field of the record. */
export function cite(field: string, value: string, grade: Grade, says: string): Evidence {
  return { field, value, grade, says };
}

/** Evidence that a role was assumed: AWS writes its name. */
export function citeRole({ role, roleField }: RoleSession): Evidence {
  return cite(roleField, role, "proven", "the role that was assumed");
}

/** The path of the fields that STS wrote down about the role. */
export const ISSUER = "userIdentity.sessionContext.sessionIssuer";

/** Some services write the ARN of an assumed role under no type, or under `Unknown`. */
function isSession(type: string | undefined, hasArn: boolean): boolean {
  return type === "AssumedRole" || (hasArn && (!type || type === "Unknown"));
}

function readAssumedRole(
  arn = "",
): { readonly role: string; readonly session: string } | undefined {
  const [type, role = "", session = ""] = parseArn(arn)?.resource.split("/") ?? [];
  return type === "assumed-role" && role !== "" ? { role, session } : undefined;
}

function pathOf(roleArn: string | undefined): string | undefined {
  const resource = parseArn(roleArn ?? "")?.resource;
  if (resource === undefined || !resource.startsWith("role/")) return undefined;
  return resource.split("/").slice(1, -1).join("/");
}

function afterColon(principalId = ""): string {
  const colon = principalId.indexOf(":");
  return colon === -1 ? "" : principalId.slice(colon + 1);
}
