import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const NAMES = ["aws-sdk-go-v2", "aws-sdk-go"];

export const awsSdkGo = defineTool({
  id: "aws-sdk-go",
  kind: "sdk",
  name: "aws-sdk-go",
  recognise: (agent) => {
    const version = NAMES.map((name) => versionOf(agent, name)).find(
      (found) => found !== undefined,
    );
    if (version === undefined) return undefined;
    return version === "" ? {} : { version };
  },
  examples: [
    { userAgent: "aws-sdk-go/1.44.322 (go1.19.12; linux; amd64)", version: "1.44.322" },
    {
      userAgent:
        "aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.1 md/GOOS#linux md/GOARCH#arm64 exec-env/AWS_Lambda_Image api/sts#1.33.17 m/g",
      version: "1.36.3",
    },
    {
      userAgent: "aws-sdk-go/1.45.15 (go1.21.3; linux; amd64) karpenter.sh-v0.31.2",
      name: "karpenter.sh-v0.31.2 (aws-sdk-go)",
    },
    {
      userAgent: "amazon-vpc-cni-k8s/version/v1.15.4 aws-sdk-go/1.47.0 (go1.21.4; linux; amd64)",
      name: "amazon-vpc-cni-k8s/version/v1.15.4 (aws-sdk-go)",
    },
  ],
});
