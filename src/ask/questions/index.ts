import type { Question } from "../question.ts";
import { audit } from "./audit.ts";
import { explain } from "./explain.ts";
import { findings } from "./findings.ts";
import { timeline } from "./timeline.ts";
import { who } from "./who.ts";

/** Every question, in the order of the help. */
export const questions: readonly Question[] = [who, audit, findings, timeline, explain];
