import type { Evidence, Gap } from "./evidence.ts";

/** What kind of someone or something stood behind a call. */
export type ActorKind =
  | "person"
  | "pipeline"
  | "workload"
  | "aws-service"
  | "account"
  | "root"
  | "unknown";

/** One step from the session that signed the call back to the actor, newest first. */
export interface Hop {
  /** The identity at this step, as AWS names it (an ARN, or what there is). */
  readonly principal: string;
  /** How this step came to be: `AssumeRole`, `AssumeRoleWithWebIdentity`, `Identity Center` … */
  readonly how: string;
  readonly evidence: readonly Evidence[];
}

/** Our conclusion about who stood behind a call: the person, pipeline, workload, AWS service, other account or root user. */
export interface Actor {
  readonly kind: ActorKind;
  /** What to call it: `jane.doe@example.com`, `Service Auto Scaling`, `root of 111122223333`. Hostile until rendered. */
  readonly name: string;
  /** How we know it, for the brackets behind the name: `Identity Center, AdministratorAccess`, `role deploy-prod`, `IAM user`. */
  readonly via: string;
  /** The identity that signed the call, as AWS names it; `""` where the record names none. */
  readonly principal: string;
  /** The account that the principal belongs to, where the record says so. */
  readonly account?: string;
  /** The role's name, where a role was assumed. */
  readonly role?: string;
  /** The role session's name, where a role was assumed. */
  readonly session?: string;
  /** The access key that signed, where the record says so: it joins the calls of one session. */
  readonly accessKeyId?: string;
  /** Whether the session was made with multi-factor authentication; absent where the record does not say. */
  readonly mfa?: boolean;
  /** Role chain, newest hop first. Filled by chain resolution; one record alone leaves it empty. */
  readonly through: readonly Hop[];
  readonly evidence: readonly Evidence[];
  /** A gap names the event that is missing. */
  readonly gaps: readonly Gap[];
}
