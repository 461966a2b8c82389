import { defineCommand } from "../command.ts";

export const demo = defineCommand({
  name: "demo",
  summary:
    'Ask the embedded demo fleet "who restarted prod?", or play its incident live: no account, no network, nothing kept.',
  parameters: [
    {
      name: "what",
      summary: "alerts plays the incident as tasktrail watch would tell it",
      type: "text",
      positional: true,
      optional: true,
      choices: ["alerts"],
      placeholder: "alerts",
    },
  ],
  examples: [
    { command: "demo", tells: "the main job, on two accounts and two weeks of history" },
    { command: "demo alerts", tells: "half an hour of an incident, live, with how to undo it" },
  ],
  load: async () => {
    const { runDemo } = await import("../run-demo.ts");
    return async (invocation, surroundings) => {
      if (invocation.words.length === 0) return runDemo(invocation, surroundings);
      const { demoAlerts } = await import("../watch/demo-alerts.ts");
      return demoAlerts(invocation, surroundings);
    };
  },
});
