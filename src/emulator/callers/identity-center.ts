import { hexOf, lettersOf } from "../stable-ids.ts";

/** Somebody in the directory of IAM Identity Center. */
export interface SsoPerson {
  /** The user name, which becomes the role session's name. */
  readonly userName: string;
  readonly userId: string;
  readonly displayName: string;
}

/** Identity Center stands in one account of the organisation, in one region. */
export const IDENTITY_STORE = {
  account: "210987654321",
  region: "eu-west-1",
  id: "d-9367c1a5f2",
  arn: "arn:aws:identitystore::210987654321:identitystore/d-9367c1a5f2",
} as const;

/** The role that Identity Center keeps in an account for a permission set. */
export function ssoRole(
  account: string,
  permissionSet: string,
): { readonly name: string; readonly arn: string; readonly principalId: string } {
  const seed = `${account}/${permissionSet}`;
  const name = `AWSReservedSSO_${permissionSet}_${hexOf(seed, 16)}`;
  return {
    name,
    arn: `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/${IDENTITY_STORE.region}/${name}`,
    principalId: `AROA${lettersOf(seed, 17)}`,
  };
}
