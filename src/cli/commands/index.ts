import type { Command } from "../command.ts";
import { completion } from "./completion.ts";
import { demo } from "./demo.ts";
import { emulator } from "./emulator.ts";

/** The commands that are no questions, in the order of help. */
export const commands: readonly Command[] = [demo, emulator, completion];
