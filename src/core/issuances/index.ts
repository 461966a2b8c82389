import type { Issuance } from "../issuance.ts";
import { assumeRole } from "./assume-role.ts";
import { assumeRoleWithSaml } from "./assume-role-with-saml.ts";
import { assumeRoleWithWebIdentity } from "./assume-role-with-web-identity.ts";
import { assumeRoot } from "./assume-root.ts";
import { consoleLogin } from "./console-login.ts";
import { createOauth2Token } from "./create-oauth2-token.ts";
import { getFederationToken } from "./get-federation-token.ts";
import { getRoleCredentials } from "./get-role-credentials.ts";
import { getSessionToken } from "./get-session-token.ts";
import { getSigninToken } from "./get-signin-token.ts";
import { switchRole } from "./switch-role.ts";

/** Every kind of event in which AWS hands out credentials or opens a session. */
export const issuances: readonly Issuance[] = [
  assumeRole,
  assumeRoleWithSaml,
  assumeRoleWithWebIdentity,
  assumeRoot,
  getFederationToken,
  getSessionToken,
  getRoleCredentials,
  consoleLogin,
  getSigninToken,
  switchRole,
  createOauth2Token,
];
