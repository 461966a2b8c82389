import type { Action } from "../../action.ts";
import { authorizeSecurityGroupEgress } from "./authorize-security-group-egress.ts";
import { authorizeSecurityGroupIngress } from "./authorize-security-group-ingress.ts";
import { deleteSubnet } from "./delete-subnet.ts";
import { revokeSecurityGroupEgress } from "./revoke-security-group-egress.ts";
import { revokeSecurityGroupIngress } from "./revoke-security-group-ingress.ts";
import { stopInstances } from "./stop-instances.ts";
import { terminateInstances } from "./terminate-instances.ts";

/** What of this service lies around an ECS service and can be behind what happens to it. */
export const ec2Actions: readonly Action[] = [
  authorizeSecurityGroupEgress,
  authorizeSecurityGroupIngress,
  deleteSubnet,
  revokeSecurityGroupEgress,
  revokeSecurityGroupIngress,
  stopInstances,
  terminateInstances,
];
