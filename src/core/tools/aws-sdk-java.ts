import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-java"];

export const awsSdkJava = defineTool({
  id: "aws-sdk-java",
  kind: "sdk",
  name: "aws-sdk-java",
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
        "aws-sdk-java/2.30.21 md/io#async md/http#NettyNio ua/2.1 os/Linux#5.10.234-225.895.amzn2.x86_64 lang/java#17.0.14 md/OpenJDK_64-Bit_Server_VM#17.0.14+7-LTS md/vendor#Amazon.com_Inc. md/en_US m/E",
      version: "2.30.21",
    },
    {
      userAgent:
        "aws-sdk-java/1.11.918 Linux/4.14.193-149.317.amzn2.x86_64 OpenJDK_64-Bit_Server_VM/11.0.3+7-LTS java/11.0.3 vendor/Amazon.com_Inc.",
      version: "1.11.918",
    },
    {
      userAgent:
        "aws-sdk-java/1.12.583 Linux/5.10.186-179.751.amzn2.aarch64 OpenJDK_64-Bit_Server_VM/17.0.10+8-LTS java/17.0.10 kotlin/1.4.10 vendor/Amazon.com_Inc. cfg/retry-mode/legacy, NewRelic/1.0.0",
      name: "NewRelic/1.0.0 (aws-sdk-java)",
    },
  ],
});
