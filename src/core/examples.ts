import type { Change } from "./change.ts";

/** A plausible change, for examples and tests; name only what the example is about. */
export function exampleChange(about: Partial<Change> = {}): Change {
  return {
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    at: "2026-11-20T14:02:11Z",
    account: "111122223333",
    region: "eu-west-1",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    nature: "mutating",
    intent: "scale",
    resource: { kind: "service", cluster: "prod", service: "checkout", name: "checkout" },
    related: [],
    settings: [],
    state: {},
    outcome: { kind: "accepted" },
    noop: false,
    actor: {
      kind: "person",
      name: "Jane Doe",
      via: "Identity Center, AdministratorAccess",
      principal:
        "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/Jane Doe",
      through: [],
      evidence: [],
      gaps: [],
    },
    tool: { kind: "iac", name: "Terraform", version: "1.9", evidence: [] },
    origin: { kind: "address", name: "203.0.113.7", evidence: [] },
    ...about,
  };
}
