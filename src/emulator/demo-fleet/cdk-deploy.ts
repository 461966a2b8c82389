import { read } from "../calls/reads.ts";
import { ecsArn } from "../calls/service-body.ts";
import { createService, updateService } from "../calls/services.ts";
import { assumeRole } from "../calls/sign-in.ts";
import { createChangeSet, executeChangeSet, stackTags, type Stack } from "../calls/stacks.ts";
import { registerTaskDefinition, type Registration } from "../calls/task-definitions.ts";
import { roleSession, servicePrincipalSession } from "../callers/role-session.ts";
import type { Caller } from "../record-writer.ts";
import type { Story, Teller } from "../teller.ts";
import { cdk } from "../user-agents.ts";
import { ADDRESS, prodAnalytics } from "./fleet.ts";
import { atTerminal, mia } from "./people.ts";

const place = prodAnalytics;
const SUFFIX = `${place.account}-${place.region}`;

/** The roles that `cdk bootstrap` makes: one to deploy with, one for CloudFormation. */
const stack: Stack = {
  ...place,
  name: "AnalyticsExporter",
  role: `cdk-hnb659fds-cfn-exec-role-${SUFFIX}`,
};

/** Mia's exporter is deployed with the CDK: she runs it, the deploy role asks, and CloudFormation calls with a role of its own. */
export const cdkDeploy: Story = {
  name: "cdk-deploy",
  tell: ({ at }) => {
    const first = deploys(at, "2026-11-12T14:21:08Z", "CREATE");
    at("2026-11-12T14:22:10Z", first, registerTaskDefinition(exporter("2026.46.2")));
    at(
      "2026-11-12T14:22:19Z",
      first,
      createService(
        {
          ...place,
          cluster: "analytics",
          name: "exporter",
          desiredCount: 1,
          taskDefinition: "exporter:1",
          launchType: "FARGATE",
          createdAt: "2026-11-12T14:22:19Z",
        },
        stackTags(stack, "Service9571FDD8"),
      ),
    );

    const second = deploys(at, "2026-11-19T13:47:12Z", "UPDATE");
    at("2026-11-19T13:48:20Z", second, registerTaskDefinition(exporter("2026.47.4")));
    at(
      "2026-11-19T13:48:27Z",
      second,
      updateService({
        cluster: "analytics",
        service: ecsArn(place, "service/analytics/exporter"),
        taskDefinition: ecsArn(place, "task-definition/exporter:2"),
      }),
      "deployed",
    );
  },
  incidents: [
    {
      id: "exporter-deployed",
      symptom: "exports from analytics have one more column since Thursday",
      question: ({ minute }) => `who exporter --at ${minute}`,
      mark: "deployed",
      truth: {
        intent: "deploy",
        actorKind: "person",
        actorName: mia.userName,
        tool: "CloudFormation",
        origin: "cloudformation.amazonaws.com",
        says: [
          "exporter in analytics",
          "exporter:1 → exporter:2",
          "mia.larsen@acme.example",
          "through role cdk-hnb659fds-deploy-role",
          "with CloudFormation",
        ],
      },
    },
  ],
};

/** `cdk deploy` up to the moment from which CloudFormation works alone; returns CloudFormation. */
function deploys(at: Teller["at"], issued: string, type: "CREATE" | "UPDATE"): Caller {
  const after = (seconds: number): string =>
    `${new Date(Date.parse(issued) + seconds * 1000).toISOString().slice(0, 19)}Z`;
  const role = {
    ...place,
    role: `cdk-hnb659fds-deploy-role-${SUFFIX}`,
    session: "aws-cdk-mia",
    issued,
    from: ADDRESS.office,
    with: cdk,
  };
  const tool = roleSession(role);
  const { name: stackName } = stack;
  at(issued, atTerminal(mia, place, after(-302), cdk), assumeRole(role));
  at(after(2), tool, read("cloudformation", "DescribeStacks", { stackName }));
  at(after(9), tool, createChangeSet(stack, type));
  at(after(15), tool, read("cloudformation", "DescribeChangeSet", { stackName }));
  at(after(31), tool, executeChangeSet(stack));
  at(after(37), tool, read("cloudformation", "DescribeStackEvents", { stackName }));
  return servicePrincipalSession({
    ...place,
    role: stack.role,
    session: "AWSCloudFormation",
    issued: after(33),
    invokedBy: "cloudformation.amazonaws.com",
  });
}

function exporter(tag: string): Registration {
  const tags = stackTags(stack, "TaskDefinitionB36D86D9");
  return { family: "exporter", image: `exporter:${tag}`, cpu: "256", memory: "512", tags };
}
