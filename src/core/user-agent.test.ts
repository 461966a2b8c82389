import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseUserAgent, valueOf, versionOf } from "./user-agent.ts";

describe("a user agent", () => {
  it("is taken apart into products and comments", () => {
    assert.deepEqual(
      parseUserAgent("[aws-sdk-go/1.44.322 (go1.19.12; linux) EC2Console, ua/2.1]"),
      {
        text: "aws-sdk-go/1.44.322 (go1.19.12; linux) EC2Console, ua/2.1",
        products: [
          { name: "aws-sdk-go", version: "1.44.322" },
          { name: "EC2Console" },
          { name: "ua", version: "2.1" },
        ],
        comments: ["go1.19.12; linux"],
      },
    );
  });

  it("may have nested, empty and unclosed comments", () => {
    assert.deepEqual(parseUserAgent("a (b (c) d) e () f (g").comments, ["b (c) d", "", "g"]);
    assert.deepEqual(
      parseUserAgent("a (b (c) d) e () f (g").products.map(({ name }) => name),
      ["a", "e", "f"],
    );
  });

  it("gives a key's value in the old grammar and in the new", () => {
    assert.equal(
      valueOf(parseUserAgent("x/1 command/ecs.update-service"), "command"),
      "ecs.update-service",
    );
    assert.equal(
      valueOf(parseUserAgent("x/1 md/command#ecs.update-service"), "command"),
      "ecs.update-service",
    );
    assert.equal(valueOf(parseUserAgent("x/1 md/commander#no"), "command"), undefined);
  });

  it("tells a product without a version from no product", () => {
    assert.equal(versionOf(parseUserAgent("aws-cli"), "aws-cli"), "");
    assert.equal(versionOf(parseUserAgent("boto"), "aws-cli"), undefined);
    assert.equal(versionOf(parseUserAgent("constructor __proto__/1"), "toString"), undefined);
  });

  it("may be nothing at all, or endless", () => {
    assert.deepEqual(parseUserAgent(""), { text: "", products: [], comments: [] });
    assert.deepEqual(parseUserAgent("[]").products, []);
    assert.ok(parseUserAgent("(".repeat(1_000_000)).comments.length <= 1);
    assert.ok(parseUserAgent("a/".repeat(1_000_000)).text.length <= 4096);
  });
});
