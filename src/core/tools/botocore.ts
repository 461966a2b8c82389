import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["Botocore", "botocore", "aiobotocore"];

export const botocore = defineTool({
  id: "botocore",
  kind: "sdk",
  name: "botocore",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    {
      userAgent:
        "CloudCustodian/0.8.23.2 Python/2.7.12 Linux/4.4.51-40.60.amzn1.x86_64 exec-env/AWS_Lambda_python2.7 Botocore/1.5.43",
      name: "CloudCustodian/0.8.23.2 (botocore)",
    },
  ],
});
