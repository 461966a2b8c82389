import { identityCenterPerson } from "../callers/identity-center-person.ts";
import { IDENTITY_STORE, type SsoPerson } from "../callers/identity-center.ts";
import type { Caller } from "../record-writer.ts";
import type { Directory } from "../scenario.ts";
import type { Place } from "../stage.ts";
import { awsCli2, type UserAgentOf } from "../user-agents.ts";
import { ADDRESS } from "./fleet.ts";

/** Platform engineer; owns the scripts that tidy up staging. */
export const jane: SsoPerson = {
  userName: "jane.doe@acme.example",
  userId: "c2f5b4a4-9031-70d6-5b1c-2b8d3e5f7a91",
  displayName: "Jane Doe",
};

/** On call this week, works in the console. */
export const ravi: SsoPerson = {
  userName: "ravi.patel@acme.example",
  userId: "72a5d4e4-c0b1-7046-9f3e-6d1c0a4b8e27",
  displayName: "Ravi Patel",
};

/** Builds the shop's services, with an AI coding agent at hand. */
export const mia: SsoPerson = {
  userName: "mia.larsen@acme.example",
  userId: "12d564c4-50f1-7088-a7d2-9e4b1f6c3d05",
  displayName: "Mia Larsen",
};

/** Release engineer. */
export const tomas: SsoPerson = {
  userName: "tomas.silva@acme.example",
  userId: "e285a4f4-3061-70b9-84c6-5a2f7d9e1b38",
  displayName: "Tomás Silva",
};

export const directory: Directory = { ...IDENTITY_STORE, people: [jane, ravi, mia, tomas] };

const PERMISSIONS: ReadonlyMap<SsoPerson, string> = new Map([
  [jane, "AdministratorAccess"],
  [ravi, "OnCall"],
  [mia, "PowerUserAccess"],
  [tomas, "AdministratorAccess"],
]);

/** A person with aws-cli v2 on a laptop in the office. */
export function atTerminal(
  person: SsoPerson,
  place: Place,
  signedIn: string,
  tool: UserAgentOf = awsCli2({ session: `${person.userName}/${signedIn.slice(0, 10)}` }),
): Caller {
  return identityCenterPerson(person, { ...signIn(person, place, signedIn), with: tool });
}

/** A person with a browser in the console. */
export function inConsole(person: SsoPerson, place: Place, signedIn: string): Caller {
  return identityCenterPerson(person, { ...signIn(person, place, signedIn), with: "console" });
}

/** A person in CloudShell, in a VPC environment of the account: a console session with a command line. */
export function inCloudShell(person: SsoPerson, place: Place, signedIn: string): Caller {
  const tool = awsCli2({ session: signedIn, features: "z", machine: "cloudshell" });
  const settings = { ...signIn(person, place, signedIn), from: ADDRESS.natProd, with: tool };
  return { ...identityCenterPerson(person, settings), fromConsole: true };
}

function signIn(
  person: SsoPerson,
  place: Place,
  signedIn: string,
): Place & {
  readonly permissionSet: string;
  readonly signedIn: string;
  readonly from: string;
} {
  const permissionSet = PERMISSIONS.get(person) ?? "ReadOnlyAccess";
  return { ...place, permissionSet, signedIn, from: ADDRESS.office };
}
