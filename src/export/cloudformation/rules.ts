import type { EventPattern } from "../../core/pattern.ts";
import type { Deployment } from "../deployment.ts";
import { PERSISTENCE, resource, type Cfn, type Resources } from "./base.ts";

/** The rules that EventBridge holds by itself; the whole event goes to the topic, never through an input transformer. */
export function nativeRules({ name, natives, organization }: Deployment): Resources {
  return Object.fromEntries(
    natives.map(({ id, description, pattern }) => [
      logicalId("Native", id),
      rule(`${name}-${id}`, description, pattern, {
        target: { Ref: "Findings" },
        hasBus: organization !== undefined,
      }),
    ]),
  );
}

/** What the Lambda sees, and its queue as the target. */
export function feedRules({ name, feed, organization }: Deployment): Resources {
  return Object.fromEntries(
    feed.map((pattern, index) => [
      `Feed${String(index + 1)}`,
      rule(`${name}-feed-${String(index + 1)}`, "What TaskTrail's rules look at", pattern, {
        target: { "Fn::GetAtt": ["Events", "Arn"] },
        hasBus: organization !== undefined,
      }),
    ]),
  );
}

interface Aim {
  readonly target: Cfn;
  readonly hasBus: boolean;
  readonly role?: Cfn;
}

export function rule(
  Name: string,
  Description: string,
  pattern: EventPattern,
  { target, hasBus, role }: Aim,
): Cfn {
  return resource("AWS::Events::Rule", {
    Name,
    Description,
    ...(hasBus && { EventBusName: { Ref: "CentralBus" } }),
    // A pattern holds nothing undefined.
    EventPattern: pattern as Cfn,
    Targets: [{ Id: "tasktrail", Arn: target, ...(role && { RoleArn: role }), ...PERSISTENCE }],
  });
}

/** Letters and digits only; hyphens become capitals. Ids that differ stay different: none holds a capital. */
function logicalId(prefix: string, id: string): string {
  return (
    prefix +
    id
      .split("-")
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join("")
  );
}
