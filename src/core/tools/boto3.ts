import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["Boto3"];

export const boto3 = defineTool({
  id: "boto3",
  kind: "sdk",
  name: "boto3",
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
        "Boto3/1.43.11 md/Botocore#1.43.11 ua/2.1 os/linux#6.8.0 md/arch#x86_64 lang/python#3.11.7 md/pyimpl#CPython m/N,D,Z,b,g cfg/retry-mode#legacy Botocore/1.43.11",
      version: "1.43.11",
    },
    {
      userAgent: "[Boto3/1.26.165 Python/3.10.6 Linux/5.19.0-46-generic Botocore/1.29.165]",
      version: "1.26.165",
    },
  ],
});
