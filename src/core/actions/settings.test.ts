import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Json, JsonObject } from "../record.ts";
import { readSettings, readState } from "./settings.ts";

describe("what a call set", () => {
  test("has dots where the request is nested, and names where it lists named things", () => {
    const settings = valuesOf({
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true }, maximumPercent: 200 },
      tags: [{ key: "team", value: "shop" }],
      settings: [{ name: "containerInsights", value: "enabled" }],
      volumes: [{ name: "root", host: { sourcePath: "/" } }],
      containerDefinitions: [
        {
          name: "app",
          image: "api:1",
          privileged: true,
          links: [],
          linuxParameters: { capabilities: { add: ["SYS_ADMIN"] } },
          logConfiguration: {
            logDriver: "splunk",
            options: { "splunk-url": "https://splunk.example", "splunk-token": "ABC-123" },
          },
        },
      ],
    });
    assert.deepEqual(settings, {
      "deploymentConfiguration.deploymentCircuitBreaker.enable": true,
      "deploymentConfiguration.maximumPercent": 200,
      "tags.team": "shop",
      "settings.containerInsights": "enabled",
      "volumes.root.host.sourcePath": "/",
      "containers.app.image": "api:1",
      "containers.app.privileged": true,
      "containers.app.linuxParameters.capabilities.add": ["SYS_ADMIN"],
      "containers.app.logConfiguration.logDriver": "splunk",
      "containers.app.logConfiguration.options.splunk-url": "https://splunk.example",
      "containers.app.logConfiguration.options.splunk-token": "(hidden)",
    });
  });

  test("never tells the value of an environment variable, whatever AWS made of it", () => {
    const environments: readonly (readonly [Json, Json])[] = [
      [
        [
          { name: "B", value: "s3cret" },
          { name: "A", value: "s3cret" },
        ],
        ["A", "B"],
      ],
      [[], []],
      ["HIDDEN_DUE_TO_SECURITY_REASONS", "(hidden)"],
      ["***", "(hidden)"],
      [["s3cret"], "(hidden)"],
      [{ B: "s3cret" }, "(hidden)"],
    ];
    for (const [environment, shown] of environments) {
      assert.deepEqual(valuesOf({ primaryContainer: { environment } }), {
        "primaryContainer.environment": shown,
      });
      const inList = valuesOf({ somethingNew: [{ environment }] });
      assert.ok(!JSON.stringify(inList).includes("s3cret"), JSON.stringify(inList));
    }
  });

  test("leaves out nulls, tokens and what only names the resource", () => {
    const request = { service: "checkout", clientToken: "5f1c", desiredCount: null, count: 2 };
    assert.deepEqual(readSettings(request, { omit: ["service"], momentary: ["count"] }), [
      { name: "count", after: 2, momentary: true },
    ]);
  });

  test("does not mind names such as __proto__", () => {
    const request = JSON.parse(
      '{"__proto__":{"polluted":true},"tags":[{"key":"__proto__","value":"x"}]}',
    ) as JsonObject;
    assert.deepEqual(
      readSettings(request).map(({ name, after }) => [name, after]),
      [
        ["__proto__.polluted", true],
        ["tags.__proto__", "x"],
      ],
    );
    assert.deepEqual(Object.entries(readState(request, ["tags"])), [["tags.__proto__", "x"]]);
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });

  test("cuts what is nested deeper than any request, so that nobody's recursion overflows", () => {
    const depth = 20_000;
    const deep = JSON.parse(`{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`) as JsonObject;
    assert.ok(JSON.stringify(readSettings(deep)).length < 200);
    const objects = JSON.parse(`{"a":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`) as JsonObject;
    assert.ok(JSON.stringify(readSettings(objects)).length < 400);
  });
});

function valuesOf(request: JsonObject): Readonly<Record<string, Json>> {
  return Object.fromEntries(readSettings(request).map(({ name, after }) => [name, after]));
}
