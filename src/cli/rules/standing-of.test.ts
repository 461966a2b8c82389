import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { exampleChange } from "../../core/examples.ts";
import { parseConfig } from "../../fleet/read-config.ts";
import { standingOf } from "./standing-of.ts";

const CONFIG = `
accounts:
  - { name: acme-prod, id: "111122223333", profile: x }
  - { name: sandbox, id: "444455556666", profile: y, environment: play }
environments:
  prod: { accounts: [acme-prod], clusters: [prod] }
rules:
  changeWindows:
    - { environments: [prod], days: [fri], from: "22:00", to: "04:00" }
`;

async function standing(at: string, account = "111122223333", cluster = "prod") {
  const tell = standingOf(await parseConfig(CONFIG, "tasktrail.yaml"));
  const resource = { kind: "service", name: "x", service: "x", cluster } as const;
  return tell(exampleChange({ at, account, resource }));
}

describe("where a change stands", () => {
  it("is the environment of its account and cluster", async () => {
    assert.equal((await standing("2026-11-20T12:00:00Z")).environment, "prod");
    assert.deepEqual(await standing("2026-11-20T12:00:00Z", "111122223333", "other"), {});
    assert.deepEqual(await standing("2026-11-20T12:00:00Z", "999900001111"), {});
    assert.deepEqual(await standing("2026-11-20T12:00:00Z", "444455556666"), {
      environment: "play",
    });
  });

  // 2026-11-20 is a Friday.
  for (const [at, where] of [
    ["2026-11-20T21:59:59Z", "outside"],
    ["2026-11-20T22:00:00Z", "inside"],
    ["2026-11-21T03:59:00Z", "inside"],
    ["2026-11-21T04:00:00Z", "outside"],
    ["2026-11-21T22:30:00Z", "outside"],
    ["2026-11-20T03:00:00Z", "outside"],
  ] as const) {
    it(`${at} is ${where} a window from Friday night to Saturday morning`, async () => {
      assert.equal((await standing(at)).changeWindow, where);
    });
  }
});
