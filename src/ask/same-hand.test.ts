import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change } from "../core/change.ts";
import { exampleChange } from "../core/examples.ts";
import { sameHand } from "./same-hand.ts";

function scaled(name: string, at: string, about: Partial<Change> = {}): Change {
  return exampleChange({
    eventID: `${name} ${at}`,
    at,
    intent: "stop-service",
    resource: { kind: "service", cluster: "prod", service: name, name },
    settings: [{ name: "desiredCount", before: 2, after: 0 }],
    ...about,
  });
}

const told = scaled("checkout", "2026-11-20T14:02:11Z");

test("what the same principal did in the same go is told with the first sentence", () => {
  const others = [scaled("search", "2026-11-20T14:02:08Z"), scaled("cart", "2026-11-20T14:02:06Z")];

  assert.equal(
    sameHand(told, [told, ...others]),
    " The same hand within 5 s: search in prod was scaled 2 → 0, cart in prod was scaled 2 → 0.",
  );
});

test("another principal, another deed, another time or a refused call is another story", () => {
  const { actor } = told;
  const others = [
    scaled("cart", told.at, {
      actor: { ...actor, principal: "arn:aws:iam::111122223333:user/bob" },
    }),
    scaled("cart", told.at, { intent: "scale" }),
    scaled("cart", "2026-11-20T13:59:00Z"),
    scaled("cart", told.at, { outcome: { kind: "refused", errorCode: "AccessDeniedException" } }),
  ];

  assert.equal(sameHand(told, [told, ...others]), "");
});

test("records that name no principal are never one hand", () => {
  const actor = { ...told.actor, principal: "" };
  const nameless = scaled("checkout", told.at, { actor });

  assert.equal(sameHand(nameless, [scaled("cart", told.at, { actor })]), "");
});
