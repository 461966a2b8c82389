import { defineIssuer } from "../issuer.ts";

const POOL = /^cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[a-z0-9-]+_[A-Za-z0-9]+$/;

export const cognito = defineIssuer({
  id: "cognito",
  name: "Cognito",
  kind: "unknown",
  documentation:
    "https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html",
  fooledBy:
    "An identity pool lets in users of apps, guests and other issuers' tokens alike; the id says nothing of which.",
  subject: "identity",
  issues: (issuer) => issuer === "cognito-identity.amazonaws.com" || POOL.test(issuer),
  read: () => undefined,
  examples: [
    {
      title: "an identity of a pool",
      issuer: "cognito-identity.amazonaws.com",
      subject: "ap-southeast-2:f33550b0-d103-4ff1-9319-1745fea988da",
      actor: {
        kind: "unknown",
        name: "ap-southeast-2:f33550b0-d103-4ff1-9319-1745fea988da",
        via: "Cognito",
      },
    },
  ],
});
