import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["Boto"];

/** The library before boto3. */
export const boto = defineTool({
  id: "boto",
  kind: "sdk",
  name: "boto",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [{ userAgent: "Boto/2.29.1 Python/2.7.3 Linux/3.2.0-63-virtual", version: "2.29.1" }],
});
