import type { Handled } from "./handle.ts";
import type { CloudTrailRecord, JsonObject } from "./record.ts";

/** A kind of event in which AWS hands out credentials or opens a session; one per file in issuances/. */
export interface Issuance extends Handled {
  /** Kebab-case, equal to the file's name. */
  readonly id: string;
  /** One sentence for docs/attribution.md: what it hands out to whom, and how it is joined. */
  readonly summary: string;
  /** What can fool it, for docs/attribution.md. */
  readonly fooledBy: string;
  /** What was handed out; nothing for a refused call or one that shows nothing. Never throws. */
  readonly read: (record: CloudTrailRecord) => Issued | undefined;
  readonly examples: readonly IssuanceExample[];
}

/** A session that AWS opened. Whoever asked for it is the caller of the record. */
export interface Issued {
  /** The access key that the session's calls are signed with; absent where AWS redacts it. */
  readonly accessKeyId?: string;
  /** The session as the principal of later calls: `arn:aws:sts::A:assumed-role/ROLE/SESSION`. */
  readonly principal?: string;
  /** When the session was opened: later calls bear it as `sessionContext.attributes.creationDate`. ISO 8601 in UTC. */
  readonly at: string;
  /**
   * Who asked, as an ARN, where the record's own identity is the new session and not the one who asked for it: the
   * console's SwitchRole.
   */
  readonly by?: string;
  /** Of which role of which account the session is, where AWS redacts both key and session: `111122223333/Admin`. */
  readonly permissionSet?: string;
}

/** Run as a test: a raw record, and what was handed out. */
export interface IssuanceExample {
  readonly title: string;
  readonly record: JsonObject;
  readonly issued: Issued | undefined;
}

/** Returns its argument. */
export function defineIssuance(issuance: Issuance): Issuance {
  return issuance;
}
