import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

/** Browsers cannot sign AWS requests themselves: the pages of the console do. */
export const browser = defineTool({
  id: "browser",
  kind: "console",
  name: "AWS console",
  recognise: (agent) => (versionOf(agent, "Mozilla") === undefined ? undefined : {}),
  examples: [
    {
      userAgent:
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
      name: "AWS console",
    },
    { userAgent: "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:67.0) Gecko/20100101 Firefox/67.0" },
  ],
});
