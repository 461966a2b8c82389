import type { Interval } from "./coverage.ts";
import type { Evidence, Gap, Grade } from "./evidence.ts";

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
  /** How surely this step leads to the next. */
  readonly grade: Grade;
  /** The record that shows the step; absent where no single one does. */
  readonly eventID?: string;
  /** What people here call the step's account, where that is known and the change happened in another. */
  readonly accountName?: string;
  readonly evidence: readonly Evidence[];
}

/** Our conclusion about who stood behind a call: the person, pipeline, workload, AWS service, other account or root user. */
export interface Actor {
  readonly kind: ActorKind;
  /** What to call it: `jane.doe@example.com`, `Service Auto Scaling`, `root of 111122223333`. Hostile until rendered. */
  readonly name: string;
  /** How we know it, for the brackets behind the name: `Identity Center, AdministratorAccess`, `role deploy-prod`, `IAM user`. */
  readonly via: string;
  /** How far the name can be trusted: that of the weakest step that leads to it; absent where nobody is named. */
  readonly grade?: Grade;
  /** The identity that signed the call, as AWS names it; `""` where the record names none. */
  readonly principal: string;
  /** Where more can be read: the address of the workflow's run. */
  readonly link?: string;
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
  /** Who else may have acted, where several could: those who had a shell in the task at that time. */
  readonly possibly?: readonly Possibility[];
  readonly evidence: readonly Evidence[];
  /** A gap names the event that is missing. */
  readonly gaps: readonly Gap[];
}

/** Somebody who may have acted with the actor's credentials: never a fact. */
export interface Possibility {
  readonly who: Actor;
  /** When the possibility was open. */
  readonly during: Interval;
  /** Why: `opened a shell in the task with ECS Exec`. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
}
