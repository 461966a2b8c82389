import type { Clue } from "../clue.ts";
import { awsAccount } from "./aws-account.ts";
import { awsService } from "./aws-service.ts";
import { federatedUser } from "./federated-user.ts";
import { iamUser } from "./iam-user.ts";
import { identityCenterRole } from "./identity-center-role.ts";
import { identityCenterSignIn } from "./identity-center-sign-in.ts";
import { identityCenterUser } from "./identity-center-user.ts";
import { instanceSession } from "./instance-session.ts";
import { issuedCredentials } from "./issued-credentials.ts";
import { lambdaSession } from "./lambda-session.ts";
import { personSession } from "./person-session.ts";
import { pipelineSession } from "./pipeline-session.ts";
import { roleSession } from "./role-session.ts";
import { root } from "./root.ts";
import { samlUser } from "./saml-user.ts";
import { serviceLinkedRole } from "./service-linked-role.ts";
import { serviceRole } from "./service-role.ts";
import { sourceIdentity } from "./source-identity.ts";
import { taskSession } from "./task-session.ts";
import { webIdentitySession } from "./web-identity-session.ts";
import { webIdentityUser } from "./web-identity-user.ts";

/** Surest first: the first clue that answers names the actor. docs/attribution.md tells why in this order. */
export const clues: readonly Clue[] = [
  // Fields that AWS writes: proven.
  root,
  identityCenterRole,
  identityCenterUser,
  identityCenterSignIn,
  serviceLinkedRole,
  awsService,
  iamUser,
  federatedUser,
  samlUser,
  webIdentityUser,
  webIdentitySession,
  issuedCredentials,
  awsAccount,
  // Conventions: inferred.
  sourceIdentity,
  serviceRole,
  instanceSession,
  taskSession,
  lambdaSession,
  // Text of the caller's own: claimed.
  pipelineSession,
  personSession,
  roleSession,
];
