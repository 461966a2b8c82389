import { roleSession, type RoleSession } from "../callers/role-session.ts";
import type { Caller } from "../record-writer.ts";
import type { Place } from "../stage.ts";
import { ecsDeployAction, terraform } from "../user-agents.ts";
import { ADDRESS } from "./fleet.ts";

/** One run of a GitHub Actions workflow, from the moment it got its credentials. */
export interface Run {
  readonly repository: string;
  readonly ref: string;
  readonly runID: string;
  /** When AssumeRoleWithWebIdentity issued the credentials: ISO 8601 in UTC. */
  readonly issued: string;
}

/** The role session of a run, before it says which tool it calls with. */
export function githubSession(place: Place, role: string, run: Run): Omit<RoleSession, "with"> {
  return {
    ...place,
    role,
    session: "GitHubActions",
    issued: run.issued,
    from: ADDRESS.ci,
    context: {
      webIdFederationData: {
        federatedProvider: `arn:aws:iam::${place.account}:oidc-provider/token.actions.githubusercontent.com`,
        attributes: {},
      },
    },
  };
}

/** A run that deploys with the official ECS action. */
export function deployRun(place: Place, run: Run): Caller {
  return roleSession({ ...githubSession(place, "github-deploy", run), with: ecsDeployAction });
}

/** A run that applies Terraform. */
export function terraformRun(place: Place, run: Run): Caller {
  return roleSession({ ...githubSession(place, "terraform-apply", run), with: terraform });
}
