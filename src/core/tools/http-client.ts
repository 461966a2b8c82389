import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

/** Plain HTTP clients, whose caller signed the request by other means. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["curl", "curl"],
  ["PostmanRuntime", "Postman"],
  ["python-requests", "python-requests"],
  ["Apache-HttpClient", "Apache HttpClient"],
  ["Go-http-client", "Go HTTP client"],
]);

export const httpClient = defineTool({
  id: "http-client",
  kind: "cli",
  name: "curl",
  recognise: (agent) => {
    const product = agent.products[0]?.name ?? "";
    const name = NAMES.get(product);
    if (name === undefined) return undefined;
    const version = versionOf(agent, product) ?? "";
    return version === "" ? { name } : { name, version };
  },
  examples: [
    { userAgent: "curl/8.7.1", name: "curl", version: "8.7.1" },
    { userAgent: "PostmanRuntime/6.4.0", name: "Postman", version: "6.4.0" },
    { userAgent: "python-requests/2.28.0", name: "python-requests", version: "2.28.0" },
  ],
});
