import { defineMessageFamily } from "../effect.ts";
import { tell } from "../effect-text.ts";

const ROLE =
  /^IAM (permissions policies have|trust relationship has) been misconfigured or changed, and ECS can no longer maintain your service/;

/** Somebody changed a role of the service, and ECS may not do its work any more. */
export const roleMisconfigured = defineMessageFamily({
  id: "role-misconfigured",
  summary: "A role's policies or trust keep ECS from maintaining the service.",
  where: ["service-event"],
  read: (text) => {
    const what = ROLE.exec(text)?.[1];
    if (what === undefined) return undefined;
    const part = what.startsWith("trust") ? "trust relationship" : "permissions policies";
    return tell(
      {},
      { says: `ECS may not maintain the service: a role's ${part} changed`, caller: "indirect" },
    );
  },
  examples: [
    {
      text: "IAM permissions policies have been misconfigured or changed, and ECS can no longer maintain your service",
      reading: { caller: "indirect" },
    },
    {
      text: "IAM trust relationship has been misconfigured or changed, and ECS can no longer maintain your service",
      reading: {
        says: "ECS may not maintain the service: a role's trust relationship changed",
      },
    },
  ],
});
