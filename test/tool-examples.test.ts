import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readTool } from "../src/core/read-tool.ts";
import type { CloudTrailRecord } from "../src/core/record.ts";
import { tools } from "../src/core/tools/index.ts";
import { parseUserAgent } from "../src/core/user-agent.ts";

for (const tool of tools) {
  describe(`the tool ${tool.id}`, () => {
    it("has an example", () => {
      assert.ok(tool.examples.length > 0);
    });

    for (const { userAgent, name = tool.name, version, command } of tool.examples) {
      it(`is recognised, and by no reader before it: ${userAgent.slice(0, 70)}`, () => {
        const record = recordWith(userAgent);

        const first = tools.find(({ recognise }) => recognise(parseUserAgent(userAgent), record));
        const read = readTool(record);

        assert.equal(first?.id, tool.id);
        assert.deepEqual([read.name, read.version, read.command], [name, version, command]);
      });

      it(`is only a claim: ${userAgent.slice(0, 70)}`, () => {
        const { evidence } = readTool(recordWith(userAgent));

        assert.deepEqual([...new Set(evidence.map(({ grade }) => grade))], ["claimed"]);
      });
    }
  });
}

function recordWith(userAgent: string): CloudTrailRecord {
  return {
    eventID: "0b8d7a5e-0000-4000-8000-000000000001",
    eventTime: "2026-11-20T14:02:11Z",
    eventSource: "ecs.amazonaws.com",
    eventName: "UpdateService",
    awsRegion: "eu-west-1",
    userIdentity: {},
    userAgent,
  };
}
