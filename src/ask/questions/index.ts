import type { Question } from "../question.ts";
import { who } from "./who.ts";

/** Every question, in the order of the help. */
export const questions: readonly Question[] = [who];
