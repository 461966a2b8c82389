import { defineCommand } from "../command.ts";

export const demo = defineCommand({
  name: "demo",
  summary:
    'Ask the embedded demo fleet "who restarted prod?": no account, no network, nothing kept.',
  parameters: [],
  examples: [{ command: "demo", tells: "the main job, on two accounts and two weeks of history" }],
  load: async () => (await import("../run-demo.ts")).runDemo,
});
