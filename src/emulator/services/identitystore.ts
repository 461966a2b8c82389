import type { EmulatedCall, EmulatedReply, EmulatedService } from "../service.ts";

/**
 * IAM Identity Center's directory: whose a user id is. Only the account and region that it stands in answer.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_DescribeUser.html
 */
export const identitystore: EmulatedService = {
  target: "AWSIdentityStore",
  name: "identitystore",
  operations: { DescribeUser: describeUser },
};

function describeUser({ input, account, region, world }: EmulatedCall): EmulatedReply {
  const { directory } = world.scenario;
  const { IdentityStoreId, UserId } = input;
  const isHere = directory?.account === account && directory.region === region;
  if (!isHere || directory.id !== IdentityStoreId) {
    return { error: "ResourceNotFoundException", message: "IDENTITY_STORE not found." };
  }
  const found = directory.people.find(({ userId }) => userId === UserId);
  if (!found) return { error: "ResourceNotFoundException", message: "USER not found." };
  const [GivenName = "", FamilyName = ""] = found.displayName.split(" ");
  return {
    output: {
      IdentityStoreId,
      UserId,
      UserName: found.userName,
      Name: { GivenName, FamilyName },
      DisplayName: found.displayName,
      Emails: [{ Value: found.userName, Type: "work", Primary: true }],
    },
  };
}
