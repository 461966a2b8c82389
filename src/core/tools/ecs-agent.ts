import { defineTool } from "../tool.ts";

export const ecsAgent = defineTool({
  id: "ecs-agent",
  kind: "ecs-agent",
  name: "ECS agent",
  recognise: ({ text }) => {
    if (!text.startsWith("Amazon ECS Agent")) return undefined;
    const version = /^Amazon ECS Agent - v([\w.+-]+)/.exec(text)?.[1];
    return version === undefined ? {} : { version };
  },
  examples: [
    {
      userAgent: "Amazon ECS Agent - v1.97.1 (*8ca2a4e4) (linux) (+http://aws.amazon.com/ecs/)",
      version: "1.97.1",
    },
  ],
});
