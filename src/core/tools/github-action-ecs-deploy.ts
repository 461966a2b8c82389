import { defineTool } from "../tool.ts";
import { versionOf } from "../user-agent.ts";

const TOKEN = "amazon-ecs-deploy-task-definition-for-github-actions";

/**
 * The official GitHub Action adds this token to the SDK's user agent.
 *
 * @see https://github.com/aws-actions/amazon-ecs-deploy-task-definition
 */
export const githubActionEcsDeploy = defineTool({
  id: "github-action-ecs-deploy",
  kind: "ci",
  name: "GitHub Action amazon-ecs-deploy-task-definition",
  recognise: (agent) => (versionOf(agent, TOKEN) === undefined ? undefined : {}),
  examples: [
    {
      userAgent:
        "aws-sdk-js/3.1163.0 ua/2.1 os/linux#6.8.0 lang/js md/nodejs#20.20.2 api/ecs#3.1163.0 m/N,E,e amazon-ecs-deploy-task-definition-for-github-actions",
    },
  ],
});
