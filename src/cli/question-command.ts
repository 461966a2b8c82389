import type { Question } from "../ask/question.ts";
import type { Command } from "./command.ts";
import { readingParameters } from "./reading-parameters.ts";

/** Every question is a command: its own parameters, and those that say where to read and how to write. */
export function questionCommand(question: Question): Command {
  return {
    name: question.name,
    summary: question.summary,
    parameters: [...question.parameters, ...readingParameters],
    examples: question.examples,
    load: async () => {
      const { answerQuestion } = await import("./answer-question.ts");
      return (invocation, surroundings) => answerQuestion(question, invocation, surroundings);
    },
  };
}
